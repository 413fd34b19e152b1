import { describe, expect, it } from 'vitest'
import { trialSchema, type TrialConfig } from '../../../../src/engine/config/experiment'
import { DataError } from '../../../../src/engine/data/data-error'
import { prepareTrialData } from '../../../../src/engine/data/prepare'
import { decodeModel, encodeModel } from '../../../../src/engine/models/model-file'
import { createPredictor } from '../../../../src/engine/models/predictor'
import { decodeSafetensors, encodeSafetensors } from '../../../../src/engine/models/safetensors'
import { allKernels, arithmetics, fast, inDouble, open, runToEnd } from '../training/small-trials'

function trial(changes: object = {}): TrialConfig {
  return trialSchema.parse({
    data: { source: 'gaussians', classes: 3, samples: 90, scaling: 'standard' },
    network: { layers: [{ units: 6, activation: 'tanh' }, { units: 3 }] },
    loss: 'cross_entropy',
    optimizer: { name: 'adam', learningRate: 0.05 },
    validation: { kind: 'holdout', fraction: 0.3 },
    batchSize: 16,
    epochs: 5,
    ...changes,
  })
}

/** A trained model as a file, with the data it learnt from and its last record. */
function trained(config: TrialConfig) {
  const data = prepareTrialData(config, 1, null)
  const session = open(config, { data })
  const record = runToEnd(session).records.at(-1)
  const scaling = data.training.features.scaling ?? null
  return { data, record, file: encodeModel({ config, seed: 1, epoch: config.epochs, parameters: session.parameters(), scaling }) }
}

function spoilt(file: Uint8Array, change: (parts: ReturnType<typeof decodeSafetensors>) => void): Uint8Array {
  const parts = decodeSafetensors(file, 'm')
  change(parts)
  return encodeSafetensors(parts)
}

describe('a model that was trained on scaled features', () => {
  it.each(['unit', 'standard'])('answers about unscaled ones as training scored them (%s)', (kind) => {
    for (const { kernels, precision } of arithmetics) {
      const { data, record, file } = trained(trial({ kernels, precision, data: { source: 'gaussians', classes: 3, samples: 90, scaling: kind } }))
      const { config, parameters, scaling } = decodeModel(file)
      expect(scaling).toEqual(data.training.features.scaling)
      const predictor = createPredictor(config.network, 2, parameters, 'classification', { scaling, fast: kernels === 'fast' ? fast : null })
      const { features, targets, samples } = data.validation!
      if (features.kind !== 'real' || targets.kind !== 'classes') throw new Error('expected points and classes')
      const answers = predictor.predictRows(features.values, samples)
      const right = [...targets.labels].filter((label, i) => {
        const row = [...answers.subarray(3 * i, 3 * i + 3)]
        return row.indexOf(Math.max(...row)) === label
      })
      expect(right.length / samples).toBe(record?.validation.accuracy)
      // One sample alone, and by its data set.
      expect([...predictor.predict(features.values.subarray(0, 2))]).toEqual([...answers.subarray(0, 3)])
      expect([...predictor.predictDataset(data.validation!)]).toEqual([...answers])
    }
  })

  it('has no scaling where the features are taken as they are', () => {
    const { file } = trained(trial({ data: { source: 'gaussians', classes: 3, samples: 90 } }))
    expect(decodeModel(file).scaling).toBeNull()
    expect(decodeSafetensors(file, 'm').tensors.map(({ name }) => name)).not.toContain('scaling.shift')
  })

  it.each<[string, Parameters<typeof spoilt>[1], string]>([
    ['without a vector', ({ tensors }) => tensors.pop(), 'tensor "scaling.factor": it is missing'],
    [
      'with one that is too short',
      ({ tensors }) => (tensors.at(-1)!.data = Float64Array.of(1)) && (tensors.at(-1)!.shape = [1]),
      'tensor "scaling.factor": expected the shape 2, found 1',
    ],
    [
      'with one of another precision',
      ({ tensors }) => (tensors.at(-2)!.data = Float32Array.of(1, 2)),
      'tensor "scaling.shift": expected float64, found float32',
    ],
    ['with a number that is none', ({ tensors }) => (tensors.at(-2)!.data[1] = NaN), 'tensor "scaling.shift": expected finite numbers'],
  ])('is refused %s', (_, change, message) => {
    const { file } = trained(trial())
    expect(() => decodeModel(spoilt(file, change), 'm')).toThrow(DataError)
    expect(() => decodeModel(spoilt(file, change), 'm')).toThrow(message)
  })

  it('is refused with a scaling that its configuration does not have', () => {
    const { file } = trained(trial())
    const without = spoilt(file, ({ metadata }) => (metadata['config'] = metadata['config']!.replace('"scaling":"standard"', '"scaling":"none"')))
    expect(() => decodeModel(without, 'm')).toThrow('tensor "scaling.shift"')
  })

  it('takes a scaling of its own width only', () => {
    const { file } = trained(trial())
    const { config, parameters } = decodeModel(file)
    const narrow = { shift: Float64Array.of(0), factor: Float64Array.of(1) }
    expect(() => createPredictor(config.network, 2, parameters, 'classification', { scaling: narrow })).toThrow('the network takes 2 features, the scaling 1')
  })
})

describe('training on scaled features', () => {
  it.each(allKernels)('goes on to the same bits from any batch on the %s kernels', (kernels) => {
    const config = trial({ kernels, epochs: 3 })
    const data = prepareTrialData(config, 1, null)
    const whole = runToEnd(open(config, { data })).records
    for (const batches of [1, 4, 7]) {
      const session = open(config, { data })
      let left = batches
      while (session.advance(() => --left <= 0).kind !== 'yielded');
      const resumed = runToEnd(open(config, { data: prepareTrialData(config, 1, null), checkpoint: session.checkpoint() })).records
      expect(resumed.at(-1)).toEqual(whole.at(-1))
    }
  })

  it.each(arithmetics)('is that of scaled numbers on the $kernels kernels in $precision', ({ kernels, precision }) => {
    // The same trial, once scaled as it is gathered and once with features that were scaled before.
    const config = trial({ kernels, precision, validation: 'none' })
    const { training } = prepareTrialData(config, 1, null)
    const { shift, factor } = training.features.scaling!
    const values = Float64Array.from(training.features.values, (x, i) => (x - shift[i % 2]!) * factor[i % 2]!)
    const before = { training: { ...training, features: { kind: 'real' as const, values } }, validation: null }
    expect(runToEnd(open(config, { data: { training, validation: null } })).records).toEqual(runToEnd(open(config, { data: before })).records)
  })
})

describe('regression of several targets on several features', () => {
  it('finds the map, scaled or not', () => {
    for (const scaling of ['none', 'unit', 'standard']) {
      const config = trial({
        data: { source: 'linear_map', inputs: 5, outputs: 3, samples: 200, noise: 0, scaling },
        network: { layers: [{ units: 3 }] },
        loss: 'mse',
        optimizer: { name: 'adam', learningRate: 0.05 },
        batchSize: 20,
        epochs: 200,
        ...inDouble,
      })
      const { data, record, file } = trained(config)
      expect(record?.validation.loss).toBeLessThan(1e-6)
      const model = decodeModel(file)
      const x = [0.1, -0.2, 0.3, -0.4, 0.5]
      const answer = createPredictor(config.network, 5, model.parameters, 'regression', { scaling: model.scaling }).predict(x)
      const expected = data.truth?.kind === 'values' ? data.truth.answer(x) : []
      expect(answer).toHaveLength(3)
      expected.forEach((y, o) => expect(answer[o]).toBeCloseTo(y, 2))
    }
  })
})
