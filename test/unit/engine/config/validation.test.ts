import { describe, expect, test } from 'vitest'
import { experimentSchema, type ExperimentInput } from '../../../../src/engine/config/experiment'
import { describeField, listFields } from '../../../../src/engine/config/describe'
import { validateExperiment } from '../../../../src/engine/config/validate'
import { partSizes } from '../../../../src/engine/config/validation'

const xor = (changes: Partial<ExperimentInput> = {}): ExperimentInput => ({
  name: 'XOR',
  data: { source: 'xor', samples: 50 },
  network: { layers: [{ units: 2 }] },
  loss: 'cross_entropy',
  optimizer: 'sgd',
  epochs: 10,
  ...changes,
})

function problems(input: ExperimentInput) {
  const validated = validateExperiment(input)
  return validated.ok ? [] : validated.problems
}

describe('validation', () => {
  test('is none, the test set or a part held out, a tenth and stratified unless said otherwise', () => {
    expect(experimentSchema.parse(xor()).validation).toEqual({ kind: 'none' })
    expect(experimentSchema.parse(xor({ validation: 'holdout' })).validation).toEqual({ kind: 'holdout', fraction: 0.1, stratified: true })
  })

  test('has sizes that are known before any sample is', () => {
    const shape = { samples: 50, testSamples: 7 }
    expect(partSizes(shape, { kind: 'none' })).toEqual({ training: 50, validation: 0 })
    expect(partSizes(shape, { kind: 'test' })).toEqual({ training: 50, validation: 7 })
    // 0.25 of 50 is 12.5: 13.
    expect(partSizes(shape, { kind: 'holdout', fraction: 0.25, stratified: true })).toEqual({ training: 37, validation: 13 })
  })

  test('leaves batches no larger than what is left to learn from', () => {
    const held = (batchSize: number) => problems(xor({ validation: { kind: 'holdout', fraction: 0.2 }, batchSize }))
    expect(held(40)).toEqual([])
    expect(held(41)).toEqual([{ field: 'batchSize', message: 'Batch size is 41 but the data has 40 training samples' }])
  })

  test('is refused where a part would be empty', () => {
    expect(problems(xor({ validation: { kind: 'holdout', fraction: 0.009 } }))).toEqual([
      { field: 'validation.fraction', message: 'Holding out 0.009 of 50 samples leaves 50 for training and 0 for validation: both need at least 1' },
    ])
    for (const fraction of [0, -0.1, 0.91, NaN]) {
      expect(problems(xor({ validation: { kind: 'holdout', fraction } }))[0]).toEqual({
        field: 'validation.fraction',
        message: 'Held out takes a number above 0 and at most 0.9',
      })
    }
  })
})

describe('early stopping', () => {
  test('is off, or has a patience, a minimum gain and the best weights back', () => {
    expect(experimentSchema.parse(xor()).earlyStopping).toBeNull()
    expect(experimentSchema.parse(xor({ earlyStopping: {} })).earlyStopping).toEqual({ patience: 10, minimumGain: 0, restoreBest: true })
    expect(problems(xor({ earlyStopping: { patience: 0 } }))[0]).toMatchObject({
      field: 'earlyStopping.patience',
      message: expect.stringMatching(/whole number from 1/),
    })
    expect(problems(xor({ earlyStopping: { minimumGain: -1 } }))[0]).toMatchObject({ field: 'earlyStopping.minimumGain' })
  })

  test('is described as a group that may be off', () => {
    const config = experimentSchema.parse(xor({ earlyStopping: { patience: 3 } }))
    expect(describeField('earlyStopping', config)).toMatchObject({ label: 'Early stopping', kind: { type: 'group', optional: true } })
    expect(listFields('earlyStopping', config).map(({ path, unit }) => [path, unit])).toEqual([
      ['earlyStopping.patience', 'evaluations'],
      ['earlyStopping.minimumGain', ''],
      ['earlyStopping.restoreBest', ''],
    ])
  })
})

test('accumulation and evaluation take whole numbers from 1', () => {
  for (const field of ['accumulationSteps', 'evaluateEvery']) {
    for (const value of [0, -1, 1.5]) expect(problems(xor({ [field]: value }))[0], `${field} = ${value}`).toMatchObject({ field })
    expect(problems(xor({ [field]: 7 }))).toEqual([])
  }
})
