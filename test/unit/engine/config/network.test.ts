/** Layers: what they take, and what they count. */
import { describe, expect, test } from 'vitest'
import { describeField, listFields } from '../../../../src/engine/config/describe'
import { experimentSchema } from '../../../../src/engine/config/experiment'
import { countMultiplyAdds, countParameters, layerSchema, networkSchema } from '../../../../src/engine/config/network'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { buildNetwork } from '../../../../src/engine/layers/network'

describe('a layer', () => {
  test('has its defaults: linear, drawn as PyTorch does, without normalisation and dropout', () => {
    expect(layerSchema.parse({ units: 3 })).toEqual({
      units: 3,
      activation: { name: 'identity' },
      initialiser: { name: 'torch_linear_default' },
      bias: true,
      batchNorm: null,
      dropout: 0,
    })
  })

  test('takes words for parts, and parts with their own fields', () => {
    const layer = layerSchema.parse({
      units: 3,
      activation: { name: 'leaky_relu', negativeSlope: 0.2 },
      initialiser: 'he_normal',
      batchNorm: true,
      dropout: 0.5,
    })
    expect(layer).toMatchObject({
      activation: { name: 'leaky_relu', negativeSlope: 0.2 },
      initialiser: { name: 'he_normal', gain: 'auto' },
      batchNorm: { momentum: 0.1, epsilon: 1e-5 },
      dropout: 0.5,
    })
    expect(layerSchema.parse(layer)).toEqual(layer)
  })

  test.each([
    [{ dropout: 0.96 }, 'dropout', /Dropout takes a number from 0 to 0.95/],
    [{ dropout: -0.1 }, 'dropout', /from 0 to 0.95/],
    [{ activation: 'rleu' }, 'activation.name', /Activation "rleu" is unknown: use one of identity, relu/],
    [{ initialiser: 'he' }, 'initialiser.name', /Initialiser "he" is unknown/],
    [{ initialiser: { name: 'constant', value: Infinity } }, 'initialiser.value', /Value takes a number from -1000 to 1000/],
    [{ batchNorm: 1 }, 'batchNorm', /null or an object/],
  ])('refuses %j, naming the field and what it takes', (fields, path, message) => {
    const [issue] = layerSchema.safeParse({ units: 3, ...fields }).error?.issues ?? []
    expect(issue?.path.join('.')).toBe(path)
    expect(issue?.message).toMatch(message)
  })
})

describe('counting', () => {
  const { layers } = networkSchema.parse({ layers: [{ units: 3, batchNorm: true, dropout: 0.5 }, { units: 4, bias: false, batchNorm: true }, { units: 2 }] })

  test('learned numbers are weights, biases, and a scale and a shift for each normalised unit', () => {
    // 5 3 + 3 + 2 3, 3 4 + 2 4, 4 2 + 2
    expect(countParameters(5, layers)).toBe(24 + 20 + 10)
    const { modules } = buildNetwork({ layers }, 5, createReferenceKernels('float32'), 1)
    expect(modules.parameters.reduce((sum, { data }) => sum + data.length, 0)).toBe(54)
  })

  test('multiply-adds are one a weight, and one a normalised number', () => {
    // 5 3 + 3, 3 4 + 4, 4 2
    expect(countMultiplyAdds(5, layers)).toBe(18 + 16 + 8)
  })
})

describe('described', () => {
  const config = experimentSchema.parse({
    name: 'XOR',
    data: 'xor',
    network: { layers: [{ units: 3, activation: 'elu', batchNorm: true }, { units: 2 }] },
    loss: 'cross_entropy',
    optimizer: 'sgd',
    epochs: 1,
  })

  test('normalisation is a group that can be turned off, dropout a number', () => {
    expect(describeField('network.layers.0.batchNorm', config)?.kind).toMatchObject({ type: 'group', optional: true })
    expect(describeField('network.layers.0.batchNorm.momentum', config)).toMatchObject({ label: 'Momentum', kind: { type: 'number', min: 0, max: 1 } })
    expect(describeField('network.layers.0.dropout', config)).toMatchObject({ label: 'Dropout', kind: { type: 'number', min: 0, max: 0.95 } })
  })

  test('a part has the fields of its word', () => {
    expect(listFields('network.layers.0.activation', config).map(({ path }) => path)).toEqual([
      'network.layers.0.activation.name',
      'network.layers.0.activation.alpha',
    ])
    expect(describeField('network.layers.0.activation.negativeSlope', config)).toBeNull()
  })
})
