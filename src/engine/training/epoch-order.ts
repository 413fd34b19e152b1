/** The order in which an epoch takes its samples. */
import { shuffleInPlace } from '../random/shuffle'
import { createStream } from '../random/stream'

/**
 * One permutation an epoch. Each is drawn from a stream of its own, numbered by the epoch: seed and epoch give it again, so that a
 * checkpoint need not hold it.
 */
export class EpochOrder {
  private readonly order: Uint32Array | null
  private drawnFor = 0

  constructor(
    private readonly seed: number,
    samples: number,
    shuffle: boolean,
  ) {
    this.order = shuffle ? new Uint32Array(samples) : null
  }

  /** The order of an epoch, counted from 1, valid until another is asked for; null is the order of the data set. */
  of(epoch: number): Uint32Array | null {
    if (this.order !== null && this.drawnFor !== epoch) {
      for (let i = 0; i < this.order.length; i++) this.order[i] = i
      shuffleInPlace(this.order, createStream(this.seed, 'shuffling', epoch))
      this.drawnFor = epoch
    }
    return this.order
  }
}
