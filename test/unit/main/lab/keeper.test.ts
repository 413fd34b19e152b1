/** Backups, checks and restores as a window asks for them. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { backupFolder, listBackups } from '../../../../db/backup'
import { checkFile } from '../../../../db/check'
import { databaseName } from '../../../../db/data-folder'
import { temporaryFolder } from '../../db/fixtures'
import { batch, finished, openLab, started, startRuns, type TestLab } from './fixtures'

/** A run that is done, with epochs 0 to 2. */
async function finishRun(lab: TestLab): Promise<number> {
  const [run = 0] = await startRuns(lab)
  lab.trainer.report(started(run), batch(run, 1, [0, 1, 2]), finished(run))
  return run
}

describe('storage', () => {
  test('is backed up when the user asks for it, and lists what there is', async () => {
    const lab = openLab()
    await finishRun(lab)
    expect(await lab.client.call('storage.state', {})).toEqual({ backups: [], notices: [], failure: null })
    const backup = await lab.client.call('storage.backup', {})
    expect(backup).toMatchObject({ kind: 'manual', holds: { runs: 1 } })
    expect((await lab.client.call('storage.state', {})).backups).toEqual([backup])
  })

  test('is backed up once, however many trials end while that is done', async () => {
    const folder = temporaryFolder()
    // In the place of the thread that works on databases: it notes what it is asked for, and is done when the test says so.
    const storageThread = join(folder, 'thread.mjs')
    writeFileSync(
      storageThread,
      `import { appendFileSync, existsSync } from 'node:fs'
       import { parentPort, workerData } from 'node:worker_threads'
       appendFileSync(${JSON.stringify(join(folder, 'asked'))}, workerData.kind + ' ')
       const look = setInterval(() => {
         if (!existsSync(${JSON.stringify(join(folder, 'go'))})) return
         clearInterval(look)
         parentPort.postMessage({ type: 'done', value: null })
       }, 1)`,
    )
    const lab = openLab({ folder, storageThread })
    for (let k = 0; k < 3; k++) await finishRun(lab)
    writeFileSync(join(folder, 'go'), '')
    // It waits for what was asked for.
    await lab.lab.close(true)
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe('finished ')
  })

  test('is checked, and says how far that is', async () => {
    const lab = openLab()
    await finishRun(lab)
    expect(await lab.client.call('storage.check', {})).toMatchObject({ problems: [], runs: 1, epochs: 3, sealed: 1 })
    expect(lab.trainer.shown('storage')).toEqual([{ done: 0, total: 1 }])
  })

  test('is replaced by a backup as a whole, after what was there is put aside; the lab goes on with it', async () => {
    const folder = temporaryFolder()
    const lab = openLab({ folder })
    const first = await finishRun(lab)
    const { file } = await lab.client.call('storage.backup', {})
    const second = await finishRun(lab)
    const before = await lab.client.call('runs.get', { run: first })
    let outdated = 0
    lab.client.onReconnect(() => outdated++)

    const { aside } = await lab.client.call('storage.restore', { backup: file })
    expect([outdated, lab.trainer.shown('replaced')]).toEqual([1, [{ backup: file }]])
    expect(await lab.client.call('runs.list', {})).toEqual([before])
    expect(checkFile(aside)).toMatchObject({ problems: [], runs: 2 })
    // The next run is recorded in what was restored.
    const third = await finishRun(lab)
    expect(third).toBe(second)
    expect(await lab.client.call('runs.get', { run: third })).toMatchObject({ status: 'done', epochsDone: 2 })
    expect(checkFile(join(folder, databaseName))).toMatchObject({ problems: [], runs: 2 })
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([])
  })

  test('is not replaced while something trains, by a damaged backup, or by what is none', async () => {
    const folder = temporaryFolder()
    const lab = openLab({ folder })
    await finishRun(lab)
    const { file } = await lab.client.call('storage.backup', {})
    const [running = 0] = await startRuns(lab)
    expect(await lab.lab.invoke('storage.restore', { backup: file })).toMatchObject({ ok: false, code: 'conflict' })
    lab.trainer.report(started(running), finished(running, 'stopped'))
    expect(await lab.lab.invoke('storage.restore', { backup: '../lab.sqlite' })).toMatchObject({ ok: false, code: 'not-found' })
    mkdirSync(backupFolder(folder), { recursive: true })
    const damaged = 'lab-20300601T080000000Z-daily.sqlite'
    writeFileSync(join(backupFolder(folder), damaged), 'garbage'.repeat(2000))
    expect(await lab.lab.invoke('storage.restore', { backup: damaged })).toMatchObject({ ok: false, code: 'data' })
    expect(await lab.client.call('runs.list', {})).toHaveLength(2)
    expect(listBackups(folder)).toHaveLength(2)
  })

  test('tells of a damaged database until that is read', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, databaseName), 'x'.repeat(5000))
    const lab = openLab({ folder })
    const { notices } = await lab.client.call('storage.state', {})
    expect(notices).toMatchObject([{ content: { kind: 'recovered', report: { backup: null } } }])
    expect(await lab.client.call('storage.read', { notice: notices[0]!.id })).toEqual([])
    expect((await lab.client.call('storage.state', {})).notices).toEqual([])
  })
})
