import { describe, expect, it } from 'vitest'
import { optimizerSchema } from '../../../../src/engine/config/optimizer'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import type { Parameter } from '../../../../src/engine/layers/module'
import { createOptimizer } from '../../../../src/engine/optimizers/registry'

const kernels = createReferenceKernels('float64')

/** Values of one parameter after a step along each of the gradients. */
function path(config: object, start: number, gradients: number[], rates?: number[]): number[] {
  const parameter: Parameter = { name: 'p', shape: [1], data: Float64Array.of(start), gradient: new Float64Array(1) }
  const parsed = optimizerSchema.parse(config)
  const optimizer = createOptimizer(parsed, [parameter], kernels)
  const values = gradients.map((gradient, step) => {
    parameter.gradient[0] = gradient
    optimizer.step(rates?.[step] ?? parsed.learningRate)
    return parameter.data[0]!
  })
  expect(optimizer.state.steps).toBe(gradients.length)
  return values
}

function expectPath(got: number[], want: number[]): void {
  expect(got).toHaveLength(want.length)
  for (const [i, value] of want.entries()) expect(got[i]).toBeCloseTo(value, 12)
}

describe('SGD', () => {
  it('steps against the gradient', () => {
    // 1 - 0.5 2 = 0; 0 - 0.5 (-1) = 0.5
    expectPath(path({ name: 'sgd', learningRate: 0.5 }, 1, [2, -1]), [0, 0.5])
  })

  it('adds weightDecay p to the gradient', () => {
    // 1 - 0.5 (2 + 0.1 1) = -0.05; -0.05 - 0.5 (0 + 0.1 (-0.05)) = -0.0475
    expectPath(path({ name: 'sgd', learningRate: 0.5, weightDecay: 0.1 }, 1, [2, 0]), [-0.05, -0.0475])
  })
})

describe('momentum', () => {
  it('starts with the gradient itself and then keeps a share of the buffer', () => {
    // buffer 1, 0.5 1 + 1 = 1.5, 0.5 1.5 + 0 = 0.75
    expectPath(path({ name: 'momentum', learningRate: 1, momentum: 0.5 }, 0, [1, 1, 0]), [-1, -2.5, -3.25])
  })

  it('keeps the rate outside the buffer', () => {
    // buffer 1 at rate 1, then 1.5 at rate 0.1
    expectPath(path({ name: 'momentum', learningRate: 1, momentum: 0.5 }, 0, [1, 1], [1, 0.1]), [-1, -1.15])
  })

  it('puts the weight decay into the buffer', () => {
    // g = 0 + 0.1 1: buffer 0.1, p = 0.9; g = 0.09: buffer 0.05 + 0.09 = 0.14, p = 0.76
    expectPath(path({ name: 'momentum', learningRate: 1, momentum: 0.5, weightDecay: 0.1 }, 1, [0, 0]), [0.9, 0.76])
  })
})

describe('Adam', () => {
  it('first steps by the rate, whatever the size of the gradient', () => {
    // m / (1 - beta1) = g and v / (1 - beta2) = g², so the step is rate g / (|g| + epsilon)
    expectPath(path({ name: 'adam', learningRate: 0.1, epsilon: 1e-300 }, 0, [1000]), [-0.1])
    expectPath(path({ name: 'adam', learningRate: 0.1, epsilon: 1e-300 }, 0, [-1e-5]), [0.1])
  })

  it('adds epsilon after the root and after the bias correction', () => {
    // rate g / (|g| + epsilon) = 0.1 1 / (1 + 3)
    expectPath(path({ name: 'adam', learningRate: 0.1, epsilon: 1 }, 0, [1 / 3]), [-0.1 / 4])
  })

  it('averages gradients and their squares with bias correction', () => {
    // beta1 = beta2 = 0.5. Step 2 with g = 0: m = 0.25, v = 0.25, corrections 0.75: m̂ = v̂ = 1/3, step 1/3 / sqrt(1/3) = sqrt(1/3)
    expectPath(path({ name: 'adam', learningRate: 1, beta1: 0.5, beta2: 0.5, epsilon: 1e-300 }, 0, [1, 0]), [-1, -1 - Math.sqrt(1 / 3)])
  })

  it('couples the weight decay', () => {
    // g = 0 + 0.1 2: the first step is by the rate
    expectPath(path({ name: 'adam', learningRate: 0.1, weightDecay: 0.1, epsilon: 1e-300 }, 2, [0]), [1.9])
  })
})

it('averages that decay end at zero, not among the slow smallest numbers', () => {
  const single = createReferenceKernels('float32')
  for (const config of [{ name: 'momentum' }, { name: 'adam' }]) {
    const parameter: Parameter = { name: 'p', shape: [1], data: new Float32Array(1), gradient: Float32Array.of(1e-20) }
    const optimizer = createOptimizer(optimizerSchema.parse(config), [parameter], single)
    optimizer.step(0.01)
    parameter.gradient[0] = 0
    for (let step = 0; step < 400; step++) optimizer.step(0.01)
    expect(optimizer.state.vectors.map((vector) => vector[0])).toEqual(optimizer.state.vectors.map(() => 0))
  }
})

it('keeps as many vectors as the rule has averages', () => {
  const parameter: Parameter = { name: 'p', shape: [3], data: new Float64Array(3), gradient: new Float64Array(3) }
  const vectors = (name: string) => createOptimizer(optimizerSchema.parse(name), [parameter, parameter], kernels).state.vectors.length
  expect([vectors('sgd'), vectors('momentum'), vectors('adam')]).toEqual([0, 2, 4])
})
