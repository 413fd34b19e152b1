/** Drawings through the one door: kept, made a set that trials take along, and watched while a run trains. */
import { expect, test } from 'vitest'
import type { NewDrawing } from '../../../../src/api/drawings'
import { encodeWire } from '../../../../src/api/wire'
import { experimentSchema, type ExperimentConfig } from '../../../../src/engine/config/experiment'
import { temporaryFolder } from '../../db/fixtures'
import { batch, finished, openLab, started, type TestLab } from './fixtures'

const strokes = (x: number): [number, number][][] => [
  [
    [x, 0],
    [x, 5],
  ],
]

function digits(drawings?: { digest: string; count: number; weight?: number }): ExperimentConfig {
  return experimentSchema.parse({
    name: 'Digits',
    data: { source: 'mnist', ...(drawings && { drawings }) },
    network: { layers: [{ units: 10 }] },
    loss: 'cross_entropy',
    optimizer: 'adam',
    batchSize: 128,
    epochs: 3,
  })
}

async function keep({ client }: TestLab, ...labels: (number | null)[]): Promise<void> {
  for (const [i, digit] of labels.entries()) await client.call('drawings.keep', { content: { strokes: strokes(i) }, digit })
}

test('are listed in pages, labelled, deleted and added again in one transfer; every change is told', async () => {
  const test = openLab()
  const { client, trainer } = test
  await keep(test, 1, null, 3)
  const [first, ...rest] = await client.call('drawings.list', { limit: 1 })
  expect([first?.id, rest]).toEqual([1, []])
  expect((await client.call('drawings.list', { after: 1 })).map(({ digit }) => digit)).toEqual([null, 3])
  expect(await client.call('drawings.relabel', { drawings: [2], digit: 2 })).toMatchObject([{ id: 2, digit: 2 }])
  const gone = await client.call('drawings.delete', { drawings: [1, 3] })
  const again = gone.map(({ id: _id, keptAt: _keptAt, ...drawing }): NewDrawing => drawing)
  const image = Uint8Array.from({ length: 784 }, (_, i) => i % 256)
  again.push({ ...again[0]!, content: { image } })
  const sent = await client.call('archives.receive', { transfer: null, offset: 0, bytes: Buffer.from(encodeWire(again)) })
  expect(await client.call('drawings.add', { transfer: sent.transfer })).toEqual({ added: [4, 5, 6], present: 0, labelled: 0 })
  await expect(client.call('drawings.add', { transfer: sent.transfer })).rejects.toMatchObject({ code: 'not-found' })
  expect((await client.call('drawings.list', {})).at(-1)).toMatchObject({ id: 6, digit: 1, content: { image } })
  expect(trainer.shown('drawings').map(({ kept }) => kept)).toEqual([1, 2, 3, 3, 1, 4])
})

test.each([
  ['no point', { content: { strokes: [[]] } }, 'A drawing takes at least one point: draw something first'],
  ['a label that is none', { content: { strokes: strokes(1) }, digit: 11 }, 'A label takes a digit from 0 to 9, or null'],
  ['a place that is none', { content: { strokes: [[[1e13, 0]]] } }, 'A point takes two numbers from -1000000000000 to 1000000000000'],
  ['an image of another size', { content: { image: new Uint8Array(9) } }, 'A drawing takes either strokes'],
])('with %s are refused, alone and among others', async (_what, drawing, message) => {
  const { client, lab } = openLab()
  expect(await lab.invoke('drawings.keep', drawing)).toMatchObject({ ok: false, code: 'invalid', message: expect.stringContaining(message) })
  const list = encodeWire([{ content: { strokes: strokes(1) } }, drawing])
  const { transfer } = await client.call('archives.receive', { transfer: null, offset: 0, bytes: Buffer.from(list) })
  await expect(client.call('drawings.add', { transfer })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/^Drawing 1\..*Nothing was added$/),
  })
  expect(await client.call('drawings.list', {})).toEqual([])
})

