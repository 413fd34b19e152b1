/** Damage to a database file as disks and programs make it: pages of garbage, lost pages, turned bits, a missing end. */
import type { RandomStream } from '../../../src/engine/random/stream'
import { fillRandom } from './bytes'

/** SQLite's page, in bytes. */
const page = 4096

export interface Damage {
  bytes: Buffer
  what: string
}

/** A damaged copy; now and then the damage happens to write what was there. */
export function damageFile(original: Buffer, random: RandomStream): Damage {
  const bytes = Buffer.from(original)
  const pages = bytes.length / page
  const at = random.integerBelow(pages) * page
  const number = at / page + 1
  switch (random.integerBelow(7)) {
    case 0:
      fillRandom(bytes.subarray(at, at + page), random)
      return { bytes, what: `garbage in page ${number}` }
    case 1:
      return { bytes: bytes.fill(0, at, at + page), what: `zeros in page ${number}` }
    case 2: {
      const from = random.integerBelow(pages) * page
      bytes.copy(bytes, at, from, from + page)
      return { bytes, what: `page ${from / page + 1} in place of page ${number}` }
    }
    case 3: {
      const length = random.integerBelow(bytes.length)
      return { bytes: bytes.subarray(0, length), what: `cut off at byte ${length}` }
    }
    case 4: {
      // The first page holds the header and the schema.
      const byte = random.integerBelow(page)
      bytes[byte] = random.integerBelow(256)
      return { bytes, what: `byte ${byte} is ${String(bytes[byte])}` }
    }
    default: {
      const bits = Array.from({ length: 1 + random.integerBelow(3) }, () => random.integerBelow(8 * bytes.length))
      for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return { bytes, what: `bits ${bits.join(', ')} turned` }
    }
  }
}
