import { describe, expect, it } from 'vitest'
import type { Parameter } from '../../../../src/engine/layers/module'
import { addPenaltyGradient, penaltyOf } from '../../../../src/engine/regularisation/penalty'

/** A weight (1, 3) and a bias (2). */
function parameters(): [Parameter, Parameter] {
  return [
    { name: 'weight', shape: [1, 3], data: Float64Array.of(3, -2, 0), gradient: Float64Array.of(1, 1, 1) },
    { name: 'bias', shape: [2], data: Float64Array.of(5, -5), gradient: Float64Array.of(1, 1) },
  ]
}

describe('penalties', () => {
  it('count weights and leave biases out', () => {
    // |3| + |-2| = 5, times 0.1
    expect(penaltyOf(parameters(), { l1: 0.1, l2: 0 })).toBeCloseTo(0.5, 15)
    // (9 + 4) / 2 = 6.5, times 0.2
    expect(penaltyOf(parameters(), { l1: 0, l2: 0.2 })).toBeCloseTo(1.3, 15)
    expect(penaltyOf(parameters(), { l1: 0.1, l2: 0.2 })).toBeCloseTo(1.8, 15)
    expect(penaltyOf(parameters(), { l1: 0, l2: 0 })).toBe(0)
  })

  it('add λ₁ sign(w) + λ₂ w to the gradients of weights', () => {
    const [weight, bias] = parameters()
    addPenaltyGradient([weight, bias], { l1: 0.5, l2: 2 })
    // 1 + 0.5 + 2 3 = 7.5; 1 - 0.5 - 2 2 = -3.5; at 0 both are 0
    expect([...weight.gradient]).toEqual([7.5, -3.5, 1])
    expect([...bias.gradient]).toEqual([1, 1])
  })

  it('have the derivative that central differences find', () => {
    const strength = { l1: 0.3, l2: 0.7 }
    const [weight, bias] = parameters()
    weight.gradient.fill(0)
    addPenaltyGradient([weight, bias], strength)
    const step = 1e-6
    for (const i of [0, 1]) {
      const at = (shift: number) => penaltyOf([{ ...weight, data: weight.data.map((w, k) => (k === i ? w + shift : w)) }], strength)
      expect((at(step) - at(-step)) / (2 * step)).toBeCloseTo(weight.gradient[i]!, 8)
    }
  })
})
