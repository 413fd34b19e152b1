/** Archives: what goes out comes in again, nothing twice, and nothing at all from one that is not as it was exported. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applicationId } from '../../../db/archive/format'
import { databaseName } from '../../../db/data-folder'
import { digestBytes, digestConfig } from '../../../db/digest'
import { openStore, type WritableStore } from '../../../db/store'
import { unknownOrigin } from '../../../src/api/records'
import {
  checkpoint,
  epochRecord,
  everything,
  finishedRun,
  lineExperiment,
  model,
  nothing,
  openWriter,
  startRun,
  steppingClock,
  tamper,
  temporaryFolder,
} from './fixtures'

/** A sweep of two settings over two seeds: one run done with models, one stopped with a checkpoint, one interrupted, one not begun. */
function fill(store: WritableStore): number[] {
  const { runs } = store.recorder.createExperiment(
    lineExperiment({ seeds: { count: 2 }, sweep: [{ field: 'epochs', values: [2, 3], labels: ['short', 'long'] }] }),
  )
  const ids = runs.map(({ id }) => id)
  const [done, stopped, running] = ids
  for (const run of [done, stopped, running]) store.recorder.start(run!, { kernels: 'reference', engineVersion: '1', dataDigest: digestBytes('data') })
  store.recorder.recordBatch(done!, {
    epochs: [epochRecord(0, 3), epochRecord(1, 1), epochRecord(2, 2)],
    models: [model('last', 2), model('best', 1, [7]), model('epoch', 1, [8, 9])],
    checkpoint: null,
  })
  store.recorder.setStatus(done!, 'done')
  store.recorder.recordBatch(stopped!, { epochs: [epochRecord(0, 3), epochRecord(1, 1)], models: [model('last', 1)], checkpoint: checkpoint(1) })
  store.recorder.setStatus(stopped!, 'stopped', 'Stopped by hand')
  store.recorder.recordBatch(running!, { ...nothing, epochs: [epochRecord(0, 4)] })
  store.editor.update([done!], { name: 'First <b>line</b>', tags: ['good', 'größer'], note: 'the one', pinned: true, colour: 9 })
  return ids
}

function addDrawing(folder: string, strokes: string, created = '2030-01-01T00:00:00.000Z'): void {
  const db = new Database(join(folder, databaseName))
  db.prepare('INSERT INTO drawings (strokes, label, note, created_at) VALUES (?, ?, ?, ?)').run(strokes, '7', '', created)
  db.close()
}

/** What of a run an archive keeps. */
function facts(store: WritableStore, run: number) {
  const { id: _id, experiment: _experiment, ...row } = store.queries.getRun(run)
  const state = store.queries.getCheckpoint(run)
  return {
    row,
    epochs: store.queries.listEpochs([run])[0]!.epochs,
    models: store.queries.listModels(run).map(({ kind, epoch }) => [kind, epoch, [...store.queries.getModel(run, kind, epoch).file]]),
    checkpoint: state && { epoch: state.epoch, batch: state.batch, state: [...state.state] },
  }
}

async function archiveOf(store: WritableStore, runs: readonly number[], folder = temporaryFolder()) {
  const file = join(folder, 'runs.bplab')
  return { file, ...(await store.exportArchive({ runs, file, program: '0.1.0' })) }
}

