/** What training writes: experiments, status, epochs, models and checkpoints. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { databaseName } from '../../../db/data-folder'
import { digestBytes, digestConfig } from '../../../db/digest'
import { openStore } from '../../../db/store'
import { runStatuses } from '../../../src/api/records'
import type { CheckpointSnapshot, ModelSnapshot } from '../../../src/api/trainer'
import { isForGood, mayFollow } from '../../../db/run-states'
import { checkpoint, epochRecord, lineExperiment, model, nothing, openWriter, startRun, temporaryFolder } from './fixtures'

const begin = { kernels: 'reference', engineVersion: '1', dataDigest: digestBytes('data') }

/** A second connection that may break what the recorder would not. */
function tamper(folder: string, sql: string): void {
  const db = new Database(join(folder, databaseName))
  db.exec(sql)
  db.close()
}

describe('digests', () => {
  test('SHA-256 of bytes: the published value of "abc"', () => {
    expect(digestBytes('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(digestBytes(Uint8Array.of(97, 98, 99))).toBe(digestBytes('abc'))
  })

  test('a configuration is identified by its content, not by the order of its keys', () => {
    expect(digestConfig({ b: [1, 2.5], a: 'x' })).toBe(digestBytes('{"a":"x","b":[1,2.5]}'))
    expect(digestConfig({ a: 'x', b: [1, 2.5] })).toBe(digestConfig({ b: [1, 2.5], a: 'x' }))
    expect(digestConfig({ a: 'x', b: [2.5, 1] })).not.toBe(digestConfig({ a: 'x', b: [1, 2.5] }))
  })
})

describe('an experiment', () => {
  test('has a queued run for each setting and seed, settings outermost', () => {
    const store = openWriter()
    const config = lineExperiment({ seeds: { count: 2 }, sweep: [{ field: 'optimizer.learningRate', values: [0.1, 0.2], labels: ['slow', 'fast'] }] })
    const { experiment, runs } = store.recorder.createExperiment(config)
    expect(experiment).toEqual({ id: 1, name: 'Line', config, createdAt: expect.stringMatching(/^2030-01-01T12:00:\d\d\.000Z$/) })
    expect(runs.map(({ name, setting, seed, status }) => [name, setting, seed, status])).toEqual([
      ['Line · slow', 'slow', 1, 'queued'],
      ['Line · slow', 'slow', 2, 'queued'],
      ['Line · fast', 'fast', 1, 'queued'],
      ['Line · fast', 'fast', 2, 'queued'],
    ])
    expect(runs.map(({ config }) => config.optimizer.learningRate)).toEqual([0.1, 0.1, 0.2, 0.2])
    expect(runs[0]!.configDigest).toBe(digestConfig(runs[0]!.config))
    expect(runs[0]!.configDigest).toBe(runs[1]!.configDigest)
    expect(runs[0]!.configDigest).not.toBe(runs[2]!.configDigest)
    expect(store.queries.getExperiment(1)).toEqual(experiment)
  })

  test('the runs of one setting share a colour; the next setting takes the next, after the tenth the first', () => {
    const store = openWriter()
    const values = Array.from({ length: 9 }, (_, i) => i + 1)
    const nine = store.recorder.createExperiment(lineExperiment({ seeds: { count: 2 }, sweep: [{ field: 'epochs', values }] }))
    expect(nine.runs.map(({ colour }) => colour)).toEqual(values.flatMap((colour) => [colour, colour]))
    expect(store.recorder.createExperiment(lineExperiment()).runs[0]!.colour).toBe(10)
    expect(store.recorder.createExperiment(lineExperiment()).runs[0]!.colour).toBe(1)
  })

  test('is refused as a whole where one setting is wrong', () => {
    const store = openWriter()
    const config = lineExperiment({ sweep: [{ field: 'epochs', values: [5, 0] }] })
    expect(() => store.recorder.createExperiment(config)).toThrow('epochs = 0: Epochs takes a whole number from 1')
    expect(store.queries.listRuns({ trashed: false, archived: true, limit: 10 })).toEqual([])
  })
})

describe('an experiment that goes on', () => {
  const sweep = [{ field: 'optimizer.learningRate', values: [0.1, 0.2], labels: ['slow', 'fast'] }]
  const facts = (runs: { setting: string; seed: number; colour: number }[]) => runs.map(({ setting, seed, colour }) => [setting, seed, colour])

  test('gets runs for the seeds that it did not have, in the colours of its settings', () => {
    const store = openWriter()
    store.recorder.createExperiment(lineExperiment({ seeds: { count: 2 }, sweep }))
    store.recorder.createExperiment(lineExperiment())
    const { experiment, runs } = store.recorder.extendExperiment(1, { count: 3 })
    expect(facts(runs)).toEqual([
      ['slow', 3, 1],
      ['fast', 3, 2],
    ])
    expect(experiment.config.seeds).toEqual({ count: 3 })
    expect(store.queries.getExperiment(1)).toEqual(experiment)
    expect(store.queries.runsOfExperiment(1)).toHaveLength(6)
  })

  test('keeps the seeds that it has; those with gaps are listed', () => {
    const store = openWriter()
    store.recorder.createExperiment(lineExperiment({ seeds: { list: [7, 2] } }))
    const { experiment, runs } = store.recorder.extendExperiment(1, { count: 2 })
    expect(runs.map(({ seed }) => seed)).toEqual([1])
    expect(experiment.config.seeds).toEqual({ list: [1, 2, 7] })
  })

  test('is left as it is where it would have too many trials', () => {
    const store = openWriter()
    store.recorder.createExperiment(lineExperiment({ sweep }))
    expect(() => store.recorder.extendExperiment(1, { count: 5001 })).toThrow('The experiment has 10002 trials; at most 10000 are allowed')
    expect(store.queries.getExperiment(1).config.seeds).toEqual({ count: 1 })
  })

  test('leaves out the trials that another has', () => {
    const store = openWriter()
    const fast = digestConfig(store.recorder.createExperiment(lineExperiment({ optimizer: { name: 'sgd', learningRate: 0.2 } })).runs[0]!.config)
    const { runs } = store.recorder.createExperiment(lineExperiment({ seeds: { count: 2 }, sweep }), (digest, seed) => digest !== fast || seed > 1)
    expect(facts(runs)).toEqual([
      ['slow', 1, 2],
      ['slow', 2, 2],
      ['fast', 2, 3],
    ])
  })

  test('the runs of one setting are found by its digest, without those in the trash', () => {
    const store = openWriter()
    const { runs } = store.recorder.createExperiment(lineExperiment({ seeds: { count: 3 } }))
    store.recorder.setStatus(2, 'stopped')
    store.editor.trash([2])
    expect(store.queries.runsOfConfiguration(runs[0]!.configDigest).map(({ id }) => id)).toEqual([1, 3])
    expect(store.queries.runsOfConfiguration('0'.repeat(64))).toEqual([])
  })
})

describe('status', () => {
  test('a run goes from queued over running to done', () => {
    const store = openWriter()
    const run = store.recorder.createExperiment(lineExperiment()).runs[0]!.id
    expect(store.recorder.start(run, { ...begin, engineVersion: '2' })).toMatchObject({
      status: 'running',
      engineVersion: '2',
      dataDigest: digestBytes('data'),
      finishedAt: null,
    })
    expect(store.recorder.setStatus(run, 'paused').status).toBe('paused')
    expect(store.recorder.setStatus(run, 'running').status).toBe('running')
    const done = store.recorder.setStatus(run, 'done')
    expect([done.status, done.finishedAt]).toEqual(['done', expect.stringMatching(/^2030-01-01T12:00:\d\d\.000Z$/)])
  })

  test('a final status stays, whatever comes', () => {
    for (const final of ['done', 'diverged', 'failed'] as const) {
      const store = openWriter()
      const run = startRun(store)
      store.recorder.setStatus(run, final, 'why')
      for (const status of runStatuses) expect(() => store.recorder.setStatus(run, status)).toThrow(`Run ${run} is ${final}: it cannot become ${status}`)
      expect(store.queries.getRun(run)).toMatchObject({ status: final, message: 'why' })
    }
  })

  test('every status can be reached, and none follows itself', () => {
    for (const status of runStatuses) {
      expect(mayFollow(status, status)).toBe(false)
      if (status !== 'queued') expect(runStatuses.some((from) => mayFollow(from, status))).toBe(true)
    }
    expect(runStatuses.filter(isForGood)).toEqual(['done', 'diverged', 'failed'])
  })

  test('data other than at the first start is refused', () => {
    const store = openWriter()
    const run = startRun(store)
    store.recorder.setStatus(run, 'stopped')
    store.recorder.takeUp(run)
    expect(() => store.recorder.start(run, { ...begin, dataDigest: digestBytes('other data') })).toThrow('has changed since its first start')
    expect(store.queries.getRun(run).status).toBe('queued')
  })

  test('what an earlier process left unfinished is interrupted at the next start', () => {
    const folder = temporaryFolder()
    const first = openStore({ folder, mode: 'write', program: 'the test' })
    const { runs } = first.recorder.createExperiment(lineExperiment({ seeds: { count: 4 } }))
    const [running, paused, queued, done] = runs.map(({ id }) => id)
    for (const run of [running, paused, done]) first.recorder.start(run!, begin)
    first.recorder.setStatus(paused!, 'paused')
    first.recorder.setStatus(done!, 'done')
    first.close()
    const second = openWriter(folder)
    expect(second.interrupted.map(({ id, status }) => [id, status])).toEqual([running, paused, queued].map((id) => [id, 'interrupted']))
    expect(second.queries.getRun(running!)).toMatchObject({ message: 'The program ended before this run did', finishedAt: expect.any(String) })
    expect(second.queries.getRun(done!).status).toBe('done')
  })
})

describe('epochs', () => {
  test('come back as they were recorded, nulls and bits included', () => {
    const store = openWriter()
    const run = startRun(store)
    const epochs = [epochRecord(0, 0.1 + 0.2), epochRecord(1, 5e-324, { loss: 1 / 3, accuracy: 0.5 })]
    store.recorder.recordBatch(run, { ...nothing, epochs })
    expect(store.queries.listEpochs([run])).toEqual([{ run, epochs }])
  })

  test('the row follows: last, best, seconds', () => {
    const store = openWriter()
    const run = startRun(store)
    // Training losses 4, 1, 2: the last is epoch 2, the best epoch 1; 0 + 0.5 + 0.5 seconds.
    store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 4), epochRecord(1, 1)] })
    const row = store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(2, 2)] })
    expect(row).toMatchObject({ epochsDone: 2, seconds: 1, last: { epoch: 2, train: { loss: 2 } }, best: { epoch: 1, train: { loss: 1, accuracy: null } } })
  })

  test('only an evaluated epoch is best', () => {
    const store = openWriter()
    const run = startRun(store)
    const evaluated = (epoch: number, accuracy: number) => epochRecord(epoch, 9 - epoch, { loss: 1, accuracy })
    store.recorder.recordBatch(run, { ...nothing, epochs: [evaluated(0, 0.5), epochRecord(1, 8), evaluated(2, 0.7), epochRecord(3, 6)] })
    const expected = { epochsDone: 3, last: { epoch: 3, validation: { loss: null, accuracy: null } }, best: { epoch: 2, validation: { accuracy: 0.7 } } }
    expect(store.queries.getRun(run)).toMatchObject(expected)
  })

  test('row 0 alone counts no epoch done', () => {
    const store = openWriter()
    const run = startRun(store)
    expect(store.queries.getRun(run)).toMatchObject({ epochsDone: 0, last: null, best: null })
    expect(store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 4)] })).toMatchObject({
      epochsDone: 0,
      last: { epoch: 0 },
      best: { epoch: 0 },
    })
  })

  test('a gap, a start after 0 and an epoch too many are refused', () => {
    const store = openWriter()
    const run = startRun(store, { epochs: 2 })
    const record = (...numbers: number[]) => store.recorder.recordBatch(run, { ...nothing, epochs: numbers.map((epoch) => epochRecord(epoch, 1)) })
    expect(() => record(1)).toThrow('cannot record epoch 1: epoch 0 is next')
    record(0)
    expect(() => record(2)).toThrow('cannot record epoch 2: epoch 1 is next')
    record(1, 2)
    expect(() => record(3)).toThrow('cannot record epoch 3: no epoch is left')
    expect(store.queries.getRun(run).epochsDone).toBe(2)
  })

  test('one that is reported again stays as it was recorded, and what comes after it is new', () => {
    const store = openWriter()
    const run = startRun(store)
    store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 4), epochRecord(1, 3), epochRecord(2, 2)] })
    const again = (epoch: number, loss: number) => ({ ...epochRecord(epoch, loss), seconds: 9 })
    const row = store.recorder.recordBatch(run, { ...nothing, epochs: [again(1, 3), again(2, 2), again(3, 1)] })
    // Epochs 1 and 2 took half a second each when they were recorded, epoch 3 nine.
    expect(row).toMatchObject({ epochsDone: 3, seconds: 10, best: { epoch: 3 } })
    expect(store.queries.listEpochs([run])[0]?.epochs).toEqual([epochRecord(0, 4), epochRecord(1, 3), epochRecord(2, 2), again(3, 1)])
  })

  test.each([
    ['weights', { weightDigest: digestBytes('others') }],
    ['a training loss', { train: { loss: 3.5, accuracy: null } }],
    ['a validation score', { validation: { loss: 1, accuracy: 0.5 } }],
    ['a learning rate', { learningRate: 0.2 }],
  ])('one that is reported again with %s other than recorded is refused, with all that came with it', (_, changes) => {
    const store = openWriter()
    const run = startRun(store)
    store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 4), epochRecord(1, 3)] })
    const epochs = [epochRecord(0, 4), { ...epochRecord(1, 3), ...changes }, epochRecord(2, 2)]
    expect(() => store.recorder.recordBatch(run, { ...nothing, epochs, checkpoint: checkpoint(2) })).toThrow('Epoch 1 of run 1 came to other numbers')
    expect(store.queries.getRun(run).epochsDone).toBe(1)
    expect(store.queries.getCheckpoint(run)).toBeNull()
  })

  test('a batch is all or nothing', () => {
    const store = openWriter()
    const run = startRun(store)
    expect(() =>
      store.recorder.recordBatch(run, {
        epochs: [epochRecord(0, 1), epochRecord(1, 1)],
        models: [{ ...model('last', 1), sha256: digestBytes('else') }],
        checkpoint: null,
      }),
    ).toThrow('arrived damaged')
    expect(store.queries.listEpochs([run])).toEqual([{ run, epochs: [] }])
    expect(store.queries.getRun(run).last).toBeNull()
  })

  test.each([NaN, Infinity])('%d is refused and not stored as null', (value) => {
    const store = openWriter()
    const run = startRun(store)
    expect(() => store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, value)] })).toThrow(`training loss in epoch 0 of run 1 is ${value}`)
  })

  test('none follows a final status', () => {
    const store = openWriter()
    const run = startRun(store)
    store.recorder.setStatus(run, 'stopped')
    expect(() => store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 1)] })).toThrow('Run 1 is stopped: nothing can be recorded')
  })
})

