import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WhenQuiet } from '../../../../src/main/lab/when-quiet'

const limits = { quiet: 400, latest: 3000 }
let begun: number[] = []
let waiting: WhenQuiet

beforeEach(() => {
  vi.useFakeTimers()
  begun = []
  waiting = new WhenQuiet(() => begun.push(Math.round(performance.now())), limits)
})
afterEach(() => {
  vi.useRealTimers()
})

it('begins once, when nothing was asked for a moment, and not before the first call', () => {
  vi.advanceTimersByTime(10_000)
  const start = Math.round(performance.now())
  for (const pause of [0, 300, 399]) {
    vi.advanceTimersByTime(pause)
    waiting.called()
  }
  expect(begun).toEqual([])
  vi.advanceTimersByTime(10_000)
  waiting.called()
  vi.advanceTimersByTime(10_000)
  expect(begun.map((at) => at - start)).toEqual([300 + 399 + 400])
})

it('begins where calls never end', () => {
  const start = Math.round(performance.now())
  for (let k = 0; k < 100; k++) {
    waiting.called()
    vi.advanceTimersByTime(100)
  }
  expect(begun.map((at) => at - start)).toEqual([3000])
})

it('does not begin in a lab that is closed', () => {
  waiting.called()
  waiting.cancel()
  waiting.called()
  vi.advanceTimersByTime(10_000)
  expect(begun).toEqual([])
})
