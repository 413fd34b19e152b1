/** Changes bytes as faults and malice do: bits, lengths, pieces, and for text its numbers, brackets and keys. */
import type { RandomStream } from '../../src/engine/random/stream'

type Mutation = (bytes: Uint8Array, random: RandomStream, others: readonly Uint8Array[]) => Uint8Array

/** Longer than any seed by far, and short enough to try many. */
const longest = 256 * 1024

const words = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]
const numbers = [
  '0',
  '-0',
  '-1',
  '1e999',
  '-1e999',
  '1e308',
  '5e-324',
  '0.5',
  '4294967296',
  '9007199254740993',
  '1e21',
  'NaN',
  'null',
  'true',
  '""',
  '[]',
  '{}',
]
const texts = ['', '__proto__', 'constructor', 'toString', '\u0000', '\u202e', '\ud800', '\ufeff', '<img src=x onerror=alert(1)>', '../../x', 'x'.repeat(5000)]

const mutations: readonly Mutation[] = [
  function flipBit(bytes, random) {
    const at = place(bytes, random)
    return changed(bytes, (copy) => (copy[at] = (copy[at] ?? 0) ^ (1 << random.integerBelow(8))))
  },
  function setByte(bytes, random) {
    return changed(bytes, (copy) => (copy[place(bytes, random)] = random.integerBelow(256)))
  },
  function setWord(bytes, random) {
    if (bytes.length < 4) return bytes
    const at = random.integerBelow(bytes.length - 3)
    return changed(bytes, (copy) => new DataView(copy.buffer).setUint32(at, pick(words, random), random.integerBelow(2) === 0))
  },
  function setHeaderWord(bytes, random) {
    if (bytes.length < 4) return bytes
    const at = random.integerBelow(Math.min(32, bytes.length - 3))
    return changed(bytes, (copy) => new DataView(copy.buffer).setUint32(at, pick(words, random), random.integerBelow(2) === 0))
  },
  function cutOff(bytes, random) {
    return bytes.slice(0, place(bytes, random))
  },
  function cutOut(bytes, random) {
    const [from, to] = range(bytes, random)
    return join(bytes.subarray(0, from), bytes.subarray(to))
  },
  function repeatPiece(bytes, random) {
    const [from, to] = range(bytes, random)
    const piece = bytes.subarray(from, to)
    return join(bytes.subarray(0, to), ...Array.from({ length: 1 + random.integerBelow(4) }, () => piece), bytes.subarray(to))
  },
  function fillPiece(bytes, random) {
    const [from, to] = range(bytes, random)
    return changed(bytes, (copy) => copy.fill(pick([0, 0xff, 0x20], random), from, to))
  },
  function insertNoise(bytes, random) {
    const at = place(bytes, random)
    return join(
      bytes.subarray(0, at),
      Uint8Array.from({ length: 1 + random.integerBelow(16) }, () => random.integerBelow(256)),
      bytes.subarray(at),
    )
  },
  function splice(bytes, random, others) {
    const other = pick(others, random)
    return join(bytes.subarray(0, place(bytes, random)), other.subarray(place(other, random)))
  },
  function changeNumber(bytes, random) {
    return replaceMatch(bytes, /-?\d[\d.e+-]*/g, pick(numbers, random), random)
  },
  function changeText(bytes, random) {
    return replaceMatch(bytes, /"(?:[^"\\]|\\.)*"/g, JSON.stringify(pick(texts, random)), random)
  },
  function changeToken(bytes, random) {
    return replaceMatch(bytes, /[[\]{},:]/g, pick(['[', ']', '{', '}', ',', ':', '[[', '"'], random), random)
  },
  function changeValue(bytes, random) {
    return replaceMatch(bytes, /"(?:[^"\\]|\\.)*"|\d+|true|false|null|\[\]|\{\}/g, pick([...numbers, '[[]]', '{"a":{"a":1}}', '"x"'], random), random)
  },
  function nestDeeply(bytes, random) {
    const depth = pick([65, 1000, 20_000], random)
    return replaceMatch(bytes, /"(?:[^"\\]|\\.)*"|\d+|null/g, `${'['.repeat(depth)}${']'.repeat(depth)}`, random)
  },
]

/** One input: a seed, changed one to four times. The stream alone decides. */
export function mutate(seeds: readonly Uint8Array[], random: RandomStream): Uint8Array {
  let bytes = pick(seeds, random)
  for (let left = 1 + random.integerBelow(4); left > 0; left--) {
    const next = pick(mutations, random)(bytes, random, seeds)
    if (next.length <= longest) bytes = next
  }
  return bytes
}

function pick<T>(list: readonly T[], random: RandomStream): T {
  return list[random.integerBelow(list.length)]!
}

function place(bytes: Uint8Array, random: RandomStream): number {
  return bytes.length === 0 ? 0 : random.integerBelow(bytes.length)
}

function range(bytes: Uint8Array, random: RandomStream): [from: number, to: number] {
  const from = place(bytes, random)
  return [from, Math.min(bytes.length, from + 1 + random.integerBelow(pick([4, 64, 4096], random)))]
}

function changed(bytes: Uint8Array, change: (copy: Uint8Array) => unknown): Uint8Array {
  if (bytes.length === 0) return bytes
  const copy = bytes.slice()
  change(copy)
  return copy
}

function join(...pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces))
}

/** As text of one byte a character, so that what is no text stays as it is. */
function replaceMatch(bytes: Uint8Array, pattern: RegExp, by: string, random: RandomStream): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  const found = [...text.matchAll(pattern)]
  if (found.length === 0) return bytes
  const { index, 0: match } = pick(found, random)
  return join(bytes.subarray(0, index), new TextEncoder().encode(by), bytes.subarray(index + match.length))
}
