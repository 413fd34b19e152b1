/** The watched drawings of a run, live: what is stored is fetched, then events are merged in by drawing and epoch. */
import { onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import type { WatchedAnswer, WatchedCurve } from '../../../../api/drawings'
import type { Failure } from '../../../../api/failure'
import { failureOf } from '../../../failure'
import { useLab } from '../../../lab'
import { withAnswers } from './watchedCurves'

export function useWatched(run: Readonly<Ref<number | null>>) {
  const lab = useLab()
  const curves = shallowRef<readonly WatchedCurve[] | null>(null)
  const failure = shallowRef<Failure | null>(null)
  /** What came while the stored ones were on their way. */
  let early: WatchedAnswer[] | null = null
  let round = 0

  async function refresh(): Promise<void> {
    const mine = ++round
    const asked = run.value
    if (asked === null) {
      curves.value = null
      return
    }
    early = []
    try {
      const stored = await lab.call('drawings.watched', { run: asked })
      if (mine !== round) return
      curves.value = withAnswers(stored, early)
      failure.value = null
    } catch (error) {
      if (mine === round) failure.value = failureOf(error)
    }
    if (mine === round) early = null
  }

  onScopeDispose(
    lab.on('watched', ({ run: of, answers }) => {
      if (of !== run.value) return
      if (early !== null) early.push(...answers)
      else if (curves.value !== null) curves.value = withAnswers(curves.value, answers)
    }),
  )
  onScopeDispose(lab.onReconnect(() => void refresh()))
  watch(run, refresh, { immediate: true })
  return { curves, failure, refresh }
}
