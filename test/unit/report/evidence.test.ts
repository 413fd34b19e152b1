import { describe, expect, it } from 'vitest'
import type { FigureNumber, RecordedFigure, StoredImages } from '../../../src/api/report'
import { createSession, DataError, encodeModel, prepareTrialData, type NamedTensor, type TrialConfig } from '../../../src/engine/index'
import { evaluateModel, findMisread, wantedModels, type WantedModel } from '../../../src/report/evidence'
import { divergedTrial, missingTrial, recordFigure } from './recordings'
import { compiledKernels } from '../engine/fast/instance'

/** A figure whose trials end with these losses, the rest missing. */
function endingWith(figure: FigureNumber, losses: readonly number[]): RecordedFigure {
  return recordFigure(figure, {
    trial: ({ index, epochs }) => {
      const loss = losses[index]
      return loss === undefined ? missingTrial : { trainLoss: Array.from({ length: epochs + 1 }, (_, epoch) => loss + epochs - epoch) }
    },
  })
}

function configOf(figure: FigureNumber): TrialConfig {
  const [setting] = recordFigure(figure).settings
  if (!setting) throw new Error('a figure has a setting')
  return setting.config
}

/** The median trial of a figure of one trial of the given seed. */
function wantedOf(figure: FigureNumber, seed = 1): WantedModel {
  const [wanted] = wantedModels(recordFigure(figure, { trial: (place) => (place.seed === seed ? {} : missingTrial) }))
  if (!wanted) throw new Error('one trial finished')
  return wanted
}

const tensor = (name: string, shape: number[], values: readonly number[]): NamedTensor => ({ name, shape, data: Float32Array.from(values) })

describe('wanted models', () => {
  it('are those of the lower median and of the highest final loss', () => {
    // Sorted 1 2 3 4: the lower middle is 2, of seed 4; the highest 4, of seed 1.
    const wanted = wantedModels(endingWith(1, [4, 1, 3, 2]))
    expect(wanted.map(({ role, loss, trial }) => [role, loss, trial.seed])).toEqual([
      ['median', 2, 4],
      ['worst', 4, 1],
    ])
    expect(wanted[0]?.trial.run).toBe(10_004)
  })

  it('break ties by seed, in whatever order the trials come', () => {
    const figure = endingWith(2, [7, 5, 5, 7])
    const reversed = { ...figure, settings: figure.settings.map((setting) => ({ ...setting, trials: setting.trials.toReversed() })) }
    for (const recorded of [figure, reversed]) expect(wantedModels(recorded).map(({ trial }) => trial.seed)).toEqual([3, 1])
  })

  it('are only of trials that finished', () => {
    const figure = recordFigure(3, {
      trial: ({ index }) => (index === 99 ? divergedTrial : index === 98 ? { status: 'running' } : index > 4 ? missingTrial : {}),
    })
    expect(wantedModels(figure).map(({ trial }) => trial.seed)).toEqual([3, 5])
    expect(wantedModels(recordFigure(3, { trial: () => missingTrial }))).toEqual([])
  })

  it('are the median alone for figure 4, and none for figures that compare settings', () => {
    expect(wantedModels(recordFigure(4)).map(({ role }) => role)).toEqual(['median'])
    for (const figure of [5, 6, 7, 8] as const) expect(wantedModels(recordFigure(figure))).toEqual([])
  })
})

