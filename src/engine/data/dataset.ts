/** Samples in memory, in the form that batches are gathered from. */

/** A feature x of column j becomes (x - shift[j]) factor[j], in float64 before it is rounded to the precision of the network. */
export interface Scaling {
  shift: Float64Array
  factor: Float64Array
}

/** Rows of bytes without their zeros: an entry is input << 8 | byte. */
export interface CompressedRows {
  /** (rows + 1): row r has the entries from starts[r] to starts[r + 1], by input. */
  readonly starts: Uint32Array
  readonly entries: Uint32Array
  /** (inputs): 1 for an input that is not zero in some row. */
  readonly lit: Uint8Array
  /** The share of the bytes that are not zero. */
  readonly density: number
}

/** Features of all samples, row-major: one row a sample. */
export type Features =
  /** Numbers: drawn ones in float64; those of stored data in float32, in memory that may be shared between threads. */
  (
    | { kind: 'real'; values: Float64Array | Float32Array }
    /** Bytes that stand for byte / 255, as images are stored; they may lie in memory shared between threads. */
    | {
        kind: 'bytes'
        values: Uint8Array
        /** The values without their zeros, where they were compressed for all threads together. */
        compressed?: CompressedRows
      }
  ) & {
    /** The row of each sample where the samples are a part of what lies in `values`; without it, sample i is row i. */
    rows?: Uint32Array
    /** Applied whenever samples are gathered into a batch. */
    scaling?: Scaling
  }

/** What the network should answer. */
export type Targets =
  | { kind: 'classes'; labels: Uint8Array; classes: number }
  /** Row-major, `outputs` numbers a sample. */
  | { kind: 'values'; values: Float64Array; outputs: number }

/** Samples with what the network should answer to each. */
export interface Dataset {
  /** Number of samples. */
  samples: number
  /** Features of a sample. */
  inputs: number
  features: Features
  targets: Targets
}

/** The data of one trial. */
export interface TrialData {
  training: Dataset
  validation: Dataset | null
}

/** What made a generated problem, without its noise: for drawing it, and for scoring answers against it. */
export type GroundTruth =
  /** The targets of a sample with the given features. */
  | { kind: 'values'; parameters: TruthParameters; answer(features: ArrayLike<number>): number[] }
  /** The class of a sample with the given features. */
  | { kind: 'classes'; parameters: TruthParameters; classOf(features: ArrayLike<number>): number }

/** The numbers that were drawn or given, such as slope and intercept. */
export type TruthParameters = Readonly<Record<string, number | readonly number[]>>

/** A generated problem: the samples and what made them. */
export interface GeneratedData {
  data: Dataset
  truth: GroundTruth
}
