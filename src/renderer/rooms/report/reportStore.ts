/** The report as the room shows it: how far its figures are, what is recorded of each, and the claims judged on it, kept up to date. */
import { computed, type ComputedRef, ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import type { LabClient } from '../../../api/client'
import type { Failure } from '../../../api/failure'
import type { FigureNumber, FigureProgress, StoredImages } from '../../../api/report'
import type { ClaimId, Judgement, Sensitivity } from '../../../report/claims'
import { claims, judge, sensitivities } from '../../../report/judge'
import { recorded as ended, shownVariant } from '../../../report/state'
import { failureOf } from '../../failure'
import { loadFigure, type LoadedFigure } from './loadFigure'

export interface ReportStore {
  /** Null until the lab has answered. */
  readonly progress: Readonly<ShallowRef<ReadonlyMap<FigureNumber, FigureProgress> | null>>
  /** Figures with data. */
  readonly figures: Readonly<ShallowRef<ReadonlyMap<FigureNumber, LoadedFigure>>>
  /** Absent where a claim was not judged yet. */
  readonly judgements: Readonly<ShallowRef<ReadonlyMap<ClaimId, Judgement>>>
  readonly sensitivity: Readonly<ShallowRef<readonly Sensitivity[]>>
  /** Claims that wait to be judged on what is recorded by now. */
  readonly waiting: ComputedRef<number>
  readonly loading: Readonly<Ref<boolean>>
  readonly failure: Readonly<Ref<Failure | null>>
  refresh(): void
  /** Keeps it up to date until the returned function is called. */
  follow(): () => void
}

/** Milliseconds that events wait to be answered together, and that a figure whose trials still arrive keeps what it shows. */
const patience = 400
const reloadEvery = 4000

/** Lets the window answer its user between two pieces of work. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve))

export function createReportStore(lab: LabClient, now: () => number = () => performance.now()): ReportStore {
  const progress = shallowRef<ReadonlyMap<FigureNumber, FigureProgress> | null>(null)
  const figures = shallowRef<ReadonlyMap<FigureNumber, LoadedFigure>>(new Map())
  const judgements = shallowRef<ReadonlyMap<ClaimId, Judgement>>(new Map())
  const sensitivity = shallowRef<readonly Sensitivity[]>([])
  const toJudge = shallowRef<ReadonlySet<ClaimId>>(new Set(claims.map(({ id }) => id)))
  const loading = ref(false)
  const failure = ref<Failure | null>(null)
  /** What each figure was loaded for, and when. */
  const loadedFor = new Map<FigureNumber, { signature: string; at: number }>()
  let images: Promise<StoredImages> | undefined
  let followers = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let working = false
  let again = false

  function imagesOnce(): Promise<StoredImages> {
    images ??= lab.call('data.images', { source: 'mnist' })
    // What failed is asked for again the next time.
    images.catch(() => (images = undefined))
    return images
  }

  function refresh(delay = 0): void {
    if (followers === 0) return
    again = true
    timer ??= setTimeout(() => {
      timer = undefined
      void work()
    }, delay)
  }

  /** One piece of work at a time; what happens meanwhile is taken up after it. */
  async function work(): Promise<void> {
    if (working) return
    working = true
    again = false
    loading.value = true
    try {
      await update()
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    }
    working = false
    loading.value = false
    if (again && failure.value === null) refresh(patience)
  }

  async function update(): Promise<void> {
    const state = await lab.call('report.state', {})
    progress.value = new Map(state.figures.map((one) => [one.figure, one]))
    let early = false
    for (const one of state.figures) {
      const due = dueOf(one)
      if (due === 'later') early = true
      if (due === 'now') await load(one)
    }
    await judgeAll()
    if (early) refresh(reloadEvery)
  }

  function dueOf(one: FigureProgress): 'no' | 'now' | 'later' {
    const before = loadedFor.get(one.figure)
    if (before?.signature === signatureOf(one)) return 'no'
    const arriving = one[shownVariant(one)].open > 0
    return before !== undefined && arriving && now() - before.at < reloadEvery ? 'later' : 'now'
  }

  async function load(one: FigureProgress): Promise<void> {
    const { figure } = one
    const variant = shownVariant(one)
    const loaded = ended(one[variant]) === 0 ? null : await loadFigure(lab, figure, variant, imagesOnce)
    loadedFor.set(figure, { signature: signatureOf(one), at: now() })
    const next = new Map(figures.value)
    if (loaded) next.set(figure, loaded)
    else next.delete(figure)
    figures.value = next
    toJudge.value = new Set([...toJudge.value, ...claims.filter((claim) => claim.figure === figure || claim.needs.includes(figure)).map(({ id }) => id)])
    await breathe()
  }

  async function judgeAll(): Promise<void> {
    for (const { id } of claims) {
      if (!toJudge.value.has(id)) continue
      const judgement = judge(id, evidence())
      judgements.value = new Map(judgements.value).set(id, judgement)
      toJudge.value = new Set([...toJudge.value].filter((claim) => claim !== id))
      if (id === '3c' || id === '8a') sensitivity.value = sensitivities(evidence())
      await breathe()
    }
  }
  const evidence = () => ({
    figures: new Map([...figures.value].map(([figure, { recorded }]) => [figure, recorded])),
    models: new Map([...figures.value].map(([figure, { models }]) => [figure, models])),
  })

  function follow(): () => void {
    followers++
    const stops = [
      lab.on('run', () => refresh(patience)),
      lab.on('runs', () => refresh(patience)),
      lab.on('deleted', () => refresh(patience)),
      lab.onReconnect(() => refresh()),
    ]
    refresh()
    return () => {
      followers--
      stops.forEach((stop) => stop())
      clearTimeout(timer)
      timer = undefined
    }
  }

  return { progress, figures, judgements, sensitivity, waiting: computed(() => toJudge.value.size), loading, failure, refresh, follow }
}

/** What the shown data depends on. Seconds tell apart trials that were trained anew; they grow all the time while trials are open. */
function signatureOf(one: FigureProgress): string {
  const variant = shownVariant(one)
  const { done, diverged, open, broken, seconds } = one[variant]
  return [variant, done, diverged, open > 0 ? 'open' : `${broken} ${seconds}`].join(' ')
}
