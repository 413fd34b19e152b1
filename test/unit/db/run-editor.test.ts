/** What a user changes, and what a list shows of it. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { databaseName } from '../../../db/data-folder'
import type { WritableStore } from '../../../db/store'
import { checkpoint, epochRecord, everything, lineExperiment, model, openWriter, startRun, temporaryFolder } from './fixtures'

/** Runs that are done, by their names. */
function finishedRuns(store: WritableStore, ...names: string[]): number[] {
  return names.map((name) => {
    const run = startRun(store, { name })
    store.recorder.setStatus(run, 'done')
    return run
  })
}

const listed = (store: WritableStore, search: string) => store.queries.listRuns({ ...everything, search }).map(({ name }) => name)

describe('marks and words', () => {
  test('a patch changes what it names and nothing else', () => {
    const store = openWriter()
    const [first, second] = finishedRuns(store, 'one', 'two')
    const [changed] = store.editor.update([first!], { name: 'first', tags: ['a', 'b'], note: 'n', colour: 7, pinned: true })
    expect(changed).toMatchObject({ name: 'first', tags: ['a', 'b'], note: 'n', colour: 7, pinned: true, archived: false, locked: false })
    expect(store.editor.update([first!], { archived: true })[0]).toMatchObject({ name: 'first', tags: ['a', 'b'], archived: true })
    expect(store.queries.getRun(second!)).toMatchObject({ name: 'two', tags: [], pinned: false })
  })

  test('a change to several runs is all or nothing', () => {
    const store = openWriter()
    const [first] = finishedRuns(store, 'one')
    expect(() => store.editor.update([first!, 99], { note: 'x' })).toThrow('There is no run 99')
    expect(store.queries.getRun(first!).note).toBe('')
  })

  test('a locked run refuses everything but being unlocked', () => {
    const store = openWriter()
    const [run] = finishedRuns(store, 'one')
    const ids = [run!]
    store.editor.update(ids, { locked: true })
    for (const change of [
      () => store.editor.update(ids, { note: 'x' }),
      () => store.editor.trash(ids),
      () => store.editor.restore(ids),
      () => store.editor.delete(ids),
    ]) {
      expect(change).toThrow(`Run ${run} is locked: unlock it first`)
    }
    expect(store.editor.update(ids, { locked: false, note: 'x' })[0]).toMatchObject({ locked: false, note: 'x' })
  })

  test('markup is kept as the text it is', () => {
    const store = openWriter()
    const [run] = finishedRuns(store, 'one')
    const markup = '<img src=x onerror=alert(1)>"\'; DROP TABLE runs; -- \u202e'
    store.editor.update([run!], { name: markup, tags: [markup], note: markup })
    expect(store.queries.getRun(run!)).toMatchObject({ name: markup, tags: [markup], note: markup })
    expect(store.queries.listRuns({ ...everything, search: 'drop table' })).toHaveLength(1)
  })
})

describe('the trash', () => {
  test('takes runs out of the list, and gives them back', () => {
    const store = openWriter()
    const [first, second] = finishedRuns(store, 'one', 'two')
    expect(store.editor.trash([first!])[0]!.trashedAt).toMatch(/^2030-/)
    expect(listed(store, '')).toEqual(['two'])
    expect(store.queries.listRuns({ ...everything, trashed: true }).map(({ id }) => id)).toEqual([first])
    expect(store.editor.restore([first!])[0]!.trashedAt).toBeNull()
    expect(listed(store, '')).toEqual(['two', 'one'])
    expect(second).toBe(2)
  })

  test('refuses a run that has not ended', () => {
    const store = openWriter()
    const run = startRun(store)
    expect(() => store.editor.trash([run])).toThrow('Run 1 is running: stop it before you delete it')
  })

  test('deleting needs the trash first, and then takes everything of the run with it', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const run = startRun(store)
    store.recorder.recordBatch(run, { epochs: [epochRecord(0, 1)], models: [model('last', 0)], checkpoint: checkpoint(0) })
    store.recorder.setStatus(run, 'done')
    const [other] = finishedRuns(store, 'other')
    expect(() => store.editor.delete([run])).toThrow('Run 1 is not in the trash')
    store.editor.trash([run])
    expect(store.editor.delete([run])).toEqual([run])
    expect(() => store.queries.getRun(run)).toThrow('There is no run 1')
    const db = new Database(join(folder, databaseName), { readonly: true })
    onTestFinished(() => void db.close())
    for (const table of ['epochs', 'models', 'checkpoints']) expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
    expect(() => store.queries.getExperiment(1)).toThrow('There is no experiment 1')
    expect(store.queries.getRun(other!).name).toBe('other')
  })

  test('the number of a deleted run is not given again', () => {
    const store = openWriter()
    const [run] = finishedRuns(store, 'one')
    store.editor.trash([run!])
    store.editor.delete([run!])
    expect(store.recorder.createExperiment(lineExperiment()).runs[0]!.id).toBe(run! + 1)
  })
})

describe('the list', () => {
  test('is newest first, limited, and leaves archived runs out unless asked', () => {
    const store = openWriter()
    const [, second] = finishedRuns(store, 'one', 'two', 'three')
    store.editor.update([second!], { archived: true })
    expect(listed(store, '')).toEqual(['three', 'one'])
    expect(store.queries.listRuns({ ...everything, archived: true }).map(({ name }) => name)).toEqual(['three', 'two', 'one'])
    expect(store.queries.listRuns({ ...everything, limit: 1 }).map(({ name }) => name)).toEqual(['three'])
  })

  test('the search takes % and _ and \\ for what they are', () => {
    const store = openWriter()
    finishedRuns(store, '100% sure', '100 sure', 'a_b', 'axb', 'c\\d')
    expect(listed(store, '100%')).toEqual(['100% sure'])
    expect(listed(store, 'a_b')).toEqual(['a_b'])
    expect(listed(store, '\\')).toEqual(['c\\d'])
    expect(listed(store, '%')).toEqual(['100% sure'])
  })

  test('the search looks in name, setting, tags and note, for every word, in any case', () => {
    const store = openWriter()
    const [first, second] = finishedRuns(store, 'Baseline', 'Übung')
    store.editor.update([first!], { tags: ['Draft'], note: 'Learning rate too high' })
    store.recorder.createExperiment(lineExperiment({ sweep: [{ field: 'epochs', values: [7], labels: ['Seven'] }] }))
    expect(listed(store, 'draft HIGH')).toEqual(['Baseline'])
    expect(listed(store, 'draft low')).toEqual([])
    expect(listed(store, 'übung')).toEqual(['Übung'])
    expect(listed(store, 'seven')).toEqual(['Line · Seven'])
    store.editor.update([second!], { note: 'now a draft' })
    expect(listed(store, 'draft')).toEqual(['Übung', 'Baseline'])
    expect(listed(store, '"')).toEqual([]) // tags are stored as JSON, but searched as words
  })
})

describe('settings', () => {
  test('have defaults, and keep what is set', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    expect(store.queries.getSettings()).toEqual({ theme: 'system' })
    expect(store.editor.setSettings({ theme: 'dark' })).toEqual({ theme: 'dark' })
    expect(store.editor.setSettings({})).toEqual({ theme: 'dark' })
  })

  test('what is not understood has its default', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const db = new Database(join(folder, databaseName))
    db.exec(`INSERT INTO settings VALUES ('theme', '"neon"'), ('of_the_future', '1')`)
    db.close()
    expect(store.queries.getSettings()).toEqual({ theme: 'system' })
  })
})
