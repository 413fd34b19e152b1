import { expect, it } from 'vitest'
import { rulesOf } from '../../../../src/engine/optimizers/registry'
import { optimizerConfigs } from './configs'

it('a steady rule has the same constants in all steps at one rate, and no memory', () => {
  const steady = optimizerConfigs.map(rulesOf).filter((source) => source.steady)
  for (const { initialMemory, rule } of steady) {
    const memory = new Float64Array(0)
    const [first, ...later] = [1, 2, 16, 1000].map((t) => rule({ t, learningRate: 0.1, memory }))
    expect(initialMemory).toEqual([])
    for (const one of later) expect(one).toEqual(first)
  }
  // As it comes and with everything switched on.
  expect(new Set(steady.map(({ rule }) => rule({ t: 1, learningRate: 0.1, memory: new Float64Array(0) }).kind))).toEqual(new Set(['sgd', 'rmsprop', 'lion']))
  expect(steady.length).toBe(6)
})