describe('there and back', () => {
  it('an empty lab holds the same afterwards, and exports the same content', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const runs = fill(store)
    addDrawing(folder, '[[[1,2],[3,4.5]]]')
    const out = await archiveOf(store, [...runs].reverse())
    expect(out).toMatchObject({ experiments: 1, runs: 4, drawings: 1 })

    const other = openWriter()
    // Runs of another number come first, so that numbers cannot fit by accident.
    const before = startRun(other, { name: 'Other' })
    other.recorder.setStatus(before, 'stopped')
    other.editor.trash([before])
    other.editor.delete([before])
    const report = await other.importArchive(out.file)
    expect(report).toMatchObject({ contentDigest: out.contentDigest, present: [], refused: [], experiments: 1, drawings: { added: 1, present: 0 } })
    expect(report.added).toHaveLength(4)
    const ended = { status: 'interrupted', message: 'Archived before it had ended', finishedAt: null }
    for (const [i, run] of runs.entries()) {
      const original = facts(store, run)
      const row = i < 2 ? original.row : { ...original.row, ...ended }
      expect(facts(other, report.added[i]!.id)).toEqual({ ...original, row })
    }
    const again = await archiveOf(
      other,
      report.added.map(({ id }) => id),
    )
    expect(again.contentDigest).toBe(out.contentDigest)
    expect(again.bytes).toBe(out.bytes)
  })

  it('whatever the words and numbers are', { timeout: 120_000 }, async () => {
    const text = (max: number) => fc.string({ unit: 'binary', maxLength: max }).map((words) => words.trim().slice(0, max))
    const words = fc.record({
      name: text(100).map((name) => `n${name}`.slice(0, 120)),
      note: text(200),
      tags: fc.array(
        text(30).map((tag) => `t${tag}`.trim()),
        { maxLength: 3 },
      ),
    })
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
    const run = fc.record({ words, losses: fc.array(number, { minLength: 1, maxLength: 4 }), file: fc.uint8Array({ maxLength: 50 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 4 }), async (runs) => {
        const [here, there] = [openWriter(), openWriter()]
        const ids = runs.map(({ words, losses, file }) => {
          const id = startRun(here)
          here.recorder.recordBatch(id, {
            ...nothing,
            epochs: losses.map((loss, i) => epochRecord(i, loss)),
            models: [model('last', losses.length - 1, [...file])],
          })
          here.recorder.setStatus(id, 'stopped')
          here.editor.update([id], words)
          return id
        })
        const out = await archiveOf(here, ids)
        const { added } = await there.importArchive(out.file)
        expect(added).toHaveLength(runs.length)
        const back = await archiveOf(there, added.map(({ id }) => id)) // prettier-ignore
        expect(back.contentDigest).toBe(out.contentDigest)
        expect((await here.importArchive(back.file)).added).toEqual([])
      }),
      { numRuns: 15 },
    )
  })

  it('an interrupted run can be taken up where its checkpoint stands', async () => {
    const store = openWriter()
    const [, stopped] = fill(store)
    const { file } = await archiveOf(store, [stopped!])
    const other = openWriter()
    const [run] = (await other.importArchive(file)).added
    expect(other.recorder.takeUp(run!.id)).toMatchObject({ status: 'queued', epochsDone: 1 })
  })

  it('finds a run by its words, and keeps the best epoch that the epochs show', async () => {
    const store = openWriter()
    const { file } = await archiveOf(store, [fill(store)[0]!])
    const other = openWriter()
    await other.importArchive(file)
    expect(other.queries.listRuns({ ...everything, search: 'GRÖSSER' })).toHaveLength(0)
    const [found] = other.queries.listRuns({ ...everything, search: 'größer line' })
    expect(found).toMatchObject({ best: { epoch: 1, train: { loss: 1 } }, last: { epoch: 2, train: { loss: 2 } }, epochsDone: 2, seconds: 1 })
  })
})