test('a set goes along with the trials that name it, with their resumption and their verification, though its drawings are deleted', async () => {
  const folder = temporaryFolder()
  const first = openLab({ folder })
  await keep(first, 7, null, 2)
  const set = await first.client.call('drawings.set', {})
  expect(set.count).toBe(2)
  const { runs } = await first.client.call('experiments.start', { config: digits({ ...set, weight: 4 }) })
  const run = runs[0]!.id
  const content = '[{"digit":2,"strokes":[[[2,0],[2,5]]]},{"digit":7,"strokes":[[[0,0],[0,5]]]}]'
  expect(first.trainer.commands('start')).toMatchObject([{ run, drawings: content }])
  first.trainer.report(started(run), batch(run, 1, [0, 1]), finished(run, 'stopped'))
  await first.client.call('drawings.delete', { drawings: [1, 2, 3] })
  await first.lab.close()

  const second = openLab({ folder })
  await second.client.call('runs.verify', { runs: [run] })
  await second.client.call('runs.resume', { runs: [run] })
  expect(second.trainer.commands('start').map(({ drawings }) => drawings)).toEqual([content, content])
  expect((await second.client.call('drawings.members', { digest: set.digest })).drawings).toEqual([])
})

test('a set that is not here, or has another number of drawings, is refused by its field', async () => {
  const test = openLab()
  await keep(test, 7)
  const { digest } = await test.client.call('drawings.set', {})
  expect((await test.client.call('drawings.members', { digest })).drawings).toEqual([1])
  const start = (drawings: { digest: string; count: number }) => test.client.call('experiments.start', { config: digits(drawings) })
  await expect(start({ digest: 'b'.repeat(64), count: 1 })).rejects.toMatchObject({ code: 'invalid', field: 'data.drawings.digest' })
  await expect(start({ digest, count: 2 })).rejects.toMatchObject({
    code: 'invalid',
    field: 'data.drawings.count',
    message: expect.stringContaining('set the count to 1'),
  })
  // A sweep may bring them in as well.
  const sweep = [{ field: 'data', values: [{ source: 'mnist' }, { source: 'mnist', drawings: { digest: 'b'.repeat(64), count: 1 } }] }]
  await expect(test.client.call('experiments.start', { config: { ...digits(), sweep } })).rejects.toMatchObject({ field: 'data.drawings.digest' })
  expect(await test.client.call('runs.list', {})).toEqual([])
})

test('a watched drawing is told to the trial at once, again when it is taken up, and its answers are stored before they are shown', async () => {
  const folder = temporaryFolder()
  const first = openLab({ folder })
  const { runs } = await first.client.call('experiments.start', { config: digits() })
  const run = runs[0]!.id
  first.trainer.report(started(run), batch(run, 1, [0]))
  const content = { strokes: strokes(1) }
  const watched = await first.client.call('drawings.watch', { run, content, digit: 1 })
  expect(first.trainer.commands('watch')).toMatchObject([{ run, watched: [{ id: watched.id, content }] }])
  const probabilities = Array.from({ length: 10 }, (_, digit) => digit / 45)
  first.trainer.report(batch(run, 2, [1], { answers: [{ drawing: watched.id, epoch: 1, probabilities }] }))
  expect(first.trainer.shown('watched')).toEqual([{ run, answers: [{ drawing: watched.id, epoch: 1, probabilities }] }])
  expect(await first.client.call('drawings.watched', { run })).toEqual([{ ...watched, answers: [{ epoch: 1, probabilities }] }])
  first.trainer.report(finished(run, 'stopped'))
  await expect(first.client.call('drawings.watch', { run, content })).rejects.toMatchObject({ message: expect.stringContaining('Start or resume one') })
  await first.lab.close()

  const second = openLab({ folder })
  await second.client.call('runs.resume', { runs: [run] })
  expect(second.trainer.commands('start')).toMatchObject([{ run, watched: [{ id: watched.id }] }])
  await second.client.call('drawings.unwatch', { drawing: watched.id })
  expect(second.trainer.commands('watch')).toMatchObject([{ run, watched: [] }])
  expect(await second.client.call('drawings.watched', { run })).toEqual([])
})

test('only a run that learns digits can be watched', async () => {
  const { client } = openLab()
  const config = experimentSchema.parse({ ...digits(), data: { source: 'xor' }, network: { layers: [{ units: 2 }] }, batchSize: 'full' })
  const { runs } = await client.call('experiments.start', { config })
  await expect(client.call('drawings.watch', { run: runs[0]!.id, content: { strokes: strokes(1) } })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('learns xor, not digits'),
  })
})
