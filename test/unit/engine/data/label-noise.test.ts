import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../../../src/engine/data/dataset'
import { replaceLabels } from '../../../../src/engine/data/label-noise'

function labelled(samples: number, classes: number): Dataset & { targets: { kind: 'classes'; labels: Uint8Array } } {
  const labels = Uint8Array.from({ length: samples }, (_, i) => i % classes)
  return { samples, inputs: 1, features: { kind: 'real', values: new Float64Array(samples) }, targets: { kind: 'classes', labels, classes } }
}

function labelsOf({ targets }: Dataset): number[] {
  return targets.kind === 'classes' ? [...targets.labels] : []
}

function changes(before: Dataset, after: Dataset): number[] {
  const [old, now] = [labelsOf(before), labelsOf(after)]
  return old.flatMap((label, i) => (now[i] === label ? [] : [i]))
}

describe('replaceLabels', () => {
  it.each([
    [0.1, 20],
    [0.25, 50],
    [0.0125, 3], // 2.5, rounded
    [1, 200],
  ])('replaces exactly the share %d of 200 labels, each by another class', (share, count) => {
    const data = labelled(200, 3)
    const noisy = replaceLabels(data, share, 1)
    expect(changes(data, noisy)).toHaveLength(count)
    expect(labelsOf(noisy).every((label) => label < 3)).toBe(true)
  })

  it('turns both classes around where all labels of two classes are replaced', () => {
    expect(labelsOf(replaceLabels(labelled(6, 2), 1, 1))).toEqual([1, 0, 1, 0, 1, 0])
  })

  it('leaves the given labels and everything else alone', () => {
    const data = labelled(50, 2)
    const before = labelsOf(data)
    const noisy = replaceLabels(data, 0.5, 1)
    expect(labelsOf(data)).toEqual(before)
    expect(noisy.features).toBe(data.features)
    expect(replaceLabels(data, 0, 1)).toBe(data)
  })

  it('repeats with its seed and chooses others with another', () => {
    const data = labelled(100, 5)
    expect(labelsOf(replaceLabels(data, 0.2, 7))).toEqual(labelsOf(replaceLabels(data, 0.2, 7)))
    expect(changes(data, replaceLabels(data, 0.2, 8))).not.toEqual(changes(data, replaceLabels(data, 0.2, 7)))
  })

  it('takes every other class equally often', () => {
    // 9000 samples of class 0 among 4 classes: 3000 of each other, standard deviation sqrt(9000 * 2/9) = 45.
    const zeros = { ...labelled(9000, 4), targets: { kind: 'classes' as const, labels: new Uint8Array(9000), classes: 4 } }
    const labels = labelsOf(replaceLabels(zeros, 1, 3))
    for (const label of [1, 2, 3]) expect(Math.abs(labels.filter((other) => other === label).length - 3000)).toBeLessThan(225)
  })

  it('has nothing to do with targets that are numbers', () => {
    const data: Dataset = { ...labelled(3, 2), targets: { kind: 'values', values: Float64Array.of(1, 2, 3), outputs: 1 } }
    expect(replaceLabels(data, 0.5, 1)).toBe(data)
  })
})
