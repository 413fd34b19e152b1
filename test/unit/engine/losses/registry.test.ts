import { describe, expect, it } from 'vitest'
import { validateExperiment } from '../../../../src/engine/config/validate'
import { lossSchema } from '../../../../src/engine/config/loss'
import { DataError } from '../../../../src/engine/data/data-error'
import { checkTargets, outputUnits } from '../../../../src/engine/losses/registry'

const xor = {
  name: 'x',
  data: { source: 'xor', samples: 20 },
  network: { layers: [{ units: 4, activation: 'tanh' }, { units: 2 }] },
  loss: 'cross_entropy' as unknown,
  optimizer: 'sgd',
  epochs: 1,
}
const problems = (input: unknown) => {
  const validated = validateExperiment(input)
  return validated.ok ? [] : validated.problems
}
const withLayers = (units: number, activation = 'identity') => ({
  layers: [
    { units: 4, activation: 'tanh' },
    { units, activation },
  ],
})

describe('fields of a loss', () => {
  it('have neutral defaults', () => {
    expect(lossSchema.parse('cross_entropy')).toEqual({ name: 'cross_entropy', reduction: 'mean', labelSmoothing: 0, classWeights: null })
    expect(lossSchema.parse('huber')).toEqual({ name: 'huber', reduction: 'mean_all', delta: 1 })
    for (const name of ['mse', 'mae', 'bce_with_logits']) expect(lossSchema.parse(name)).toEqual({ name, reduction: 'mean_all' })
  })

  it.each([
    [{ name: 'huber', delta: 0 }, 'loss.delta', 'Delta takes a number above 0 and at most 1000000'],
    [{ name: 'cross_entropy', labelSmoothing: 1.1 }, 'loss.labelSmoothing', 'Label smoothing takes a number from 0 to 1'],
    [
      { name: 'cross_entropy', classWeights: 'rare' },
      'loss.classWeights',
      'Class weights take null, "balanced" or a list of numbers above 0 and at most 1000000, one a class',
    ],
    [{ name: 'cross_entropy', reduction: 'mean_all' }, 'loss.reduction', 'Reduction "mean_all" is unknown: use one of mean, sum'],
    [{ name: 'hinge' }, 'loss.name', 'Loss "hinge" is unknown: use one of mse, mae, huber, bce_with_logits, cross_entropy'],
  ])('%j is refused by name', (loss, field, message) => {
    expect(problems({ ...xor, loss })).toEqual([{ field, message }])
  })
})

describe('a loss beside data and output layer', () => {
  it('fits what it is made for', () => {
    for (const loss of [
      'mse',
      'mae',
      'huber',
      'cross_entropy',
      { name: 'cross_entropy', classWeights: 'balanced' },
      { name: 'cross_entropy', classWeights: [1, 2] },
    ])
      expect(problems({ ...xor, loss })).toEqual([])
    expect(problems({ ...xor, loss: 'bce_with_logits', network: withLayers(1) })).toEqual([])
    expect(outputUnits({ name: 'bce_with_logits' }, { task: 'classification', outputs: 2 })).toBe(1)
    expect(outputUnits({ name: 'bce_with_logits' }, { task: 'regression', outputs: 3 })).toBe(3)
  })

  it('names the field that does not fit', () => {
    const line = { ...xor, data: { source: 'line' }, network: { layers: [{ units: 1 }] } }
    expect(problems({ ...line, loss: 'bce_with_logits' })).toEqual([
      { field: 'loss.name', message: 'Binary cross-entropy needs classes but the data has targets: use mse' },
    ])
    expect(problems({ ...line, loss: 'cross_entropy' })).toEqual([
      { field: 'loss.name', message: 'Cross-entropy needs classes but the data has targets: use mse' },
    ])
    expect(problems({ ...xor, data: { source: 'blobs', classes: 3 }, network: withLayers(3), loss: 'bce_with_logits' })).toEqual([
      { field: 'loss.name', message: 'Binary cross-entropy tells 2 classes apart but the data has 3: use cross_entropy' },
    ])
    expect(problems({ ...xor, loss: 'bce_with_logits' })).toEqual([
      {
        field: 'network.layers.1.units',
        message: 'The output layer has 2 units but the data has 2 classes, which bce_with_logits tells apart by 1: set it to 1',
      },
    ])
    expect(problems({ ...xor, loss: 'bce_with_logits', network: withLayers(1, 'sigmoid') })).toEqual([
      { field: 'network.layers.1.activation.name', message: 'Binary cross-entropy applies the sigmoid itself: the output layer takes the activation identity' },
    ])
    expect(problems({ ...xor, loss: { name: 'cross_entropy', classWeights: [1, 2, 3] } })).toEqual([
      { field: 'loss.classWeights', message: 'Class weights has 3 numbers but the data has 2 classes: give one a class' },
    ])
  })
})

describe('checkTargets', () => {
  const values = (...numbers: number[]) => ({
    samples: numbers.length / 2,
    targets: { kind: 'values' as const, values: Float64Array.from(numbers), outputs: 2 },
  })

  it('takes rows of probabilities for cross-entropy and names the first that is none', () => {
    const loss = lossSchema.parse('cross_entropy')
    checkTargets(loss, values(0.25, 0.75, 1, 0), 'training data')
    expect(() => checkTargets(loss, values(0.25, 0.75, 0.5, 0.75), 'training data')).toThrow(
      'training data, row 1: expected probabilities of the classes that sum to 1, found a sum of 1.25',
    )
    expect(() => checkTargets(loss, values(-0.5, 1.5), 'training data')).toThrow('training data, row 0: expected probabilities of the classes, found -0.5')
    expect(() => checkTargets(loss, values(NaN, 1), 'training data')).toThrow(DataError)
  })

  it('takes targets from no to yes for binary cross-entropy', () => {
    const loss = lossSchema.parse('bce_with_logits')
    checkTargets(loss, values(0, 1, 1, 0.5), 'validation data')
    expect(() => checkTargets(loss, values(0, 1, 1, 2), 'validation data')).toThrow('validation data, row 1: expected targets from 0 to 1, found 2')
  })

  it('takes any number for the others', () => {
    for (const name of ['mse', 'mae', 'huber']) checkTargets(lossSchema.parse(name), values(-5, 1e9), 'training data')
  })
})
