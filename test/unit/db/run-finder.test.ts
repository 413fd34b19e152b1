/** Which runs a search and a filter leave, in which groups and in which order. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { databaseName } from '../../../db/data-folder'
import type { WritableStore } from '../../../db/store'
import { findInput, trashDays } from '../../../src/api/run-view'
import { epochRecord, lineExperiment, nothing, openWriter, startRun, steppingClock, temporaryFolder } from './fixtures'
import { openStore } from '../../../db/store'

/** A finished run with this validation accuracy at its end. */
function scored(store: WritableStore, accuracy: number | null, changes: Parameters<typeof startRun>[1] = {}): number {
  const run = startRun(store, changes)
  const validation = { loss: 1, accuracy }
  store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 2, { loss: 3, accuracy: 0 }), epochRecord(1, 1, validation)] })
  store.recorder.setStatus(run, 'done')
  return run
}

const find = (store: WritableStore, query: Parameters<typeof findInput.parse>[0]) => store.queries.findRuns(findInput.parse(query))
const found = (store: WritableStore, filter: string) => find(store, { filter }).groups.flatMap(({ runs }) => runs)

describe('a filter', () => {
  function threeRuns(): WritableStore {
    const store = openWriter()
    scored(store, 0.9, { name: 'one' })
    scored(store, 0.97, { name: 'Two', optimizer: { name: 'adam', learningRate: 0.01 } })
    scored(store, null, { name: 'three', optimizer: { name: 'adam', learningRate: 0.001 }, epochs: 7 })
    store.editor.update([1], { tags: ['Paper', 'b'], note: 'wide "layers"', pinned: true })
    return store
  }

  test.each([
    ['optimizer = adam and best.accuracy > 0.95', [2]],
    ['optimizer = ADAM', [3, 2]],
    ['optimizer != adam', [1]],
    ['optimizer.learningRate >= 0.01', [2, 1]],
    ['optimizer in (sgd, lion)', [1]],
    ['epochs > 5', [3]],
    ['optimizer.beta1 = none', [1]],
    ['optimizer.beta1 != none', [3, 2]],
    // A run without a validation has no such value, and its opposite therefore holds.
    ['last.validation.accuracy < 1', [2, 1]],
    ['not last.validation.accuracy < 1', [3]],
    ['last.validation.accuracy = none', [3]],
    ['last.accuracy > 96%', [2]],
    ['pinned', [1]],
    ['not pinned', [3, 2]],
    ['tag = paper', [1]],
    ['tag = pap', []],
    ['tag ~ pap', [1]],
    ['tag = none', [3, 2]],
    ['note ~ "\\"LAYERS"', [1]],
    ['name = two', [2]],
    ['name ~ o', [2, 1]],
    ['status = done and (run = 1 or run = 3)', [3, 1]],
    ['created >= 2030 and created = 2030-01', [3, 2, 1]],
    ['created > 2030', []],
    ['layers = 1', [3, 2, 1]],
    ['name = "\' OR 1=1 --"', []],
  ])('%s', (filter, runs) => {
    expect(found(threeRuns(), filter)).toEqual(runs)
  })

  test('finds runs whose learning rate was changed while they trained', () => {
    const store = threeRuns()
    const change = (run: number, epoch: number) => store.recorder.recordBatch(run, { ...nothing, rateChange: { epoch, learningRate: 0.5 } })
    const [once, twice] = [startRun(store), startRun(store)]
    change(once, 1)
    change(twice, 1)
    change(twice, 3)
    expect(found(store, 'rate.changes > 0')).toEqual([twice, once])
    expect(found(store, 'rate.changes = 2')).toEqual([twice])
    expect(found(store, 'rate.changes = 0 or not rate.changes < 2')).toEqual([twice, 3, 2, 1])
  })

  test('that is wrong says where', () => {
    const store = threeRuns()
    expect(() => found(store, 'optimizr = adam')).toThrow('Filter, character 1: There is no field "optimizr"')
    expect(() => store.queries.listRuns({ filter: 'seed =', trashed: false, archived: false, limit: 10 })).toThrow('character 7')
  })

  test('sees a field that came with a later run', () => {
    const store = threeRuns()
    expect(found(store, 'optimizer = adam')).toEqual([3, 2])
    scored(store, 0.5, { optimizer: { name: 'adam', learningRate: 0.1 } })
    expect(found(store, 'optimizer = adam')).toEqual([4, 3, 2])
  })
})

