/** A database whose making was cut off while it still had a rollback journal: the next start takes the change back, and says so to who only reads. */
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { checkFile } from '../../../db/check'
import { databaseName } from '../../../db/data-folder'
import { openStore } from '../../../db/store'
import { finishedRun, openWriter, temporaryFolder } from './fixtures'

/** A folder as a kill in the middle of a change leaves it: the file half changed, and its journal, which has what was there before. */
function cutOffFolder(): string {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  finishedRun(store)
  store.close()
  const path = join(folder, databaseName)
  const db = new Database(path)
  onTestFinished(() => void db.close())
  db.pragma('journal_mode = DELETE')
  db.pragma('cache_size = 1') // what is changed goes to the file before the end
  db.exec("BEGIN IMMEDIATE; UPDATE runs SET note = printf('%.*c', 2000000, 'x')")
  const cutOff = temporaryFolder()
  for (const name of [databaseName, `${databaseName}-journal`]) copyFileSync(join(folder, name), join(cutOff, name))
  return cutOff
}

test('the next start takes back what was cut off, and has all that was there before', () => {
  const folder = cutOffFolder()
  const store = openStore({ folder, mode: 'write', program: 'the next start' })
  expect(store.recovery).toBeNull()
  expect(store.queries.getRun(1)).toMatchObject({ status: 'done', note: '' })
  store.close()
  expect(existsSync(join(folder, `${databaseName}-journal`))).toBe(false)
  expect(checkFile(join(folder, databaseName)).problems).toEqual([])
})

test('who only reads is told to start the program', () => {
  const folder = cutOffFolder()
  const told = expect.objectContaining({ code: 'data', message: expect.stringContaining('was cut off: start the program once') })
  expect(() => openStore({ folder, mode: 'read', program: 'the test' })).toThrow(told)
  expect(() => checkFile(join(folder, databaseName))).toThrow(told)
})
