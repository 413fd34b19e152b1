/** The harness itself: a campaign can lose, what is missing is never a success, and the table says both. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import Database from 'better-sqlite3'
import { databaseName } from '../../db/data-folder'
import { createStream } from '../../src/engine/random/stream'
import { readArguments, UsageError } from './arguments'
import type { Campaign } from './campaign'
import { campaigns } from './campaigns'
import { digestContents } from './parts/contents'
import { damageFile } from './parts/damage'
import { spread } from './parts/points'
import { fillFolder, readScript } from './parts/script'
import { checkStored } from './parts/stored'
import { runCampaign } from './run-campaign'
import { tableOf } from './table'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lab-harness-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function campaignOf(run: Campaign['run'], missing: Campaign['missing'] = () => null): Campaign {
  return { name: 'made-up', title: 'A made-up fault', counts: { ordinary: 1, long: 2 }, missing, run }
}

describe('a campaign', () => {
  test('loses what has a problem, and what it throws', async () => {
    const outcome = await runCampaign(
      campaignOf(async ({ tally }) => {
        tally.add('one', [])
        tally.add('two', ['an epoch is missing'])
        throw new Error('the fault reached the campaign')
      }),
      3,
      1,
    )
    expect(outcome).toMatchObject({ tried: 3, survived: 1, lost: 2, notRun: null })
    expect(outcome.notes[0]).toBe('two: an epoch is missing')
    expect(outcome.notes[1]).toContain('the fault reached the campaign')
    expect(tableOf([outcome], [campaignOf(async () => undefined)])[2]).toMatch(/^A made-up fault +3 +1 +2 +\d/)
  })

  test('whose tool is missing is not run, and not survived', async () => {
    const missing = campaignOf(
      async ({ tally }) => tally.add('one', []),
      () => 'there is no such tool',
    )
    const outcome = await runCampaign(missing, 1, 1)
    expect(outcome).toMatchObject({ tried: 0, survived: 0, notRun: 'there is no such tool' })
    expect(tableOf([outcome], [missing]).join('\n')).toMatch(/not run[^]*made-up: not run, there is no such tool/)
  })

  test('draws the same for the same seed and attempt, whatever else was drawn', async () => {
    const draw = async (seed: number, attempts: number[]) => {
      const drawn = new Map<number, number>()
      await runCampaign(
        campaignOf(async ({ random }) => attempts.forEach((attempt) => drawn.set(attempt, random(attempt).nextUint32()))),
        1,
        seed,
      )
      return drawn
    }
    expect((await draw(1, [0, 1, 2])).get(2)).toBe((await draw(1, [2])).get(2))
    expect((await draw(2, [2])).get(2)).not.toBe((await draw(1, [2])).get(2))
  })

  test('has a name of its own and counts that fit the ordinary run', () => {
    expect(new Set(campaigns.map(({ name }) => name)).size).toBe(campaigns.length)
    for (const { name, counts } of campaigns) expect(counts.ordinary, name).toBeLessThanOrEqual(counts.long / 10)
  })
})

describe('what must hold of a folder', () => {
  let filled = ''
  beforeAll(() => {
    filled = mkdtempSync(join(tmpdir(), 'lab-harness-'))
    fillFolder(filled)
  })
  afterAll(() => rmSync(filled, { recursive: true, force: true }))

  /** The runs of a script, changed behind the lab's back. */
  function changed(sql: string): string {
    const folder = temporaryFolder()
    cpSync(filled, folder, { recursive: true })
    const db = new Database(join(folder, databaseName))
    db.exec(sql)
    db.close()
    return folder
  }

  test('a whole folder has no problem', () => {
    const { runs, problems } = checkStored(changed(''), { acknowledged: [] })
    expect(runs).toHaveLength(5)
    expect(problems).toEqual([])
  })

  test.each([
    [
      'an acknowledged epoch that is missing',
      'DELETE FROM epochs WHERE run = 1 AND epoch = 15; UPDATE runs SET epochs_done = 14, last_epoch = 14 WHERE id = 1',
      'epoch 15 was acknowledged',
    ],
    ['an acknowledged epoch with another loss', 'UPDATE epochs SET train_loss = 0.5 WHERE run = 1 AND epoch = 15', 'epoch 15 was acknowledged'],
    ['a gap', 'DELETE FROM epochs WHERE run = 2 AND epoch = 3', 'run 2: its epochs have a gap'],
    [
      'other weights than another run of the same trial',
      "UPDATE epochs SET weight_digest = replace(weight_digest, '0', '1') WHERE run = 1 AND epoch = 4",
      'other weights',
    ],
    ['a model that was changed', 'UPDATE models SET file = zeroblob(9000) WHERE run = 3', 'SHA-256'],
    ['a checkpoint that was changed', 'UPDATE checkpoints SET state = zeroblob(9000) WHERE run = 2', 'SHA-256'],
  ])('%s is a problem', (_, sql, problem) => {
    const acknowledged = [
      { event: 'epoch' as const, run: 1, epoch: 15, train: { loss: 1 / 16, accuracy: 1 - 1 / 17 }, validation: { loss: 2 / 16, accuracy: null } },
    ]
    const digests = new Map<number, string[]>()
    checkStored(changed(''), { acknowledged, digests })
    expect(checkStored(changed(sql), { acknowledged, digests }).problems.join('\n')).toContain(problem)
  })

  test('a folder without a database is empty, and one that cannot be opened is a problem', () => {
    const folder = temporaryFolder()
    expect(readScript(join(folder, 'new'))).toEqual({ commits: 0, problems: [] })
    const newer = join(folder, 'newer')
    fillFolder(newer)
    const db = new Database(join(newer, databaseName))
    db.pragma('user_version = 1000')
    db.close()
    expect(readScript(newer).problems.join()).toContain('the next start fails')
  })
})

describe('damage', () => {
  test('is repeated by its seed, and changes what the database says', () => {
    const folder = temporaryFolder()
    fillFolder(folder)
    const path = join(folder, databaseName)
    const healthy = readFileSync(path)
    const contents = digestContents(path)
    expect(contents).not.toBeNull()
    const damaged = (attempt: number) => damageFile(healthy, createStream(1, 'selection', attempt))
    expect(damaged(3)).toEqual(damaged(3))
    const kinds = new Set<string>()
    let seen = 0
    for (let attempt = 0; attempt < 60; attempt++) {
      const { bytes, what } = damaged(attempt)
      writeFileSync(path, bytes)
      if (digestContents(path) !== contents) seen++
      kinds.add(what.replace(/\d+/g, 'N').replace(/bits.*/, 'bits'))
    }
    expect(seen).toBeGreaterThan(20)
    expect(kinds.size).toBe(6)
  })
})

test('points are spread evenly, and all are taken where there is time', () => {
  expect(spread(3, 30)).toEqual([6, 16, 26])
  expect(spread(10, 4)).toEqual([1, 2, 3, 4])
})

describe('the command', () => {
  test('takes campaigns by name, a count and a seed', () => {
    const options = readArguments(['--only', 'kills', '--count', '7', '--seed', '3', '--json'], campaigns)
    expect(options).toMatchObject({ count: 7, seed: 3, json: true })
    expect(options.chosen.map(({ name }) => name)).toEqual(['kills'])
    expect(readArguments([], campaigns)).toMatchObject({ chosen: campaigns, count: null, seed: 1 })
  })

  test.each([[['--only', 'floods']], [['--count', '0']], [['--seed', 'x']], [['--often']]])('refuses %j', (words) => {
    expect(() => readArguments(words, campaigns)).toThrow(UsageError)
  })
})