describe('into a lab that has runs', () => {
  it('adds nothing twice, not even what was renamed since', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const runs = fill(store)
    addDrawing(folder, '[[[1,2]]]')
    const { file } = await archiveOf(store, runs)
    store.editor.update([runs[0]!], { name: 'Another name', tags: [], note: '' })
    const report = await store.importArchive(file)
    expect(report).toMatchObject({ added: [], refused: [], experiments: 0, drawings: { added: 0, present: 1 } })
    expect(report.present.map(({ id }) => id)).toEqual(runs)
    expect(store.queries.listRuns(everything)).toHaveLength(4)
  })

  it('lets the same trial with another outcome stand beside it', async () => {
    const [here, there] = [openWriter(), openWriter()]
    for (const [store, loss] of [
      [here, 1],
      [there, 2],
    ] as const) {
      const run = startRun(store)
      store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, loss)] })
      store.recorder.setStatus(run, 'stopped')
    }
    const { file } = await archiveOf(there, [1])
    const report = await here.importArchive(file)
    expect(report.added.map(({ id, last }) => [id, last?.train.loss])).toEqual([[2, 2]])
    expect(here.queries.getRun(1).last?.train.loss).toBe(1)
    expect((await here.importArchive(file)).added).toEqual([])
  })

  it('joins the runs of one experiment, whichever archive brings them, and its seeds', async () => {
    const store = openWriter()
    const { experiment, runs } = store.recorder.createExperiment(lineExperiment({ seeds: { count: 2 } }))
    const first = await archiveOf(store, [runs[0]!.id])
    store.recorder.extendExperiment(experiment.id, { count: 4 })
    const rest = await archiveOf(store, [2, 3, 4])
    const other = openWriter()
    const [one] = (await other.importArchive(first.file)).added
    const report = await other.importArchive(rest.file)
    expect(report.experiments).toBe(0)
    expect(other.queries.runsOfExperiment(one!.experiment).map(({ seed }) => seed)).toEqual([1, 2, 3, 4])
    expect(other.queries.getExperiment(one!.experiment).config.seeds).toEqual({ count: 4 })
  })

  it('keeps two experiments of one configuration apart', async () => {
    const clock = steppingClock()
    const time = clock()
    const fixed = openStore({ folder: temporaryFolder(), mode: 'write', program: 'the test', now: () => time })
    for (let i = 0; i < 2; i++) fixed.recorder.createExperiment(lineExperiment())
    const { file, contentDigest } = await archiveOf(fixed, [1, 2])
    fixed.close()
    const other = openWriter()
    const { added } = await other.importArchive(file)
    expect(new Set(added.map(({ experiment }) => experiment)).size).toBe(2)
    expect((await archiveOf(other, [1, 2])).contentDigest).toBe(contentDigest)
  })
})

describe('export', () => {
  it('refuses a file that exists, a run in the trash, a missing one and a damaged model, and leaves no file', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const [done, stopped] = fill(store)
    const target = join(folder, 'x.bplab')
    const exportTo = (runs: number[], file = target) => store.exportArchive({ runs, file, program: '0.1.0' })
    await expect(exportTo([done!], join(folder, databaseName))).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('there already') })
    store.editor.trash([stopped!])
    await expect(exportTo([done!, stopped!])).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('trash') })
    await expect(exportTo([99])).rejects.toMatchObject({ code: 'not-found' })
    const db = new Database(join(folder, databaseName))
    db.prepare("UPDATE models SET file = x'00' WHERE run = ? AND kind = 'best'").run(done!)
    db.close()
    await expect(exportTo([done!])).rejects.toMatchObject({ code: 'data', message: expect.stringContaining(`best model (epoch 1) of run ${done}`) })
    expect(existsSync(target)).toBe(false)
    expect(existsSync(`${target}.part`)).toBe(false)
  })

  it('names the folder that cannot be written', async () => {
    const store = openWriter()
    fill(store)
    const request = { runs: [1], file: join(temporaryFolder(), 'missing', 'x.bplab'), program: '0.1.0' }
    await expect(store.exportArchive(request)).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('missing') })
  })
})

