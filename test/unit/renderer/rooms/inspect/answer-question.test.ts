import { describe, expect, it } from 'vitest'
import { trialSchema, type TrialConfig } from '../../../../../src/engine/config/experiment'
import { createSession, encodeModel, gradientTolerance, type NamedTensor, prepareTrialData } from '../../../../../src/engine/index'
import type { Answering } from '../../../../../src/renderer/rooms/inspect/answering'
import { answerQuestion } from '../../../../../src/renderer/rooms/inspect/answerQuestion'
import { checkGradients, evenly, places } from '../../../../../src/renderer/rooms/inspect/checkGradients'
import { errorShare, reportParameters } from '../../../../../src/renderer/rooms/inspect/gradientReport'
import { extentOf, layerTensors, normOf, weightsOf } from '../../../../../src/renderer/rooms/inspect/layerTensors'
import { featuresOf, needsTraining, partData, partsOf } from '../../../../../src/renderer/rooms/inspect/partData'
import { histories, spreadHistories } from '../../../../../src/renderer/rooms/inspect/spreads'
import { tabsOf } from '../../../../../src/renderer/rooms/inspect/tabs'

const config: TrialConfig = trialSchema.parse({
  data: { source: 'xor', samples: 40, scaling: 'standard' },
  network: { layers: [{ units: 3, activation: 'relu' }, { units: 2 }] },
  loss: { name: 'cross_entropy', reduction: 'mean' },
  optimizer: { name: 'sgd', learningRate: 0.1 },
  validation: { kind: 'holdout', fraction: 0.25 },
  epochs: 2,
  kernels: 'reference',
})
const seed = 3
const data = prepareTrialData(config, seed, null)

/** The stored files of the run's two epochs, and its recorded scores. */
function trained() {
  const session = createSession({ config, seed, data, now: () => 0, digest: () => '' })
  const files: Uint8Array[] = []
  const accuracies: (number | null)[] = []
  for (let advance = session.advance(() => false); advance.kind === 'epoch'; advance = session.advance(() => false)) {
    const { scaling = null } = data.training.features
    files.push(encodeModel({ config, seed, epoch: advance.record.epoch, parameters: session.parameters(), scaling }))
    accuracies.push(advance.record.validation.accuracy)
  }
  return { files, accuracies }
}
const { files, accuracies } = trained()
const model = files.at(-1)!

function answering(told: [number, number][] = []): Answering {
  return { data: { key: '', config, seed, images: null }, fast: null, progress: (done, total) => told.push([done, total]) }
}

describe('answerQuestion', () => {
  it('answers for the held-out samples as the training did', () => {
    const told: [number, number][] = []
    const answers = answerQuestion({ name: 'answers', input: { model, part: 'validation' } }, answering(told))
    expect(answers).toMatchObject({
      task: 'classification',
      classes: 2,
      labels: data.validation!.targets.kind === 'classes' ? data.validation!.targets.labels : [],
    })
    const { labels, probabilities } = answers as { labels: Uint8Array; probabilities: Float64Array }
    const right = labels.filter((label, i) => probabilities[2 * i + label]! > 0.5).length
    expect(right / labels.length).toBe(accuracies.at(-1))
    expect(told).toEqual([[10, 10]])
  })

  it('gives samples before their scaling, and their way through the layers', () => {
    const input = { model, part: 'training' as const, sample: 2 }
    const way = answerQuestion({ name: 'activations', input }, answering()) as { input: Float32Array; layers: Float64Array[] }
    const { values } = data.training.features
    expect([...way.input]).toEqual([...Float32Array.of(values[4]!, values[5]!)])
    expect(way.layers.map(({ length }) => length)).toEqual([3, 2])
    expect(answerQuestion({ name: 'samples', input: { part: 'training', samples: [2] } }, answering())).toEqual({ inputs: 2, values: way.input })
  })

  it('takes an update apart, of no more samples than there are', () => {
    const apart = answerQuestion({ name: 'update', input: { model, part: 'validation', rows: 100, before: 1 } }, answering())
    // Ten held-out samples are one batch: the second update takes them again.
    expect(apart).toMatchObject({
      start: 0,
      batches: 1,
      steps: [{ kind: 'linear', given: [{ symbol: 'X', rows: 10, columns: 2 }, {}, {}] }, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}],
    })
  })

  it('judges every unit over all samples', () => {
    const told: [number, number][] = []
    const layers = answerQuestion({ name: 'units', input: { model, part: 'training' } }, answering(told)) as { mean: number }[][]
    expect(layers.map(({ length }) => length)).toEqual([3, 2])
    expect(told.at(-1)).toEqual([30, 30])
  })
})

