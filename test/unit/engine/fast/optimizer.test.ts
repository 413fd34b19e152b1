/** The optimizer on the fast kernels does what the reference does. */
import { describe, expect, it } from 'vitest'
import { optimizerSchema, type OptimizerConfig } from '../../../../src/engine/config/optimizer'
import { FastOptimizer } from '../../../../src/engine/fast/optimizer'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import type { Parameter } from '../../../../src/engine/layers/module'
import { createOptimizer, createOptimizerSparingBiases } from '../../../../src/engine/optimizers/registry'
import { createStream } from '../../../../src/engine/random/stream'
import { eachConfig, optimizerConfigs, optimizerNames } from '../optimizers/configs'
import { freshInstance } from './instance'
import { allocateParameters, copyIn, readParameter, referenceParameters } from './parameters'

/** Weights and biases; no length is a multiple of 4. */
const shapes = [[3, 7], [7], [2, 3], [1]]

function drawValues(parameters: readonly Parameter[]): void {
  const stream = createStream(1, 'initialisation')
  for (const { data } of parameters) for (let i = 0; i < data.length; i++) data[i] = stream.gaussian()
}

/** The gradients of a step follow from its number; every fifth number is 0. */
function drawGradients(parameters: readonly Parameter[], step: number): void {
  const stream = createStream(2, 'initialisation', step)
  for (const { gradient } of parameters) for (let i = 0; i < gradient.length; i++) gradient[i] = stream.uniform() < 0.2 ? 0 : stream.gaussian()
}

/** A fast optimizer over parameters of the first values. */
function build(config: OptimizerConfig, decayBiases = true, sizes: readonly number[][] = shapes) {
  const reference = referenceParameters(sizes)
  drawValues(reference)
  const instance = freshInstance()
  const parameters = allocateParameters(instance, reference)
  const optimizer = new FastOptimizer(config, decayBiases, parameters, instance)
  optimizer.ready()
  copyIn(instance, parameters, reference, ['data'])
  /** A step along the gradients that the reference has. */
  const step = (rate: number) => {
    copyIn(instance, parameters, reference, ['gradient'])
    optimizer.begin(rate)
    for (const k of parameters.keys()) optimizer.update(k)
  }
  const values = () => parameters.map((parameter) => readParameter(instance, parameter).numbers)
  const padding = () => parameters.flatMap((parameter) => readParameter(instance, parameter).padding)
  return { reference, instance, parameters, optimizer, step, values, padding }
}

/** Values of one number after a step along each of the gradients. */
function path(config: object, start: number, gradients: readonly number[], rates?: readonly number[]): number[] {
  const parsed = optimizerSchema.parse(config)
  const { reference, instance, parameters, step, values } = build(parsed, true, [[1]])
  instance.memory.floats(parameters[0]!.weight, 1)[0] = start
  return gradients.map((gradient, t) => {
    reference[0]!.gradient[0] = gradient
    step(rates?.[t] ?? parsed.learningRate)
    return values()[0]![0]!
  })
}

/** Float32 has 7 digits. */
function expectPath(got: number[], want: number[]): void {
  expect(got).toHaveLength(want.length)
  for (const [i, value] of want.entries()) expect(got[i]).toBeCloseTo(value, 6)
}

describe.each([true, false])('with decay of biases: %s', (decayBiases) => {
  it.each(eachConfig)('follows the reference for 50 steps: $text', ({ config }) => {
    const { reference, step, values, padding } = build(config, decayBiases)
    const rule = (decayBiases ? createOptimizer : createOptimizerSparingBiases)(config, reference, createReferenceKernels('float32'))
    for (let t = 0; t < 50; t++) {
      drawGradients(reference, t)
      const rate = config.learningRate * (1 + (t % 3))
      step(rate)
      rule.step(rate)
      // Both round each weight once a step, by up to 6e-8 of it; the constants of the fast rules are rounded too. 1.1e-6 was the most seen.
      for (const [k, numbers] of values().entries())
        for (const [i, w] of numbers.entries()) expect(Math.abs(w - reference[k]!.data[i]!)).toBeLessThan(3e-6 * Math.max(1, Math.abs(w)))
      expect(padding().every((number) => number === 0)).toBe(true)
    }
  })
})

