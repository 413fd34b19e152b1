/** The random numbers of the bootstrap intervals that are shown, not recorded: the same data gives the same interval again. */
import { createStream } from '../engine/index'
import type { UniformSource } from '../engine/statistics/bootstrap'

const seed = 1

/** A fresh stream, another for each index. */
export function resamplingStream(index: number): UniformSource {
  const stream = createStream(seed, 'bootstrap', index)
  return () => stream.uniform()
}
