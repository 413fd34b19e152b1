import { describe, expect, it } from 'vitest'
import { networkSchema } from '../../../../src/engine/config/network'
import { initialiseNetwork } from '../../../../src/engine/initialisers/initialise'
import { initialiserSchema, weightDistribution } from '../../../../src/engine/initialisers/registry'
import { activationSchema } from '../../../../src/engine/layers/activations/registry'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { buildNetwork } from '../../../../src/engine/layers/network'

function draw(layers: object[], seed: number, precision: 'float32' | 'float64' = 'float64') {
  const config = networkSchema.parse({ layers })
  const network = buildNetwork(config, 4, createReferenceKernels(precision), 1)
  initialiseNetwork(network.linears, config, seed)
  return network.linears.map(({ weight, bias }) => ({ weight: [...weight.data], bias: [...(bias?.data ?? [])] }))
}

describe('weightDistribution', () => {
  const fan = { fanIn: 4, fanOut: 2 }
  const of = (config: unknown, activation: unknown = 'relu') => weightDistribution(initialiserSchema.parse(config), fan, activationSchema.parse(activation))

  it('follows the formulas', () => {
    // 1/sqrt 4; sqrt(6/6); sqrt(2/6)
    expect(of('torch_linear_default')).toEqual({ weight: { kind: 'uniform', bound: 0.5 }, bias: 0.5 })
    expect(of('xavier_uniform')).toEqual({ weight: { kind: 'uniform', bound: 1 }, bias: 0 })
    expect(of('xavier_normal')).toEqual({ weight: { kind: 'normal', deviation: Math.sqrt(1 / 3) }, bias: 0 })
    // sqrt 3 / sqrt 4; 1/sqrt 4
    expect(of('lecun_uniform')).toEqual({ weight: { kind: 'uniform', bound: Math.sqrt(3) / 2 }, bias: 0 })
    expect(of('lecun_normal')).toEqual({ weight: { kind: 'normal', deviation: 0.5 }, bias: 0 })
    expect(of('zeros')).toEqual({ weight: { kind: 'constant', value: 0 }, bias: 0 })
    expect(of({ name: 'constant', value: -2 })).toEqual({ weight: { kind: 'constant', value: -2 }, bias: 0 })
  })

  it('lets He follow the activation, as calculate_gain does', () => {
    const gains: [unknown, number][] = [
      ['identity', 1],
      ['sigmoid', 1],
      ['tanh', 5 / 3],
      ['relu', Math.SQRT2],
      // sqrt(2 / (1 + 0.5²)) = sqrt 1.6
      [{ name: 'leaky_relu', negativeSlope: 0.5 }, Math.sqrt(1.6)],
      ['gelu_erf', Math.SQRT2],
    ]
    for (const [activation, gain] of gains) {
      // gain / sqrt 4
      expect(of('he_normal', activation)).toEqual({ weight: { kind: 'normal', deviation: gain / 2 }, bias: 0 })
      expect(of('he_uniform', activation).weight).toEqual({ kind: 'uniform', bound: Math.sqrt(3) * (gain / 2) })
      expect(of({ name: 'xavier_uniform', gain: 'auto' }, activation).weight).toEqual({ kind: 'uniform', bound: gain })
    }
  })

  it('takes a gain that is given, whatever the activation', () => {
    expect(of({ name: 'he_normal', gain: 3 }, 'tanh').weight).toEqual({ kind: 'normal', deviation: 1.5 })
    expect(of({ name: 'xavier_uniform', gain: 2 }, 'relu').weight).toEqual({ kind: 'uniform', bound: 2 })
  })

  it('refuses a gain that is none, saying what it takes', () => {
    for (const gain of [0, -1, NaN, 101, 'relu']) {
      const parsed = initialiserSchema.safeParse({ name: 'he_normal', gain })
      expect(parsed.error?.issues[0]?.message).toBe('Gain takes a number above 0 and at most 100, or "auto"')
    }
  })
})

describe('initialiseNetwork', () => {
  it('repeats with the same seed and differs with another', () => {
    const layers = [{ units: 8 }, { units: 2 }]
    expect(draw(layers, 5)).toEqual(draw(layers, 5))
    expect(draw(layers, 5)).not.toEqual(draw(layers, 6))
  })

  it('stays within the bounds, draws biases, and leaves those of Xavier at zero', () => {
    const [torch, xavier] = draw([{ units: 100 }, { units: 100, initialiser: 'xavier_uniform' }], 1)
    expect(torch?.weight.every((value) => Math.abs(value) <= 0.5)).toBe(true)
    expect(torch?.bias.every((value) => value !== 0 && Math.abs(value) <= 0.5)).toBe(true)
    expect(xavier?.weight.every((value) => Math.abs(value) <= Math.sqrt(6 / 200))).toBe(true)
    expect(xavier?.bias.every((value) => value === 0)).toBe(true)
  })

  it('gives a layer the same weights whatever the layers before it draw', () => {
    const short = draw([{ units: 3 }, { units: 2 }], 7)
    const long = draw([{ units: 3, initialiser: 'xavier_normal' }, { units: 2 }, { units: 5 }], 7)
    expect(long[1]).toEqual(short[1])
    expect(long[0]).not.toEqual(short[0])
  })

  it('rounds the same numbers to float32', () => {
    const [double] = draw([{ units: 3 }], 7)
    const [single] = draw([{ units: 3 }], 7, 'float32')
    expect(single?.weight).toEqual(double?.weight.map(Math.fround))
  })

  it('refuses a network that is not the configured one', () => {
    const config = networkSchema.parse({ layers: [{ units: 1 }] })
    expect(() => initialiseNetwork([], config, 1)).toThrow('the configuration has 1 layers, the network 0')
  })
})
