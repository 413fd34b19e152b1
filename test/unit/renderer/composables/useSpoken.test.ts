import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, watch } from 'vue'
import { spokenEvery, useSpoken } from '../../../../src/renderer/composables/useSpoken'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('says little of what changes all the time, and the end in any case', async () => {
  const scope = effectScope()
  const epoch = ref(0)
  const said: string[] = []
  scope.run(() =>
    watch(
      useSpoken(() => `epoch ${epoch.value}`),
      (words) => said.push(words),
      { flush: 'sync' },
    ),
  )
  // A hundred epochs in ten seconds.
  for (let k = 1; k <= 100; k++) {
    epoch.value = k
    await nextTick()
    await vi.advanceTimersByTimeAsync(100)
  }
  await vi.advanceTimersByTimeAsync(2 * spokenEvery)
  scope.stop()
  expect(said.length).toBeGreaterThan(1)
  expect(said.length).toBeLessThanOrEqual(1 + Math.ceil(10_000 / spokenEvery))
  expect(said.at(-1)).toBe('epoch 100')
})

it('says at once what changes seldom', async () => {
  const scope = effectScope()
  const text = ref('3 rows')
  const spoken = scope.run(() => useSpoken(() => text.value))
  await vi.advanceTimersByTimeAsync(2 * spokenEvery)
  text.value = '1 row'
  await nextTick()
  expect(spoken?.value).toBe('1 row')
  scope.stop()
})