describe('worked steps', () => {
  it('of momentum begin with the gradient itself, undampened', () => {
    // dampening 0.5: buffer 1 (undampened), 0.5 1 + 0.5 1 = 1, 0.5 1 + 0.5 2 = 1.5
    expectPath(path({ name: 'momentum', learningRate: 1, momentum: 0.5, dampening: 0.5 }, 0, [1, 1, 2]), [-1, -2, -3.5])
  })

  it('of momentum keep the rate outside the buffer', () => {
    // buffer 1 at rate 1, then 1.5 at rate 0.1
    expectPath(path({ name: 'momentum', learningRate: 1, momentum: 0.5 }, 0, [1, 1], [1, 0.1]), [-1, -1.15])
  })

  it('of Nesterov look ahead along g + momentum buffer', () => {
    // buffer 1: step 1 + 0.5 1 = 1.5; buffer 1.5: step 1 + 0.75 = 1.75; buffer 0.75: step 0 + 0.375
    expectPath(path({ name: 'momentum', learningRate: 1, momentum: 0.5, nesterov: true }, 0, [1, 1, 0]), [-1.5, -3.25, -3.625])
  })

  it('of AMSGrad divide by the largest average so far, taken before the bias correction', () => {
    // beta1 0, beta2 0.5. Step 1, g = 2: v = 2, correction 0.5: 2 / sqrt(4) = 1. Step 2, g = 1: v = 1.5, largest 2, correction 0.75: 1 / sqrt(2 / 0.75)
    const config = { name: 'adam', learningRate: 1, beta1: 0, beta2: 0.5, epsilon: 1e-300 }
    expectPath(path({ ...config, amsgrad: true }, 0, [2, 1]), [-1, -1 - Math.sqrt(0.375)])
    expectPath(path(config, 0, [2, 1]), [-1, -1 - Math.sqrt(0.5)])
  })

  it('of Adam add epsilon after the root and after the bias correction', () => {
    // rate g / (|g| + epsilon) = 0.1 1/3 / (1/3 + 1)
    expectPath(path({ name: 'adam', learningRate: 0.1, epsilon: 1 }, 0, [1 / 3]), [-0.1 / 4])
  })

  it('of centred RMSprop take the square of the mean gradient away', () => {
    // alpha 0.5, g = 2: v = 2, a = 1, variance 1: step 2. g = 2 again: v = 3, a = 1.5, variance 0.75: step 2 / sqrt(0.75)
    expectPath(path({ name: 'rmsprop', learningRate: 1, alpha: 0.5, centred: true, epsilon: 1e-300 }, 0, [2, 2]), [-2, -2 - 2 / Math.sqrt(0.75)])
    const constant = path({ name: 'rmsprop', alpha: 0.5, centred: true }, 0, new Array<number>(200).fill(0.1))
    expect(constant.every(Number.isFinite)).toBe(true)
  })

  it('of RMSprop with momentum keep the rate outside', () => {
    // alpha 0: v = g², scaled gradient 1 and 1: buffer 1 at rate 1, then 0.5 1 + 1 = 1.5 at rate 0.1
    expectPath(path({ name: 'rmsprop', learningRate: 1, alpha: 0, momentum: 0.5, epsilon: 1e-300 }, 0, [3, 5], [1, 0.1]), [-1, -1.15])
  })

  it('of Lion go by the sign of the mixed average, nowhere at 0', () => {
    // beta1 0.5, beta2 0.5. g = 8: sign(4), m = 4. g = -2: sign(1), m = 1. g = -2: sign(-0.5), m = -0.5. g = 0.5: sign(0)
    expectPath(path({ name: 'lion', learningRate: 0.1, beta1: 0.5, beta2: 0.5 }, 0, [8, -2, -2, 0.5]), [-0.1, -0.2, -0.1, -0.1])
  })

  it('of AdamW shrink by a share that a factor beside 1 has no digits for', () => {
    // 1 - 1e-3 0.01 is 1 - 1.0014e-5 in float32: 50 steps by that factor would take 1.5 50 1.4e-8 = 1e-6 too much.
    const config = optimizerSchema.parse('adamw')
    const reference = referenceParameters([[1]])
    reference[0]!.data[0] = 1.5
    const rule = createOptimizer(config, reference, createReferenceKernels('float32'))
    for (let t = 0; t < 50; t++) rule.step(config.learningRate)
    const shrunk = path(config, 1.5, new Array<number>(50).fill(0)).at(-1)!
    // Two units in the last place of 1.5.
    expect(Math.abs(shrunk - reference[0]!.data[0])).toBeLessThan(2.4e-7)
  })
})