describe('runs that began with the weights of others', () => {
  const weights = Uint8Array.of(1, 2, 3)

  /** A run that is done, and two that began with its weights after epoch 1; the second is stopped. */
  function forked(store: WritableStore): { source: number; forks: number[] } {
    const source = finishedRun(store)
    const initial = { origin: { run: source, epoch: 1 }, file: weights, sha256: digestBytes(weights) }
    const { runs } = store.recorder.createExperiment(lineExperiment({ name: 'Fork', seeds: { count: 2 } }), () => true, { initial })
    const forks = runs.map(({ id }) => id)
    for (const run of forks) {
      store.recorder.start(run, { kernels: 'reference', engineVersion: '1', dataDigest: digestBytes('data') })
      // A third is no sum of its parts as computers add them: what is carried is what was recorded.
      store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 1), { ...epochRecord(1, 0.5), seconds: 1 / 3 }] })
      store.recorder.setStatus(run, 'stopped')
    }
    return { source, forks }
  }
  const sealOf = (folder: string, run: number) => {
    const db = new Database(join(folder, databaseName), { readonly: true })
    const seal = db.prepare<[number], string>('SELECT seal FROM runs WHERE id = ?').pluck().get(run)
    db.close()
    return seal
  }

  it('bring their origin, the weights and the seals along, and come in once', async () => {
    const [here, there] = [temporaryFolder(), temporaryFolder()]
    const store = openWriter(here)
    const { source, forks } = forked(store)
    const { file, contentDigest } = await archiveOf(store, [source, ...forks])
    const other = openWriter(there)
    startRun(other)
    startRun(other)
    const { added } = await other.importArchive(file)
    const [origin, ...rest] = added.map(({ id }) => id)
    expect(added.map((run) => run.origin)).toEqual([null, { run: origin, epoch: 1 }, { run: origin, epoch: 1 }])
    expect(other.queries.getInitialWeights(added[1]!.experiment)).toEqual({ file: weights, sha256: digestBytes(weights) })
    expect(other.queries.getInitialWeights(added[0]!.experiment)).toBeNull()
    expect([origin, ...rest].map((run) => sealOf(there, run!))).toEqual([source, ...forks].map((run) => sealOf(here, run)))
    expect(await other.importArchive(file)).toMatchObject({ added: [], present: [{ id: origin }, {}, {}], experiments: 0 })
    const back = await archiveOf(other, added.map(({ id }) => id)) // prettier-ignore
    expect(back.contentDigest).toBe(contentDigest)
    expect((await store.importArchive(back.file)).added).toEqual([])
  })

  it('without their origin say that they have one; where it is here already they name it', async () => {
    const store = openWriter()
    const { source, forks } = forked(store)
    const whole = await archiveOf(store, [source, ...forks])
    const alone = await archiveOf(store, [forks[0]!])
    const other = openWriter()
    const [run] = (await other.importArchive(alone.file)).added
    expect(run).toMatchObject({ origin: { run: unknownOrigin, epoch: 1 } })
    // It counts as no trial of its setting: it did not draw its own weights.
    expect(other.queries.runsOfConfiguration(run!.configDigest)).toEqual([])
    const report = await other.importArchive(whole.file)
    expect(report).toMatchObject({ present: [{ id: run!.id }], experiments: 1 })
    expect(report.added.map(({ experiment }) => experiment)).toEqual([expect.any(Number), run!.experiment])
    expect(report.added[1]).toMatchObject({ origin: { run: report.added[0]!.id, epoch: 1 } })
  })

  it('stay apart from runs of the same moment that drew their own weights', async () => {
    const store = openWriter()
    const { forks } = forked(store)
    const { file } = await archiveOf(store, forks)
    const folder = temporaryFolder()
    const other = openWriter(folder)
    await other.importArchive(file)
    other.close()
    tamper(folder, 'DELETE FROM initial_weights')
    tamper(folder, 'DELETE FROM runs WHERE id = 2')
    expect(await openWriter(folder).importArchive(file)).toMatchObject({ present: [{}], added: [{}], experiments: 1 })
  })
})

describe('an archive of version 1', () => {
  const file = resolve(import.meta.dirname, '../../fuzz/corpus/archive/accepted/two-runs.bplab')

  it('comes in as before, once, and in the present form once more', async () => {
    const store = openWriter()
    const { added } = await store.importArchive(file)
    expect(added.map(({ origin }) => origin)).toEqual([null, null])
    expect(await store.importArchive(file)).toMatchObject({ added: [], present: [{}, {}] })
    const present = await archiveOf(store, added.map(({ id }) => id)) // prettier-ignore
    const other = openWriter()
    expect((await other.importArchive(present.file)).added).toHaveLength(2)
    expect(await other.importArchive(file)).toMatchObject({ added: [], present: [{}, {}] })
  })
})

