/** The fuzzer: many inputs made from a few, each either taken or refused in words, and the same ones again for the same seed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createStream } from '../../src/engine/random/stream'
import { mutate } from './mutate'
import type { Outcome, Parser } from './parser'

export interface FuzzOptions {
  /** Inputs to try. */
  count: number
  seed: number
}

export interface Crash {
  input: Uint8Array
  error: unknown
}

export interface FuzzReport {
  tried: number
  accepted: number
  refused: number
  /** Inputs that were neither taken nor refused in words; the first few. */
  crashes: Crash[]
  /** The most memory that the process had, in bytes. */
  peakMemory: number
}

/** A file of the corpus. */
export interface Seed {
  name: string
  bytes: Uint8Array
  expected: Outcome
}

const corpus = resolve('test/fuzz/corpus')
/** Crashes after which the rest would say nothing new. */
const enough = 20
/** Inputs between two turns of the event loop, in which what they held is let go, and looks at the memory. */
const lookEvery = 64

/** Valid files, which must be taken, and those that once did harm, which must be refused. */
export function readCorpus({ name }: Parser): Seed[] {
  return (['accepted', 'refused'] as const).flatMap((expected) => {
    const folder = join(corpus, name, expected)
    if (!existsSync(folder)) return []
    return readdirSync(folder)
      .sort()
      .map((file) => ({ name: `${expected}/${file}`, bytes: new Uint8Array(readFileSync(join(folder, file))), expected }))
  })
}

/** Tries `count` inputs made from the corpus. */
export async function fuzz(parser: Parser, { count, seed }: FuzzOptions): Promise<FuzzReport> {
  const random = createStream(seed, 'selection')
  const seeds = readCorpus(parser).map(({ bytes }) => bytes)
  const report: FuzzReport = { tried: 0, accepted: 0, refused: 0, crashes: [], peakMemory: process.memoryUsage.rss() }
  while (report.tried < count && report.crashes.length < enough) {
    const mutated = mutate(seeds, random)
    // Half of them keep a wrong checksum: it must be found too.
    const input = parser.repair && random.integerBelow(2) === 0 ? parser.repair(mutated) : mutated
    try {
      report[await parser.read(input)]++
    } catch (error) {
      report.crashes.push({ input, error })
    }
    report.tried++
    if (report.tried % lookEvery === 0) {
      report.peakMemory = Math.max(report.peakMemory, process.memoryUsage.rss())
      await nextTurn()
    }
  }
  return report
}
