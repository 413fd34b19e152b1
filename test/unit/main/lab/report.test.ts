/** The report's figures in the lab: what they need, what they share, and what is recorded of them. */
import { describe, expect, test } from 'vitest'
import { digestConfig } from '../../../../db/digest'
import type { RunRow } from '../../../../src/api/records'
import type { FigureVariant } from '../../../../src/api/report'
import { longestFirst } from '../../../../src/main/lab/longest-first'
import { figureExperiment, figureSettings } from '../../../../src/report/figures'
import { figureMetadata } from '../../../../src/report/metadata'
import { storedRun } from '../../stored-run'
import { batch, finished, openLab, started, turn, type TestLab } from './fixtures'

const reproduce = ({ client }: TestLab, figures: (1 | 2 | 3 | 4 | 5 | 6 | 7 | 8)[], seeds?: number, variant: FigureVariant = 'quick') =>
  client.call('report.reproduce', { figures, variant, ...(seeds !== undefined && { seeds }) })

/** Every epoch of the runs is recorded; `epochs` ends them sooner. */
async function train({ trainer }: TestLab, runs: readonly RunRow[], epochs?: number): Promise<void> {
  for (const [index, run] of runs.entries()) {
    const recorded = Array.from({ length: (epochs ?? run.epochs) + 1 }, (_, epoch) => epoch)
    trainer.report(started(run.id), batch(run.id, index + 1, recorded), finished(run.id, epochs === undefined ? 'done' : 'diverged'))
  }
  // Committed and told a moment later.
  for (let i = 0; i < 5; i++) await turn()
}

const progressOf = async ({ client }: TestLab, figure: number) => (await client.call('report.state', {})).figures[figure - 1]!

describe('what figures share', () => {
  test('figures 4 to 8 have 13 settings, and 3 more with the sum', () => {
    for (const variant of ['full', 'quick'] as const) {
      const all = ([4, 5, 6, 7, 8] as const).flatMap((figure) => figureSettings(figure, figureExperiment(figure, variant)))
      const digests = (beside: boolean) => new Set(all.filter((one) => one.beside === beside).map(({ config }) => digestConfig(config)))
      // Batch 32 stands beside, but is one of the thirteen.
      expect([digests(false).size, digests(true).size]).toEqual([12, 4])
    }
  })

  test('a trial that two figures need is trained once, in the experiment of the first', async () => {
    const lab = openLab()
    const { runs } = await reproduce(lab, [5, 4], 1)
    expect(runs.map(({ name, seed }) => [name, seed]).sort()).toEqual([
      ['Fig. 4 · MNIST (quick)', 1],
      ['Fig. 5 · activations (quick) · Sigmoid', 1],
      ['Fig. 5 · activations (quick) · TanH', 1],
    ])
    expect(lab.trainer.commands('start')).toHaveLength(3)
  })
})

