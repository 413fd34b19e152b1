/** The gradient of the first layer's weight over sorted entries, and the step that may follow at once. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FastKernels } from '../../../../src/engine/fast/exports'
import { readPadding, readRows, writeRows } from './instance'
import { roundingBound } from './numbers'
import { placed, sparseCases, table, type SparseCase, type SparseMemory } from './sparse-layer'

/** The layer with its entries sorted and, where it is standardised, its deltas added up. */
function prepared(layer: SparseCase): SparseMemory {
  const at = placed(layer)
  const { kernels } = at.instance
  kernels.sortEntries(layer.rows, at.starts, at.entries, layer.inputs, at.ends, at.sorted)
  if (layer.scaling !== null) kernels.sumRows(at.delta, layer.rows, at.stride, at.deltaSums, 0)
  return at
}

function takeGradient(at: SparseMemory, inputs: number, accumulate: number): void {
  const { ends, sorted, table, scale, shift, delta, deltaSums, gradient, stride } = at
  at.instance.kernels.sparseGradient(inputs, ends, sorted, table, scale, shift, delta, deltaSums, gradient, stride, accumulate)
}

function step(at: SparseMemory, inputs: number, lit = 0): void {
  const { ends, sorted, table, scale, shift, delta, deltaSums, weight, stride } = at
  at.instance.kernels.sparseUpdate(inputs, ends, sorted, table, scale, shift, delta, deltaSums, lit, weight, ...at.averages, stride)
}

const small: SparseCase = {
  rows: 2,
  inputs: 3,
  columns: 2,
  bytes: Uint8Array.of(255, 0, 51, 255, 0, 0),
  weight: [1, 2, 3, 4, 5, 10],
  bias: [0, 0],
  delta: [1, 2, 10, 20],
  scaling: null,
}

