/** What trials are given besides their seed: data that were read once, in memory that all threads share. */
import type { Dataset } from '../engine/data/dataset'

export interface DataPart {
  data: Dataset
  /** SHA-256, see `digestDataset`; of a stored data set, that of its file. */
  digest: string
}

/** Its numbers lie in SharedArrayBuffers. */
export interface GivenData {
  training: DataPart
  /** Null where the source has no test set of its own. */
  test: DataPart | null
  /** Drawings behind the training images, in the same memory, where a trial trains with some. */
  drawings?: Dataset
}
