/** What a playground learns from: the trial's own parts, and of a large table some rows of each. */
import { expect, it } from 'vitest'
import { type TrialConfig, trialSchema } from '../../../../../../src/engine/config/experiment'
import { createSession, type Dataset, type FileData, prepareTrialData } from '../../../../../../src/engine/index'
import { keepable, playedConfig } from '../../../../../../src/renderer/rooms/inspect/live/keep'
import { liveData, mostRows } from '../../../../../../src/renderer/rooms/inspect/live/liveData'
import { unplayable } from '../../../../../../src/renderer/rooms/inspect/live/playable'
import { Playground } from '../../../../../../src/renderer/rooms/inspect/live/playground'
import { sampleMarks, shareIn, valueRange } from '../../../../../../src/renderer/rooms/inspect/live/sampleMarks'

const seed = 5

function trialOn(task: 'classification' | 'regression', samples: number, changes: object = {}): TrialConfig {
  const outputs = task === 'classification' ? 2 : 1
  return trialSchema.parse({
    data: { source: 'table', set: { digest: 'ab'.repeat(32), task, samples, inputs: 2, outputs }, scaling: 'standard' },
    network: { layers: [{ units: 4, activation: 'tanh' }, { units: outputs }] },
    loss: task === 'classification' ? 'cross_entropy' : 'mse',
    optimizer: { name: 'sgd', learningRate: 0.1 },
    validation: { kind: 'holdout', fraction: 0.25 },
    batchSize: 8,
    epochs: 3,
    kernels: 'reference',
    ...changes,
  })
}

/** Row i has the features (i, 1000 + i / 2) and the class i mod 2, or the target i; in float32, as tables are stored. */
function filesOf(task: 'classification' | 'regression', samples: number): FileData {
  const values = Float32Array.from({ length: 2 * samples }, (_, k) => (k % 2 === 0 ? k / 2 : 1000 + (k - 1) / 4))
  const targets: Dataset['targets'] =
    task === 'classification'
      ? { kind: 'classes', labels: Uint8Array.from({ length: samples }, (_, i) => i % 2), classes: 2 }
      : { kind: 'values', values: Float64Array.from({ length: samples }, (_, i) => i), outputs: 1 }
  return { training: { samples, inputs: 2, features: { kind: 'real', values }, targets }, test: null }
}

it('a table is played with as it is trained on, to the last bit, and what was played can be kept', () => {
  const [config, files] = [trialOn('classification', 40), filesOf('classification', 40)]
  const data = liveData({ config, seed }, files)
  expect([data.training.samples, data.validation?.samples, data.of]).toEqual([30, 10, null])
  // Each axis by its own column, with 4 % beyond: 39 are 92 % of what is shown.
  expect(data.plane.x.low).toBeCloseTo((-0.04 * 39) / 0.92, 10)
  expect(data.plane.y.high).toBeCloseTo(1019.5 + (0.04 * 19.5) / 0.92, 10)
  // Of 0 to 39 in steps of 1: sqrt((40^2 - 1) / 12); y goes half as far.
  expect(data.noiseUnit[0]).toBeCloseTo(Math.sqrt(1599 / 12), 10)
  expect(data.noiseUnit[1]).toBeCloseTo(Math.sqrt(1599 / 12) / 2, 10)

  const playground = new Playground({ config, seed, data, plane: data.plane, noiseUnit: data.noiseUnit })
  for (let epoch = 1; epoch <= 3; epoch++) playground.step('epoch')
  const frame = playground.frame()
  const session = createSession({ config: playedConfig(config, 3), seed, data: prepareTrialData(config, seed, files), now: () => 0, digest: () => '' })
  const losses: unknown[] = []
  for (let advance = session.advance(() => false); advance.kind === 'epoch'; advance = session.advance(() => false))
    losses.push({ epoch: advance.record.epoch, training: advance.record.train.loss, validation: advance.record.validation.loss })
  expect(frame.losses).toEqual(losses)
  expect(keepable({ config, seed, some: data.of !== null }, frame, 'Played').ok).toBe(true)
})