describe('numbers at the edges', () => {
  it.each(optimizerNames)('%s leaves a weight without a gradient where it is, whatever epsilon', (name) => {
    const config = optimizerSchema.parse({ name, weightDecay: 0, ...(optimizerSchema.safeParse({ name, epsilon: 1e-300 }).success && { epsilon: 1e-300 }) })
    expect(path(config, 2, [0, 0, 0])).toEqual([2, 2, 2])
  })

  it.each(eachConfig)('shows what is not finite, in each place of four: $text', ({ config }) => {
    for (const [place, wrong] of [NaN, Infinity, -Infinity, NaN, NaN].entries()) {
      const { reference, instance, parameters, step } = build(config, true, [[5]])
      const { kernels, memory } = instance
      drawGradients(reference, 0)
      step(0.01)
      expect(kernels.updatesAreFinite()).toBe(1)
      // Weights, not gradients: an infinite gradient makes a finite step where only its sign counts.
      memory.floats(parameters[0]!.weight, 5)[place] = wrong
      step(0.01)
      expect(kernels.updatesAreFinite()).toBe(0)
      kernels.forgetNonFinite()
      expect(kernels.updatesAreFinite()).toBe(1)
    }
  })

  it.each(eachConfig)('lets no gradient that is NaN pass, and no average: $text', ({ config }) => {
    const { reference, instance, step, values, optimizer } = build(config, true, [[6]])
    drawGradients(reference, 0)
    reference[0]!.gradient[2] = NaN
    step(0.01)
    expect(values()[0]!.map(Number.isNaN)).toEqual([false, false, true, false, false, false])
    expect(instance.kernels.updatesAreFinite()).toBe(0)
    for (const vector of optimizer.vectors.filter(({ length }) => length > 1)) expect(vector[2]).toBeNaN()
    // It stays when small averages are set to 0.
    reference[0]!.gradient[2] = 0
    for (let t = 0; t < 20; t++) step(0.01)
    expect(values()[0]![2]).toBeNaN()
    for (const vector of optimizer.vectors.filter(({ length }) => length > 1)) expect(vector[2]).toBeNaN()
  })

  it('averages that decay end at zero, not among the slow smallest numbers', () => {
    for (const config of [
      { name: 'momentum' },
      { name: 'adam' },
      { name: 'adamw' },
      { name: 'nadam' },
      { name: 'lion' },
      { name: 'rmsprop', momentum: 0.9, centred: true },
    ]) {
      const { reference, optimizer, step } = build(optimizerSchema.parse(config), true, [[1]])
      reference[0]!.gradient[0] = 1e-14
      step(0.01)
      reference[0]!.gradient[0] = 0
      const vectors = () => optimizer.vectors.filter((vector) => vector instanceof Float32Array)
      for (let t = 0; t < 5000; t++) {
        step(0.01)
        for (const vector of vectors()) expect(vector[0] === 0 || Math.abs(vector[0]!) > 1.2e-38).toBe(true)
      }
      expect(vectors().every((vector) => vector[0] === 0)).toBe(true)
    }
  })

  it('sums that grow are not flushed', () => {
    const { reference, optimizer, step } = build(optimizerSchema.parse({ name: 'adagrad' }), true, [[1]])
    reference[0]!.gradient[0] = 1e-17
    for (let t = 0; t < 20; t++) step(0.01)
    expect(optimizer.vectors[0]![0]! / 20e-34).toBeCloseTo(1, 4)
  })
})

