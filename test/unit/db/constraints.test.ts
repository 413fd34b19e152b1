/** What the schema itself refuses, whoever writes. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { databaseName } from '../../../db/data-folder'
import { digestBytes } from '../../../db/digest'
import { openStore } from '../../../db/store'
import { epochRecord, startRun, temporaryFolder } from './fixtures'

function prepared(): Database.Database {
  const folder = temporaryFolder()
  const store = openStore({ folder, mode: 'write', program: 'the test' })
  const run = startRun(store)
  store.recorder.recordBatch(run, { epochs: [epochRecord(0, 1)], models: [], checkpoint: null })
  store.close()
  const db = new Database(join(folder, databaseName))
  db.pragma('foreign_keys = ON')
  onTestFinished(() => void db.close())
  return db
}

const digest = digestBytes('x')
const epochColumns = 'run, epoch, train_loss, train_accuracy, learning_rate, seconds, weight_digest'

test.each([
  ['an unknown status', "UPDATE runs SET status = 'sleeping'", 'CHECK'],
  ['a colour outside the palette', 'UPDATE runs SET colour = 11', 'CHECK'],
  ['more epochs done than planned', 'UPDATE runs SET epochs_done = 6', 'CHECK'],
  ['a summary that does not fit', 'UPDATE runs SET last_epoch = 3', 'CHECK'],
  ['tags that are no list', `UPDATE runs SET tags = '{"a":1}'`, 'CHECK'],
  ['text for a number', "UPDATE runs SET seed = 'one'", 'cannot store TEXT'],
  ['a configuration that is no JSON', "UPDATE runs SET config = '{'", 'CHECK'],
  ['a run without experiment', 'UPDATE runs SET experiment = 99', 'FOREIGN KEY'],
  ['an accuracy above 1', `INSERT INTO epochs (${epochColumns}) VALUES (1, 1, 1, 1.5, 0.1, 0, '${digest}')`, 'CHECK'],
  ['an epoch twice', `INSERT INTO epochs (${epochColumns}) VALUES (1, 0, 1, 1, 0.1, 0, '${digest}')`, 'UNIQUE'],
  ['an epoch of no run', `INSERT INTO epochs (${epochColumns}) VALUES (99, 1, 1, 1, 0.1, 0, '${digest}')`, 'FOREIGN KEY'],
  ['a digest that is none', `INSERT INTO epochs (${epochColumns}) VALUES (1, 1, 1, 1, 0.1, 0, 'abc')`, 'CHECK'],
  ['a model of an unknown kind', `INSERT INTO models (run, kind, epoch, sha256, file) VALUES (1, 'worst', 0, '${digest}', x'00')`, 'CHECK'],
  ['a saved view without name', "INSERT INTO saved_views (name, config, created_at) VALUES (NULL, '{}', '')", 'NOT NULL'],
])('the schema refuses %s', (_what, sql, reason) => {
  expect(() => prepared().exec(sql)).toThrow(reason)
})

test('two last models of one run are refused, two of different epochs are not', () => {
  const db = prepared()
  const insert = db.prepare('INSERT INTO models (run, kind, epoch, sha256, file) VALUES (1, ?, ?, ?, ?)')
  insert.run('last', 0, digest, Buffer.of(0))
  expect(() => insert.run('last', 1, digest, Buffer.of(0))).toThrow('UNIQUE')
  insert.run('epoch', 0, digest, Buffer.of(0))
  insert.run('epoch', 1, digest, Buffer.of(0))
  expect(() => insert.run('epoch', 1, digest, Buffer.of(0))).toThrow('UNIQUE')
})

test('the newest runs are found by an index, and so are the trials of a configuration', () => {
  const db = prepared()
  const plan = (sql: string) =>
    db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail)
      .join('; ')
  const newest = plan('SELECT * FROM runs WHERE trashed_at IS NULL AND archived = 0 ORDER BY id DESC LIMIT 100')
  expect(newest).toContain('runs_listed')
  expect(newest).not.toContain('TEMP B-TREE')
  expect(plan("SELECT * FROM runs WHERE config_digest = 'x' AND seed = 1")).toContain('runs_of_configuration')
})