describe('models and checkpoints', () => {
  test('last and best are replaced, single epochs are kept', () => {
    const store = openWriter()
    const run = startRun(store)
    store.recorder.recordBatch(run, {
      epochs: [epochRecord(0, 3), epochRecord(1, 1)],
      models: [model('last', 1, [1]), model('best', 1, [1]), model('epoch', 1, [1, 1])],
      checkpoint: checkpoint(1, [1]),
    })
    store.recorder.recordBatch(run, {
      epochs: [epochRecord(2, 2)],
      models: [model('last', 2, [2, 2, 2]), model('epoch', 2, [2])],
      checkpoint: checkpoint(2, [2]),
    })
    expect(store.queries.listModels(run).map(({ kind, epoch, bytes }) => [kind, epoch, bytes])).toEqual([
      ['last', 2, 3],
      ['best', 1, 1],
      ['epoch', 1, 2],
      ['epoch', 2, 1],
    ])
    expect([...store.queries.getModel(run, 'last').file]).toEqual([2, 2, 2])
    expect([...store.queries.getModel(run, 'epoch', 1).file]).toEqual([1, 1])
    expect(() => store.queries.getModel(run, 'epoch', 3)).toThrow('Run 1 has no model of epoch 3 yet')
    expect(store.queries.getCheckpoint(run)).toEqual(checkpoint(2, [2]))
  })

  test('one that is ahead of the epochs is refused', () => {
    const store = openWriter()
    const run = startRun(store)
    expect(() => store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 1)], models: [model('last', 1)] })).toThrow(
      'is of epoch 1, but only 0 are recorded',
    )
  })

  test('one that changed on the disk is found when it is read, and names its run', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const run = startRun(store)
    store.recorder.recordBatch(run, { epochs: [epochRecord(0, 1)], models: [model('last', 0, [1, 2, 3])], checkpoint: checkpoint(0, [4]) })
    tamper(folder, "UPDATE models SET file = x'010203ff'; UPDATE checkpoints SET state = x'00'")
    expect(() => store.queries.getModel(run, 'last')).toThrow('The last model (epoch 0) of run 1 is damaged')
    expect(() => store.queries.getCheckpoint(run)).toThrow('The checkpoint of run 1 is damaged')
  })

  test('a configuration that changed on the disk is found too', () => {
    const folder = temporaryFolder()
    const store = openStore({ folder, mode: 'write', program: 'the test' })
    startRun(store)
    store.close()
    tamper(folder, `UPDATE runs SET config = replace(config, '"epochs":5', '"epochs":6')`)
    const reader = openStore({ folder, mode: 'read', program: 'x' })
    onTestFinished(() => reader.close())
    expect(() => reader.queries.getRun(1)).toThrow('The stored configuration of run 1 is damaged')
  })
})

