/** Changes of the learning rate are recorded with a run, sealed with it, and go wherever it goes. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkFile } from '../../../db/check'
import { databaseName } from '../../../db/data-folder'
import type { WritableStore } from '../../../db/store'
import { checkpoint, epochRecord, lineExperiment, nothing, openWriter, startRun, tamper, temporaryFolder } from './fixtures'

/** A run that has recorded epochs 0 to 2 of 5, with a change from epoch 2 on, and is stopped. */
function changedRun(store: WritableStore): number {
  const run = startRun(store)
  store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 4), epochRecord(1, 2)] })
  store.recorder.recordBatch(run, { ...nothing, rateChange: { epoch: 2, learningRate: 0.02 } })
  store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(2, 1)], checkpoint: checkpoint(2) })
  store.recorder.setStatus(run, 'stopped')
  return run
}

const plain = (store: WritableStore, run: number) => store.queries.getRun(run).rateChanges.map(({ epoch, learningRate }) => [epoch, learningRate])

test('a change is recorded with its epoch and its time; one that has not taken effect gives way to a later wish', () => {
  const store = openWriter()
  const run = startRun(store)
  const change = (epoch: number, learningRate: number) => store.recorder.recordBatch(run, { ...nothing, rateChange: { epoch, learningRate } })
  store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 4), epochRecord(1, 2)] })
  expect(change(3, 0.5).rateChanges).toEqual([{ epoch: 3, learningRate: 0.5, at: expect.stringMatching(/^2030-01-01T12:/) }])
  change(3, 0.25)
  change(2, 0.125)
  expect(plain(store, run)).toEqual([[2, 0.125]])
  expect(() => change(1, 1)).toThrow(`Epoch 1 of run ${run} is recorded: its learning rate cannot change any more`)
})

test.each([
  ['at the end of an epoch, from the next one on', 2, 0, 3],
  ['within an epoch, from the one after it on', 2, 3, 4],
  ['with a checkpoint from before what is recorded, from the next one that is not', 0, 2, 3],
])('of a paused run: %s', (_what, epoch, batch, from) => {
  const store = openWriter()
  const run = startRun(store)
  store.recorder.recordBatch(run, { ...nothing, epochs: [0, 1, 2].map((one) => epochRecord(one, 1)), checkpoint: { ...checkpoint(epoch), batch } })
  expect(() => store.recorder.changeRate(run, 0.5)).toThrow(`Run ${run} is running`)
  store.recorder.setStatus(run, 'paused')
  expect(store.recorder.changeRate(run, 0.5).rateChanges).toMatchObject([{ epoch: from, learningRate: 0.5 }])
})

test('a paused run in its last epoch has no epoch left for another rate', () => {
  const store = openWriter()
  const run = startRun(store, { epochs: 2 })
  store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 4), epochRecord(1, 2)], checkpoint: { ...checkpoint(1), batch: 1 } })
  store.recorder.setStatus(run, 'paused')
  expect(() => store.recorder.changeRate(run, 0.5)).toThrow(`Run ${run} is in its last epoch`)
})

test('runs that are started with changes have them from the beginning, and are no trials of their setting', () => {
  const store = openWriter()
  const changes = { rateChanges: [{ epoch: 2, learningRate: 0.5 }, { epoch: 4, learningRate: 0.25 }] } // prettier-ignore
  const { runs } = store.recorder.createExperiment(lineExperiment({ seeds: { count: 2 } }), () => true, changes)
  for (const { id } of runs) expect(plain(store, id)).toEqual([[2, 0.5], [4, 0.25]]) // prettier-ignore
  expect(store.queries.runsOfConfiguration(runs[0]!.configDigest)).toEqual([])
})

test('the seal covers them: the check finds one that was altered or taken away', () => {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  const run = changedRun(store)
  store.close()
  expect(checkFile(join(folder, databaseName)).problems).toEqual([])
  tamper(folder, `UPDATE runs SET rate_changes = '[]' WHERE id = ?`, run)
  expect(checkFile(join(folder, databaseName)).problems).toMatchObject([{ kind: 'seal', run }])
})

test('an archive carries them, and the run counts as the same where they are the same', async () => {
  const store = openWriter()
  const run = changedRun(store)
  const file = join(temporaryFolder(), 'changed.bplab')
  await store.exportArchive({ runs: [run], file, program: '0.1.0' })
  const other = openWriter()
  const { added } = await other.importArchive(file)
  expect(added[0]!.rateChanges).toEqual(store.queries.getRun(run).rateChanges)
  expect(await other.importArchive(file)).toMatchObject({ added: [], present: [{}] })
})

test('a salvage takes them over, with a seal that holds', () => {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  const run = changedRun(store)
  const before = store.queries.getRun(run).rateChanges
  store.close()
  const into = temporaryFolder()
  const other = openWriter(into)
  expect(other.salvage(join(folder, databaseName))).toMatchObject({ runs: 1, left: [] })
  expect(other.queries.getRun(run).rateChanges).toEqual(before)
  other.close()
  expect(checkFile(join(into, databaseName)).problems).toEqual([])
})
