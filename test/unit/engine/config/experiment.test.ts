/** The experiment schema: defaults, limits, cross-checks, and a refusal in words for everything that does not fit. */
import { describe, expect, test } from 'vitest'
import { experimentSchema, type ExperimentInput } from '../../../../src/engine/config/experiment'
import { validateExperiment } from '../../../../src/engine/config/validate'

const xor = (): ExperimentInput => ({
  name: 'XOR',
  data: { source: 'xor' },
  network: { layers: [{ units: 8, activation: 'tanh' }, { units: 2 }] },
  loss: { name: 'cross_entropy' },
  optimizer: { name: 'sgd' },
  epochs: 10,
})

function problems(input: unknown) {
  const validated = validateExperiment(input)
  return validated.ok ? [] : validated.problems
}

describe('defaults', () => {
  test('a short configuration is completed', () => {
    const config = experimentSchema.parse(xor())
    expect(config.version).toBe(1)
    expect(config.data).toMatchObject({ source: 'xor', samples: 200, scaling: 'none' })
    expect(config.network.layers[0]).toEqual({
      units: 8,
      activation: { name: 'tanh' },
      initialiser: { name: 'torch_linear_default' },
      bias: true,
      batchNorm: null,
      dropout: 0,
    })
    expect(config.loss).toMatchObject({ name: 'cross_entropy', reduction: 'mean' })
    expect(config.optimizer).toEqual({ name: 'sgd', learningRate: 0.01, weightDecay: 0 })
    expect(config).toMatchObject({
      batchSize: 'full',
      shuffle: true,
      seeds: { count: 1 },
      sweep: [],
      kernels: 'fast',
      precision: 'float32',
      keepModels: { every: 0 },
    })
  })

  test('Adam has its own learning rate, 0.001', () => {
    expect(experimentSchema.parse({ ...xor(), optimizer: 'adam' }).optimizer).toEqual({
      name: 'adam',
      learningRate: 0.001,
      weightDecay: 0,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      amsgrad: false,
    })
  })

  test('a complete configuration parses to itself', () => {
    const config = experimentSchema.parse(xor())
    expect(experimentSchema.parse(config)).toEqual(config)
  })
})

describe('limits name the field and what it takes', () => {
  const cases: [string, (config: Record<string, unknown>) => void, string, RegExp][] = [
    ['no layers', (c) => (c['network'] = { layers: [] }), 'network.layers', /at least 1 layer/],
    ['1e9 units', (c) => (c['network'] = { layers: [{ units: 1e9 }, { units: 2 }] }), 'network.layers.0.units', /from 1 to 8192/],
    ['negative rate', (c) => (c['optimizer'] = { name: 'sgd', learningRate: -1 }), 'optimizer.learningRate', /above 0/],
    ['NaN rate', (c) => (c['optimizer'] = { name: 'sgd', learningRate: NaN }), 'optimizer.learningRate', /takes a number/],
    ['1e12 epochs', (c) => (c['epochs'] = 1e12), 'epochs', /from 1 to 100000/],
    ['half an epoch', (c) => (c['epochs'] = 0.5), 'epochs', /whole number/],
    ['batch over the data', (c) => (c['batchSize'] = 201), 'batchSize', /200 training samples/],
    ['batch 0', (c) => (c['batchSize'] = 0), 'batchSize', /or "full"/],
    ['wrong output', (c) => (c['network'] = { layers: [{ units: 3 }] }), 'network.layers.0.units', /2 classes: set it to 2/],
    ['activation before softmax', (c) => (c['network'] = { layers: [{ units: 2, activation: 'relu' }] }), 'network.layers.0.activation.name', /identity/],
    ['no test set', (c) => (c['validation'] = 'test'), 'validation.kind', /no test set/],
    ['unknown field', (c) => (c['learningRate'] = 1), 'learningRate', /no field/],
    [
      'unknown optimizer',
      (c) => (c['optimizer'] = 'sdg'),
      'optimizer.name',
      /sdg.* unknown: use one of sgd, momentum, adagrad, rmsprop, adam, adamw, nadam, lion$/,
    ],
    ['negative penalty', (c) => (c['l1'] = -1), 'l1', /L1 penalty takes a number from 0/],
    ['clipping to nothing', (c) => (c['clipping'] = { kind: 'norm', limit: 0 }), 'clipping.limit', /above 0/],
    ['rate that grows', (c) => (c['schedule'] = { name: 'step', gamma: 2 }), 'schedule.gamma', /at most 1/],
    ['missing name', (c) => delete c['name'], 'name', /1 to 120 characters/],
    ['seed twice', (c) => (c['seeds'] = { list: [1, 1] }), 'seeds.list', /once/],
    ['newer version', (c) => (c['version'] = 2), 'version', /newer/],
  ]
  test.each(cases)('%s', (_, change, field, message) => {
    const config: Record<string, unknown> = { ...xor() }
    change(config)
    const found = problems(config)
    expect(found.map((problem) => problem.field)).toContain(field)
    expect(found.find((problem) => problem.field === field)!.message).toMatch(message)
  })

  test('too many parameters are refused as a whole', () => {
    const layers = [{ units: 8192 }, { units: 8192 }, { units: 2 }]
    expect(problems({ ...xor(), network: { layers } })[0]).toMatchObject({ field: 'network.layers', message: expect.stringMatching(/at most 20000000/) })
  })

  test('float64 on the fast kernels is refused, and is told what to do', () => {
    const message = 'The fast kernels compute in float32: set the precision to float32 or the kernels to reference'
    expect(problems({ ...xor(), precision: 'float64' })).toEqual([{ field: 'precision', message }])
    expect(problems({ ...xor(), kernels: 'fast', precision: 'float64' })).toEqual([{ field: 'precision', message }])
    expect(problems({ ...xor(), kernels: 'reference', precision: 'float64' })).toEqual([])
    expect(problems({ ...xor(), kernels: 'slow' })).toEqual([{ field: 'kernels', message: 'Kernels "slow" is unknown: use one of fast, reference' }])
  })

  test('cross-entropy on targets names the mean squared error', () => {
    expect(problems({ ...xor(), data: 'line', network: { layers: [{ units: 1 }] } })).toContainEqual({
      field: 'loss.name',
      message: expect.stringMatching(/use mse/),
    })
  })
})

