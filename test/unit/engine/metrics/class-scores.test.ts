import { describe, expect, it } from 'vitest'
import { scoreClasses } from '../../../../src/engine/metrics/class-scores'
import { topKAccuracy } from '../../../../src/engine/metrics/classification'

describe('scoreClasses', () => {
  it('scores each class against the others', () => {
    // Class 0: 3 right, 1 missed, 2 called so wrongly. Precision 3/5, recall 3/4, F1 6/9. Class 1: 4 right, 2 missed, 1 called so wrongly.
    const { classes, macro } = scoreClasses([3, 1, 2, 4], 2)
    expect(classes).toEqual([
      { precision: 3 / 5, recall: 3 / 4, f1: 6 / 9, support: 4 },
      { precision: 4 / 5, recall: 4 / 6, f1: 8 / 11, support: 6 },
    ])
    expect(macro.precision).toBeCloseTo((3 / 5 + 4 / 5) / 2, 15)
    expect(macro.recall).toBeCloseTo((3 / 4 + 4 / 6) / 2, 15)
    expect(macro.f1).toBeCloseTo((6 / 9 + 8 / 11) / 2, 15)
  })

  it('counts 0/0 as 0, in the means too', () => {
    // Class 1 is never predicted, class 2 neither occurs nor is predicted.
    const { classes, macro } = scoreClasses([2, 0, 0, 1, 0, 0, 0, 0, 0], 3)
    expect(classes[1]).toEqual({ precision: 0, recall: 0, f1: 0, support: 1 })
    expect(classes[2]).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 })
    expect(macro.recall).toBeCloseTo(1 / 3, 15)
  })

  it('refuses counts of another shape', () => {
    expect(() => scoreClasses([1, 2, 3], 2)).toThrow('a confusion matrix of 2 classes has 4 counts, got 3')
  })
})

describe('topKAccuracy', () => {
  // Scores by row: the label's rank is 0, 1 and 2.
  const scores = [0.6, 0.3, 0.1, 0.6, 0.3, 0.1, 0.6, 0.3, 0.1]
  const labels = [0, 1, 2]

  it('counts labels among the k highest', () => {
    expect([1, 2, 3].map((k) => topKAccuracy(labels, scores, 3, k))).toEqual([1 / 3, 2 / 3, 1])
    expect(topKAccuracy([], [], 3, 1)).toBeNull()
  })

  it('ranks equal scores in their order and NaN last', () => {
    expect(topKAccuracy([0, 0], [0.5, 0.5, 0.5, 0.5], 2, 1)).toBe(1)
    expect(topKAccuracy([1, 1], [0.5, 0.5, 0.5, 0.5], 2, 1)).toBe(0)
    expect(topKAccuracy([0], [NaN, 0.1, 0.2], 3, 2)).toBe(0)
  })

  it('refuses what does not fit', () => {
    expect(() => topKAccuracy(labels, scores, 3, 4)).toThrow('top-k takes k from 1 to 3, got 4')
    expect(() => topKAccuracy([3], [1, 0, 0], 3, 1)).toThrow('sample 0 has the class 3, of 3')
    expect(() => topKAccuracy([0, 0], [1, 0, 0], 3, 1)).toThrow('2 rows of 3 classes take 6 scores, got 3')
  })
})
