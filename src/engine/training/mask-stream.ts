/** Where the random masks of a training pass come from. */
import { createStream, type RandomStream } from '../random/stream'

/**
 * The stream of one block of one update: steps taken before it and the block's place in the epoch tell it from all others, so that a
 * checkpoint need not hold a generator. The two numbers together are wider than a stream's index; hence a word drawn for the step stands
 * in for the seed.
 * @param step steps that the optimizer has taken
 * @param start the block's first sample in the order of the epoch
 */
export function maskStream(seed: number, step: number, start: number): RandomStream {
  return createStream(createStream(seed, 'dropout', step).nextUint32(), 'dropout', start)
}
