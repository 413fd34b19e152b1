/** Samples in memory, in the form that batches are gathered from. */

/** Features of all samples, row-major: one row a sample. */
export type Features =
  | { kind: 'real'; values: Float64Array }
  /** Bytes that stand for byte / 255, as images are stored; they may lie in memory shared between threads. */
  | { kind: 'bytes'; values: Uint8Array }

/** What the network should answer. */
export type Targets =
  | { kind: 'classes'; labels: Uint8Array; classes: number }
  /** Row-major, `outputs` numbers a sample. */
  | { kind: 'values'; values: Float64Array; outputs: number }

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

/** Truth behind a generated problem, for drawing it: the line y = a x + b, or the normal and offset of the cut. */
export type GroundTruth =
  { kind: 'line'; slope: number; intercept: number } | { kind: 'half_plane'; normal: [number, number]; offset: number } | { kind: 'none' }

export interface GeneratedData {
  data: Dataset
  truth: GroundTruth
}
