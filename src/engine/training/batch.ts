/** The batch: samples gathered from the data set in the kernels' precision. */
import type { Dataset, Features, Scaling, Targets } from '../data/dataset'
import { rowOf, roundedShadeOf, shadeOf } from '../data/scaling'
import type { Kernels, Vector } from '../kernels/kernels'
import type { BatchTargets } from '../losses/loss'

export interface BatchSize {
  inputs: number
  outputs: number
  /** Numbers from a row of the features to the next: `inputs`, or more where the kernels want rows padded. */
  inputRow: number
  /** The same for target values. */
  outputRow: number
}

/** The memory that samples are gathered into. */
export interface BatchMemory extends BatchTargets {
  /** (rows, inputs). */
  features: Vector
}

/** Which samples: `count` of them from `start` on, in the given order or, for null, in that of the data set. */
export interface SampleRange {
  order: Uint32Array | null
  start: number
  count: number
}

/** A batch of up to `capacity` rows without padding. */
export function createBatch(
  kernels: Pick<Kernels, 'allocate'>,
  { inputs, outputs, capacity }: { inputs: number; outputs: number; capacity: number },
  reads: keyof BatchTargets,
): Batch {
  const values = kernels.allocate(reads === 'values' ? capacity * outputs : 0)
  const memory = { features: kernels.allocate(capacity * inputs), labels: new Uint8Array(capacity), values }
  return new Batch(memory, { inputs, outputs, inputRow: inputs, outputRow: outputs }, reads)
}

/** One batch, filled again for each. */
export class Batch {
  readonly features: Vector
  readonly targets: BatchTargets
  /** What each byte stands for: byte / 255, rounded to the precision. */
  private readonly shades: Readonly<Vector>

  /** @param reads the target that the loss reads: classes are written out as values where it reads those */
  constructor(
    memory: BatchMemory,
    private readonly size: BatchSize,
    private readonly reads: keyof BatchTargets,
  ) {
    this.features = memory.features
    this.targets = memory
    this.shades = memory.features instanceof Float32Array ? roundedShadeOf : shadeOf
  }

  /** Copies the samples of the range into the rows of the batch. */
  gather(data: Dataset, range: SampleRange): void {
    this.gatherFeatures(data.features, range)
    this.gatherTargets(data.targets, range)
  }

  gatherFeatures(features: Features, range: SampleRange): void {
    if (features.scaling !== undefined) {
      this.gatherScaled(features, features.scaling, range)
      return
    }
    const { inputs, inputRow } = this.size
    for (let row = 0; row < range.count; row++) {
      const from = rowOf(features, sampleAt(range, row)) * inputs
      const to = row * inputRow
      switch (features.kind) {
        case 'real':
          for (let i = 0; i < inputs; i++) this.features[to + i] = features.values[from + i]!
          break
        case 'bytes':
          for (let i = 0; i < inputs; i++) this.features[to + i] = this.shades[features.values[from + i]!]!
          break
      }
    }
  }

  /** Scaled in float64 and rounded once. */
  private gatherScaled(features: Features, { shift, factor }: Scaling, range: SampleRange): void {
    const { inputs, inputRow } = this.size
    for (let row = 0; row < range.count; row++) {
      const from = rowOf(features, sampleAt(range, row)) * inputs
      const to = row * inputRow
      switch (features.kind) {
        case 'real':
          for (let i = 0; i < inputs; i++) this.features[to + i] = (features.values[from + i]! - shift[i]!) * factor[i]!
          break
        case 'bytes':
          for (let i = 0; i < inputs; i++) this.features[to + i] = (shadeOf[features.values[from + i]!]! - shift[i]!) * factor[i]!
          break
      }
    }
  }

  gatherTargets(targets: Targets, range: SampleRange): void {
    const { outputs, outputRow } = this.size
    const { labels, values } = this.targets
    for (let row = 0; row < range.count; row++) {
      const sample = sampleAt(range, row)
      switch (targets.kind) {
        case 'values':
          if (this.reads === 'labels') throw new RangeError('the loss reads classes but the data has values')
          for (let o = 0; o < outputs; o++) values[row * outputRow + o] = targets.values[sample * outputs + o]!
          break
        case 'classes':
          labels[row] = targets.labels[sample]!
          if (this.reads === 'values') this.writeClass(row)
          break
      }
    }
  }

  /** A class as a one-hot row, or for a single output, which answers yes or no, as 0 or 1. */
  private writeClass(row: number): void {
    const { outputs, outputRow } = this.size
    const { labels, values } = this.targets
    if (outputs === 1) values[row * outputRow] = labels[row]!
    else for (let o = 0; o < outputs; o++) values[row * outputRow + o] = o === labels[row] ? 1 : 0
  }
}

/** The sample in a row of the range. */
export function sampleAt({ order, start }: SampleRange, row: number): number {
  return order === null ? start + row : order[start + row]!
}