describe('going on', () => {
  test('what is recorded is not trained again, and further seeds join the same experiment', async () => {
    const lab = openLab()
    const first = await reproduce(lab, [1], 2)
    await train(lab, first.runs)
    expect((await reproduce(lab, [1], 2)).runs).toEqual([])
    const more = await reproduce(lab, [1], 3)
    expect(more.runs.map(({ seed, experiment }) => [seed, experiment])).toEqual([[3, first.runs[0]!.experiment]])
  })

  test('what is under way is named and not queued twice', async () => {
    const lab = openLab()
    await reproduce(lab, [1], 2)
    const again = await reproduce(lab, [1], 2)
    expect(again.runs.map(({ id }) => id)).toEqual([1, 2])
    expect(lab.trainer.commands('start')).toHaveLength(2)
  })

  test('a stopped trial goes on; a diverged one has ended; a failed one is repeated; one in the trash does not count', async () => {
    const lab = openLab()
    const { runs } = await reproduce(lab, [1], 4)
    lab.trainer.report(started(1), batch(1, 1, [0, 1]), finished(1, 'stopped'))
    await train(lab, [runs[1]!], 1)
    lab.trainer.report(finished(3, 'failed'))
    await train(lab, [runs[3]!])
    await lab.client.call('runs.trash', { runs: [4] })
    const again = await reproduce(lab, [1], 4)
    expect(again.runs.map(({ id, seed, status }) => [id, seed, status])).toEqual(
      expect.arrayContaining([
        [1, 1, 'queued'],
        [5, 3, 'queued'],
        [6, 4, 'queued'],
      ]),
    )
    expect(again.runs).toHaveLength(3)
  })

  test('seeds are added to an experiment; those that it has are refused', async () => {
    const lab = openLab()
    await reproduce(lab, [1], 2)
    const extended = await lab.client.call('experiments.extend', { experiment: 1, seeds: { count: 4 } })
    expect(extended.runs.map(({ seed }) => seed)).toEqual([3, 4])
    expect(extended.experiment.config.seeds).toEqual({ count: 4 })
    expect(lab.trainer.commands('start').map(({ seed }) => seed)).toEqual([1, 2, 3, 4])
    await expect(lab.client.call('experiments.extend', { experiment: 1, seeds: { list: [2, 4] } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('has these seeds already'),
    })
    await expect(lab.client.call('experiments.extend', { experiment: 1, seeds: { count: 10_001 } })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('the order', () => {
  test('is longest first, whatever the figure', async () => {
    const lab = openLab()
    await reproduce(lab, [1, 4, 7], 1)
    const widths = lab.trainer.commands('start').map(({ config }) => config.network.layers.map(({ units }) => units).join(' '))
    expect(widths).toEqual(['128 128 10', '64 64 10', '64 32 10', '32 32 10', '16 16 10', '1'])
  })

  test('small batches are longer than large ones, and equal runs keep their order', () => {
    const settings = figureSettings(6, figureExperiment(6, 'full'))
    const rows = settings.flatMap(({ config }, i) => [1, 2].map((seed) => storedRun(config, { seed, configDigest: String(i) })))
    expect(longestFirst(rows.toReversed()).map(({ config, seed }) => [config.batchSize, seed])).toEqual(
      [32, 64, 128, 256, 512].flatMap((size) => [2, 1].map((seed) => [size, seed])),
    )
  })
})

describe('what is recorded', () => {
  test('trials are counted where they stand', async () => {
    const lab = openLab()
    expect(await progressOf(lab, 1)).toMatchObject({ figure: 1, quick: { trials: 20, missing: 20, epochs: 6000 }, full: { trials: 100, missing: 100 } })
    const { runs } = await reproduce(lab, [1])
    await train(lab, runs.slice(0, 3))
    await train(lab, runs.slice(3, 4), 1)
    lab.trainer.report(finished(runs[4]!.id, 'failed'))
    await turn()
    const { quick, full } = await progressOf(lab, 1)
    expect(quick).toMatchObject({ trials: 20, done: 3, diverged: 1, open: 15, broken: 1, missing: 0, epochsDone: 1200 })
    // 300 epochs of half a second, three times, and one epoch of the diverged trial.
    expect(quick.seconds).toBe(450.5)
    expect(full.missing).toBe(100)
  })

  test('a figure has a trial for each seed of each setting; only ended ones have curves', async () => {
    const lab = openLab()
    const { runs } = await reproduce(lab, [1], 3)
    await train(lab, runs.slice(0, 1))
    await train(lab, runs.slice(1, 2), 2)
    const figure = await lab.client.call('report.figure', { figure: 1, variant: 'quick', seeds: 4 })
    expect([figure.epochs, figure.seeds]).toEqual([300, [1, 2, 3, 4]])
    const [setting] = figure.settings
    expect(setting!.trials.map(({ seed, run, status, epochsDone }) => [seed, run, status, epochsDone])).toEqual([
      [1, 1, 'done', 300],
      [2, 2, 'diverged', 2],
      [3, 3, 'queued', 0],
      [4, null, 'missing', 0],
    ])
    expect(setting!.trials.map(({ trainLoss }) => trainLoss.length)).toEqual([301, 3, 0, 0])
    expect(setting!.trials[1]!.trainLoss).toEqual([1, 1 / 2, 1 / 3])
    expect(setting!.trials[0]).toMatchObject({ trainAccuracy: null, validationLoss: null, secondsPerEpoch: 0.5, dataDigest: 'd'.repeat(64) })
  })
})

describe('a figure that is opened', () => {
  async function drawn(lab: TestLab) {
    const { runs } = await reproduce(lab, [1], 2)
    await train(lab, runs)
    return figureMetadata(await lab.client.call('report.figure', { figure: 1, variant: 'quick', seeds: 2 }), '0.1.0')
  }

  test('finds its runs where they are recorded, and gives its experiment back', async () => {
    const lab = openLab()
    const metadata = await drawn(lab)
    const opened = await lab.client.call('figures.open', { metadata })
    expect(opened).toMatchObject({ runs: [1, 2], trials: 2, missing: 0, otherData: [] })
    expect(opened.experiments).toEqual([{ ...figureExperiment(1, 'quick'), seeds: { list: [1, 2] } }])
  })

  test('elsewhere its trials are missing, and nothing is started', async () => {
    const metadata = await drawn(openLab())
    const other = openLab()
    expect(await other.client.call('figures.open', { metadata })).toMatchObject({ runs: [], trials: 2, missing: 2 })
    expect(await other.client.call('runs.list', {})).toEqual([])
  })

  test('trials on other data are named', async () => {
    const lab = openLab()
    const metadata = await drawn(lab)
    metadata.settings[0]!.trials[1]!.dataDigest = 'e'.repeat(64)
    expect(await lab.client.call('figures.open', { metadata })).toMatchObject({ runs: [1, 2], otherData: [2] })
  })

  test('without an experiment there is one for each setting', async () => {
    const lab = openLab()
    const metadata = { ...(await drawn(lab)), experiment: null, title: 'My figure', figure: null }
    const { experiments } = await lab.client.call('figures.open', { metadata })
    expect(experiments.map(({ name, seeds, epochs }) => [name, seeds, epochs])).toEqual([['My figure', { list: [1, 2] }, 300]])
  })

  test('a newer version is refused', async () => {
    const lab = openLab()
    const metadata = { ...(await drawn(lab)), version: 2 }
    expect(await lab.lab.invoke('figures.open', { metadata })).toMatchObject({
      ok: false,
      field: 'metadata.version',
      message: 'The version of a figure takes 1: a newer file needs a newer Backprop Lab',
    })
  })
})

test('the test images come with their labels, in memory of their own', async () => {
  const { samples, inputs, pixels, labels } = await openLab().client.call('data.images', { source: 'mnist' })
  expect([samples, inputs, pixels.length, labels.length]).toEqual([10_000, 784, 7_840_000, 10_000])
  expect([...labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4])
  expect(pixels.buffer).toBeInstanceOf(ArrayBuffer)
})

test('of the test images, the first of some classes', async () => {
  const { samples, pixels, labels } = await openLab().client.call('data.images', { source: 'mnist', firstOf: [0, 7] })
  expect([samples, pixels.length, [...labels]]).toEqual([2, 2 * 784, [0, 7]])
  const all = await openLab().client.call('data.images', { source: 'mnist' })
  // The fourth image shows a 0, the first a 7.
  expect(pixels).toEqual(Uint8Array.from([...all.pixels.subarray(3 * 784, 4 * 784), ...all.pixels.subarray(0, 784)]))
})

test('training images come in pieces, and none from beyond their end', async () => {
  const { client } = openLab()
  const { samples, labels } = await client.call('data.images', { source: 'mnist', part: 'training', from: 55_000 })
  expect([samples, labels.length]).toEqual([5000, 5000])
  const first = await client.call('data.images', { source: 'mnist', part: 'training' })
  expect([first.samples, first.labels[0]]).toEqual([10_000, 5])
  expect(await client.call('data.images', { source: 'mnist', from: 10_000 })).toMatchObject({ samples: 0, pixels: new Uint8Array() })
})

test('a lab that only reads answers what is recorded and queues nothing', async () => {
  const writer = openLab()
  const folder = (await writer.client.call('app.info')).data.folder
  const reader = openLab({ folder, mode: 'read' })
  expect((await reader.client.call('report.state', {})).figures).toHaveLength(8)
  await expect(reproduce(reader, [1])).rejects.toMatchObject({ code: 'busy' })
})
