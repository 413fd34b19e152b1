/** Arguments at which the elementary functions are measured. */
import { createStream } from '../../../../src/engine/random/stream'

/** `count` numbers uniform between two limits, the same in every run of the tests. */
export function uniformPoints(count: number, from: number, to: number): number[] {
  const stream = createStream(1, 'data')
  return Array.from({ length: count }, () => stream.uniformBetween(from, to))
}

/** `count` positive numbers whose exponents are uniform between two limits. */
export function points2To(count: number, from: number, to: number): number[] {
  const stream = createStream(2, 'data')
  return Array.from({ length: count }, () => (1 + stream.uniform()) * 2 ** Math.floor(stream.uniformBetween(from, to)))
}