describe('partData', () => {
  it('takes the test set by itself where nothing else is asked for', () => {
    const digits = trialSchema.parse({ ...config, data: { source: 'mnist' }, validation: { kind: 'test' }, network: { layers: [{ units: 10 }] } })
    expect([needsTraining(digits, 'validation'), needsTraining(digits, 'training'), needsTraining(config, 'training')]).toEqual([false, true, false])
    const test = { samples: 2, inputs: 784, pixels: new Uint8Array(2 * 784).fill(51), labels: Uint8Array.of(7, 2) }
    const part = partData({ key: '', config: digits, seed, images: { training: null, test } }, 'validation', null)
    expect(part).toMatchObject({ samples: 2, inputs: 784, targets: { labels: test.labels, classes: 10 } })
    expect(featuresOf(part, [1])[0]).toBeCloseTo(0.2, 6)
  })

  it('says which parts there are', () => {
    expect(partsOf(config)).toEqual(['validation', 'training'])
    expect(partsOf({ validation: { kind: 'none' } })).toEqual(['training'])
  })

  it('leaves out the drawings that a run trained with besides', () => {
    const digits = trialSchema.parse({
      ...config,
      data: { source: 'mnist', drawings: { digest: 'd'.repeat(64), count: 5, weight: 2 } },
      network: { layers: [{ units: 10 }] },
      validation: { kind: 'test' },
    })
    const training = { samples: 3, inputs: 784, pixels: new Uint8Array(3 * 784), labels: Uint8Array.of(1, 2, 3) }
    const part = partData({ key: '', config: digits, seed, images: { training, test: training } }, 'training', null)
    expect([part.samples, part.targets]).toEqual([3, expect.objectContaining({ labels: training.labels })])
  })
})

describe('histories', () => {
  it('counts all epochs in the same bins, as far as the largest number of any', () => {
    const tensor = (values: number[]): NamedTensor[] => [{ name: 'w', shape: [values.length], data: Float64Array.from(values) }]
    const [history] = histories([
      { epoch: 1, tensors: tensor([-1, 1, 0]) },
      { epoch: 2, tensors: tensor([4, 4, 4.1]) },
    ])
    expect([history!.edges[0], history!.edges.at(-1)]).toEqual([-4.1, 4.1])
    expect(history!.epochs.map(({ epoch, counts }) => [epoch, counts.reduce((sum, count) => sum + count, 0)])).toEqual([
      [1, 3],
      [2, 3],
    ])
    // 0 lies in the middle bin; the mean is 0 and the deviation sqrt(2/3).
    expect(history!.epochs[0]!.counts[20]).toBe(1)
    expect(history!.epochs[0]).toMatchObject({ mean: 0, deviation: Math.sqrt(2 / 3) })
  })

  it('knows the weights and the gradients of every epoch', () => {
    const weights = spreadHistories({ models: files, of: 'weights' }, answering())
    expect(weights.parameters.map(({ name, epochs }) => [name, epochs.length])).toEqual(
      ['layers.0.weight', 'layers.0.bias', 'layers.1.weight', 'layers.1.bias'].map((name) => [name, files.length]),
    )
    const gradients = spreadHistories({ models: files, of: 'gradients' }, answering())
    expect(gradients.samples).toBe(30)
    // The gradients of the two logits of a softmax cancel: those of the output biases sum to 0.
    expect(gradients.parameters[3]!.epochs.map(({ mean }) => Math.abs(mean) < 1e-12)).toEqual(files.map(() => true))
  })
})

describe('the gradient check', () => {
  it('passes, and catches a planted mistake', () => {
    const right = reportParameters(checkGradients({ model, part: 'training', mistake: null }, answering()).parameters)
    expect(right.map(({ name, passed, rows, columns }) => [name, passed, rows, columns])).toEqual([
      ['layers.0.weight', true, 3, 2],
      ['layers.0.bias', true, 3, 1],
      ['layers.1.weight', true, 2, 3],
      ['layers.1.bias', true, 2, 1],
    ])
    const wrong = reportParameters(checkGradients({ model, part: 'training', mistake: 'bias' }, answering()).parameters)
    expect(wrong.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(['layers.0.bias', 'layers.1.bias'])
    expect(wrong[3]!.largest).toBeGreaterThan(1000 * gradientTolerance)
  })

  it('takes some rows and columns of a large matrix, its corners among them', () => {
    expect(evenly(3)).toEqual([0, 1, 2])
    expect(evenly(784)).toHaveLength(20)
    const large = places({ shape: [64, 784] })
    expect([large.length, large[0], large.at(-1)]).toEqual([400, 0, 64 * 784 - 1])
    expect(places({ shape: [3] })).toEqual([0, 1, 2])
  })

  it('has a scale from rounding to plainly wrong', () => {
    expect([0, 1e-13, 1e-12, 1e-7, 1e-2, 1].map(errorShare)).toEqual([0, 0, 0, 0.5, 1, 1])
  })
})

describe('layerTensors', () => {
  it('gives the weights of a unit', () => {
    const stored = [
      { name: 'layers.0.weight', shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
      { name: 'layers.0.bias', shape: [3], data: Float32Array.of(7, 8, 9) },
      { name: 'layers.1.weight', shape: [2, 3], data: new Float32Array(6) },
      { name: 'layers.1.bias', shape: [2], data: new Float32Array(2) },
    ]
    const scaling = { shift: new Float64Array(2), factor: new Float64Array(2) }
    const [first] = layerTensors(encodeModel({ config, seed, epoch: 1, parameters: stored, scaling }))
    expect([...weightsOf(first!, 1)]).toEqual([3, 4])
    expect(normOf(weightsOf(first!, 1))).toBe(5)
    expect(first!.bias?.[2]).toBe(9)
    expect(extentOf(weightsOf(first!, 1))).toEqual([3, 4])
  })
})

describe('tabsOf', () => {
  it('offers what a run has', () => {
    expect(tabsOf(config)).toEqual(['answers', 'scores', 'boundary', 'live', 'weights', 'histories', 'units', 'update', 'gradients'])
    expect(tabsOf({ data: trialSchema.parse({ ...config, data: { source: 'mnist' }, network: { layers: [{ units: 10 }] } }).data })).not.toContain('boundary')
  })
})
