/** Random bytes from a stream of random numbers. */
import type { RandomStream } from '../../../src/engine/random/stream'

export function fillRandom(bytes: Uint8Array, random: RandomStream): void {
  for (let at = 0; at < bytes.length; at++) bytes[at] = random.integerBelow(256)
}