it('a run whose record is not what was sealed is not exported', async () => {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  const run = finishedRun(store)
  store.close()
  tamper(folder, 'UPDATE epochs SET train_loss = 0.1 WHERE run = ? AND epoch = 1', run)
  await expect(archiveOf(openWriter(folder), [run])).rejects.toThrow(`Run ${run} is damaged: what is stored is not what was sealed`)
})

describe('an archive that is not as it was exported', () => {
  /** Exports, changes the file by SQL, and expects the import to refuse it and to change nothing. */
  async function refused(change: string | ((db: Database.Database) => void)): Promise<string> {
    const store = openWriter()
    const { file } = await archiveOf(store, fill(store))
    const db = new Database(file)
    if (typeof change === 'string') db.exec(change)
    else change(db)
    db.close()
    return refusal(file)
  }

  async function refusal(file: string): Promise<string> {
    const other = openWriter()
    const error: unknown = await other.importArchive(file).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'LabError', code: 'data' })
    expect(other.queries.listRuns(everything)).toEqual([])
    expect(other.recorder.createExperiment(lineExperiment()).experiment.id).toBe(1)
    return error instanceof Error ? error.message : ''
  }

  const newConfig = (run: number, change: (config: Record<string, unknown>) => void) => (db: Database.Database) => {
    const config: Record<string, unknown> = JSON.parse(db.prepare<[number], string>('SELECT config FROM runs WHERE number = ?').pluck().get(run) ?? '{}')
    change(config)
    db.prepare('UPDATE runs SET config = ?, config_digest = ? WHERE number = ?').run(JSON.stringify(config), digestConfig(config), run)
  }

  it.each<[string, string | ((db: Database.Database) => void), string]>([
    ['a loss', 'UPDATE epochs SET train_loss = 0 WHERE run = 1 AND epoch = 2', 'run 1: its digest does not match'],
    ['a missing epoch', 'DELETE FROM epochs WHERE run = 1 AND epoch = 1', 'run 1, epochs: expected epoch 1, found 2'],
    ['an impossible accuracy', 'UPDATE epochs SET train_accuracy = 2 WHERE run = 1 AND epoch = 1', 'run 1, epoch 1, train_accuracy'],
    ['an infinite loss', 'UPDATE epochs SET train_loss = 9e999 WHERE run = 1 AND epoch = 1', 'run 1, epoch 1, train_loss'],
    ['a model', "UPDATE models SET file = x'00' WHERE number = 1", 'model 1: its digest does not match'],
    ['a checkpoint', "UPDATE checkpoints SET state = x'00'", 'the checkpoint of run 2: its digest does not match'],
    ['a note', "UPDATE runs SET note = 'other' WHERE number = 1", 'manifest: the digest of the whole'],
    ['tags', "UPDATE runs SET tags = '[1]' WHERE number = 1", 'run 1, tags'],
    ['a status', "UPDATE runs SET status = 'running' WHERE number = 3", 'run 3, status: an archived run has ended'],
    ['a configuration', "UPDATE runs SET config = '{}' WHERE number = 1", 'run 1, config: its digest does not match'],
    ['white space', "UPDATE runs SET config = config || ' ' WHERE number = 1", 'run 1, config: a configuration takes canonical JSON'],
    ['a changed trial', newConfig(1, (config) => (config['epochs'] = 7)), 'run 1'],
    ['a deep configuration', `UPDATE experiments SET config = '${'['.repeat(200_000)}'`, 'experiments, row 1, config'],
    ['another experiment', 'UPDATE runs SET experiment = 5 WHERE number = 1', 'there is no experiment 5'],
    ['a stray epoch', "INSERT INTO epochs VALUES (77, 0, 1, 1, 1, 1, 1, 1, 'x')", 'of no run'],
    ['a missing run', 'DELETE FROM runs WHERE number = 4', 'manifest, runs: expected 3, found 4'],
    ['numbers with a gap', 'UPDATE runs SET number = 9 WHERE number = 4', 'run 4: it is missing'],
    ['two manifests', 'INSERT INTO manifest SELECT * FROM manifest', 'expected one row'],
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END', 'schema'],
    ['a view', 'DROP TABLE drawings; CREATE VIEW drawings AS SELECT 1 AS number', 'schema'],
    ['initial weights of no experiment', "INSERT INTO initial_weights VALUES (5, printf('%064d', 0), x'01')", 'there is no experiment 5'],
    ['a later origin', 'UPDATE runs SET from_run = 2, from_epoch = 1 WHERE number = 1', 'run 1, from_run: it is no earlier run'],
    ['half an origin', 'UPDATE runs SET from_epoch = 1 WHERE number = 2', 'run 2, from_run'],
    ['another seal', "UPDATE runs SET seal = printf('%064d', 0) WHERE number = 1", 'run 1: it is not what was sealed when it ended'],
    ['another column', 'ALTER TABLE runs ADD COLUMN more TEXT', 'schema'],
    ['a note of a megabyte', "UPDATE runs SET note = printf('%.1000000c', 'x') WHERE number = 1", 'runs, note: expected at most 65536 bytes, found 1000000'],
    [
      'strokes that are none',
      `INSERT INTO drawings VALUES (1, '{"__proto__":[]}', NULL, '', '2030-01-01T00:00:00.000Z'); UPDATE manifest SET drawings = 1`,
      'drawings, row 1, strokes',
    ],
  ])('is refused for %s', async (_what, change, place) => {
    expect(await refused(change)).toContain(place)
  })

  it('is refused where it is another database, newer, cut off or no database', async () => {
    expect(await refused('PRAGMA application_id = 1')).toContain('byte 68')
    expect(await refused('PRAGMA user_version = 5')).toContain('newer Backprop Lab')
    expect(await refused('PRAGMA user_version = 0')).toContain('expected a version from 1 to 4, found 0')
    // Its tables are not those of version 1.
    expect(await refused('PRAGMA user_version = 1')).toContain('schema')
    expect(await refused('PRAGMA journal_mode = WAL')).toContain('write-ahead log')
    const store = openWriter()
    const { file } = await archiveOf(store, fill(store))
    const bytes = readFileSync(file)
    for (const [content, place] of [
      [bytes.subarray(0, bytes.length - 4096), 'cut off'],
      [Buffer.concat([bytes, Buffer.alloc(4096)]), 'was added to'],
      [Buffer.alloc(0), 'no archive'],
      [Buffer.from('PK'), 'no archive'],
    ] as const) {
      writeFileSync(file, content)
      expect(await refusal(file)).toContain(place)
    }
    expect(await refusal(join(temporaryFolder(), 'none.bplab'))).toContain('ENOENT')
    expect(await refusal(temporaryFolder())).toContain('is no file')
    expect(applicationId.toString(16)).toBe(Buffer.from('BPLA').toString('hex'))
  })

  it('refuses by name what another version has made, and takes the rest', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    fill(store)
    const db = new Database(join(folder, databaseName))
    const config = JSON.stringify({ kernels: 'quantum', version: 1 })
    db.prepare('UPDATE runs SET config = ?, config_digest = ? WHERE id = 4').run(config, digestBytes(config))
    db.close()
    const { file } = await archiveOf(store, [1, 4])
    const other = openWriter()
    const report = await other.importArchive(file)
    expect(report.added).toHaveLength(1)
    expect(report.refused).toEqual([{ name: 'Line · long', seed: 2, reason: expect.stringContaining('configuration') }])
  })
})
