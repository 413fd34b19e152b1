/** The recorded curves of chosen runs, live: the columns that are drawn are fetched, then epochs that arrive are merged in. */
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { CurveColumn, CurveSketch, RunCurves } from '../../api/curves'
import type { Failure } from '../../api/failure'
import type { RunRow } from '../../api/records'
import { addRecords, noCurves, ofRunCurves, type TrialCurves } from '../../charts/compare/trial-curves'
import type { EpochRecord } from '../../engine/training/records'
import { failureOf } from '../failure'
import { useLab } from '../lab'
import { afterFrame } from './afterFrame'
import { keepEqual } from './keepEqual'
import { pace } from './pace'

export interface CurveStore {
  /** By run. A new map replaces the old one with each change; unchanged runs keep their object. */
  readonly curves: Readonly<ShallowRef<ReadonlyMap<number, TrialCurves>>>
  readonly loading: Readonly<Ref<boolean>>
  /** Why runs could not be read, by run. */
  readonly failures: Readonly<ShallowRef<ReadonlyMap<number, Failure>>>
}

/** Values in one answer, about: two megabytes, which neither side is long busy with. */
const valuesPerCall = 250_000
/** Calls on their way: while one answer is taken up, the lab reads the next. */
const callsAtOnce = 2
/** Points of all sketches of a column together, about, which are a megabyte, and of each. */
const sketchedPoints = 60_000
const sketchPoints = { least: 20, most: 60 }
/** What has come is shown after so long even if more is to come, in milliseconds: drawing again and again would only delay the rest. */
const patience = 4000

