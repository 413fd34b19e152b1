import { describe, expect, it } from 'vitest'
import { trialSchema } from '../../../../src/engine/config/experiment'
import { prepareTrialData } from '../../../../src/engine/data/prepare'
import { initialiseNetwork } from '../../../../src/engine/initialisers/initialise'
import { takeUpdateApart } from '../../../../src/engine/inspect/update-steps'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { ModuleLearner } from '../../../../src/engine/training/module-learner'

const line = trialSchema.parse({
  data: { source: 'line', samples: 20 },
  network: { layers: [{ units: 1 }] },
  loss: { name: 'mse', reduction: 'mean_all' },
  optimizer: { name: 'sgd', learningRate: 0.1 },
  epochs: 1,
  kernels: 'reference',
})
const data = {
  samples: 5,
  inputs: 1,
  features: { kind: 'real' as const, values: Float64Array.of(1, 2, 0, 1, 99) },
  targets: { kind: 'values' as const, values: Float64Array.of(5, 3, 0, 2, 99), outputs: 1 },
}
/** y = 2 x + 1. */
const parameters = [
  { name: 'layers.0.weight', shape: [1, 1], data: Float64Array.of(2) },
  { name: 'layers.0.bias', shape: [1], data: Float64Array.of(1) },
]

describe('takeUpdateApart', () => {
  it('shows every number of an update', () => {
    const { start, objective, steps } = takeUpdateApart({ config: line, parameters, data, rows: 2, before: 0, targets: data.targets })
    const shown = steps.map(({ kind, layer, given, made }) => {
      const numbers = (all: typeof given) => Object.fromEntries(all.map(({ symbol, values }) => [symbol, [...values]]))
      return [kind, layer, numbers(given), numbers(made)]
    })
    expect([start, objective]).toEqual([0, 4])
    expect(shown).toEqual([
      ['linear', 0, { X: [1, 2], W: [2], b: [1] }, { Y: [3, 5] }],
      // Errors -2 and 2: mean square 4; dZ = 2 e / 2.
      ['loss', 0, { Z: [3, 5], T: [5, 3] }, { L: [4], dZ: [-2, 2] }],
      // dW = -2 · 1 + 2 · 2, db = -2 + 2.
      ['linearGradient', 0, { dY: [-2, 2], X: [1, 2] }, { dW: [2], db: [0] }],
      ['update', 0, { W: [2], dW: [2] }, { 'W′': [1.8] }],
      ['update', 0, { b: [1], db: [0] }, { 'b′': [1] }],
    ])
  })

  it('goes on from batch to batch, and begins again after the last whole one', () => {
    const told: number[] = []
    const options = { config: line, parameters, data, rows: 2, targets: data.targets, progress: (done: number) => told.push(done) }
    const second = takeUpdateApart({ ...options, before: 1 })
    expect(second.start).toBe(2)
    expect([...second.steps[0]!.given[1]!.values]).toEqual([1.8])
    expect(takeUpdateApart({ ...options, before: 2 }).start).toBe(0)
    expect(told).toEqual([1, 1, 2])
  })

  it('refuses a batch larger than the data', () => {
    expect(() => takeUpdateApart({ config: line, parameters, data, rows: 6, before: 0, targets: data.targets })).toThrow('a batch of 6 samples is taken from 5')
  })

  it('takes the same steps as training, to the last bit', () => {
    const config = trialSchema.parse({
      data: { source: 'xor', samples: 12 },
      network: { layers: [{ units: 3, activation: 'tanh' }, { units: 2 }] },
      loss: { name: 'cross_entropy', reduction: 'mean', labelSmoothing: 0.1 },
      optimizer: { name: 'adam', learningRate: 0.05 },
      l2: 0.01,
      clipping: { kind: 'norm', limit: 0.5 },
      epochs: 1,
      kernels: 'reference',
      precision: 'float64',
    })
    const { training } = prepareTrialData(config, 1, null)
    const { network, loss, optimizer } = config
    const kernels = createReferenceKernels('float64')
    const learner = new ModuleLearner({ network, loss, optimizer, regularisation: config, inputs: 2, kernels, targets: training.targets, seed: 1 })
    initialiseNetwork(learner.network.linears, network, 1)
    const begin = learner.tensors().map(({ name, shape, data: values }) => ({ name, shape, data: values.slice() }))
    const { steps } = takeUpdateApart({ config, parameters: begin, data: training, rows: 4, before: 2, targets: training.targets })
    for (let batch = 0; batch < 3; batch++) {
      learner.accumulate(training, { order: null, start: 4 * batch, count: 4 }, { first: true, batch: 4 })
      learner.update(0.05)
    }
    expect(steps.map(({ kind, layer }) => `${kind} ${layer}`)).toEqual([
      'linear 0',
      'activation 0',
      'linear 1',
      'loss 1',
      'linearGradient 1',
      'activationGradient 0',
      'linearGradient 0',
      'update 0',
      'update 0',
      'update 1',
      'update 1',
    ])
    // Each formula has all that it takes: the slope by the data, which would take W, is asked of no first layer.
    const given = steps.filter(({ kind }) => kind.endsWith('Gradient')).map((step) => step.given.map(({ symbol }) => symbol).join(' '))
    expect(given).toEqual(['dY X W', 'dY X', 'dY X'])
    const after = steps.filter(({ kind }) => kind === 'update').map(({ made }) => [...made[0]!.values])
    expect(after).toEqual(learner.tensors().map(({ data: values }) => [...values]))
  })
})
