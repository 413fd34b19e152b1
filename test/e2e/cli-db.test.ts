/** `lab db` as built: check, backup, restore and salvage, with their exit codes and what they print for programs. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { lab, startCli } from './cli-process'
import { temporaryFolder } from './lab-server'

function newFolder(): string {
  const { folder, remove } = temporaryFolder()
  onTestFinished(remove)
  return folder
}

async function train(folder: string, seeds: number): Promise<void> {
  const { code, err } = await lab('train', '--preset', 'fig3', '--epochs', '3', '--seeds', String(seeds), '--data-dir', folder)
  expect([code, err]).toEqual([0, expect.any(String)])
}

async function json(...words: string[]): Promise<{ code: number | null; value: unknown }> {
  const { code, out } = await lab(...words, '--json')
  return { code, value: JSON.parse(out) }
}

const runs = async (folder: string) => (await json('runs', 'list', '--data-dir', folder)).value

describe('lab db', () => {
  test('checks, backs up, finds a change, restores and salvages', async () => {
    const folder = newFolder()
    const data = ['--data-dir', folder]
    await train(folder, 2)
    expect(await json('db', 'check', ...data)).toMatchObject({ code: 0, value: { problems: [], runs: 2, epochs: 8, sealed: 2 } })
    // The finished experiment was backed up by itself.
    expect(readdirSync(join(folder, 'backups'))).toContainEqual(expect.stringMatching(/^lab-\d{8}T\d{9}Z-finished\.sqlite$/))

    const mine = join(folder, 'mine.sqlite')
    expect(await json('db', 'backup', '--out', mine, ...data)).toMatchObject({ code: 0, value: { backup: mine, holds: { runs: 2 } } })
    expect((await lab('db', 'backup', '--out', mine, ...data)).code).toBe(1)
    const listed = await runs(folder)

    const db = new Database(join(folder, 'lab.sqlite'))
    db.exec('UPDATE epochs SET train_loss = 9 WHERE run = 2 AND epoch = 1')
    db.close()
    const checked = await lab('db', 'check', ...data)
    expect(checked).toMatchObject({ code: 1, out: expect.stringContaining('The record of run 2 is not the one that was sealed') })

    expect(await json('db', 'salvage', mine, ...data)).toEqual({ code: 0, value: { runs: 1, epochs: 4, models: 2, marks: 0, left: [] } })
    expect((await lab('db', 'check', ...data)).out).toContain('Nothing is damaged: 2 runs (2 sealed), 8 epochs')

    await train(folder, 1)
    const restored = await json('db', 'restore', mine, ...data)
    expect(restored).toMatchObject({ code: 0, value: { restored: mine, holds: { runs: 2 }, aside: expect.stringContaining('lab.sqlite.replaced-') } })
    expect(await runs(folder)).toEqual(listed)
  })

  test('recovers a ruined database when it is next used, and says so on the terminal', async () => {
    const folder = newFolder()
    await train(folder, 2)
    const path = join(folder, 'lab.sqlite')
    const bytes = readFileSync(path)
    bytes.fill(0x5a, 100, 4096)
    writeFileSync(path, bytes)
    expect((await lab('db', 'check', '--data-dir', folder)).code).toBe(1)
    const { code, err } = await lab('train', '--preset', 'fig3', '--epochs', '3', '--seeds', '1', '--data-dir', folder)
    expect([code, err]).toEqual([0, expect.stringMatching(/The database was damaged .* The backup of .* was restored/)])
    expect(await runs(folder)).toMatchObject({ runs: [{ id: 3 }, { id: 2 }, { id: 1 }] })
    expect(await json('db', 'check', '--data-dir', folder)).toMatchObject({ code: 0 })
  })

  test('says what is wrong: no data, no backup, a damaged file, and a lab that runs', async () => {
    const folder = newFolder()
    const data = ['--data-dir', folder]
    expect(await lab('db', 'check', ...data)).toMatchObject({ code: 1, err: expect.stringContaining('There is no database') })
    expect(await lab('db', 'restore', ...data)).toMatchObject({ code: 1, err: expect.stringContaining('There is no backup') })
    expect((await lab('db', 'salvage', ...data)).code).toBe(2)
    const garbage = join(folder, 'garbage')
    writeFileSync(garbage, 'garbage'.repeat(1000))
    expect(await lab('db', 'restore', garbage, ...data)).toMatchObject({ code: 1, err: expect.stringContaining('is damaged') })

    const served = startCli('serve', ...data)
    await served.line()
    expect(await lab('db', 'restore', garbage, ...data)).toMatchObject({ code: 1, err: expect.stringMatching(/being written by .* \(process \d+\)/) })
    expect((await lab('db', 'check', ...data)).code).toBe(0)
    served.process.kill('SIGTERM')
    expect((await served.finished).code).toBe(0)
  })

  test.each(['check', 'backup', 'restore', 'salvage'])('%s explains itself', async (command) => {
    const { code, out } = await lab('db', command, '--help')
    expect([code, out]).toEqual([0, expect.stringContaining('--json')])
  })
})
