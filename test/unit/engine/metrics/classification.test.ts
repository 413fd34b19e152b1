import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { accuracy, argmax, confusionMatrix, predictClasses } from '../../../../src/engine/metrics/classification'

const tensor = z.object({ shape: z.array(z.number()), data: z.array(z.number()) })
const goldenCase = z.object({
  id: z.string(),
  params: z.object({ classes: z.number() }),
  inputs: z.object({ labels: z.array(z.number()), probs: tensor }),
  expected: z.object({ predicted: z.array(z.number()), accuracy: z.number(), confusion: tensor }),
})
const golden = z
  .object({ cases: z.array(z.object({ kind: z.string() }).loose()) })
  .parse(JSON.parse(readFileSync('test/golden/vectors/statistics.json', 'utf8')))
const cases = golden.cases.filter(({ kind }) => kind === 'classification_metrics').map((entry) => goldenCase.parse(entry))

describe('golden classification metrics', () => {
  it('are there', () => {
    expect(cases.length).toBeGreaterThanOrEqual(6)
  })

  it.each(cases)('$id', ({ params: { classes }, inputs: { labels, probs }, expected }) => {
    const predicted = predictClasses(probs.data, labels.length, classes)
    expect([...predicted]).toEqual(expected.predicted)
    expect(accuracy(labels, predicted)).toBeCloseTo(expected.accuracy, 12)
    expect([...confusionMatrix(labels, predicted, classes)]).toEqual(expected.confusion.data)
  })
})

describe('argmax', () => {
  it('takes the first of equals', () => {
    expect(argmax([1, 3, 3, 2])).toBe(1)
    expect(argmax([-1, -1])).toBe(0)
  })

  it('looks at its part alone', () => {
    expect(argmax([9, 1, 2, 9], 1, 2)).toBe(1)
  })

  it('passes over NaN', () => {
    expect(argmax([NaN, 1, 2])).toBe(2)
    expect(argmax([1, NaN])).toBe(0)
  })
})

describe('accuracy and confusion', () => {
  it('count by true class in rows and predicted class in columns', () => {
    expect(accuracy([0, 0, 1, 1], [0, 1, 1, 1])).toBe(0.75)
    expect([...confusionMatrix([0, 0, 1, 1], [0, 1, 1, 1], 2)]).toEqual([1, 1, 0, 2])
    expect(accuracy([], [])).toBeNull()
  })

  it('refuse what does not match', () => {
    expect(() => accuracy([0], [0, 1])).toThrow('1 labels do not match 2 predictions')
    expect(() => confusionMatrix([0, 2], [0, 1], 2)).toThrow('sample 1 has the classes 2 and 1, of 2')
    expect(() => predictClasses([0.5, 0.5], 2, 2)).toThrow('2 rows of 2 classes take 4 scores, got 2')
  })
})