describe('a field that is out of its limits', () => {
  // Zod goes on to the rules between fields after such a problem, and a rule that reads the field finds no valid configuration.
  test.each([
    ['data', { source: 'xor', samples: 2 }, 'data.samples'],
    ['schedule', { name: 'step', every: 0 }, 'schedule.every'],
    ['loss', { name: 'huber', delta: 0 }, 'loss.delta'],
    ['optimizer', { name: 'sgd', learningRate: -1 }, 'optimizer.learningRate'],
    ['network', { layers: [{ units: 0 }] }, 'network.layers.0.units'],
  ])('%s = %j is refused by name', (field, value, path) => {
    expect(problems({ ...xor(), [field]: value })[0]?.field).toBe(path)
  })
})

describe('what is planned is refused, never ignored', () => {
  const cases: [string, unknown, string][] = [
    ['data', 'idx', 'data.source'],
    ['data', 'images', 'data.source'],
  ]
  test.each(cases)('%s = %j', (field, value, path) => {
    const found = problems({ ...xor(), [field]: value })
    expect(found).toContainEqual({ field: path, message: expect.stringMatching(/not available yet/) })
  })
})

describe('augmentation', () => {
  const digits = (augmentation: unknown) => ({
    ...xor(),
    data: 'mnist',
    network: { layers: [{ units: 10 }] },
    augmentation,
  })

  test('is off, and a range that is left out is 0', () => {
    expect(experimentSchema.parse(digits(null)).augmentation).toBeNull()
    expect(experimentSchema.parse(xor()).augmentation).toBeNull()
    expect(experimentSchema.parse(digits({ rotation: 10 })).augmentation).toEqual({ shift: 0, rotation: 10, scale: 0, shear: 0, thickness: 0, elastic: 0 })
  })

  test.each([
    ['shift', 15, 'Shift takes a number from 0 to 14'],
    ['rotation', -1, 'Rotation takes a number from 0 to 180'],
    ['scale', 0.6, 'Scale takes a number from 0 to 0.5'],
    ['shear', 61, 'Shear takes a number from 0 to 60'],
    ['thickness', 2, 'Thickness takes a number from 0 to 1'],
    ['elastic', NaN, 'Elastic takes a number from 0 to 4'],
  ])('%s = %s is refused with its limits', (field, value, message) => {
    expect(problems(digits({ [field]: value }))).toEqual([{ field: `augmentation.${field}`, message }])
  })

  test('is refused for data that are no images', () => {
    expect(problems({ ...xor(), augmentation: { shift: 1 } })).toEqual([
      { field: 'augmentation', message: 'Augmentation distorts images, which xor data are not: leave it at null' },
    ])
  })
})
