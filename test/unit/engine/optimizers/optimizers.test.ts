import { describe, expect, it } from 'vitest'
import { optimizerAverages, optimizerSchema } from '../../../../src/engine/config/optimizer'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import type { Parameter } from '../../../../src/engine/layers/module'
import { createOptimizer } from '../../../../src/engine/optimizers/registry'
import { expectPath, path } from './one-parameter'

const kernels = createReferenceKernels('float64')

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

  it('leaves a share of each gradient out but the first', () => {
    // dampening 0.5: buffer 1 (undampened), 0.5 1 + 0.5 1 = 1, 0.5 1 + 0.5 2 = 1.5
    expectPath(path({ name: 'momentum', learningRate: 1, momentum: 0.5, dampening: 0.5 }, 0, [1, 1, 2]), [-1, -2, -3.5])
  })

  it('of Nesterov steps along g + momentum buffer', () => {
    // buffer 1: step 1 + 0.5 1 = 1.5; buffer 1.5: step 1 + 0.75 = 1.75; buffer 0.75: step 0 + 0.375
    expectPath(path({ name: 'momentum', learningRate: 1, momentum: 0.5, nesterov: true }, 0, [1, 1, 0]), [-1.5, -3.25, -3.625])
  })

  it('of Nesterov takes a momentum and no dampening', () => {
    for (const change of [{ momentum: 0 }, { dampening: 0.1 }])
      expect(() => optimizerSchema.parse({ name: 'momentum', nesterov: true, ...change })).toThrow('a momentum above 0 and a dampening of 0')
  })
})

describe('Adagrad', () => {
  it('divides by the root of the sum of all squares', () => {
    // sums 9 and 25: 3/3 and 4/5
    expectPath(path({ name: 'adagrad', learningRate: 1, epsilon: 1e-300 }, 0, [3, 4]), [-1, -1.8])
  })

  it('adds epsilon after the root', () => {
    // 3 / (3 + 1)
    expectPath(path({ name: 'adagrad', learningRate: 1, epsilon: 1 }, 0, [3]), [-0.75])
  })

  it('begins with the first sum and lets its rate fall from the second step on', () => {
    // sums 7 + 9 = 16 and 16 + 9 = 25; rates 1 and 1 / (1 + 1 1) = 0.5: steps 3/4 and 0.5 3/5
    expectPath(path({ name: 'adagrad', learningRate: 1, initialAccumulator: 7, lrDecay: 1, epsilon: 1e-300 }, 0, [3, 3]), [-0.75, -1.05])
  })

  it('couples the weight decay', () => {
    // g = 0 + 0.1 10 = 1, sum 1
    expectPath(path({ name: 'adagrad', learningRate: 1, weightDecay: 0.1, epsilon: 1e-300 }, 10, [0]), [9])
  })
})

