import { describe, expect, it } from 'vitest'
import { networkSchema } from '../../../../src/engine/config/network'
import { initialiseNetwork, weightDistribution } from '../../../../src/engine/initialisers/initialisers'
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

  it('follows the formulas', () => {
    // 1/sqrt 4; sqrt(6/6); sqrt(2/6)
    expect(weightDistribution('torch_linear_default', fan)).toEqual({ weight: { kind: 'uniform', bound: 0.5 }, bias: 0.5 })
    expect(weightDistribution('xavier_uniform', fan)).toEqual({ weight: { kind: 'uniform', bound: 1 }, bias: 0 })
    expect(weightDistribution('xavier_normal', fan)).toEqual({ weight: { kind: 'normal', deviation: Math.sqrt(1 / 3) }, bias: 0 })
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