/** @param sketched whether what takes more than one answer is drawn from its extremes until it has come */
export function useCurves(runs: () => readonly RunRow[], columns: () => readonly CurveColumn[], sketched: () => boolean = () => false): CurveStore {
  const lab = useLab()
  const curves = shallowRef<ReadonlyMap<number, TrialCurves>>(new Map())
  const failures = shallowRef<ReadonlyMap<number, Failure>>(new Map())
  const loading = ref(false)
  let wanted: ReadonlySet<number> = new Set()
  let known = new Map<number, TrialCurves>()
  let arrived = new Map<number, EpochRecord[]>()
  /** By run, while the curves themselves are on their way. */
  const sketches = new Map<number, NonNullable<TrialCurves['sketches']>>()
  let round = 0

  const shown = pace(() => {
    for (const [run, records] of arrived) {
      const own = known.get(run)
      if (own) known.set(run, addRecords(own, records))
    }
    // What has arrived of a run that is not fetched yet waits for the rest.
    arrived = new Map([...arrived].filter(([run]) => wanted.has(run) && !known.has(run) && !failures.value.has(run)))
    const whole = new Map(known)
    for (const [run, own] of sketches) whole.set(run, { ...(known.get(run) ?? noCurves), sketches: own })
    curves.value = whole
  })

  function take(run: number, epochs: readonly EpochRecord[]): void {
    if (!wanted.has(run)) return
    const waiting = arrived.get(run)
    if (waiting) waiting.push(...epochs)
    else arrived.set(run, [...epochs])
    if (!loading.value) shown.soon()
  }

  /** Columns beside those of the same epochs that are known already; else they replace them. */
  function put(fetched: RunCurves): void {
    const own = ofRunCurves(fetched)
    const before = known.get(fetched.run)
    const fits = before !== undefined && before.epochs.length === own.epochs.length && before.epochs.at(-1) === own.epochs.at(-1)
    known.set(fetched.run, fits ? { epochs: before.epochs, columns: { ...before.columns, ...own.columns } } : own)
  }

  /** Fetches what is missing, in few calls at once. A run that has gone on since its other columns were fetched is fetched anew. */
  async function fetchMissing(everything: boolean): Promise<void> {
    const mine = ++round
    const needed = columns()
    const lacking = (run: number) => needed.filter((column) => known.get(run)?.columns[column] === undefined)
    if (everything) known = new Map()
    const failed = new Map<number, Failure>()
    loading.value = true
    for (let attempt = 0; attempt < 3 && mine === round; attempt++) {
      const rest = runs().filter(({ id }) => !failed.has(id)).map((row) => ({ row, columns: lacking(row.id) })) // prettier-ignore
      const calls = planCalls(rest)
      if (calls.length === 0) break
      if (attempt === 0 && calls.length > 1 && sketched()) await fetchSketches(rest, () => mine === round)
      if (mine !== round) return
      const patient = setTimeout(() => mine === round && shown.now(), patience)
      let next = 0
      const work = async () => {
        while (next < calls.length && mine === round) {
          const call = calls[next++]!
          const { answers, failures: own } = await fetchCall(call)
          if (mine !== round) return
          for (const answer of answers) put(answer)
          for (const [run, failure] of own) failed.set(run, failure)
        }
      }
      await Promise.all(Array.from({ length: callsAtOnce }, work))
      clearTimeout(patient)
    }
    if (mine !== round) return
    sketches.clear()
    failures.value = failed
    loading.value = false
    shown.now()
  }

  /** Shows what is lacking in few points, and lets the window draw it before the rest is asked for. */
  async function fetchSketches(rest: readonly Lacking[], isWanted: () => boolean): Promise<void> {
    const lacking = rest.filter((one) => one.columns.length > 0)
    const points = Math.max(sketchPoints.least, Math.min(sketchPoints.most, Math.floor(sketchedPoints / lacking.length)))
    const calls = columns().flatMap((column) => {
      const ids = lacking.filter((one) => one.columns.includes(column)).map(({ row }) => row.id)
      return ids.length === 0 ? [] : [lab.call('runs.sketches', { runs: ids, columns: [column], points })]
    })
    // Why a run cannot be read is told when it is read whole.
    const answers = await Promise.all(calls).catch((): CurveSketch[][] => [])
    if (!isWanted()) return
    sketches.clear()
    for (const { run, column, ...sketch } of answers.flat()) sketches.set(run, { ...sketches.get(run), [column]: sketch })
    shown.now()
    await afterFrame()
  }

  /** One run that cannot be read does not hide those that are asked for with it. */
  async function fetchCall({ runs: asked, columns: wantedColumns }: Call): Promise<{ answers: RunCurves[]; failures: [number, Failure][] }> {
    try {
      return { answers: await lab.call('runs.curves', { runs: [...asked], columns: [...wantedColumns] }), failures: [] }
    } catch (error) {
      const failure = failureOf(error)
      const isOfOne = failure.code === 'data' || failure.code === 'not-found'
      if (asked.length === 1 || !isOfOne) return { answers: [], failures: asked.map((run) => [run, failure]) }
      const each = []
      for (const run of asked) each.push(await fetchCall({ runs: [run], columns: wantedColumns }))
      return { answers: each.flatMap(({ answers }) => answers), failures: each.flatMap((one) => one.failures) }
    }
  }

  const stop = lab.on('epochs', ({ run, epochs }) => take(run, epochs))
  const stopReconnect = lab.onReconnect(() => void fetchMissing(true))
  watch(
    () => ({ ids: runs().map(({ id }) => id), columns: columns() }), // prettier-ignore
    ({ ids }, before) => {
      wanted = new Set(ids)
      const left = [...known].filter(([run]) => wanted.has(run))
      if (left.length < known.size) known = new Map(left)
      if (before === undefined || keepEqual(before.ids, ids) !== before.ids || keepEqual(before.columns, columns()) !== before.columns) void fetchMissing(false)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    stop()
    stopReconnect()
    shown.cancel()
    round++
  })
  return { curves, loading, failures }
}

interface Lacking {
  row: Pick<RunRow, 'id' | 'epochsDone'>
  columns: readonly CurveColumn[]
}

interface Call {
  runs: readonly number[]
  columns: readonly CurveColumn[]
}

/** Runs that lack the same columns together, as many as make one answer of bounded size; of a run that is longer, a column a call. */
export function planCalls(lacking: readonly Lacking[]): Call[] {
  const calls: { runs: number[]; columns: readonly CurveColumn[]; values: number }[] = []
  for (const { row, columns } of lacking) {
    const values = (row.epochsDone + 1) * columns.length
    const last = calls.at(-1)
    if (columns.length === 0) continue
    if (values > valuesPerCall) calls.push(...columns.map((column) => ({ runs: [row.id], columns: [column], values: valuesPerCall })))
    else if (last && last.columns.join() === columns.join() && last.values + values <= valuesPerCall) {
      last.runs.push(row.id)
      last.values += values
    } else calls.push({ runs: [row.id], columns, values })
  }
  return calls
}
