import { describe, expect, it } from 'vitest'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { createActivation } from '../../../../src/engine/layers/activation'
import { activationFunction, activations, activationSchema, gainOf } from '../../../../src/engine/layers/activations/registry'

const kernels = createReferenceKernels('float64')
const names = activations.flatMap(({ schema }) => [...schema.shape.name.values])

/** f and f' at x. */
function at(config: unknown, x: number): [number, number] {
  const { value, derivative } = activationFunction(activationSchema.parse(config))
  const y = value(x)
  return [y, derivative(x, y)]
}
function expectAt(config: unknown, x: number, [y, slope]: [number, number]): void {
  const got = at(config, x)
  expect(got[0]).toBeCloseTo(y, 14)
  expect(got[1]).toBeCloseTo(slope, 14)
}

describe('worked values', () => {
  it('identity: y = x', () => {
    expect(at('identity', -3)).toEqual([-3, 1])
  })
  it('ReLU: 0 up to 0, then x', () => {
    expect(at('relu', 2)).toEqual([2, 1])
    expect(at('relu', 0)).toEqual([0, 0])
    expect(at('relu', -2)).toEqual([0, 0])
  })
  it('leaky ReLU: a x up to 0, whose slope counts at 0', () => {
    expect(at('leaky_relu', -2)).toEqual([-0.02, 0.01])
    expect(at('leaky_relu', 0)).toEqual([0, 0.01])
    expect(at({ name: 'leaky_relu', negativeSlope: 0.5 }, -2)).toEqual([-1, 0.5])
    expect(at('leaky_relu', 2)).toEqual([2, 1])
  })
  it('ELU: alpha (e^x - 1) up to 0', () => {
    // e^-ln 4 = 1/4: 2 (1/4 - 1), 2/4
    expectAt({ name: 'elu', alpha: 2 }, -Math.log(4), [-1.5, 0.5])
    expect(at('elu', 0)).toEqual([0, 1])
    expect(at({ name: 'elu', alpha: 2 }, 0)).toEqual([0, 2])
    expect(at('elu', 3)).toEqual([3, 1])
  })
  it('GELU: x times the share of a normal distribution below x', () => {
    // Φ(1) = 0.8413447460685429, φ(1) = e^(-1/2) / sqrt(2π) = 0.24197072451914337
    expectAt('gelu_erf', 1, [0.8413447460685429, 0.8413447460685429 + 0.24197072451914337])
    // Φ(-1) = 1 - Φ(1)
    expectAt('gelu_erf', -1, [-0.1586552539314571, 0.1586552539314571 - 0.24197072451914337])
    expect(at('gelu_erf', 0)).toEqual([0, 0.5])
  })
  it('GELU by tanh: near the exact one', () => {
    // u = sqrt(2/π) 1.044715 = 0.8335620849..., (1 + tanh u) / 2 = 0.8411919906082768
    expect(at('gelu_tanh', 1)[0]).toBeCloseTo(0.8411919906082768, 14)
    for (const x of [-3, -1, -0.5, 0.5, 1, 3]) expect(Math.abs(at('gelu_tanh', x)[0] - at('gelu_erf', x)[0])).toBeLessThan(5e-4)
  })
  it('SiLU: x times its sigmoid', () => {
    // sigmoid(ln 3) = 3/4: y = 3/4 ln 3, y' = 3/4 + 3/4 ln 3 1/4
    expectAt('silu', Math.log(3), [0.75 * Math.log(3), 0.75 + 0.1875 * Math.log(3)])
  })
  it('sigmoid and tanh: slopes y (1 - y) and 1 - y²', () => {
    expectAt('sigmoid', Math.log(3), [0.75, 0.1875])
    // tanh(ln 3) = (9 - 1) / (9 + 1)
    expectAt('tanh', Math.log(3), [0.8, 0.36])
  })
  it('softplus: log(1 + e^(beta x)) / beta', () => {
    expectAt('softplus', 0, [Math.LN2, 0.5])
    // beta x = ln 3: ln 4 / 2, 3/4
    expectAt({ name: 'softplus', beta: 2 }, Math.log(3) / 2, [Math.LN2, 0.75])
  })
})