describe('one rule in several loops', () => {
  it("Adam's plain form gives the bits of the general one", () => {
    const plain = build(optimizerSchema.parse('adam'))
    // A decay that is not 0 and yet too small to change any gradient but 0.
    const general = build(optimizerSchema.parse({ name: 'adam', weightDecay: 1e-44 }))
    for (let t = 0; t < 20; t++) {
      for (const { reference, step } of [plain, general]) {
        drawGradients(reference, t)
        for (const { gradient } of reference) for (let i = 0; i < gradient.length; i++) gradient[i] ||= 1
        step(0.01)
      }
      expect(general.values()).toEqual(plain.values())
    }
  })

  it.each(eachConfig)('an input that no sample lights steps as along a gradient of 0: $text', ({ config }) => {
    const written = build(config, true, [[2, 4]])
    const unlit = build(config, true, [[2, 4]])
    for (let t = 0; t < 18; t++) {
      for (const { reference, step } of [written, unlit]) {
        drawGradients(reference, t)
        if (t % 3 === 0) step(0.01)
      }
      if (t % 3 === 0) continue
      written.reference[0]!.gradient.fill(0)
      written.step(0.01)
      const { optimizer, parameters, instance } = unlit
      const { weight, gradient } = parameters[0]!
      const { a, b, c } = optimizer.averages(0)
      optimizer.begin(0.01)
      optimizer.setRuleFor(parameters[0]!)
      // The two inputs of a batch without entries: theirs end where they begin, at the address that stands in for them.
      instance.memory.words(gradient, 2).fill(gradient)
      instance.kernels.sparseUpdate(2, gradient, gradient, 0, 0, 0, 0, 0, 0, weight, a, b, c, 4)
      expect(unlit.values()).toEqual(written.values())
      expect(optimizer.vectors).toEqual(written.optimizer.vectors)
    }
  })
})

describe('state', () => {
  it.each(eachConfig)('is all that the next step depends on, before and after a flush: $text', ({ config }) => {
    const whole = build(config, false)
    let part = build(config, false)
    for (let t = 0; t < 18; t++) {
      for (const { reference, step } of [whole, part]) {
        drawGradients(reference, t)
        step(0.01)
      }
      expect(part.values()).toEqual(whole.values())
      const { optimizer } = part
      const stored = structuredClone({ steps: optimizer.steps, vectors: optimizer.vectors, values: part.values() })
      part = build(config, false)
      for (const [k, vector] of part.optimizer.vectors.entries()) vector.set(stored.vectors[k]!)
      part.optimizer.steps = stored.steps
      for (const [k, { weight }] of part.parameters.entries()) part.instance.memory.floats(weight, stored.values[k]!.length).set(stored.values[k]!)
    }
  })

  it('holds the averages in the order of the rule, then what it remembers besides', () => {
    const lengths = (config: object) => build(optimizerSchema.parse(config), true, [[2, 3], [5]]).optimizer.vectors.map(({ length }) => length)
    expect(lengths({ name: 'sgd' })).toEqual([])
    expect(lengths({ name: 'adam', amsgrad: true })).toEqual([8, 8, 8, 8, 8, 8])
    expect(lengths({ name: 'nadam' })).toEqual([8, 8, 8, 8, 1])
  })

  it('begins with the first sum of Adagrad', () => {
    const { optimizer } = build(optimizerSchema.parse({ name: 'adagrad', initialAccumulator: 7 }), true, [[4]])
    expect(optimizer.vectors).toEqual([Float32Array.of(7, 7, 7, 7)])
  })
})

it('refuses a step that has not begun, and a parameter that there is not', () => {
  const { optimizer, parameters } = build(optimizerConfigs[0]!)
  expect(() => optimizer.setRuleFor(parameters[0]!)).toThrow('a step must begin')
  expect(() => optimizer.averages(9)).toThrow('there are 4 parameters, none has number 9')
})
