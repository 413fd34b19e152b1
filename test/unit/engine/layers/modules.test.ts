import { describe, expect, it } from 'vitest'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { createActivation } from '../../../../src/engine/layers/activation'
import { Linear } from '../../../../src/engine/layers/linear'
import { Sequential } from '../../../../src/engine/layers/sequential'
import { LogSoftmax } from '../../../../src/engine/layers/log-softmax'
import { Softmax } from '../../../../src/engine/layers/softmax'

const kernels = createReferenceKernels('float64')

/** y = [1 2; 3 4] x + [0.5, -0.5]. */
function smallLinear(capacity = 2): Linear {
  const layer = new Linear(kernels, { name: 'layers.0', inputs: 2, outputs: 2, bias: true, capacity })
  layer.weight.data.set([1, 2, 3, 4])
  layer.bias?.data.set([0.5, -0.5])
  return layer
}

describe('Linear', () => {
  it('names its parameters and gives their shapes', () => {
    expect(smallLinear().parameters.map(({ name, shape }) => ({ name, shape }))).toEqual([
      { name: 'layers.0.weight', shape: [2, 2] },
      { name: 'layers.0.bias', shape: [2] },
    ])
  })

  it('computes y = W x + b and its three gradients', () => {
    const layer = smallLinear()
    // x = [1, -1]: y = [1 - 2 + 0.5, 3 - 4 - 0.5]
    expect([...layer.forward(Float64Array.of(1, -1), 1).subarray(0, 2)]).toEqual([-0.5, -1.5])
    // dy = [2, 1]: dx = 2 [1, 2] + 1 [3, 4], dW = dyᵀ x, db = dy
    expect([...layer.backward(Float64Array.of(2, 1), 1).subarray(0, 2)]).toEqual([5, 8])
    expect([...layer.weight.gradient]).toEqual([2, -2, 1, -1])
    expect([...(layer.bias?.gradient ?? [])]).toEqual([2, 1])
  })

  it('works without a bias', () => {
    const layer = new Linear(kernels, { name: 'layers.0', inputs: 1, outputs: 1, bias: false, capacity: 1 })
    layer.weight.data.set([3])
    expect(layer.parameters).toHaveLength(1)
    expect([...layer.forward(Float64Array.of(2), 1)]).toEqual([6])
  })

  it('refuses rows it has no room for, naming both numbers', () => {
    expect(() => smallLinear(2).forward(new Float64Array(6), 3)).toThrow('Linear layers.0 has room for 2 rows, got 3')
    expect(() => smallLinear(2).forward(new Float64Array(3), 2)).toThrow('Linear layers.0 takes x of shape (2, 2), got 3 numbers')
    expect(() => smallLinear(2).backward(new Float64Array(3), 2)).toThrow('Linear layers.0 takes dy of shape (2, 2), got 3 numbers')
    expect(() => smallLinear(2).forward(new Float64Array(2), 2)).toThrow('Linear layers.0 takes x of shape (2, 2), got (2, 1)')
  })
})

