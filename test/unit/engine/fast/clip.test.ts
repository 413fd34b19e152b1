/** Penalties and clipping on the fast kernels against the reference. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addPenaltyFast, clipFast, totalNormFast } from '../../../../src/engine/fast/clip'
import type { Parameter } from '../../../../src/engine/layers/module'
import { totalNorm } from '../../../../src/engine/regularisation/clip-norm'
import { addPenaltyGradient } from '../../../../src/engine/regularisation/penalty'
import { createClip, type ClippingConfig } from '../../../../src/engine/regularisation/registry'
import { freshInstance } from './instance'
import { float32Array } from './numbers'
import { allocateParameters, copyIn, readParameter, referenceParameters } from './parameters'

/** The same parameters for both, of one weight (1, n) and one bias (m). */
function both(weights: { data: readonly number[]; gradient: readonly number[] }, bias: { data: readonly number[]; gradient: readonly number[] }) {
  const reference = referenceParameters([[1, weights.data.length], [bias.data.length]])
  for (const [k, { data, gradient }] of [weights, bias].entries()) {
    reference[k]!.data.set(data)
    reference[k]!.gradient.set(gradient)
  }
  const instance = freshInstance()
  const parameters = allocateParameters(instance, reference)
  copyIn(instance, parameters, reference, ['data', 'gradient'])
  const gradients = () => parameters.map((parameter) => readParameter(instance, parameter, 'gradient').numbers)
  const padding = () => parameters.flatMap((parameter) => readParameter(instance, parameter, 'gradient').padding)
  return { reference, instance, parameters, gradients, padding }
}

/** The gradients after clipping, where the weights do not matter. */
function clipped(config: ClippingConfig, gradient: readonly number[]): number[] {
  const { instance, parameters, gradients } = both({ data: gradient, gradient }, { data: [0], gradient: [0] })
  clipFast(config, parameters, instance)
  return gradients()[0]!
}

function expectClose(got: readonly (readonly number[])[], want: readonly Parameter[], share: number): void {
  for (const [k, numbers] of got.entries())
    for (const [i, g] of numbers.entries()) expect(Math.abs(g - want[k]!.gradient[i]!)).toBeLessThanOrEqual(share * Math.abs(want[k]!.gradient[i]!) + 2 ** -149)
}

const sizes = fc.integer({ min: 1, max: 40 })
const tensors = fc.tuple(sizes, sizes).chain(([n, m]) => fc.tuple(float32Array(n), float32Array(n), float32Array(m), float32Array(m)))

