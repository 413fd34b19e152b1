/** Shards on their way: written by `lab sweep split`, and read by `lab train --shard`. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { trialsOfShard } from '../../../src/api/shard'
import { splitSweep } from '../../../src/cli/commands/sweep'
import { UsageError } from '../../../src/cli/exit-codes'
import { readShard } from '../../../src/cli/shard-file'
import { createTerminal } from '../../../src/cli/terminal'
import { experimentSchema } from '../../../src/engine/config/experiment'
import { config } from './rows'

const folder = mkdtempSync(join(tmpdir(), 'lab-sweep-'))
afterAll(() => rmSync(folder, { recursive: true }))
const swept = experimentSchema.parse({ ...config, seeds: { count: 3 }, sweep: [{ field: 'optimizer.learningRate', values: [0.1, 0.5] }] })

function split(out: string, shards: number, json = false): { out: string; err: string } {
  const written = { out: '', err: '' }
  const terminal = createTerminal({ write: (text) => (written.out += text) }, { write: (text) => (written.err += text) })
  splitSweep({ config: swept, shards, out, from: folder, now: new Date('2026-01-02T03:04:05.678Z'), terminal, json })
  return written
}

test('trials are dealt in turn: of seven to three shards, the first gets 0, 3 and 6', () => {
  const trials = [0, 1, 2, 3, 4, 5, 6]
  expect([1, 2, 3].map((shard) => trialsOfShard(trials, { shard, shards: 3 }))).toEqual([
    [0, 3, 6],
    [1, 4],
    [2, 5],
  ])
})

describe('lab sweep split', () => {
  it('writes a file a shard, each with all that is needed', () => {
    expect(JSON.parse(split('sweep', 4, true).out)).toEqual({
      files: [1, 2, 3, 4].map((k) => join(folder, 'sweep', `shard-${k}-of-4.json`)),
      shards: 4,
      trials: 6,
    })
    expect(readdirSync(join(folder, 'sweep'))).toHaveLength(4)
    expect(JSON.parse(readFileSync(join(folder, 'sweep', 'shard-1-of-4.json'), 'utf8'))).toMatchObject({ trials: 2, createdAt: '2026-01-02T03:04:05.678Z' })
    const shard = { shard: 2, shards: 4, createdAt: '2026-01-02T03:04:05.678Z' }
    expect(readShard(join(folder, 'sweep'), { shard: 2, shards: 4 })).toEqual({ shard, experiment: swept })
    expect(readShard(join(folder, 'sweep', 'shard-2-of-4.json'), undefined)).toEqual({ shard, experiment: swept })
  })

  it('refuses more shards than trials, what is there already, and what lies outside', () => {
    expect(() => split('many', 7)).toThrow('Tiny has 6 trials: take at most 6 shards')
    split('twice', 2)
    expect(() => split('twice', 2)).toThrow('shard-1-of-2.json exists')
    expect(() => split('../outside', 2)).toThrow('leads out of')
  })
})

describe('a shard that is not one', () => {
  const at = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  split('given', 2)
  const sound: Record<string, unknown> = JSON.parse(readFileSync(join(folder, 'given', 'shard-1-of-2.json'), 'utf8'))
  const changed = (fields: Record<string, unknown>) => JSON.stringify({ ...sound, ...fields })

  it.each<[string, () => unknown, string]>([
    ['no number for a folder', () => readShard(join(folder, 'given'), undefined), 'name one with --shard K/N'],
    ['a number that is not there', () => readShard(join(folder, 'given'), { shard: 3, shards: 9 }), 'shard-3-of-9.json cannot be read (ENOENT)'],
    [
      'another number than the file has',
      () => readShard(join(folder, 'given', 'shard-1-of-2.json'), { shard: 2, shards: 2 }),
      'is shard 1 of 2, but --shard asks for 2/2',
    ],
    ['no JSON', () => readShard(at('a.json', '{'), undefined), 'a.json: '],
    ['an experiment', () => readShard(at('b.json', JSON.stringify(swept)), undefined), 'b.json: format: Format takes backprop-lab-shard'],
    ['a newer version', () => readShard(at('c.json', changed({ version: 2 })), undefined), 'version: Version takes 1; a newer file needs a newer Backprop Lab'],
    ['shard 3 of 2', () => readShard(at('d.json', changed({ shard: 3 })), undefined), 'd.json: shard: there are 2 shards, and this is number 3'],
    ['a wrong field', () => readShard(at('e.json', changed({ experiment: { ...swept, epochs: 0 } })), undefined), 'e.json: experiment.epochs: '],
  ])('%s', (_, read, message) => {
    expect(read).toThrow(UsageError)
    expect(read).toThrow(message)
  })
})
