/**
 * From (seed, stream, index) to the 128 bits of a generator's state.
 *
 * The three words and a constant are mixed by ten of ChaCha's quarter rounds (D. J. Bernstein, "ChaCha, a variant of Salsa20", 2008).
 * A quarter round can be undone, hence the whole is a permutation of the 128-bit words: two different triples never give the same state,
 * however many trials there are, and the constant keeps the state from being all 0. Every input bit turns about half of the output's.
 */
import type { GeneratorState } from './generator'
import { rotateLeft } from './rotate'

/** What a stream is for. */
export type StreamName = 'data' | 'initialisation' | 'shuffling' | 'dropout' | 'augmentation' | 'split' | 'selection' | 'label_noise' | 'bootstrap'
/** Part of the format of results: a number never changes, and a new stream takes a new one. */
const streamNumbers: Record<StreamName, number> = {
  data: 1,
  initialisation: 2,
  shuffling: 3,
  dropout: 4,
  augmentation: 5,
  split: 6,
  selection: 7,
  label_noise: 8,
  bootstrap: 9,
}

const CONSTANT = 0x9e3779b9
const QUARTER_ROUNDS = 10

/**
 * @param seed whole, from 0 to 2^32 - 1
 * @param index tells apart several streams of one name, such as one a layer; whole, from 0 to 2^32 - 1
 * @throws RangeError for a seed or index out of range
 */
export function seedState(seed: number, name: StreamName, index: number): GeneratorState {
  checkWord('seed', seed)
  checkWord('index', index)
  let a = seed | 0
  let b = streamNumbers[name]
  let c = index | 0
  let d = CONSTANT | 0
  for (let round = 0; round < QUARTER_ROUNDS; round++) {
    a = (a + b) | 0
    d = rotateLeft(d ^ a, 16)
    c = (c + d) | 0
    b = rotateLeft(b ^ c, 12)
    a = (a + b) | 0
    d = rotateLeft(d ^ a, 8)
    c = (c + d) | 0
    b = rotateLeft(b ^ c, 7)
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0]
}

function checkWord(what: string, word: number): void {
  if (!Number.isInteger(word) || word < 0 || word > 0xffffffff) throw new RangeError(`${what} takes a whole number from 0 to ${0xffffffff}, got ${word}`)
}
