/** The training data as an epoch sees them: the images of a block distorted, everything else as it is. */
import type { AugmentationRanges } from '../config/augmentation'
import type { Dataset } from '../data/dataset'
import { rowOf } from '../data/scaling'
import { FastDistorter } from '../fast/distorter'
import type { FastModule } from '../fast/module'
import { sampleAt, type SampleRange } from '../training/batch'
import type { Distorter } from './distorter'
import { DistortionSource } from './distortion'
import { PIXELS } from './frame'
import { ReferenceDistorter } from './reference'

type ByteFeatures = Extract<Dataset['features'], { kind: 'bytes' }>
/** Images with what they show. */
export type ImageDataset = Dataset & { features: ByteFeatures }

/** What an augmenter is made of. */
export interface AugmenterOptions {
  ranges: AugmentationRanges
  /** The trial's seed. */
  seed: number
  training: Dataset
  /** Most samples of a block. */
  block: number
  /** The compiled kernels where the trial has them; without them the reference distorts. */
  fast: FastModule | null
}

/**
 * Gives the training data with distorted images in place of those of a block. Samples keep their numbers and targets; only the block's
 * images lie in memory, and the next block overwrites them.
 */
export class Augmenter {
  private readonly source: DistortionSource
  private readonly distorter: Distorter
  private readonly given: ByteFeatures
  /** Where the image of a sample lies within the block. */
  private readonly rows: Uint32Array
  private readonly distorted: ImageDataset
  /** What was read ahead: kept, so that no compiler leaves the reading out. */
  private readAhead = 0

  /** @throws RangeError for data that are no images of 28 x 28 bytes */
  constructor({ ranges, seed, training, block, fast }: AugmenterOptions) {
    const { features, inputs, samples } = training
    if (features.kind !== 'bytes' || inputs !== PIXELS)
      throw new RangeError(`augmentation takes images of ${PIXELS} bytes, the training data has ${inputs} features (${features.kind})`)
    this.source = new DistortionSource(ranges, seed)
    this.distorter = fast === null ? new ReferenceDistorter(block) : new FastDistorter(fast, block)
    this.given = features
    this.rows = new Uint32Array(samples)
    const scaling = features.scaling === undefined ? {} : { scaling: features.scaling }
    this.distorted = { ...training, features: { kind: 'bytes', ...this.distorter.features, rows: this.rows, ...scaling } }
  }

  /**
   * The training data, of which the samples of the range may be read.
   * @param epoch counted from 1
   */
  of(epoch: number, range: SampleRange): ImageDataset {
    const { source, distorter, given, rows } = this
    this.readAhead ^= readLines(given, range)
    for (let index = 0; index < range.count; index++) {
      const sample = sampleAt(range, index)
      distorter.distort(given.values, rowOf(given, sample) * PIXELS, source.draw(epoch, sample), index)
      rows[sample] = index
    }
    return this.distorted
  }
}

/** Bytes of a cache line. */
const LINE = 64

/** Reads a byte of each cache line of the block's images, so that the waits for the main memory overlap: samples come in random order. */
function readLines(images: ByteFeatures, range: SampleRange): number {
  let bits = 0
  for (let index = 0; index < range.count; index++) {
    const start = rowOf(images, sampleAt(range, index)) * PIXELS
    for (let at = start; at < start + PIXELS; at += LINE) bits ^= images.values[at]!
  }
  return bits
}