describe('activations', () => {
  const size = { inputs: 3, capacity: 1 }
  const ones = () => new Float64Array(3).fill(1)

  it('ReLU passes what is positive; its slope at the kink is 0', () => {
    const relu = createActivation({ name: 'relu' }, kernels, size)
    expect([...relu.forward(Float64Array.of(-2, 0, 3), 1)]).toEqual([0, 0, 3])
    expect([...relu.backward(Float64Array.of(5, 6, 7), 1)]).toEqual([0, 0, 7])
  })

  it('Sigmoid is 1/2 with slope 1/4 at 0, and symmetric', () => {
    const sigmoid = createActivation({ name: 'sigmoid' }, kernels, size)
    const [left = NaN, middle, right = NaN] = sigmoid.forward(Float64Array.of(-1, 0, 1), 1)
    expect(middle).toBe(0.5)
    // 1 / (1 + e⁻¹)
    expect(right).toBeCloseTo(0.7310585786300049, 15)
    expect(left + right).toBeCloseTo(1, 15)
    expect(sigmoid.backward(ones(), 1)[1]).toBe(0.25)
  })

  it('Tanh is odd with slope 1 at 0', () => {
    const tanh = createActivation({ name: 'tanh' }, kernels, size)
    const [left = NaN, middle, right = NaN] = tanh.forward(Float64Array.of(-1, 0, 1), 1)
    expect(middle).toBe(0)
    expect(right).toBeCloseTo(0.7615941559557649, 15)
    expect(left).toBe(-right)
    // 1 - tanh²(1)
    expect(tanh.backward(ones(), 1)[2]).toBeCloseTo(0.41997434161402614, 15)
  })

  it('Softmax gives shares of e^x, and a gradient that sums to 0', () => {
    const softmax = new Softmax(kernels, size)
    // e^0 : e^ln2 : e^ln5 = 1 : 2 : 5
    const y = softmax.forward(Float64Array.of(0, Math.LN2, Math.log(5)), 1)
    for (const [i, share] of [1 / 8, 2 / 8, 5 / 8].entries()) expect(y[i]).toBeCloseTo(share, 15)
    // dy = [1, 0, 0]: dx = y (dy - 1/8) = [1/8 7/8, -1/8 2/8, -1/8 5/8]
    const gradient = softmax.backward(Float64Array.of(1, 0, 0), 1)
    for (const [i, slope] of [7 / 64, -2 / 64, -5 / 64].entries()) expect(gradient[i]).toBeCloseTo(slope, 15)
  })

  it('LogSoftmax gives the logarithms of these shares, and keeps them where the share underflows', () => {
    const module = new LogSoftmax(kernels, size)
    const y = module.forward(Float64Array.of(0, Math.LN2, Math.log(5)), 1)
    for (const [i, share] of [1 / 8, 2 / 8, 5 / 8].entries()) expect(y[i]).toBeCloseTo(Math.log(share), 15)
    // dy = [1, 0, 0]: dx = dy - p 1 = [7/8, -2/8, -5/8]
    const gradient = module.backward(Float64Array.of(1, 0, 0), 1)
    for (const [i, slope] of [7 / 8, -2 / 8, -5 / 8].entries()) expect(gradient[i]).toBeCloseTo(slope, 15)
    expect([...module.forward(Float64Array.of(0, -2000, -3000), 1)]).toEqual([0, -2000, -3000])
  })

  it('refuse rows they have no room for', () => {
    expect(() => createActivation({ name: 'relu' }, kernels, size).forward(new Float64Array(6), 2)).toThrow('has room for 1 rows, got 2')
    expect(() => new Softmax(kernels, size).forward(new Float64Array(2), 1)).toThrow('of shape (1, 3), got (1, 2)')
  })
})

describe('Sequential', () => {
  it('chains forward and backward', () => {
    const layer = smallLinear()
    const network = new Sequential([layer, createActivation({ name: 'relu' }, kernels, { inputs: 2, capacity: 2 })])
    // x = [1, 1]: Linear gives [3.5, 6.5]; x = [-1, 0]: [-0.5, -3.5], which the ReLU stops
    expect([...network.forward(Float64Array.of(1, 1, -1, 0), 2)]).toEqual([3.5, 6.5, 0, 0])
    // dx = [1, 1] W for the first row, nothing for the second
    expect([...network.backward(new Float64Array(4).fill(1), 2)]).toEqual([4, 6, 0, 0])
    expect([...layer.weight.gradient]).toEqual([1, 1, 1, 1])
    network.zeroGradients()
    expect([...layer.weight.gradient]).toEqual([0, 0, 0, 0])
  })

  it('gives the parameters the same gradients whether or not the input gradient is wanted', () => {
    const gradients = (['backward', 'backwardParameters'] as const).map((pass) => {
      const layers = [smallLinear(), createActivation({ name: 'tanh' }, kernels, { inputs: 2, capacity: 2 }), smallLinear()]
      const network = new Sequential(layers)
      network.forward(Float64Array.of(0.1, -0.2, 0.3, 0.4), 2)
      network[pass](Float64Array.of(1, 2, 3, 4), 2)
      return network.parameters.map(({ gradient }) => [...gradient])
    })
    expect(gradients[0]).toEqual(gradients[1])
    expect(gradients[0]?.flat().every((value) => value !== 0)).toBe(true)
  })
})
