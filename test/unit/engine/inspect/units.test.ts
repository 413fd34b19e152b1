import { describe, expect, it } from 'vitest'
import { networkSchema } from '../../../../src/engine/config/network'
import { UnitCensus } from '../../../../src/engine/inspect/units'
import { activations } from '../../../../src/engine/layers/activations/registry'

function census(activation: string, units: number): UnitCensus {
  return new UnitCensus(networkSchema.parse({ layers: [{ units, activation }] }).layers)
}

describe('UnitCensus', () => {
  it('calls a ReLU unit dead that is 0 for every sample of every block', () => {
    const relu = census('relu', 2)
    relu.take([[0, 0, 0, 3]], 2)
    relu.take([[0, 0]], 1)
    const [layer] = relu.facts()
    expect(layer).toEqual([
      { state: 'dead', active: 0, limited: 0, mean: 0, smallest: 0, largest: 0 },
      // 0, 3, 0: above 0 for one sample of three, mean 1.
      { state: 'live', active: 1 / 3, limited: 0, mean: 1, smallest: 0, largest: 3 },
    ])
  })

  it('does not call a unit dead that is 0 by chance under another activation', () => {
    const tanh = census('tanh', 1)
    tanh.take([[0, 0]], 2)
    expect(tanh.facts()[0]![0]!.state).toBe('live')
  })

  it.each([
    // 96 of 100 samples are at a limit, which is more than 95 %; with 95 of 100 the unit is live.
    ['tanh', 96, [-0.995, 1], 'saturated'],
    ['tanh', 95, [-0.995, 1], 'live'],
    ['sigmoid', 96, [0.005, 0.995], 'saturated'],
    ['sigmoid', 96, [0.011, 0.989], 'live'],
    // 0 is no limit of tanh, and softplus has none above.
    ['tanh', 100, [0, 0], 'live'],
    ['softplus', 100, [0, 0], 'live'],
  ] as const)('%s with %i of 100 samples at %j is %s', (activation, limited, values, state) => {
    const one = census(activation, 1)
    one.take([Array.from({ length: 100 }, (_, i) => (i < limited ? values[i % 2]! : 0.5))], 100)
    expect(one.facts()[0]![0]!.state).toBe(state)
  })

  it.each(activations.map((part) => [...part.schema.shape.name.values][0]!))('knows %s', (name) => {
    const any = census(name, 1)
    any.take([[0.5]], 1)
    expect(any.facts()[0]![0]).toMatchObject({ state: 'live', active: 1, mean: 0.5 })
  })

  it('refuses to judge without samples', () => {
    expect(() => census('relu', 1).facts()).toThrow(RangeError)
  })
})
