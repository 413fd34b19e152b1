import { describe, expect, it } from 'vitest'
import { resolveClassWeights, weighSamples } from '../../../../src/engine/losses/class-weights'

const classes = (...labels: number[]) => ({ kind: 'classes' as const, labels: Uint8Array.from(labels), classes: 3 })

describe('resolveClassWeights', () => {
  it('balances so that each class that occurs counts the same and all together as many as there are', () => {
    // 3 of class 0 and 1 of class 1, two classes occur: 4 / (2 x 3) and 4 / (2 x 1). Class 2 has nothing to balance.
    expect([...(resolveClassWeights('balanced', 3, classes(0, 0, 1, 0)) ?? [])]).toEqual([4 / 6, 2, 1])
  })

  it('takes what is listed, and nothing for null', () => {
    expect(resolveClassWeights([0.5, 1, 2], 3, null)).toEqual(Float64Array.of(0.5, 1, 2))
    expect(resolveClassWeights(null, 3, null)).toBeNull()
  })

  it('refuses another number of weights than classes, and balance without labels', () => {
    expect(() => resolveClassWeights([1, 2], 3, null)).toThrow('2 class weights are given for 3 classes')
    expect(() => resolveClassWeights('balanced', 3, null)).toThrow('there are none')
    expect(() => resolveClassWeights('balanced', 3, { kind: 'values', values: new Float64Array(3), outputs: 3 })).toThrow(RangeError)
  })
})

describe('weighSamples', () => {
  it('adds the weights of the samples in their order, or counts them', () => {
    const labels = Uint8Array.of(0, 1, 1, 2)
    const weights = Float64Array.of(1, 10, 100)
    expect(weighSamples(weights, labels, { order: null, start: 1, count: 3 })).toBe(120)
    expect(weighSamples(weights, labels, { order: Uint32Array.of(3, 0, 1, 2), start: 0, count: 2 })).toBe(101)
    expect(weighSamples(null, labels, { order: null, start: 1, count: 3 })).toBe(3)
  })
})
