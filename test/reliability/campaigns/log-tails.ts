/** Power loss: the end of the write-ahead log was cut off, is zeros or is anything. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseName } from '../../../db/data-folder'
import type { RandomStream } from '../../../src/engine/random/stream'
import { nothingMissing, type Campaign, type Context } from '../campaign'
import { fillRandom } from '../parts/bytes'
import { startCommand } from '../parts/command'
import { programFile } from '../parts/programs'
import { commitsBeforeBatches, readScript } from '../parts/script'

const commits = 20

export const logTails: Campaign = {
  name: 'log-tails',
  title: `damaged tails of a write-ahead log of ${commits} commits`,
  counts: { ordinary: 100, long: 2000 },
  missing: nothingMissing,
  async run({ count, random, scratch, tally }: Context) {
    const written = scratch()
    const { lines } = await writeLog(written)
    /** Bytes of the log after each commit: what lay before the damage must be there. */
    const ends = lines.map((line) => Number(line.split(' ')[1]))
    const log = readFileSync(join(written, `${databaseName}-wal`))
    if (ends.length !== commits || ends.at(-1) !== log.length) throw new Error(`The log has ${log.length} bytes, after its commits: ${ends.join(', ')}`)
    const found = new Set<number>()
    const folder = join(scratch(), 'damaged')
    for (let attempt = 0; attempt < count; attempt++) {
      const { bytes, from, what } = damageTail(log, random(attempt))
      mkdirSync(folder)
      copyFileSync(join(written, databaseName), join(folder, databaseName))
      writeFileSync(join(folder, `${databaseName}-wal`), bytes)
      const { commits: stored, problems } = readScript(folder)
      const whole = ends.filter((end) => end <= from).length
      if (stored < whole) problems.push(`${whole} commits lay before the damage, ${stored} were found`)
      found.add(stored)
      tally.add(`damage ${attempt} (${what})`, problems)
      rmSync(folder, { recursive: true })
    }
    tally.note(`${found.size} different numbers of commits were found, from ${Math.min(...found)} to ${Math.max(...found)}`)
  },
}

async function writeLog(folder: string) {
  const script = startCommand([process.execPath, programFile('commit-script'), folder, String(commits - commitsBeforeBatches), 'hold'])
  await script.ended
  return script
}

interface Damaged {
  bytes: Buffer
  /** The first byte that may differ. */
  from: number
  what: string
}

/** Anywhere in the log, its header included. */
function damageTail(log: Buffer, random: RandomStream): Damaged {
  const from = random.integerBelow(log.length)
  const rest = log.length - from
  const bytes = Buffer.from(log)
  switch (random.integerBelow(5)) {
    case 0:
      return { bytes: bytes.subarray(0, from), from, what: `cut off at byte ${from}` }
    case 1:
      return { bytes: bytes.fill(0, from), from, what: `zeros from byte ${from}` }
    case 2:
      fillRandom(bytes.subarray(from), random)
      return { bytes, from, what: `garbled from byte ${from}` }
    case 3: {
      // A sector of the disk that was not written, with what is after it in place.
      const length = Math.min(rest, 512)
      return { bytes: bytes.fill(0, from, from + length), from, what: `${length} zeros at byte ${from}` }
    }
    default: {
      const bit = random.integerBelow(8)
      bytes[from] = (bytes[from] ?? 0) ^ (1 << bit)
      return { bytes, from, what: `bit ${bit} of byte ${from} turned` }
    }
  }
}