describe('RMSprop', () => {
  it('divides by the root of the mean of the squares, which starts at 0 and is not corrected', () => {
    // alpha 0.75: v = 0.25 16 = 4, step 4/2; v = 0.75 4 + 0.25 4 = 4, step 2/2
    expectPath(path({ name: 'rmsprop', learningRate: 1, alpha: 0.75, epsilon: 1e-300 }, 0, [4, 2]), [-2, -3])
  })

  it('adds epsilon after the root', () => {
    // v = 0.25 16 = 4: 4 / (2 + 2)
    expectPath(path({ name: 'rmsprop', learningRate: 1, alpha: 0.75, epsilon: 1 }, 0, [4]), [-4 / 3])
  })

  it('centred takes the square of the mean gradient away', () => {
    // alpha 0.5, g = 2: v = 2, a = 1, variance 1: step 2. Then g = 0: v = 1, a = 0.5, variance 0.75: no step
    expectPath(path({ name: 'rmsprop', learningRate: 1, alpha: 0.5, centred: true, epsilon: 1e-300 }, 0, [2, 0]), [-2, -2])
    // g = 2 again: v = 2 0.5 + 0.5 4 = 3, a = 1.5, variance 0.75: step 2 / sqrt(0.75)
    expectPath(path({ name: 'rmsprop', learningRate: 1, alpha: 0.5, centred: true, epsilon: 1e-300 }, 0, [2, 2]), [-2, -2 - 2 / Math.sqrt(0.75)])
  })

  it('centred stays finite where rounding takes the variance below zero', () => {
    const gradients = new Array<number>(200).fill(0.1)
    expect(path({ name: 'rmsprop', alpha: 0.5, centred: true }, 0, gradients).every(Number.isFinite)).toBe(true)
  })

  it('keeps the scaled gradient in the momentum, the rate outside', () => {
    // alpha 0: v = g², scaled gradient 1 and 1: buffer 1 at rate 1, then 0.5 1 + 1 = 1.5 at rate 0.1
    expectPath(path({ name: 'rmsprop', learningRate: 1, alpha: 0, momentum: 0.5, epsilon: 1e-300 }, 0, [3, 5], [1, 0.1]), [-1, -1.15])
  })

  it('couples the weight decay', () => {
    // g = 0 + 0.1 10 = 1, v = 1
    expectPath(path({ name: 'rmsprop', learningRate: 1, alpha: 0, weightDecay: 0.1, epsilon: 1e-300 }, 10, [0]), [9])
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

  it('with AMSGrad divides by the largest average so far, taken before the bias correction', () => {
    // beta1 0, beta2 0.5. Step 1, g = 2: v = 2, correction 0.5: 2 / sqrt(4) = 1. Step 2, g = 1: v = 1 + 0.5 = 1.5, largest 2,
    // correction 0.75: 1 / sqrt(2 / 0.75)
    const config = { name: 'adam', learningRate: 1, beta1: 0, beta2: 0.5, epsilon: 1e-300 }
    expectPath(path({ ...config, amsgrad: true }, 0, [2, 1]), [-1, -1 - Math.sqrt(0.375)])
    expectPath(path(config, 0, [2, 1]), [-1, -1 - Math.sqrt(0.5)])
  })
})

describe('AdamW', () => {
  it('shrinks the parameter by rate times decay and leaves the averages alone', () => {
    // p = 2 (1 - 0.1 0.5) = 1.9; without a gradient there is no step of Adam
    expectPath(path({ name: 'adamw', learningRate: 0.1, weightDecay: 0.5 }, 2, [0]), [1.9])
    // with one it is the rate: 1.9 - 0.1
    expectPath(path({ name: 'adamw', learningRate: 0.1, weightDecay: 0.5, epsilon: 1e-300 }, 2, [7]), [1.8])
  })

  it('shrinks by the rate of the step where a schedule changes it', () => {
    // 2 (1 - 0.1 0.5) = 1.9, 1.9 (1 - 0.2 0.5) = 1.71
    expectPath(path({ name: 'adamw', weightDecay: 0.5 }, 2, [0, 0], [0.1, 0.2]), [1.9, 1.71])
  })

  it('has AMSGrad too', () => {
    const config = { name: 'adamw', learningRate: 1, weightDecay: 0, beta1: 0, beta2: 0.5, epsilon: 1e-300, amsgrad: true }
    expectPath(path(config, 0, [2, 1]), [-1, -1 - Math.sqrt(0.375)])
  })
})

describe('Nadam', () => {
  it('mixes the gradient and the average by the momentum of this step and of the next', () => {
    // beta1 0.5 without growth of the momentum: mu = 0.5 (1 - 0.5) = 0.25 in all steps. beta2 0: v = g². g = 1: m = 0.5,
    // (1 - 0.25) / (1 - 0.25) 1 + 0.25 / (1 - 0.0625) 0.5 = 1 + 2/15
    const config = { name: 'nadam', learningRate: 1, beta1: 0.5, beta2: 0, momentumDecay: 0, epsilon: 1e-300 }
    // then g = 1: m = 0.75, 0.75 / (1 - 1/16) + 0.25 / (1 - 1/64) 0.75 = 0.8 + 4/21
    expectPath(path(config, 0, [1, 1]), [-17 / 15, -17 / 15 - 0.8 - 4 / 21])
  })

  it('lets the momentum grow from half of beta1 to all of it', () => {
    // momentumDecay 1000: 0.96^1000 is 2e-18, so mu = beta1 = 0.5 at once: (1 - 0.5) / (1 - 0.5) 1 + 0.5 / (1 - 0.25) 0.5 = 4/3
    expectPath(path({ name: 'nadam', learningRate: 1, beta1: 0.5, beta2: 0, momentumDecay: 1000, epsilon: 1e-300 }, 0, [1]), [-4 / 3])
    // momentumDecay 1: mu(1) = 0.5 (1 - 0.48) = 0.26, mu(2) = 0.5 (1 - 0.4608) = 0.2696: 1 + 0.2696 / (1 - 0.26 0.2696) 0.5
    expectPath(path({ name: 'nadam', learningRate: 1, beta1: 0.5, beta2: 0, momentumDecay: 1, epsilon: 1e-300 }, 0, [1]), [-1 - 0.1348 / (1 - 0.26 * 0.2696)])
  })

  it('corrects the average of the squares', () => {
    // g = 3: v / (1 - beta2) = 9, so the step is that of g = 1 above
    expectPath(path({ name: 'nadam', learningRate: 1, beta1: 0.5, beta2: 0.9, momentumDecay: 0, epsilon: 1e-300 }, 0, [3]), [-17 / 15])
  })
})

describe('Lion', () => {
  it('steps by the rate against the sign of the mixed average', () => {
    // beta1 0.5, beta2 0.5. g = 8: sign(4) = 1, m = 4. g = -2: 0.5 4 + 0.5 (-2) = 1, sign 1, m = 1. g = -2: 0.5 - 1 < 0, sign -1
    expectPath(path({ name: 'lion', learningRate: 0.1, beta1: 0.5, beta2: 0.5 }, 0, [8, -2, -2]), [-0.1, -0.2, -0.1])
  })

  it('does not move without a gradient, and decouples the weight decay', () => {
    // 2 (1 - 0.1 0.5)
    expectPath(path({ name: 'lion', learningRate: 0.1, weightDecay: 0.5 }, 2, [0]), [1.9])
  })
})

it('averages that decay end at zero, not among the slow smallest numbers', () => {
  const single = createReferenceKernels('float32')
  const decaying = [{ name: 'momentum' }, { name: 'adam' }, { name: 'adamw' }, { name: 'lion' }, { name: 'rmsprop', momentum: 0.9, centred: true }]
  for (const config of decaying) {
    const parameter: Parameter = { name: 'p', shape: [1], data: new Float32Array(1), gradient: Float32Array.of(1e-20) }
    const optimizer = createOptimizer(optimizerSchema.parse(config), [parameter], single)
    optimizer.step(0.01)
    parameter.gradient[0] = 0
    for (let step = 0; step < 4000; step++) optimizer.step(0.01)
    expect(optimizer.state.vectors.map((vector) => vector[0])).toEqual(optimizer.state.vectors.map(() => 0))
  }
})

it('keeps as many vectors as the rule has averages', () => {
  const parameter: Parameter = { name: 'p', shape: [3], data: new Float64Array(3), gradient: new Float64Array(3) }
  const averages = (config: unknown) => {
    const parsed = optimizerSchema.parse(config)
    const { vectors } = createOptimizer(parsed, [parameter, parameter], kernels).state
    expect(vectors.filter(({ length }) => length === 3)).toHaveLength(2 * optimizerAverages(parsed))
    return optimizerAverages(parsed)
  }
  expect(['sgd', 'momentum', 'adagrad', 'rmsprop', 'adam', 'adamw', 'nadam', 'lion'].map(averages)).toEqual([0, 1, 1, 1, 2, 2, 2, 1])
  expect(
    [
      { name: 'adam', amsgrad: true },
      { name: 'rmsprop', momentum: 0.5, centred: true },
    ].map(averages),
  ).toEqual([3, 3])
})
