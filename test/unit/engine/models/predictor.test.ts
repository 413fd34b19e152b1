import { describe, expect, it } from 'vitest'
import { networkSchema } from '../../../../src/engine/config/network'
import { createPredictor, type PredictorOptions } from '../../../../src/engine/models/predictor'
import type { NamedTensor } from '../../../../src/engine/models/tensors'
import type { PredictionTask } from '../../../../src/engine/models/answers'
import { arithmetics, dataFor, fast, images, imageTrial, open, runToEnd, xorTrial } from '../training/small-trials'

const network = networkSchema.parse({ layers: [{ units: 2, activation: 'relu' }, { units: 2 }] })

/** ReLU([x0 - x1, x1 - x0]) through [[1, 0], [0, 1]] + [0, ln 3]. */
const exact: NamedTensor[] = [
  { name: 'layers.0.weight', shape: [2, 2], data: Float64Array.of(1, -1, -1, 1) },
  { name: 'layers.0.bias', shape: [2], data: Float64Array.of(0, 0) },
  { name: 'layers.1.weight', shape: [2, 2], data: Float64Array.of(1, 0, 0, 1) },
  { name: 'layers.1.bias', shape: [2], data: Float64Array.of(0, Math.log(3)) },
]

describe.each(arithmetics)('createPredictor on the $kernels kernels in $precision', ({ kernels, precision, decimals }) => {
  const options: PredictorOptions = kernels === 'fast' ? { fast } : {}
  const stored = (values: ArrayLike<number>) => (precision === 'float32' ? Float32Array.from(values) : Float64Array.from(values))
  const parameters = exact.map((tensor) => ({ ...tensor, data: stored(tensor.data) }))
  const [, ln3] = stored([0, Math.log(3)])
  const changed = (name: string, change: Partial<NamedTensor>) => parameters.map((tensor) => (tensor.name === name ? { ...tensor, ...change } : tensor))
  const predictorOf = (tensors: readonly NamedTensor[], task: PredictionTask) => createPredictor(network, 2, tensors, task, options)

  it('answers with the outputs in regression', () => {
    const predictor = predictorOf(parameters, 'regression')
    expect([...predictor.predict([3, 1])]).toEqual([2, ln3])
    expect({ inputs: predictor.inputs, outputs: predictor.outputs }).toEqual({ inputs: 2, outputs: 2 })
  })

  it('answers with probabilities in classification', () => {
    // Equal features: logits 0 and ln 3, probabilities 1/4 and 3/4
    const [first, second] = predictorOf(parameters, 'classification').predict([5, 5])
    expect(first).toBeCloseTo(0.25, decimals)
    expect(second).toBeCloseTo(0.75, decimals)
  })

  it('answers to many rows as to each alone', () => {
    const predictor = predictorOf(parameters, 'classification')
    const rows = 1100
    const features = Float64Array.from({ length: 2 * rows }, (_, i) => Math.sin(i))
    const together = predictor.predictRows(features, rows)
    expect(together).toHaveLength(2 * rows)
    for (const row of [0, 511, 512, 1099]) {
      expect([...together.subarray(2 * row, 2 * row + 2)]).toEqual([...predictor.predict(features.subarray(2 * row, 2 * row + 2))])
    }
  })

  it('reads bytes as byte / 255', () => {
    const predictor = predictorOf(parameters, 'regression')
    const data = { samples: 1, inputs: 2, features: { kind: 'bytes' as const, values: Uint8Array.of(255, 51) } }
    expect([...predictor.predictDataset(data)]).toEqual([...predictor.predict([1, 0.2])])
  })

  it('agrees with the accuracy that training recorded', () => {
    const config = xorTrial({ kernels, precision, epochs: 20 })
    const data = dataFor(config, 1)
    const session = open(config, { data })
    const last = runToEnd(session).records.at(-1)
    const { training } = data
    const answers = createPredictor(config.network, 2, session.parameters(), 'classification', options).predictDataset(data.validation ?? training)
    const { targets } = data.validation ?? training
    if (targets.kind !== 'classes') throw new Error('XOR has classes')
    const right = [...targets.labels].filter((label, row) => answers[2 * row + label]! > 0.5).length
    expect(right / targets.labels.length).toBe(last?.validation.accuracy)
  })

  it('keeps its own copy of the parameters', () => {
    const own = parameters.map((tensor) => ({ ...tensor, data: tensor.data.slice() }))
    const predictor = predictorOf(own, 'regression')
    own[3]?.data.fill(99)
    expect([...predictor.predict([1, 1])]).toEqual([0, ln3])
  })

  it('refuses parameters that are not the network’s, naming them and both shapes', () => {
    const refusal = (tensors: readonly NamedTensor[]) => () => predictorOf(tensors, 'regression')
    expect(refusal(changed('layers.1.weight', { shape: [3, 2], data: stored([1, 2, 3, 4, 5, 6]) }))).toThrow(
      'layers.1.weight has shape (3, 2) with 6 numbers; the network takes (2, 2)',
    )
    expect(refusal(changed('layers.1.bias', { data: stored([1, 2, 3, 4, 5]) }))).toThrow('layers.1.bias has shape (2) with 5 numbers; the network takes (2)')
    expect(refusal(parameters.slice(1))).toThrow('layers.0.weight of shape (2, 2) is missing')
    expect(refusal([...parameters, parameters[0]!])).toThrow('layers.0.weight is given twice')
    expect(refusal(changed('layers.0.bias', { name: 'layers.9.bias' }))).toThrow('the network has no layers.9.bias')
  })

  it('refuses another number of features', () => {
    const predictor = predictorOf(parameters, 'regression')
    expect(() => predictor.predict([1])).toThrow('the network takes 2 features a sample, 2 for 1, got 1')
    expect(() => predictor.predictRows([1, 2, 3], 2)).toThrow('4 for 2, got 3')
    expect(() => predictor.predictDataset({ samples: 1, inputs: 3, features: { kind: 'real', values: new Float64Array(3) } })).toThrow(
      'takes 2 features, the data has 3',
    )
  })
})

describe('the fast kernels', () => {
  it.each(['classification', 'regression'] as const)('answer as the reference does, in %s', (task) => {
    const layers = [{ units: 13, activation: 'gelu_erf', batchNorm: true }, { units: 7, activation: 'elu', dropout: 0.5, bias: false }, { units: 3 }]
    const config = imageTrial({ network: { layers }, epochs: 2 })
    const session = open(config, { data: { training: images, validation: null } })
    runToEnd(session)
    const [slow, quick] = [null, fast].map((module) => createPredictor(config.network, images.inputs, session.parameters(), task, { fast: module }))
    const [wanted, answers] = [slow!.predictDataset(images), quick!.predictDataset(images)]
    expect(answers).toHaveLength(3 * images.samples)
    // Sums of up to 30 numbers of size 1, rounded to seven digits.
    for (const [i, answer] of answers.entries()) expect(answer).toBeCloseTo(wanted[i]!, 5)
  })

  it('leave models of float64 to the reference, whose digits they have not', () => {
    const [slow, quick] = [null, fast].map((module) => createPredictor(network, 2, exact, 'classification', { fast: module }).predict([0.1, 0.7]))
    expect(quick).toEqual(slow)
  })
})