describe('sparseGradient', () => {
  test('two rows of three inputs, written and added', () => {
    const at = prepared(small)
    takeGradient(at, 3, 0)
    // dW[0] = 1 [1, 2] + 1 [10, 20] = [11, 22], dW[1] = 0, dW[2] = 0.2 [1, 2]
    const once = readRows(at.instance, at.gradient, 3, 2)
    expect(once.slice(0, 4)).toEqual([11, 22, 0, 0])
    expect(once[4]).toBeCloseTo(0.2, 6)
    takeGradient(at, 3, 1)
    expect(readRows(at.instance, at.gradient, 3, 2)).toEqual(once.map((number) => 2 * number))
  })

  test('features that are standardised: x - 1 in place of x', () => {
    const at = prepared({ ...small, scaling: { scale: [1, 1, 1], shift: [1, 1, 1] } })
    takeGradient(at, 3, 0)
    // The columns of x' are [0, 0], [-1, -1] and [-0.8, -1]; the deltas add up to [11, 22]
    const expected = [0, 0, -11, -22, -10.8, -21.6]
    readRows(at.instance, at.gradient, 3, 2).forEach((number, i) => expect(number).toBeCloseTo(expected[i]!, 5))
  })

  test('any shape, sparse and dense, standardised or not, written over what was there and added to it', () => {
    fc.assert(
      fc.property(sparseCases, fc.boolean(), (layer, accumulate) => {
        const { rows, inputs, columns, bytes, weight, delta, scaling } = layer
        const at = prepared(layer)
        writeRows(at.instance, at.gradient, columns, weight)
        takeGradient(at, inputs, accumulate ? 1 : 0)
        const gradient = readRows(at.instance, at.gradient, inputs, columns)
        for (let i = 0; i < inputs; i++) {
          for (let c = 0; c < columns; c++) {
            const terms = [accumulate ? weight[i * columns + c]! : 0]
            for (let r = 0; r < rows; r++) {
              const dy = delta[r * columns + c]!
              terms.push((scaling?.scale[i] ?? 1) * table[bytes[r * inputs + i]!]! * dy)
              if (scaling !== null) terms.push(-scaling.shift[i]! * dy)
            }
            const exact = terms.reduce((sum, term) => sum + term)
            // Scaling a sum rounds three times more.
            expect(Math.abs(gradient[i * columns + c]! - exact)).toBeLessThanOrEqual(roundingBound([...terms, 0, 0, 0]))
          }
        }
        expect(readPadding(at.instance, at.gradient, inputs, columns).every((number) => number === 0)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('a row longer than the room for it is worked through in parts', () => {
    const columns = 2500
    const delta = Array.from({ length: 2 * columns }, (_, i) => i % 1000)
    const layer = { ...small, inputs: 1, columns, bytes: Uint8Array.of(255, 255), weight: new Array<number>(columns).fill(0), delta }
    const at = prepared({ ...layer, bias: new Array<number>(columns).fill(0) })
    takeGradient(at, 1, 0)
    expect(readRows(at.instance, at.gradient, 1, columns)).toEqual(Array.from({ length: columns }, (_, c) => delta[c]! + delta[columns + c]!))
  })

  test('an input of more entries than are taken apart at a time goes on with its sums', () => {
    const rows = 5000
    const delta = Array.from({ length: rows }, (_, r) => r % 100)
    const at = prepared({ ...small, rows, inputs: 1, columns: 1, bytes: new Uint8Array(rows).fill(255), weight: [0], bias: [0], delta })
    takeGradient(at, 1, 0)
    expect(readRows(at.instance, at.gradient, 1, 1)).toEqual([50 * 4950])
  })

  test('a NaN of a delta shows in the rows of the inputs that its sample lights', () => {
    const at = prepared({ ...small, delta: [NaN, 2, 10, 20] })
    takeGradient(at, 3, 0)
    const gradient = readRows(at.instance, at.gradient, 3, 2)
    expect([gradient[0], gradient[4]]).toEqual([NaN, NaN])
    expect(gradient.slice(1, 4)).toEqual([22, 0, 0])
  })
})

describe('sparseUpdate', () => {
  test('gradient descent moves each row against its gradient', () => {
    const at = prepared(small)
    at.instance.kernels.setSgd(0.5, 0)
    step(at, 3)
    // [1, 2] - 0.5 [11, 22]; the second row has no gradient; [5, 10] - 0.5 [0.2, 0.4]
    const weight = readRows(at.instance, at.weight, 3, 2)
    expect(weight.slice(0, 4)).toEqual([-4.5, -9, 3, 4])
    expect(weight[4]).toBeCloseTo(4.9, 6)
    expect(weight[5]).toBeCloseTo(9.8, 6)
  })

  test('rows without a gradient decay, but for those of inputs that the data never lights', () => {
    const [every, litOnly] = [prepared(small), prepared(small)]
    every.instance.kernels.setSgd(0.5, 0.5)
    step(every, 3)
    // 3 - 0.5 (0 + 0.5 x 3) = 2.25, 4 - 0.5 (0.5 x 4) = 3
    expect(readRows(every.instance, every.weight, 3, 2).slice(2, 4)).toEqual([2.25, 3])
    const lit = litOnly.gradient
    litOnly.instance.memory.bytesAt(lit, 3).set([1, 0, 1])
    litOnly.instance.kernels.setSgd(0.5, 0.5)
    step(litOnly, 3, lit)
    expect(readRows(litOnly.instance, litOnly.weight, 3, 2).slice(2, 4)).toEqual([3, 4])
  })

  test('the same as the gradient and then the step', () => {
    const rules = {
      momentum: ({ setMomentum }: FastKernels) => setMomentum(0.1, 0.01, 0.9, 1, 0),
      adam: ({ setAdam }: FastKernels) => setAdam(0.01, 0.01, 1, 0.9, 0.999, 1e-8, 0.5, 0),
      amsgrad: ({ setAdam }: FastKernels) => setAdam(0.01, 0.01, 1, 0.9, 0.999, 1e-8, 0.5, 1),
      lion: ({ setLion }: FastKernels) => setLion(0.01, 0.99, 0.9, 0.99),
    }
    fc.assert(
      fc.property(sparseCases, fc.constantFrom(...Object.values(rules)), (layer, setRule) => {
        const { inputs, columns } = layer
        const [atOnce, inTurn] = [prepared(layer), prepared(layer)]
        for (const at of [atOnce, inTurn]) setRule(at.instance.kernels)
        // Two steps, so that the averages of the first enter the second.
        for (let steps = 0; steps < 2; steps++) {
          step(atOnce, inputs)
          takeGradient(inTurn, inputs, 0)
          inTurn.instance.kernels.updateParameter(inTurn.weight, inTurn.gradient, ...inTurn.averages, inputs * inTurn.stride)
        }
        // -0 and 0 are the same: only the sign of a gradient of 0 tells the two ways apart.
        const numbers = (at: SparseMemory) => [at.weight, ...at.averages].map((pointer) => readRows(at.instance, pointer, inputs, columns).map((x) => x + 0))
        expect(numbers(atOnce)).toEqual(numbers(inTurn))
        expect(readPadding(atOnce.instance, atOnce.weight, inputs, columns).every((number) => number === 0)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