describe('taking up a run again', () => {
  test('keeps what was recorded after the checkpoint, and its models until the trial has come further', () => {
    const store = openWriter()
    const run = startRun(store)
    const record = (epochs: number[], models: ModelSnapshot[], checkpoint: CheckpointSnapshot | null = null) =>
      store.recorder.recordBatch(run, { epochs: epochs.map((epoch) => epochRecord(epoch, 5 - epoch)), models, checkpoint })
    record([0, 1], [model('best', 1)], checkpoint(1))
    record([2, 3], [model('last', 3), model('best', 2)])
    store.recorder.setStatus(run, 'interrupted')
    expect(store.recorder.takeUp(run)).toMatchObject({
      status: 'queued',
      epochsDone: 3,
      seconds: 1.5,
      last: { epoch: 3 },
      best: { epoch: 3 },
      finishedAt: null,
    })
    store.recorder.start(run, begin)
    const models = () => store.queries.listModels(run).map(({ kind, epoch }) => [kind, epoch])
    // Epoch 2 comes again: its last model is older than the one of epoch 3, which stays.
    record([2], [model('last', 2), model('best', 2)], checkpoint(2))
    expect(models()).toEqual([['last', 3], ['best', 2]]) // prettier-ignore
    record([], [model('last', 2)], checkpoint(2))
    expect(models()).toEqual([['last', 3], ['best', 2]]) // prettier-ignore
    expect(record([3, 4], [model('last', 4), model('best', 4)])).toMatchObject({ epochsDone: 4, seconds: 2 })
    expect(models()).toEqual([['last', 4], ['best', 4]]) // prettier-ignore
    // The trial ends with an earlier model, as early stopping does.
    record([], [model('last', 3)])
    expect(models()).toEqual([['last', 3], ['best', 4]]) // prettier-ignore
  })

  test('a run that has come to its end needs its checkpoint no more', () => {
    const store = openWriter()
    const [done, stopped] = [startRun(store), startRun(store)]
    for (const run of [done, stopped]) store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 4)], checkpoint: checkpoint(0) })
    store.recorder.setStatus(done, 'done')
    store.recorder.setStatus(stopped, 'stopped')
    expect(store.queries.getCheckpoint(done)).toBeNull()
    expect(store.queries.getCheckpoint(stopped)).toEqual(checkpoint(0))
  })

  test('is refused for a run that is done or in the trash', () => {
    const store = openWriter()
    const done = startRun(store)
    store.recorder.setStatus(done, 'done')
    expect(() => store.recorder.takeUp(done)).toThrow('is done: it cannot become queued')
    const trashed = startRun(store)
    store.recorder.setStatus(trashed, 'stopped')
    store.editor.trash([trashed])
    expect(() => store.recorder.takeUp(trashed)).toThrow('is in the trash')
  })
})
