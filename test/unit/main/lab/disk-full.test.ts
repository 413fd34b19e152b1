/** A database that cannot grow: by SQLite's own limit, and on a small disk of its own where the tests may mount one. */
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { checkFile } from '../../../../db/check'
import { databaseName } from '../../../../db/data-folder'
import { digestBytes } from '../../../../db/digest'
import { openStore } from '../../../../db/store'
import type { Connection } from '../../../../db/driver'
import { temporaryFolder } from '../../db/fixtures'
import { batch, finished, openLab, started, startRuns, turn, type TestLab } from './fixtures'

const opened = vi.hoisted((): Connection[] => [])
vi.mock('../../../../db/driver', async (original) => {
  const driver = await original<typeof import('../../../../db/driver')>()
  const openForWriting = (path: string) => {
    const db = driver.openForWriting(path)
    opened.push(db)
    return db
  }
  return { ...driver, openForWriting }
})

/** An epoch with a model of 2 MB. */
function largeBatch(run: number, number: number, epoch: number) {
  const file = new Uint8Array(2_000_000).fill(epoch + 1)
  return batch(run, number, [epoch], { models: [{ kind: 'last', epoch, file, sha256: digestBytes(file) }] })
}

function fakeTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
}

async function expectWaiting({ client, trainer }: TestLab, run: number): Promise<void> {
  expect(trainer.commands('acknowledge')).toEqual([])
  expect(trainer.shown('epochs')).toEqual([])
  expect(await client.call('runs.get', { run })).toMatchObject({ status: 'paused', message: expect.stringMatching(/disk .* is full/), epochsDone: 0 })
}

describe('a database at its largest', () => {
  test('pauses the run, which goes on by itself when there is room', async () => {
    const lab = openLab()
    const [run = 0] = await startRuns(lab)
    const db = opened.at(-1)!
    fakeTimers()
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 20}`)
    lab.trainer.report(started(run), largeBatch(run, 1, 0))
    await vi.advanceTimersByTimeAsync(10_000)
    await expectWaiting(lab, run)
    db.pragma('max_page_count = 1000000')
    await vi.advanceTimersByTimeAsync(2000)
    expect(lab.trainer.commands('acknowledge').map(({ batch }) => batch)).toEqual([1])
    lab.trainer.report(finished(run))
    expect(await lab.client.call('runs.get', { run })).toMatchObject({ status: 'done', message: null })
  })

  test('leaves an interrupted run with all acknowledged epochs where the lab is closed meanwhile', async () => {
    const folder = temporaryFolder()
    const lab = openLab({ folder })
    const [run = 0] = await startRuns(lab)
    const db = opened.at(-1)!
    lab.trainer.report(started(run), batch(run, 1, [0, 1]))
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 20}`)
    lab.trainer.report(largeBatch(run, 2, 2))
    expect(lab.trainer.commands('acknowledge').map(({ batch }) => batch)).toEqual([1])
    await lab.lab.close()
    const store = openStore({ folder, mode: 'write', program: 'x' })
    onTestFinished(() => store.close())
    expect(store.queries.getRun(run)).toMatchObject({ status: 'interrupted', epochsDone: 1 })
    expect(checkFile(join(folder, databaseName)).problems).toEqual([])
  })
})

/** A disk of 8 MB, or why there is none. */
function mountSmallDisk(): { folder: string; unmount(): void } | string {
  if (process.platform !== 'linux') return 'only on Linux'
  const folder = temporaryFolder()
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=700', 'tmpfs', folder], { encoding: 'utf8' })
  if (status !== 0) return error?.message ?? stderr.trim()
  return { folder, unmount: () => void spawnSync('umount', [folder]) }
}

test('a disk that is really full pauses the run, which goes on by itself when there is room', async ({ skip }) => {
  const disk = mountSmallDisk()
  if (typeof disk === 'string') return skip(`No disk of its own could be mounted: ${disk}`)
  onTestFinished(() => disk.unmount())
  const lab = openLab({ folder: disk.folder })
  const [run = 0] = await startRuns(lab)
  const ballast = join(disk.folder, 'ballast')
  writeFileSync(ballast, new Uint8Array(6_500_000))
  fakeTimers()
  lab.trainer.report(started(run), largeBatch(run, 1, 0))
  await vi.advanceTimersByTimeAsync(4000)
  await expectWaiting(lab, run)
  rmSync(ballast)
  await vi.advanceTimersByTimeAsync(2000)
  expect(lab.trainer.commands('acknowledge').map(({ batch }) => batch)).toEqual([1])
  lab.trainer.report(finished(run))
  expect(await lab.client.call('runs.get', { run })).toMatchObject({ status: 'done', epochsDone: 0 })
  vi.useRealTimers()
  await turn()
  await lab.lab.close()
  expect(checkFile(join(disk.folder, databaseName)).problems).toEqual([])
})