describe('a model of a line', () => {
  const config = configOf(1)
  const { training, truth } = prepareTrialData(config, 1, null)
  const { slope, intercept } = truth?.parameters ?? {}
  const file = (weight: number, bias: number, seed = 1, epoch = 1000) =>
    encodeModel({ config, seed, epoch, parameters: [tensor('layers.0.weight', [1, 1], [weight]), tensor('layers.0.bias', [1], [bias])] })

  it('is held against the line that made its data', () => {
    const x = training.features.kind === 'real' ? [...training.features.values] : []
    const evidence = evaluateModel(wantedOf(1), file(Number(slope) + 0.5, Number(intercept)))
    if (evidence.kind !== 'line') throw new Error('a line')
    expect(evidence).toMatchObject({ role: 'median', run: 10_001, seed: 1, truth: { slope, intercept } })
    expect(evidence.fitted.slope).toBeCloseTo(Number(slope) + 0.5, 6)
    expect(evidence.fitted.intercept).toBeCloseTo(Number(intercept), 6)
    expect([...evidence.x]).toEqual(x)
    expect(evidence.y.length).toBe(200)
    // Off by 0.5 x at each sample, of a line that varies by slope (x - mean).
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length
    const residual = x.reduce((sum, value) => sum + (0.5 * value) ** 2, 0)
    const total = x.reduce((sum, value) => sum + (Number(slope) * (value - mean)) ** 2, 0)
    expect(evidence.r2).toBeCloseTo(1 - residual / total, 5)
  })

  it('must be that of the trial', () => {
    expect(() => evaluateModel(wantedOf(1), file(1, 0, 2))).toThrow(
      new DataError('model of run 10001', 'seed', 'expected the model of seed 1, found that of seed 2'),
    )
    expect(() => evaluateModel(wantedOf(1), file(1, 0, 1, 7))).toThrow('expected the model after epoch 1000, found that after epoch 7')
    expect(() => evaluateModel(wantedOf(1), new Uint8Array(20))).toThrow(DataError)
  })
})

describe('a model of classes in the plane', () => {
  const config = configOf(2)
  const { truth } = prepareTrialData(config, 1, null)
  const normal = truth?.parameters['normal']
  const offset = Number(truth?.parameters['offset'])
  const [nx, ny] = Array.isArray(normal) ? normal.map(Number) : []
  const sharpness = 40
  const model = (sign: number) =>
    encodeModel({
      config,
      seed: 1,
      epoch: 1000,
      parameters: [
        tensor('layers.0.weight', [2, 2], [0, 0, sign * sharpness * (nx ?? NaN), sign * sharpness * (ny ?? NaN)]),
        tensor('layers.0.bias', [2], [0, -sign * sharpness * offset]),
      ],
    })

  it('is scored on its own data, with the probability of class 1 on a grid', () => {
    const evidence = evaluateModel(wantedOf(2), model(1))
    if (evidence.kind !== 'plane') throw new Error('a plane')
    expect(evidence.accuracy).toBe(1)
    expect(evidence.predicted).toEqual(evidence.labels)
    expect(evidence.x.length).toBe(200)
    const { size, probability } = evidence.grid
    expect(probability.length).toBe(size * size)
    // Rows from the lowest y, each from the lowest x: the corners.
    const expected = (x: number, y: number) => 1 / (1 + Math.exp(-sharpness * ((nx ?? NaN) * x + (ny ?? NaN) * y - offset)))
    expect(probability[0]).toBeCloseTo(expected(-1, -1), 4)
    expect(probability[size - 1]).toBeCloseTo(expected(1, -1), 4)
    expect(probability[size * (size - 1)]).toBeCloseTo(expected(-1, 1), 4)
    // The centre, which the line passes within 0.2.
    expect(probability[(size * size - 1) / 2]).toBeCloseTo(expected(0, 0), 4)
    // The points are paired with their labels: class 1 lies on the side of the normal.
    evidence.labels.forEach((label, i) => expect((nx ?? NaN) * evidence.x[i]! + (ny ?? NaN) * evidence.y[i]! > offset).toBe(label === 1))
  })

  it('may be wrong everywhere', () => {
    expect(evaluateModel(wantedOf(2), model(-1))).toMatchObject({ kind: 'plane', accuracy: 0 })
  })

  it('has the accuracy and the loss that training found', () => {
    const config = { ...configOf(3), epochs: 61 }
    const data = prepareTrialData(config, 5, null)
    const session = createSession({ config, seed: 5, data, now: () => 0, digest: () => '', fast: compiledKernels() })
    let file = new Uint8Array()
    let accuracy: number | null = null
    for (let step = session.advance(() => false); step.kind === 'epoch'; step = session.advance(() => false)) {
      const { epoch, train } = step.record
      if (epoch === 60) file = Uint8Array.from(encodeModel({ config, seed: 5, epoch, parameters: session.parameters() }))
      // With one batch an epoch, the next epoch is scored with the weights after this one, before its update.
      if (epoch === 61) accuracy = train.accuracy
    }
    const wanted = wantedOf(3, 5)
    const evidence = evaluateModel({ ...wanted, trial: { ...wanted.trial, epochsDone: 60 } }, file)
    expect(accuracy).toBeGreaterThan(0.6)
    expect(evidence).toMatchObject({ kind: 'plane', seed: 5, accuracy })
  })

  it('is refused where it is of anything else', () => {
    const digits = configOf(4)
    expect(() => evaluateModel(wantedOf(4), modelOfDigits(digits, 0, 50))).toThrow('expected a model of a line or of classes in the plane, found one of mnist')
  })
})