describe('every activation', () => {
  const extremes = [0, -0, 5e-324, -5e-324, 1e-310, -1e-20, 1e-8, -36, 88, -89.5, 710, -710, 1000, -1000, 1e5, -1e5, 1e150, -1e150, 1.7e308, -1.7e308]

  it.each(names)('%s and its slope are finite for every finite number', (name) => {
    for (const x of extremes) for (const value of at(name, x)) expect(value, `at ${x}`).toSatisfy(Number.isFinite)
  })

  it.each(names)('%s shows NaN instead of hiding it', (name) => {
    expect(at(name, NaN)[0]).toBeNaN()
  })

  it.each(names)('%s comes to the same in a module, in a batch', (name) => {
    const config = activationSchema.parse(name)
    const module = createActivation(config, kernels, { inputs: 2, capacity: 3 })
    const x = Float64Array.of(-1.5, -0.2, 0.7, 3)
    expect([...module.forward(x, 2).subarray(0, 4)]).toEqual([...x].map((value) => at(name, value)[0]))
    // dy = 2: twice the slope
    expect([...module.backward(Float64Array.of(2, 2, 2, 2), 2).subarray(0, 4)]).toEqual([...x].map((value) => 2 * at(name, value)[1]))
  })

  it('that follows the ReLU does so to the last bit far from zero', () => {
    for (const name of ['gelu_erf', 'gelu_tanh', 'silu', 'softplus', 'elu']) {
      expect(at(name, 800)).toEqual([800, 1])
      expect(at(name, -800)[1]).toBeCloseTo(0, 15)
    }
  })

  it('keeps its digits far below zero, where 1 + erf or 1 + tanh would be 0', () => {
    // -10 Φ(-10), Φ(-10) = 7.61985302416...e-24
    expect(at('gelu_erf', -10)[0] / -7.61985302416e-23).toBeCloseTo(1, 12)
    // ln(1 + e^-50) = e^-50 up to a factor of 1 + 1e-22
    expect(at('softplus', -50)[0] / Math.exp(-50)).toBeCloseTo(1, 13)
    expect(at('gelu_tanh', -8)[0]).toBeLessThan(0)
  })
})

describe('the registry', () => {
  it('has each name once, with a title, a formula and a source', () => {
    expect(new Set(names).size).toBe(names.length)
    for (const part of activations) for (const text of [part.title, part.formula, part.source]) expect(text).not.toBe('')
  })

  it('takes a bare word for the defaults', () => {
    expect(activationSchema.parse('leaky_relu')).toEqual({ name: 'leaky_relu', negativeSlope: 0.01 })
    expect(activationSchema.parse('elu')).toEqual({ name: 'elu', alpha: 1 })
    expect(activationSchema.parse('softplus')).toEqual({ name: 'softplus', beta: 1 })
  })

  it.each([
    ['swish', /Activation "swish" is unknown: use one of identity, relu/],
    [{ name: 'relu', alpha: 1 }, /alpha/],
    [{ name: 'leaky_relu', negativeSlope: -1 }, /Negative slope takes a number from 0 to 100/],
    [{ name: 'softplus', beta: 0 }, /Beta takes a number above 0 and at most 1000/],
    [7, /Activation takes an object with "name"/],
  ])('refuses %j', (config, message) => {
    expect(activationSchema.safeParse(config).error?.issues[0]?.message).toMatch(message)
  })

  it('knows the gains of torch.nn.init.calculate_gain', () => {
    const gains = Object.fromEntries(names.map((name) => [name, gainOf(activationSchema.parse(name))]))
    // leaky_relu: sqrt(2 / (1 + 0.01²)); the last five follow the ReLU
    expect(gains).toMatchObject({ identity: 1, sigmoid: 1, tanh: 5 / 3, relu: Math.SQRT2, leaky_relu: Math.sqrt(2 / 1.0001) })
    for (const name of ['elu', 'gelu_erf', 'gelu_tanh', 'silu', 'softplus']) expect(gains[name]).toBe(Math.SQRT2)
  })
})
