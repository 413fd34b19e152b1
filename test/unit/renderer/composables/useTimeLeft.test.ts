/** The time left of experiments, measured by a clock of the test. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { shallowRef } from 'vue'
import { createRunStore } from '../../../../src/renderer/composables/useRuns'
import { createTimeLeft } from '../../../../src/renderer/composables/useTimeLeft'
import { fakeLab, pagesOf, runRow } from '../fake-lab'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('goes by the rate lately, and ends with the run', async () => {
  const store = createRunStore(fakeLab({ 'runs.page': pagesOf([]) }).client)
  const left = createTimeLeft(store, shallowRef(new Map()), 1000)
  for (const epochsDone of [100, 150, 200]) {
    store.put([runRow({ id: 1, experiment: 4, epochsDone })])
    await vi.advanceTimersByTimeAsync(1000)
  }
  // 50 of 1000 epochs a second: the other 800 take 16 s.
  expect(left.value.get(4)).toBeCloseTo(16, 3)
  store.put([runRow({ id: 1, experiment: 4, status: 'paused', epochsDone: 200 })])
  await vi.advanceTimersByTimeAsync(1000)
  expect(left.value.has(4)).toBe(false)
})
