import { describe, expect, it } from 'vitest'
import { holdoutSizes } from '../../../../src/engine/config/validation'
import { DataError } from '../../../../src/engine/data/data-error'
import type { Dataset } from '../../../../src/engine/data/dataset'
import { splitHoldout, takeSamples } from '../../../../src/engine/data/split'

/** As many samples of each class as given, class by class; the only feature is the number of the sample. */
function classes(...counts: number[]): Dataset {
  const labels = counts.flatMap((count, label) => Array.from({ length: count }, () => label))
  return {
    samples: labels.length,
    inputs: 1,
    features: { kind: 'real', values: Float64Array.from(labels, (_, i) => i) },
    targets: { kind: 'classes', labels: Uint8Array.from(labels), classes: counts.length },
  }
}

function values(samples: number): Dataset {
  const numbers = Float64Array.from({ length: samples }, (_, i) => i)
  return { samples, inputs: 1, features: { kind: 'real', values: numbers }, targets: { kind: 'values', values: numbers, outputs: 1 } }
}

function countOf(data: Dataset, chosen: Uint32Array): number[] {
  const { targets } = takeSamples(data, chosen)
  if (targets.kind !== 'classes') throw new Error('expected classes')
  return Array.from({ length: targets.classes }, (_, label) => targets.labels.filter((one) => one === label).length)
}

const stratified = { fraction: 0.2, stratified: true }
const plain = { fraction: 0.2, stratified: false }

describe('the holdout split', () => {
  it.each([
    ['with', stratified],
    ['without', plain],
  ])('puts every sample in one part, in the order of the data, %s stratification', (_, options) => {
    const { training, validation } = splitHoldout(classes(30, 50, 20), options, 7)
    expect([training.length, validation.length]).toEqual([80, 20])
    expect([...training, ...validation].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i))
    for (const part of [training, validation]) expect([...part]).toEqual([...part].toSorted((a, b) => a - b))
  })

  it('repeats with its seed and changes with another', () => {
    const data = classes(30, 50, 20)
    for (const options of [stratified, plain]) {
      const [first, again, other] = [7, 7, 8].map((seed) => [...splitHoldout(data, options, seed).validation])
      expect(again).toEqual(first)
      expect(other).not.toEqual(first)
    }
  })

  it('takes every sample equally often', () => {
    // 2000 splits of 10 samples, 2 held out each: a sample is held out 400 times on average, with a standard deviation of 18.
    const data = values(10)
    const held = Array.from({ length: 10 }, () => 0)
    for (let seed = 1; seed <= 2000; seed++) for (const sample of splitHoldout(data, plain, seed).validation) held[sample]!++
    for (const count of held) expect(Math.abs(count - 400)).toBeLessThan(5 * 18)
  })

  it('gives each class its share where it is stratified', () => {
    // 20 of 100: of 30, 50 and 20 samples a fifth each.
    for (let seed = 1; seed <= 5; seed++) {
      const data = classes(30, 50, 20)
      const { training, validation } = splitHoldout(data, stratified, seed)
      expect(countOf(data, validation)).toEqual([6, 10, 4])
      expect(countOf(data, training)).toEqual([24, 40, 16])
    }
  })

  it('rounds the shares so that they add up', () => {
    // 10 of 30, shares 3.67, 3.33 and 3: the missing one goes where most is lost, to the first.
    const data = classes(11, 10, 9)
    expect(countOf(data, splitHoldout(data, { fraction: 1 / 3, stratified: true }, 1).validation)).toEqual([4, 3, 3])
  })

  it('has a sample of every class in both parts', () => {
    // 10 of 100: shares 9.6, 0.2 and 0.2 become 8, 1 and 1.
    const data = classes(96, 2, 2)
    const { training, validation } = splitHoldout(data, { fraction: 0.1, stratified: true }, 1)
    expect(countOf(data, validation)).toEqual([8, 1, 1])
    expect(countOf(data, training)).toEqual([88, 1, 1])
    // 90 of 100: shares 86.4, 1.8 and 1.8 become 88, 1 and 1.
    expect(countOf(data, splitHoldout(data, { fraction: 0.9, stratified: true }, 1).validation)).toEqual([88, 1, 1])
  })

  it('leaves out classes that are absent', () => {
    const data = classes(10, 0, 10)
    expect(countOf(data, splitHoldout(data, stratified, 1).validation)).toEqual([2, 0, 2])
  })

  it('splits targets as they come', () => {
    expect(splitHoldout(values(10), stratified, 3)).toEqual(splitHoldout(values(10), plain, 3))
  })

  it('rounds half up', () => {
    expect(holdoutSizes(10, 0.25)).toEqual({ training: 7, validation: 3 })
    expect(holdoutSizes(10, 0.24)).toEqual({ training: 8, validation: 2 })
  })
})

describe('a split that cannot be', () => {
  it('names the class of one sample', () => {
    expect(() => splitHoldout(classes(10, 1, 10), stratified, 1)).toThrow(DataError)
    expect(() => splitHoldout(classes(10, 1, 10), stratified, 1)).toThrow('holdout split, class 1: expected at least 2 samples, one for each part, found 1')
    expect(splitHoldout(classes(10, 1, 10), plain, 1).validation).toHaveLength(4)
  })

  it('names a part that would be empty', () => {
    expect(() => splitHoldout(values(4), { fraction: 0.1, stratified: false }, 1)).toThrow(
      'holdout split, 4 samples: a part is empty: 4 for training, 0 for validation',
    )
    expect(() => splitHoldout(values(4), { fraction: 0.9, stratified: false }, 1)).toThrow('0 for training, 4 for validation')
  })

  it('says when a part has fewer samples than there are classes', () => {
    expect(() => splitHoldout(classes(3, 3, 3), { fraction: 0.2, stratified: true }, 1)).toThrow(
      'each of the 3 classes in both parts, found 7 samples for training and 2',
    )
  })
})

describe('some samples', () => {
  it('of bytes stay where they lie, and are found by their rows', () => {
    const bytes: Dataset = {
      samples: 4,
      inputs: 2,
      features: { kind: 'bytes', values: Uint8Array.of(0, 1, 10, 11, 20, 21, 30, 31) },
      targets: { kind: 'classes', labels: Uint8Array.of(0, 1, 2, 3), classes: 4 },
    }
    const some = takeSamples(bytes, Uint32Array.of(1, 3))
    expect(some.features.values).toBe(bytes.features.values)
    expect(some).toMatchObject({ samples: 2, features: { rows: Uint32Array.of(1, 3) }, targets: { labels: Uint8Array.of(1, 3) } })
    expect(takeSamples(some, Uint32Array.of(1)).features).toMatchObject({ rows: Uint32Array.of(3) })
  })

  it('of numbers are copied, with their targets', () => {
    const data: Dataset = {
      samples: 3,
      inputs: 2,
      features: { kind: 'real', values: Float64Array.of(1, 2, 3, 4, 5, 6) },
      targets: { kind: 'values', values: Float64Array.of(7, 8, 9), outputs: 1 },
    }
    expect(takeSamples(data, Uint32Array.of(2, 0))).toEqual({
      samples: 2,
      inputs: 2,
      features: { kind: 'real', values: Float64Array.of(5, 6, 1, 2) },
      targets: { kind: 'values', values: Float64Array.of(9, 7), outputs: 1 },
    })
  })
})
