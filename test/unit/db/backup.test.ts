/** Backups: whole, private, checked before they count, and rotated by kind. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { backupFolder, keptBackups, listBackups, takeBackup, writeBackup } from '../../../db/backup'
import { checkFile } from '../../../db/check'
import { databaseName } from '../../../db/data-folder'
import { latest } from '../../../db/migrate'
import { openForReading } from '../../../db/driver'
import type { BackupKind } from '../../../src/api/storage'
import { epochRecord, finishedRun, nothing, openWriter, startRun, tamper, temporaryFolder } from './fixtures'

const at = (second: number) => new Date(Date.UTC(2030, 5, 1, 9, 0, second))

const backUp = (folder: string, kind: BackupKind, second = 0) => takeBackup({ folder, kind, now: at(second) })

describe('a backup', () => {
  test('beside the writer holds what is committed, and says so', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    finishedRun(store)
    const running = startRun(store)
    store.recorder.recordBatch(running, { ...nothing, epochs: [epochRecord(0, 3)] })
    const backup = await backUp(folder, 'manual')
    expect(backup).toEqual({
      file: 'lab-20300601T090000000Z-manual.sqlite',
      path: join(backupFolder(folder), 'lab-20300601T090000000Z-manual.sqlite'),
      kind: 'manual',
      takenAt: '2030-06-01T09:00:00.000Z',
      bytes: statSync(backup.path).size,
      holds: { schema: latest(), experiments: 2, runs: 2, newest: store.queries.getRun(running).createdAt },
    })
    expect(checkFile(backup.path)).toMatchObject({ problems: [], runs: 2, epochs: 4, models: 2 })
    expect(listBackups(folder)).toEqual([backup])
  })

  test('is one file without a log, private to the user', async () => {
    const folder = temporaryFolder()
    finishedRun(openWriter(folder))
    await backUp(folder, 'daily')
    expect(readdirSync(backupFolder(folder))).toEqual(['lab-20300601T090000000Z-daily.sqlite'])
    const db = openForReading(listBackups(folder)[0]!.path)
    onTestFinished(() => void db.close())
    expect(db.pragma('journal_mode', { simple: true })).toBe('delete')
    if (process.platform === 'win32') return
    expect(statSync(backupFolder(folder)).mode & 0o777).toBe(0o700)
    expect(statSync(listBackups(folder)[0]!.path).mode & 0o777).toBe(0o600)
  })

  test('is of one moment, whatever is written while it is taken', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    // Some 20 MB: several steps.
    for (let i = 0; i < 5; i++) {
      const run = startRun(store)
      const file = new Uint8Array(4_000_000).fill(i)
      const { digestBytes } = await import('../../../db/digest')
      store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 1)], models: [{ kind: 'last', epoch: 0, file, sha256: digestBytes(file) }] })
    }
    const taking = backUp(folder, 'finished')
    let written = 0
    const write = () => {
      startRun(store)
      written++
    }
    const writing = setInterval(write, 0)
    const backup = await taking
    clearInterval(writing)
    expect(written).toBeGreaterThan(0)
    expect(backup.holds?.runs).toBe(5)
    expect(checkFile(backup.path).problems).toEqual([])
  })

  test('of a damaged database is not kept, and the older ones stay', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    finishedRun(store)
    store.close()
    for (let i = 0; i < keptBackups.daily; i++) await backUp(folder, 'daily', i)
    const before = readdirSync(backupFolder(folder))
    tamper(folder, "UPDATE models SET file = x'00' WHERE kind = 'best'")
    await expect(backUp(folder, 'daily', 50)).rejects.toMatchObject({
      code: 'data',
      message: expect.stringMatching(/No backup was kept.*The best model \(epoch 2\) of run 1/),
    })
    expect(readdirSync(backupFolder(folder))).toEqual(before)
  })

  test('takes the place of the oldest of its kind alone, and of what a killed one left', async () => {
    const folder = temporaryFolder()
    finishedRun(openWriter(folder))
    await backUp(folder, 'manual', 0)
    writeFileSync(join(backupFolder(folder), 'lab-20300601T080000000Z-daily.sqlite.part'), 'half')
    for (let i = 1; i <= keptBackups.finished + 2; i++) await backUp(folder, 'finished', i)
    expect(listBackups(folder).map(({ kind, takenAt }) => [kind, takenAt.slice(17, 19)])).toEqual([
      ['finished', '05'],
      ['finished', '04'],
      ['finished', '03'],
      ['manual', '00'],
    ])
    expect(readdirSync(backupFolder(folder)).filter((file) => file.endsWith('.part'))).toEqual([])
  })

  test('that cannot be read is listed without contents; other files are not listed', async () => {
    const folder = temporaryFolder()
    mkdirSync(backupFolder(folder))
    writeFileSync(join(backupFolder(folder), 'lab-20300601T080000000Z-daily.sqlite'), 'garbage'.repeat(1000))
    writeFileSync(join(backupFolder(folder), 'notes.txt'), '')
    expect(listBackups(folder)).toMatchObject([{ kind: 'daily', bytes: 7000, holds: null }])
  })

  test('is not taken of a database that is not there', async () => {
    await expect(backUp(temporaryFolder(), 'manual')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a backup to a file', () => {
  test('is whole, and never written over another', async () => {
    const folder = temporaryFolder()
    finishedRun(openWriter(folder))
    const target = join(temporaryFolder(), 'mine.sqlite')
    await writeBackup(folder, target)
    expect(checkFile(target)).toMatchObject({ problems: [], runs: 1 })
    const before = readFileSync(target)
    await expect(writeBackup(folder, target)).rejects.toMatchObject({ code: 'conflict' })
    expect(readFileSync(target).equals(before)).toBe(true)
    await expect(writeBackup(folder, join(folder, 'missing', 'x.sqlite'))).rejects.toMatchObject({ code: 'not-found' })
    expect(existsSync(join(folder, databaseName))).toBe(true)
  })
})
