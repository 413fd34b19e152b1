/** What a model's file says of its confidence. */
import { describe, expect, it } from 'vitest'
import { DataError } from '../../../../src/engine/data/data-error'
import { measureConfidence, readConfidence } from '../../../../src/engine/models/confidence'

/** Answers of two classes, each of this confidence and right or wrong. */
function answers(given: readonly (readonly [confidence: number, right: boolean])[]) {
  return { labels: given.map(([, right]) => (right ? 0 : 1)), probabilities: given.flatMap(([confidence]) => [confidence, 1 - confidence]) }
}
function measure(given: Parameters<typeof answers>[0]) {
  const { labels, probabilities } = answers(given)
  return measureConfidence(labels, probabilities, 2)
}
const times = (count: number, confidence: number, right: boolean) => Array.from({ length: count }, () => [confidence, right] as const)

describe('measured', () => {
  it('counts right answers and how far confidence is from them', () => {
    // Three of four at 0.775 are right: 0.75 against 0.775; both at 0.975 are: 1 against 0.975.
    const { samples, accuracy, expectedError, bins } = measure([...times(3, 0.775, true), ...times(1, 0.775, false), ...times(2, 0.975, true)])
    expect([samples, accuracy]).toEqual([6, 5 / 6])
    expect(expectedError).toBeCloseTo((4 / 6) * 0.025 + (2 / 6) * 0.025, 12)
    expect(bins).toHaveLength(20)
    expect(bins[15]).toEqual({ count: 4, accuracy: 0.75, confidence: 0.775 })
  })

  it('relies on answers above the last bin of which less than nine in ten are right', () => {
    // Bins of 0.05: 0.625 lies in (0.60, 0.65], 0.775 in (0.75, 0.80]. At 0.825 nine in ten are right, which is enough.
    const given = [...times(5, 0.625, true), ...times(1, 0.775, false), ...times(9, 0.825, true), ...times(1, 0.825, false), ...times(4, 0.975, true)]
    expect(measure(given).sureFrom).toBe(0.8)
  })

  it('relies on every answer where none was wrong, and on none where the most confident were', () => {
    expect(measure(times(3, 0.6, true)).sureFrom).toBe(0)
    expect(measure(times(3, 0.99, false)).sureFrom).toBe(1)
  })

  it('takes at least one sample', () => {
    expect(() => measure([])).toThrow(RangeError)
  })
})

describe('read', () => {
  const confidence = measure(times(3, 0.6, true))

  it('is what was written, and null where nothing was', () => {
    expect(readConfidence(JSON.stringify(confidence), 'm')).toEqual(confidence)
    expect(readConfidence(undefined, 'm')).toBeNull()
  })

  it.each([
    ['no JSON', '{', 'm, confidence: expected JSON'],
    ['a share above 1', JSON.stringify({ ...confidence, sureFrom: 2 }), 'm, confidence.sureFrom: '],
    ['no bins', JSON.stringify({ ...confidence, bins: [] }), 'm, confidence.bins: '],
    ['a bin of another kind', JSON.stringify({ ...confidence, bins: [{ count: -1, accuracy: 0, confidence: 0 }] }), 'm, confidence.bins.0.count: '],
  ])('refuses %s', (_, text, message) => {
    expect(() => readConfidence(text, 'm')).toThrow(DataError)
    expect(() => readConfidence(text, 'm')).toThrow(message)
  })
})