it('numbers over two inputs are a field of numbers, which learns', () => {
  const [config, files] = [trialOn('regression', 40, { optimizer: { name: 'adam', learningRate: 0.05 } }), filesOf('regression', 40)]
  const data = liveData({ config, seed }, files)
  const playground = new Playground({ config, seed, data, plane: data.plane, noiseUnit: data.noiseUnit })
  const { field, maps } = playground.frame()
  expect(field).toMatchObject({ kind: 'values', values: { length: field.side ** 2 } })
  expect(maps).toHaveLength(1)
  for (let epoch = 1; epoch <= 5; epoch++) playground.step('epoch')
  const { losses } = playground.frame()
  expect(losses.at(-1)!.training).toBeLessThan(losses[0]!.training)
})

it('of a large table rows are drawn from the seed, in the order of the data and with the scaling of all', () => {
  const [config, files] = [trialOn('classification', 10_000, { batchSize: 4000 }), filesOf('classification', 10_000)]
  const data = liveData({ config, seed }, files)
  expect([data.training.samples, data.validation?.samples, data.of]).toEqual([mostRows.training, mostRows.validation, { training: 7500, validation: 2500 }])
  const across = Array.from({ length: mostRows.training }, (_, i) => data.training.features.values[2 * i]!)
  expect(across).toEqual([...new Set(across)].sort((a, b) => a - b))
  // A row keeps its own label.
  expect([...(data.training.targets.kind === 'classes' ? data.training.targets.labels : [])]).toEqual(across.map((x) => x % 2))
  expect(data.training.features.scaling).toEqual(prepareTrialData(config, seed, files).training.features.scaling)
  const again = liveData({ config, seed }, files)
  expect(again.training).toEqual(data.training)
  expect(liveData({ config, seed: seed + 1 }, files).training.features.values).not.toEqual(data.training.features.values)
  // Fewer rows than a batch takes are one batch.
  const playground = new Playground({ config, seed, data, plane: data.plane, noiseUnit: data.noiseUnit })
  playground.step('epoch')
  const frame = playground.frame()
  expect([frame.epoch, frame.batches]).toEqual([1, 1])
  expect(keepable({ config, seed, some: data.of !== null }, frame, 'Played')).toEqual({ ok: false, problem: 'some' })
})

it('noise of a table is measured in the deviation of each column', () => {
  const [config, files] = [trialOn('classification', 1000), filesOf('classification', 1000)]
  const data = liveData({ config, seed }, files)
  const playground = new Playground({ config, seed, data, plane: data.plane, noiseUnit: data.noiseUnit })
  const before = playground.frame().points
  playground.change({ kind: 'noise', deviation: 0.01 })
  const moves = playground.frame().points.map((value, i) => value - before[i]!)
  // 750 draws of a deviation of 0.01 of 289 and 144: their mean square is within a tenth of it, four times its own deviation away.
  for (const axis of [0, 1]) {
    const size = Math.sqrt(moves.filter((_, i) => i % 2 === axis).reduce((sum, move) => sum + move * move, 0) / 750)
    expect(size / (0.01 * data.noiseUnit[axis]!)).toBeGreaterThan(0.9)
    expect(size / (0.01 * data.noiseUnit[axis]!)).toBeLessThan(1.1)
  }
})

it('what has no plane, or more than one number to answer, is not played with', () => {
  const config = trialOn('classification', 40)
  const set = { digest: 'ab'.repeat(32), task: 'regression' as const, samples: 40, inputs: 2, outputs: 3 }
  const on = (changes: object) => unplayable({ data: trialSchema.shape.data.parse({ source: 'table', set: { ...set, ...changes } }) })
  expect([unplayable(config), on({}), on({ inputs: 5 }), on({ outputs: 1 })]).toEqual([null, 'targets', 'inputs', null])
})

it('the mark of a number has the colour that the field has where it is answered right', () => {
  const targets: Dataset['targets'] = { kind: 'values', values: Float64Array.of(2, 6, 4), outputs: 1 }
  const range = valueRange([targets])
  expect(range).toEqual({ low: 2, high: 6 })
  expect([shareIn(range!, 4), shareIn(range!, 9)]).toEqual([0.5, 1])
  expect(sampleMarks(targets, range)(2).fill).toContain('var(--ui-primary) 50%')
  expect(valueRange([{ kind: 'classes', labels: Uint8Array.of(0, 1), classes: 2 }])).toBeNull()
  // One value alone is in the middle.
  expect(valueRange([{ kind: 'values', values: Float64Array.of(3), outputs: 1 }])).toEqual({ low: 2, high: 4 })
})
