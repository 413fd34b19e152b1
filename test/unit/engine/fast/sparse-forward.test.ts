/** The first layer over compressed rows, against sums in float64 and against the reference. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { readPadding, readRows } from './instance'
import { roundingBound } from './numbers'
import { featureAt, placed, sparseCases, table, type SparseCase } from './sparse-layer'

function forward(layer: SparseCase): { output: number[]; padding: number[] } {
  const { rows, inputs, columns } = layer
  const at = placed(layer)
  const { kernels } = at.instance
  if (layer.scaling !== null) kernels.shiftedBias(inputs, at.shift, at.weight, at.bias, at.shiftedBias, at.stride)
  const bias = layer.scaling === null ? at.bias : at.shiftedBias
  kernels.sparseForward(rows, at.starts, at.entries, at.table, at.scale, at.weight, bias, at.output, at.stride)
  return { output: readRows(at.instance, at.output, rows, columns), padding: readPadding(at.instance, at.output, rows, columns) }
}

const small: SparseCase = {
  rows: 2,
  inputs: 3,
  columns: 2,
  bytes: Uint8Array.of(255, 0, 51, 0, 0, 0),
  weight: [1, 2, 3, 4, 5, 10],
  bias: [100, 200],
  delta: [0, 0, 0, 0],
  scaling: null,
}

describe('sparseForward', () => {
  test('a row with two numbers and a row of zeros', () => {
    // 1 [1, 2] + 0.2 [5, 10] + [100, 200] = [102, 204]; the second row has nothing but the bias
    const { output } = forward(small)
    expect(output[0]).toBeCloseTo(102, 4)
    expect(output[1]).toBeCloseTo(204, 4)
    expect(output.slice(2)).toEqual([100, 200])
  })

  test('features that are standardised', () => {
    // x' = 2 x - 1 = [1, -1, -0.6] in the first row, [-1, -1, -1] in the second:
    // 1 - 3 - 3 + 100 = 95, 2 - 4 - 6 + 200 = 192; -9 + 100 = 91, -16 + 200 = 184
    const { output } = forward({ ...small, scaling: { scale: [2, 2, 2], shift: [1, 1, 1] } })
    const expected = [95, 192, 91, 184]
    expected.forEach((number, i) => expect(output[i]).toBeCloseTo(number, 4))
  })

  test('any shape, sparse and dense, standardised or not', () => {
    fc.assert(
      fc.property(sparseCases, (layer) => {
        const { rows, inputs, columns, weight, bias, scaling } = layer
        const { output, padding } = forward(layer)
        for (let r = 0; r < rows; r++) {
          for (let c = 0; c < columns; c++) {
            // What is added up: the numbers by the scaled weights, and the shift by the weights; the scaling rounds each product once more.
            const terms = [bias[c]!]
            for (let i = 0; i < inputs; i++) {
              const w = weight[i * columns + c]!
              terms.push(table[layer.bytes[r * inputs + i]!]! * (scaling?.scale[i] ?? 1) * w)
              if (scaling !== null) terms.push(-scaling.shift[i]! * w)
            }
            const exact = terms.reduce((sum, term) => sum + term)
            expect(Math.abs(output[r * columns + c]! - exact)).toBeLessThanOrEqual(roundingBound([...terms, 0]))
          }
        }
        expect(padding.every((number) => number === 0)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('as the reference takes the layer forward', () => {
    fc.assert(
      fc.property(sparseCases, (layer) => {
        const { rows, inputs, columns, weight, bias } = layer
        const x = Float32Array.from({ length: rows * inputs }, (_, i) => featureAt(layer, Math.floor(i / inputs), i % inputs))
        const w = Float32Array.from({ length: inputs * columns }, (_, i) => weight[(i % inputs) * columns + Math.floor(i / inputs)]!)
        const reference = createReferenceKernels('float32')
        const y = reference.allocate(rows * columns)
        reference.linearForward(x, w, Float32Array.from(bias), y, { rows, inputs, outputs: columns })
        const { output } = forward(layer)
        // Numbers up to 8 by weights up to 4, 41 terms at most, each rounded a few times: 41 x 41 x 32 x 2^-24 = 3.2e-3 at worst, a tenth in practice.
        output.forEach((number, i) => expect(Math.abs(number - y[i]!)).toBeLessThan(1e-3))
      }),
      { numRuns: 40 },
    )
  })

  test('a row of more entries than are taken apart at a time goes on with its sums', () => {
    const inputs = 5000
    const weight = Array.from({ length: inputs }, (_, i) => i % 100)
    const layer = { ...small, rows: 1, inputs, columns: 1, bytes: new Uint8Array(inputs).fill(255), weight, bias: [7], delta: [0] }
    // 50 times 0 + 1 + ... + 99 = 4950, and the bias: whole numbers have no rounding
    expect(forward(layer).output).toEqual([50 * 4950 + 7])
  })

  test('a NaN of a weight shows in the rows that light its input, and in no other', () => {
    const { output } = forward({ ...small, weight: [NaN, 2, 3, 4, 5, 10] })
    expect(output[0]).toBeNaN()
    expect(output.slice(2)).toEqual([100, 200])
  })
})
