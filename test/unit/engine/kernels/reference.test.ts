import { describe, expect, it } from 'vitest'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { relu } from '../../../../src/engine/layers/activations/relu'

describe.each(['float32', 'float64'] as const)('reference kernels in %s', (precision) => {
  const kernels = createReferenceKernels(precision)
  const vector = (...values: number[]) => {
    const made = kernels.allocate(values.length)
    made.set(values)
    return made
  }

  it('allocates zeros of its precision', () => {
    expect(kernels.allocate(2)).toEqual(precision === 'float32' ? new Float32Array(2) : new Float64Array(2))
  })

  it('multiplies a batch by a weight matrix of (out, in), zeros in the input or not', () => {
    // x = [[1, 0, 2], [0, 3, -1]], W = [[1, 2, 3], [4, 5, 6]], b = [10, 20]
    const x = vector(1, 0, 2, 0, 3, -1)
    const weight = vector(1, 2, 3, 4, 5, 6)
    const y = kernels.allocate(4)
    kernels.linearForward(x, weight, vector(10, 20), y, { rows: 2, inputs: 3, outputs: 2 })
    // row 0: 1 + 6 + 10 = 17, 4 + 12 + 20 = 36; row 1: 6 - 3 + 10 = 13, 15 - 6 + 20 = 29
    expect([...y]).toEqual([17, 36, 13, 29])
    kernels.linearForward(x, weight, null, y, { rows: 2, inputs: 3, outputs: 2 })
    expect([...y]).toEqual([7, 16, 3, 9])
  })

  it('adds parameter gradients up over rows and over calls', () => {
    const x = vector(1, 0, 2, 0, 3, -1)
    const gradOutput = vector(1, 2, 0, -1)
    const gradWeight = kernels.allocate(6)
    const gradBias = kernels.allocate(2)
    // dW[0] = 1 [1, 0, 2] + 0 [0, 3, -1], dW[1] = 2 [1, 0, 2] - 1 [0, 3, -1] = [2, -3, 5]; db = [1 + 0, 2 - 1]
    kernels.linearParameterGradients(x, gradOutput, gradWeight, gradBias, { rows: 2, inputs: 3, outputs: 2 })
    expect([...gradWeight]).toEqual([1, 0, 2, 2, -3, 5])
    expect([...gradBias]).toEqual([1, 1])
    kernels.linearParameterGradients(x, gradOutput, gradWeight, gradBias, { rows: 1, inputs: 3, outputs: 2 })
    expect([...gradWeight]).toEqual([2, 0, 4, 4, -3, 9])
    expect([...gradBias]).toEqual([2, 3])
  })

  it('takes the gradient back through the weights', () => {
    const gradInput = kernels.allocate(3)
    // dy W = 2 [1, 2, 3] - 1 [4, 5, 6]
    kernels.linearInputGradient(vector(2, -1), vector(1, 2, 3, 4, 5, 6), gradInput, { rows: 1, inputs: 3, outputs: 2 })
    expect([...gradInput]).toEqual([-2, -1, 0])
  })

  it('touches no row beyond those it is told of', () => {
    const y = vector(7, 7, 7, 7)
    kernels.linearForward(vector(1, 1), vector(2, 3), null, y, { rows: 1, inputs: 1, outputs: 2 })
    expect([...y]).toEqual([2, 3, 7, 7])
  })

  it('handles layers wider than its first scratch', () => {
    const width = 3000
    const x = kernels.allocate(width).fill(1)
    const y = kernels.allocate(1)
    kernels.linearForward(x, kernels.allocate(width).fill(0.5), null, y, { rows: 1, inputs: width, outputs: 1 })
    expect(y[0]).toBe(1500)
  })

  it('shows NaN instead of hiding it in a ReLU', () => {
    const y = kernels.allocate(3)
    kernels.activationForward(relu.create({ name: 'relu' }), vector(NaN, -1, 2), y, 3)
    expect([...y]).toEqual([NaN, 0, 2])
  })

  it('keeps the softmax finite for logits whose exponential overflows', () => {
    const y = kernels.allocate(2)
    kernels.softmaxForward(vector(1000, 1000), y, 1, 2)
    expect([...y]).toEqual([0.5, 0.5])
  })

  it('keeps the cross-entropy finite where the probability underflows', () => {
    const gradient = kernels.allocate(2)
    // -log(e^-1000 / (1 + e^-1000)) = 1000
    const loss = kernels.crossEntropy(vector(0, -1000), Uint8Array.of(1), gradient, { rows: 1, columns: 2, scale: 1 })
    expect(loss).toBe(1000)
    expect([...gradient]).toEqual([1, -1])
  })

  it('counts rows whose first largest output is at the label', () => {
    const output = vector(1, 2, 5, 5, 3, -1)
    expect(kernels.countCorrect(output, Uint8Array.of(1, 0, 1), 3, 2)).toBe(2)
    expect(kernels.countCorrect(output, Uint8Array.of(1, 1, 1), 3, 2)).toBe(1)
  })

  it('finds a single value that is not finite', () => {
    expect(kernels.allFinite(vector(1, -2, 0))).toBe(true)
    for (const bad of [NaN, Infinity, -Infinity]) expect(kernels.allFinite(vector(1, bad, 0))).toBe(false)
  })
})

it('differs between precisions only by rounding', () => {
  const shape = { rows: 1, inputs: 2, outputs: 1 }
  const [single, double] = [new Float32Array(1), new Float64Array(1)]
  createReferenceKernels('float32').linearForward(Float32Array.of(0.1, 0.2), Float32Array.of(0.3, 0.4), null, single, shape)
  createReferenceKernels('float64').linearForward(Float64Array.of(0.1, 0.2), Float64Array.of(0.3, 0.4), null, double, shape)
  expect(single[0]).not.toBe(double[0])
  expect(single[0]).toBeCloseTo(0.11, 7)
  expect(double[0]).toBeCloseTo(0.11, 15)
})
