import { describe, expect, it } from 'vitest'
import { clippingSchema } from '../../../../src/engine/config/regularisation'
import { totalNorm } from '../../../../src/engine/regularisation/clip-norm'
import { createClip } from '../../../../src/engine/regularisation/registry'

function clipped(config: unknown, ...gradients: number[][]): number[][] {
  const vectors = gradients.map((gradient) => Float64Array.from(gradient))
  createClip(clippingSchema.parse(config))(vectors)
  return vectors.map((vector) => [...vector])
}

it('none leaves gradients as they are', () => {
  expect(clipped('none', [1e300, -1])).toEqual([[1e300, -1]])
})

describe('by norm', () => {
  it('multiplies all gradients by limit / norm, with the norm of all of them together', () => {
    // norm of (3, 0, 4) is 5, coefficient 2 / 5
    const [first, second] = clipped({ kind: 'norm', limit: 2 }, [3, 0], [4])
    expect(first?.[0]).toBeCloseTo(1.2, 15)
    expect(second?.[0]).toBeCloseTo(1.6, 15)
  })

  it('leaves a gradient within the limit alone, to the last bit', () => {
    expect(clipped({ kind: 'norm', limit: 5 }, [3], [4])).toEqual([[3], [4]])
    expect(clipped({ kind: 'norm', limit: 1 }, [0, -0])).toEqual([[0, -0]])
  })

  it('divides by the norm itself, also where it is as small as 1e-7', () => {
    // limit / norm = 1/2; with 1e-6 added to the norm it would be 1/22
    expect(clipped({ kind: 'norm', limit: 5e-8 }, [1e-7])[0]?.[0]).toBeCloseTo(5e-8, 20)
  })

  it('neither overflows nor vanishes in the squares', () => {
    expect(totalNorm([Float64Array.of(3e200, 4e200)])).toBeCloseTo(5e200, -186)
    expect(totalNorm([Float64Array.of(3e-200, 4e-200)]) / 5e-200).toBeCloseTo(1, 14)
    expect(totalNorm([new Float64Array(2), new Float64Array(0)])).toBe(0)
  })

  it('does not hide what is not finite', () => {
    expect(clipped({ kind: 'norm', limit: 1 }, [Infinity, 3])).toEqual([[Infinity, 3]])
    expect(clipped({ kind: 'norm', limit: 1 }, [NaN, 3])).toEqual([[NaN, 3]])
    expect(clipped({ kind: 'norm', limit: 1 }, [NaN, 0])).toEqual([[NaN, 0]])
  })
})

describe('by value', () => {
  it('cuts each number off', () => {
    expect(clipped({ kind: 'value', limit: 2 }, [3, -3, 1], [2, -2, 0])).toEqual([
      [2, -2, 1],
      [2, -2, 0],
    ])
  })

  it('does not hide what is not finite', () => {
    expect(clipped({ kind: 'value', limit: 2 }, [Infinity, -Infinity, NaN])).toEqual([[Infinity, -Infinity, NaN]])
  })
})

it('takes a limit above 0', () => {
  for (const kind of ['norm', 'value']) expect(() => clippingSchema.parse({ kind, limit: 0 })).toThrow('Limit takes a number above 0')
  expect(clippingSchema.parse('norm')).toEqual({ kind: 'norm', limit: 1 })
})
