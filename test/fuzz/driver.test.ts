/** The fuzzer itself: repeatable, and able to fail. */
import { expect, test } from 'vitest'
import { LabError } from '../../src/api/failure'
import { DataError } from '../../src/engine/data/data-error'
import { createStream } from '../../src/engine/random/stream'
import { fuzz, readCorpus } from './driver'
import { mutate } from './mutate'
import { isRefusal } from './parser'
import { idx } from './parsers/idx'
import { parsers } from './parsers/index'

test('a seed gives the same inputs, another others', () => {
  const seeds = readCorpus(idx).map(({ bytes }) => bytes)
  const draw = (from: number) => {
    const random = createStream(from, 'selection')
    return Array.from({ length: 50 }, () => Buffer.from(mutate(seeds, random)).toString('hex'))
  }
  expect(draw(1)).toEqual(draw(1))
  expect(draw(2)).not.toEqual(draw(1))
  expect(new Set(draw(1)).size).toBeGreaterThan(40)
})

test('it sees a crash: a plain error, an internal one, words without end, a refusal without a place', async () => {
  const failing = {
    ...idx,
    read: () => {
      throw new TypeError('x is not a function')
    },
  }
  expect((await fuzz(failing, { count: 100, seed: 1 })).crashes).toHaveLength(20)
  const crashes = [new RangeError('x'), new LabError('internal', 'x'), new LabError('data', 'x'.repeat(5000)), new DataError('f', '', 'x')]
  expect(crashes.map(isRefusal)).toEqual([false, false, false, false])
  expect([new LabError('data', 'x'), new DataError('f', 'byte 1', 'x')].map(isRefusal)).toEqual([true, true])
})

test('every parser has valid files to begin from', () => {
  for (const parser of parsers) expect(readCorpus(parser).filter(({ expected }) => expected === 'accepted').length, parser.name).toBeGreaterThan(0)
})
