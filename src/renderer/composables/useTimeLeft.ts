/** Seconds left of some work, from the rate at which it has gone lately. */
import { onScopeDispose, readonly, type Ref, ref, watch } from 'vue'
import { timeLeft, type WorkSample } from './trialProgress'

/** How far back the rate looks, in seconds. */
const memory = 30

export function useTimeLeft(work: () => { key: string; done: number; total: number; active: boolean }): Readonly<Ref<number | null>> {
  const left = ref<number | null>(null)
  let samples: WorkSample[] = []
  let key = ''

  function measure(): void {
    const { key: now, done, total, active } = work()
    if (!active || now !== key) {
      samples = []
      key = now
      left.value = null
    }
    if (!active) return
    const at = performance.now() / 1000
    samples = [...samples.filter((sample) => at - sample.at < memory), { at, done }]
    left.value = timeLeft(samples, total)
  }

  watch(() => work().key, measure, { immediate: true })
  const timer = setInterval(measure, 500)
  onScopeDispose(() => clearInterval(timer))
  return readonly(left)
}