/** A network that answers the same class whatever it is shown, a little more than evenly sure. */
function modelOfDigits(config: TrialConfig, answer: number, epoch: number): Uint8Array {
  const zeros = (name: string, shape: number[]) =>
    tensor(
      name,
      shape,
      Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0),
    )
  return encodeModel({
    config,
    seed: 1,
    epoch,
    parameters: [
      zeros('layers.0.weight', [64, 784]),
      zeros('layers.0.bias', [64]),
      zeros('layers.1.weight', [32, 64]),
      zeros('layers.1.bias', [32]),
      zeros('layers.2.weight', [10, 32]),
      tensor(
        'layers.2.bias',
        [10],
        Array.from({ length: 10 }, (_, k) => (k === answer ? 1 : 0)),
      ),
    ],
  })
}

describe('misread digits', () => {
  /** 1200 images: a 3 but for every 400th, which shows a 5; the first byte of each is its place modulo 251. */
  const images: StoredImages = {
    samples: 1200,
    inputs: 784,
    pixels: Uint8Array.from({ length: 1200 * 784 }, (_, i) => (i % 784 === 0 ? (i / 784) % 251 : 0)),
    labels: Uint8Array.from({ length: 1200 }, (_, i) => (i % 400 === 399 ? 5 : 3)),
  }
  const file = modelOfDigits(configOf(4), 3, 50)

  it('are the first in the order of the test set', () => {
    const evidence = findMisread(wantedOf(4), file, images, 2)
    expect(evidence).toMatchObject({ kind: 'misread', role: 'median', run: 40_001, seed: 1, lookedAt: 800 })
    expect(evidence.digits.map(({ index, truth, predicted, pixels }) => [index, truth, predicted, pixels.length, pixels[0]])).toEqual([
      [399, 5, 3, 784, 399 % 251],
      [799, 5, 3, 784, 799 % 251],
    ])
    // Softmax of one 1 and nine 0.
    for (const { confidence } of evidence.digits) expect(confidence).toBeCloseTo(Math.E / (Math.E + 9), 6)
  })

  it('may be fewer than are asked for', () => {
    const evidence = findMisread(wantedOf(4), file, images, 8)
    expect(evidence.digits.map(({ index }) => index)).toEqual([399, 799, 1199])
    expect(evidence.lookedAt).toBe(1200)
  })

  it('are not looked for with a model of anything else', () => {
    const line = encodeModel({
      config: configOf(1),
      seed: 1,
      epoch: 1000,
      parameters: [tensor('layers.0.weight', [1, 1], [1]), tensor('layers.0.bias', [1], [0])],
    })
    expect(() => findMisread(wantedOf(1), line, images, 2)).toThrow(
      'expected one that tells classes of 784 pixels apart, found one of 1 inputs with the loss mse',
    )
  })
})