describe('clipping by norm', () => {
  it('shortens what is too long', () => {
    // norm of (3, 4) is 5: times 2 / 5
    for (const [i, g] of clipped({ kind: 'norm', limit: 2 }, [3, 4]).entries()) expect(g).toBeCloseTo([1.2, 1.6][i]!, 6)
  })

  it('leaves what is short enough, to the bit', () => {
    expect(clipped({ kind: 'norm', limit: 5 }, [3, 4])).toEqual([3, 4])
  })

  it('neither overflows nor vanishes', () => {
    // norm of (3e30, 4e30) is 5e30; that of (3e-30, 4e-30) is 5e-30.
    for (const [i, g] of clipped({ kind: 'norm', limit: 2 }, [3e30, 4e30]).entries()) expect(g).toBeCloseTo([1.2, 1.6][i]!, 6)
    for (const [i, g] of clipped({ kind: 'norm', limit: 2e-30 }, [3e-30, 4e-30]).entries()) expect(g / 1e-30).toBeCloseTo([1.2, 1.6][i]!, 5)
  })

  it('follows the reference', () => {
    fc.assert(
      fc.property(tensors, fc.double({ min: 0.01, max: 20, noNaN: true }), ([weight, gradient, bias, biasGradient], limit) => {
        const { reference, instance, parameters, gradients, padding } = both({ data: weight, gradient }, { data: bias, gradient: biasGradient })
        const norm = totalNorm(reference.map((parameter) => parameter.gradient))
        // Both sum in float64.
        expect(Math.abs(totalNormFast(parameters, instance) - norm)).toBeLessThanOrEqual(1e-14 * norm)
        createClip({ kind: 'norm', limit })(reference.map((parameter) => parameter.gradient))
        clipFast({ kind: 'norm', limit }, parameters, instance)
        // The factor is rounded to float32, and each product once.
        expectClose(gradients(), reference, 2.5 * 2 ** -24)
        expect(padding().every((g) => g === 0)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it.each([NaN, Infinity, -Infinity])('hides no %s', (wrong) => {
    expect(clipped({ kind: 'norm', limit: 1 }, [3, wrong, 4])).toEqual([3, wrong, 4])
  })
})

describe('clipping by value', () => {
  it('cuts off on both sides and keeps what is not finite', () => {
    expect(clipped({ kind: 'value', limit: 2 }, [3, -3, 1, -2, 2, NaN, Infinity, -Infinity, 0])).toEqual([2, -2, 1, -2, 2, NaN, Infinity, -Infinity, 0])
  })

  it('gives the bits of the reference', () => {
    fc.assert(
      fc.property(tensors, fc.float({ min: Math.fround(0.01), max: 5, noNaN: true }), ([weight, gradient, bias, biasGradient], limit) => {
        const { reference, instance, parameters, gradients } = both({ data: weight, gradient }, { data: bias, gradient: biasGradient })
        createClip({ kind: 'value', limit })(reference.map((parameter) => parameter.gradient))
        clipFast({ kind: 'value', limit }, parameters, instance)
        expect(gradients()).toEqual(reference.map((parameter) => [...parameter.gradient]))
      }),
      { numRuns: 100 },
    )
  })
})

it('no clipping changes nothing', () => {
  expect(clipped({ kind: 'none' }, [3e9, -4])).toEqual([3e9, -4])
})

describe('penalties', () => {
  it('act on weights alone, by sign and by size', () => {
    const { instance, parameters, gradients } = both({ data: [2, -2, 0], gradient: [1, 1, 1] }, { data: [5], gradient: [1] })
    addPenaltyFast({ l1: 0.5, l2: 0.25 }, parameters, instance)
    // 1 + 0.5 + 0.25 2, 1 - 0.5 - 0.25 2, 1
    expect(gradients()).toEqual([[2, 0, 1], [1]])
  })

  it('follow the reference', () => {
    const strength = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(tensors, strength, strength, ([weight, gradient, bias, biasGradient], l1, l2) => {
        const { reference, instance, parameters, gradients, padding } = both({ data: weight, gradient }, { data: bias, gradient: biasGradient })
        const before = gradient.map((g, i) => Math.abs(g) + l1 + l2 * Math.abs(weight[i]!))
        addPenaltyGradient(reference, { l1, l2 })
        addPenaltyFast({ l1, l2 }, parameters, instance)
        // Two strengths, a product and two sums are rounded: six roundings of terms of that size are more than enough.
        for (const [i, g] of gradients()[0]!.entries())
          expect(Math.abs(g - reference[0]!.gradient[i]!)).toBeLessThanOrEqual(6 * 2 ** -24 * Math.fround(before[i]!) + 2 ** -147)
        expect(gradients()[1]).toEqual([...reference[1]!.gradient])
        expect(padding().every((g) => g === 0)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('pass NaN on', () => {
    const { instance, parameters, gradients } = both({ data: [NaN, 1], gradient: [0, 0] }, { data: [0], gradient: [0] })
    addPenaltyFast({ l1: 1, l2: 0 }, parameters, instance)
    expect(gradients()[0]).toEqual([NaN, 1])
  })
})

it('allFinite sees every place, and numbers of any size are finite', () => {
  const { instance, parameters } = both({ data: [3e38, -3e38, 0, 1e-45, 1], gradient: [0, 0, 0, 0, 0] }, { data: [0], gradient: [0] })
  const { weight, count } = parameters[0]!
  const { kernels, memory } = instance
  expect(kernels.allFinite(weight, count)).toBe(1)
  const floats = memory.floats(weight, count)
  for (const wrong of [NaN, Infinity, -Infinity]) {
    for (let place = 0; place < count; place++) {
      const kept = floats[place]!
      floats[place] = wrong
      expect(kernels.allFinite(weight, count)).toBe(0)
      floats[place] = kept
    }
  }
})
