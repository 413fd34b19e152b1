import { describe, expect, it } from 'vitest'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { BatchNorm1d, batchNormSchema } from '../../../../src/engine/layers/batch-norm'
import { Linear } from '../../../../src/engine/layers/linear'
import { Sequential } from '../../../../src/engine/layers/sequential'
import { createStream } from '../../../../src/engine/random/stream'
import { checkModule } from '../../../../src/engine/verify/gradient-check'

const kernels = createReferenceKernels('float64')
const pass = () => ({ random: createStream(1, 'dropout') })

/** With momentum 1/2, and epsilon 1 so that deviations come out even. */
function norm({ inputs = 1, capacity = 4, epsilon = 1 } = {}): BatchNorm1d {
  return new BatchNorm1d(kernels, { name: 'layers.0.norm', inputs, capacity, momentum: 0.5, epsilon })
}
const valuesOf = (module: BatchNorm1d) => Object.fromEntries(module.tensors.map(({ name, data }) => [name.replace('layers.0.norm.', ''), [...data]]))

describe('BatchNorm1d', () => {
  it("begins as PyTorch's: scale 1, shift 0, running mean 0 and variance 1; only scale and shift are trained", () => {
    const module = norm({ inputs: 2 })
    expect(module.tensors.map(({ name, shape, data }) => [name, shape, [...data]])).toEqual([
      ['layers.0.norm.weight', [2], [1, 1]],
      ['layers.0.norm.bias', [2], [0, 0]],
      ['layers.0.norm.running_mean', [2], [0, 0]],
      ['layers.0.norm.running_var', [2], [1, 1]],
    ])
    expect(module.parameters.map(({ name }) => name)).toEqual(['layers.0.norm.weight', 'layers.0.norm.bias'])
  })

  it('normalises in training by the biased variance, and stores the unbiased one', () => {
    const module = norm()
    const [weight, bias] = module.parameters
    weight!.data.set([10])
    bias!.data.set([1])
    // x = 3 ± sqrt 3: mean 3, biased variance 3, d = sqrt(3 + 1) = 2, n = ± sqrt 3 / 2
    const root = Math.sqrt(3)
    const y = module.forward(Float64Array.of(3 - root, 3 + root), 2, pass())
    expect(y[0]).toBeCloseTo(1 - 5 * root, 13)
    expect(y[1]).toBeCloseTo(1 + 5 * root, 13)
    // Running: 0 and 1 half-way to the mean 3 and the unbiased variance 6
    expect(valuesOf(module)['running_mean']![0]).toBeCloseTo(1.5, 14)
    expect(valuesOf(module)['running_var']![0]).toBeCloseTo(3.5, 14)
  })

  it('normalises in evaluation by the running statistics, row by row, and leaves them alone', () => {
    const module = norm()
    module.tensors[2]!.data.set([1])
    module.tensors[3]!.data.set([3])
    // (x - 1) / sqrt(3 + 1)
    expect([...module.forward(Float64Array.of(5, -3), 2).subarray(0, 2)]).toEqual([2, -2])
    expect(module.forward(Float64Array.of(5), 1)[0]).toBe(2)
    expect(valuesOf(module)).toEqual({ weight: [1], bias: [0], running_mean: [1], running_var: [3] })
  })

  it('takes back in training what mean and variance undo', () => {
    const module = norm({ epsilon: 1e-12 })
    module.forward(Float64Array.of(1, 2, 3, 6), 4, pass())
    // The same dy for all moves the mean alone, which is subtracted again: no gradient.
    for (const value of module.backward(Float64Array.of(1, 1, 1, 1), 4)) expect(value).toBeCloseTo(0, 14)
    // dy in proportion to n stretches the batch, which the variance undoes.
    for (const value of module.backward(Float64Array.of(-2, -1, 0, 3), 4)) expect(value).toBeCloseTo(0, 11)
  })

  it('keeps columns apart', () => {
    const [alone, beside] = [norm(), norm({ inputs: 2 })]
    const y = [...alone.forward(Float64Array.of(1, 4, 5), 3, pass()).subarray(0, 3)]
    const both = beside.forward(Float64Array.of(1, 100, 4, -7, 5, 3), 3, pass())
    expect([both[0], both[2], both[4]]).toEqual(y)
  })

  it('gives zeros for a constant column', () => {
    expect([
      ...norm({ epsilon: 1e-5 })
        .forward(Float64Array.of(7, 7, 7), 3, pass())
        .subarray(0, 3),
    ]).toEqual([0, 0, 0])
  })

  it('refuses a batch of one row in training, and rows it has no room for', () => {
    expect(() => norm().forward(Float64Array.of(1), 1, pass())).toThrow('Batch normalisation takes batches of 2 rows or more in training, got 1')
    expect(() => norm().forward(new Float64Array(5), 5)).toThrow(/^Batch normalisation \S+ has room for 4 rows, got 5$/)
  })

  it('has the right gradients in both modes, alone and between layers', () => {
    const rows = 4
    const random = createStream(6, 'data')
    const draw = (length: number) => Float64Array.from({ length }, () => random.gaussian())
    const linear = (name: string) => {
      const layer = new Linear(kernels, { name, inputs: 3, outputs: 3, bias: true, capacity: rows })
      for (const { data } of layer.parameters) data.set(draw(data.length))
      return layer
    }
    const middle = norm({ inputs: 3, epsilon: 1e-5 })
    for (const { data } of middle.parameters) data.set(draw(3))
    middle.tensors[2]!.data.set(draw(3))
    middle.tensors[3]!.data.set([0.5, 1.5, 2.5])
    for (const module of [middle, new Sequential([linear('a'), middle, linear('b')])]) {
      for (const training of [undefined, pass]) {
        const report = checkModule({ kernels, module, x: draw(rows * 3), rows, weights: draw(rows * 3), ...(training && { training }) })
        expect(report.passed, JSON.stringify(report.worst)).toBe(true)
      }
    }
  })
})

describe('its configuration', () => {
  it('is null or the two numbers; true stands for their defaults', () => {
    expect(batchNormSchema.parse(null)).toBeNull()
    expect(batchNormSchema.parse(false)).toBeNull()
    expect(batchNormSchema.parse(true)).toEqual({ momentum: 0.1, epsilon: 1e-5 })
    expect(batchNormSchema.parse({ momentum: 0.3 })).toEqual({ momentum: 0.3, epsilon: 1e-5 })
  })

  it.each([
    ['yes', /Batch normalisation takes null or an object/],
    [{ momentum: 2 }, /Momentum takes a number from 0 to 1/],
    [{ epsilon: 0 }, /Epsilon takes a number above 0/],
  ])('refuses %j', (config, message) => {
    expect(batchNormSchema.safeParse(config).error?.issues[0]?.message).toMatch(message)
  })
})