describe('groups and order', () => {
  test('the trials of a setting stand together, newest first, in order of their seeds', () => {
    const store = openWriter()
    store.recorder.createExperiment(lineExperiment({ seeds: { list: [3, 1] } }))
    store.recorder.createExperiment(lineExperiment({ name: 'Other' }))
    expect(find(store, {}).groups.map(({ runs }) => runs)).toEqual([[3], [2, 1]])
    expect(find(store, { group: 'trial' }).groups.map(({ runs }) => runs)).toEqual([[3], [2], [1]])
    expect(find(store, { group: 'experiment' }).groups).toMatchObject([
      { value: '2', runs: [3] },
      { value: '1', runs: [2, 1] },
    ])
    expect(() => find(store, { group: 'note' })).toThrow('Runs are not grouped by "note"')
  })

  test('any field of the configuration makes groups', () => {
    const store = openWriter()
    for (const name of ['sgd', 'adam', 'sgd'] as const) store.recorder.createExperiment(lineExperiment({ optimizer: { name, learningRate: 0.1 } }))
    expect(find(store, { group: 'optimizer' }).groups).toMatchObject([
      { value: 'sgd', runs: [1, 3] },
      { value: 'adam', runs: [2] },
    ])
  })

  test('groups are ordered by what they show, and what has no value stands last either way', () => {
    const store = openWriter()
    const [low, none, high] = [scored(store, 0.5, { name: 'low' }), startRun(store, { name: 'none' }), scored(store, 0.9, { name: 'high' })]
    const order = (column: string, descending: boolean) => find(store, { sort: { column, descending } }).groups.flatMap(({ runs }) => runs)
    expect(order('last', true)).toEqual([high, low, none])
    expect(order('last', false)).toEqual([low, high, none])
    expect(order('name', false)).toEqual([high, low, none])
    expect(order('started', false)).toEqual([low, none, high])
    expect(order('status', false)).toEqual([none, high, low])
    expect(order('optimizer.beta1', false)).toEqual([high, none, low])
  })

  test('a view takes its part, and says how much there is without the filter and in the archive', () => {
    const store = openWriter()
    const [a, b, c] = [scored(store, 0.5), scored(store, 0.6), scored(store, 0.7)]
    store.editor.update([a], { archived: true })
    store.editor.update([b], { pinned: true })
    store.editor.trash([c])
    const runs = (view: 'all' | 'pinned' | 'archive' | 'trash' | 'active') => find(store, { view }).groups.flatMap((group) => group.runs)
    expect([runs('all'), runs('pinned'), runs('archive'), runs('trash'), runs('active')]).toEqual([[b], [b], [a], [c], []])
    expect(find(store, { filter: 'best.accuracy < 0.55' })).toEqual({ groups: [], total: 1, inArchive: 1 })
    expect(find(store, { tag: 'x' })).toMatchObject({ groups: [], total: 1, inArchive: 0 })
  })
})

test('a start removes what has been in the trash for more than 30 days', () => {
  const folder = temporaryFolder()
  const open = (now: () => Date) => openStore({ folder, mode: 'write', program: 'the test', now })
  const first = open(steppingClock()) // 2030-01-01
  const runs = [scored(first, 0.5), scored(first, 0.6), scored(first, 0.7)]
  first.editor.trash(runs.slice(0, 2))
  first.close()
  // One of the two is put there a day later.
  const db = new Database(join(folder, databaseName))
  db.prepare('UPDATE runs SET trashed_at = ? WHERE id = ?').run('2030-01-02T12:00:00.000Z', runs[1])
  db.close()
  const later = open(() => new Date(Date.UTC(2030, 0, 1 + trashDays, 18)))
  expect(find(later, { view: 'trash' }).groups.flatMap((group) => group.runs)).toEqual([runs[1]])
  expect(find(later, {}).groups.flatMap((group) => group.runs)).toEqual([runs[2]])
  later.close()
})
