import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trialSchema } from '../../../../src/engine/config/experiment'
import { DataError } from '../../../../src/engine/data/data-error'
import { measureConfidence } from '../../../../src/engine/models/confidence'
import { decodeModel, encodeModel, type StoredModel } from '../../../../src/engine/models/model-file'
import { decodeSafetensors, encodeSafetensors } from '../../../../src/engine/models/safetensors'

const config = trialSchema.parse({
  data: 'xor',
  network: {
    layers: [
      { units: 3, activation: 'tanh' },
      { units: 2, bias: false },
    ],
  },
  loss: 'cross_entropy',
  optimizer: { name: 'sgd', learningRate: 0.1 },
  epochs: 10,
})

const model: StoredModel = {
  config,
  seed: 7,
  epoch: 10,
  parameters: [
    { name: 'layers.0.weight', shape: [3, 2], data: Float32Array.of(1, -2, 0.5, 3, 1e-30, -0) },
    { name: 'layers.0.bias', shape: [3], data: Float32Array.of(0.1, 0.2, 0.3) },
    { name: 'layers.1.weight', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
  ],
  scaling: null,
  confidence: null,
}

/** The model's file with its parts changed. */
function changed(change: (file: ReturnType<typeof decodeSafetensors>) => void): Uint8Array {
  const file = decodeSafetensors(encodeModel(model), 'm')
  change(file)
  return encodeSafetensors(file)
}

describe('a model file', () => {
  it('gives back configuration, seed, epoch and parameters', () => {
    expect(decodeModel(encodeModel(model))).toEqual(model)
  })

  it('keeps what was measured of its confidence', () => {
    const confidence = measureConfidence([0, 1], [0.9, 0.1, 0.2, 0.8], 2)
    expect(decodeModel(encodeModel({ ...model, confidence })).confidence).toEqual(confidence)
  })

  it('holds double precision as well', () => {
    const double: StoredModel = {
      ...model,
      config: { ...config, kernels: 'reference', precision: 'float64' },
      parameters: model.parameters.map((tensor) => ({ ...tensor, data: Float64Array.from(tensor.data, (value) => value / 3) })),
    }
    expect(decodeModel(encodeModel(double))).toEqual(double)
  })

  it('is the same bytes for the same model', () => {
    const shuffled = trialSchema.parse(Object.fromEntries(Object.entries(config).reverse()))
    expect(encodeModel({ ...model, config: shuffled })).toEqual(encodeModel(model))
  })

  it('puts the parameters in the order of the network', () => {
    expect(decodeModel(changed((file) => file.tensors.reverse())).parameters.map(({ name }) => name)).toEqual([
      'layers.0.weight',
      'layers.0.bias',
      'layers.1.weight',
    ])
  })

  it.each([
    ['another program', changed((file) => delete file.metadata['format']), 'm, metadata: this is no model of Backprop Lab: its format is missing'],
    ['a newer format', changed((file) => (file.metadata['formatVersion'] = '2')), 'm, metadata: expected format version 1, found "2": a newer file'],
    ['no configuration', changed((file) => delete file.metadata['config']), 'm, configuration: it is missing'],
    ['a configuration that is no JSON', changed((file) => (file.metadata['config'] = '{')), 'm, configuration: it is no JSON'],
    [
      'a configuration that breaks a limit',
      changed((file) => (file.metadata['config'] = JSON.stringify({ ...config, epochs: 0 }))),
      'm, configuration, epochs: Epochs takes a whole number from 1 to 100000',
    ],
    ['a seed in words', changed((file) => (file.metadata['seed'] = 'one')), 'm, seed: expected a whole number from 0 to 4294967295, found "one"'],
    ['no epoch', changed((file) => delete file.metadata['epoch']), 'm, epoch: expected a whole number from 0 to 100000, found nothing'],
    ['a missing parameter', changed((file) => file.tensors.pop()), 'm, tensor "layers.1.weight": it is missing'],
    [
      'a parameter too many',
      changed((file) => file.tensors.push({ name: 'layers.1.bias', shape: [1], data: Float32Array.of(1) })),
      'm, tensor "layers.1.bias": the network has no such parameter',
    ],
    ['a turned matrix', changed((file) => (file.tensors[0]!.shape = [2, 3])), 'm, tensor "layers.0.weight": expected the shape 3 x 2, found 2 x 3'],
    [
      'a parameter that is no number',
      changed((file) => (file.tensors[0]!.data[3] = NaN)),
      'm, tensor "layers.0.weight", value 3: expected a finite number, found NaN',
    ],
    ['another precision', changed((file) => (file.tensors[1]!.data = Float64Array.of(1, 2, 3))), 'm, tensor "layers.0.bias": expected float32, found float64'],
  ])('of %s is refused', (_, bytes, message) => {
    expect(() => decodeModel(bytes, 'm')).toThrow(DataError)
    expect(() => decodeModel(bytes, 'm')).toThrow(message)
  })

  it('cut anywhere is refused', () => {
    const bytes = encodeModel(model)
    for (let length = 0; length < bytes.length; length++) expect(() => decodeModel(bytes.subarray(0, length))).toThrow(DataError)
  })

  it('survives damage: a whole model or the typed error', () => {
    const bytes = encodeModel(model)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }), (changes) => {
        const copy = bytes.slice()
        for (const [at, byte] of changes) copy[at] = byte
        try {
          const decoded = decodeModel(copy)
          expect(trialSchema.safeParse(decoded.config).success).toBe(true)
          expect(decoded.parameters[0]!.data).toHaveLength(decoded.config.network.layers[0]!.units * 2)
        } catch (error) {
          expect(error).toBeInstanceOf(DataError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
