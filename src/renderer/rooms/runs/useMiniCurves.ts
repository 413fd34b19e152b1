/** The small curves of the rows in sight: fetched together a moment after they came into sight, kept, and fetched anew as a run goes on. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { MiniCurve } from '../../../api/mini-curve'
import type { RunRow } from '../../../api/records'
import { useLab } from '../../lab'

export interface MiniCurves {
  readonly curves: Readonly<ShallowRef<ReadonlyMap<number, MiniCurve>>>
  /** Says which runs' curves are in sight now. */
  show(runs: readonly RunRow[]): void
}

/** Rows that fly past need no curve; a run that trains needs no new one with each epoch. In milliseconds. */
const rest = { unknown: 60, outdated: 1000 }
/** As many as one call answers. */
const perCall = 500

export function useMiniCurves(): MiniCurves {
  const lab = useLab()
  const curves = shallowRef<ReadonlyMap<number, MiniCurve>>(new Map())
  let inSight: readonly RunRow[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = false

  const isOutdated = ({ id, epochsDone, best }: RunRow) => best !== null && curves.value.get(id)?.epochsDone !== epochsDone
  const isUnknown = (run: RunRow) => run.best !== null && !curves.value.has(run.id)

  function show(runs: readonly RunRow[]): void {
    inSight = runs
    if (asking) return
    if (runs.some(isUnknown)) plan(rest.unknown)
    else if (timer === undefined && runs.some(isOutdated)) plan(rest.outdated)
  }

  function plan(wait: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void fetch(), wait)
  }

  async function fetch(): Promise<void> {
    timer = undefined
    const runs = inSight.filter(isOutdated).map(({ id }) => id)
    if (runs.length === 0) return
    asking = true
    try {
      const fetched = await lab.call('runs.miniCurves', { runs: runs.slice(0, perCall) })
      curves.value = new Map([...curves.value, ...fetched.map((curve): [number, MiniCurve] => [curve.run, curve])])
    } catch {
      // A row without its curve says all the same in numbers; what is wrong with the lab is told by the list.
    }
    asking = false
    show(inSight)
  }

  onScopeDispose(() => clearTimeout(timer))
  return { curves, show }
}
