/** What the room asks the thread that computes for it, and what it is answered. */
import type { StoredImages } from '../../../api/report'
import type { TrialConfig } from '../../../engine/config/experiment'
import type { Mistake, ParameterComparison, TakenApart, UnitFacts } from '../../../engine/index'

/** The samples that a run learned from, or those that it was scored on. */
export type Part = 'training' | 'validation'

/** What the data of a run is made of again. */
export interface RunData {
  /** The same for the same data. */
  key: string
  config: TrialConfig
  seed: number
  /** Null for data that is drawn; `training` also where nothing but the test set is asked about. */
  images: { training: StoredImages | null; test: StoredImages } | null
  /** The stored file of an imported table; absent for other data. */
  table?: Uint8Array
}

/** The stored file of a model. */
type ModelFile = Uint8Array

/** A classifier's or a regression's answers to all samples of a part, row-major. */
export type Answers =
  | { task: 'classification'; classes: number; labels: Uint8Array; probabilities: Float64Array }
  | { task: 'regression'; outputs: number; targets: Float64Array; predictions: Float64Array }

/** Features of some samples before scaling: bytes of images as shares of 0 to 1. */
export interface SampleFeatures {
  inputs: number
  /** (samples, inputs). */
  values: Float32Array
}

/** How the numbers of one parameter, or the gradients by them, are spread after an epoch. */
export interface Spread {
  epoch: number
  counts: number[]
  mean: number
  deviation: number
}
/** Of one parameter over epochs, all in the same bins. */
export interface SpreadHistory {
  name: string
  edges: number[]
  epochs: Spread[]
}

export interface Questions {
  answers: { input: { model: ModelFile; part: Part }; output: Answers }
  samples: { input: { part: Part; samples: number[] }; output: SampleFeatures }
  /** Each unit of each layer over all samples of the part. */
  units: { input: { model: ModelFile; part: Part }; output: UnitFacts[][] }
  /** What each layer passes on for one sample. */
  activations: { input: { model: ModelFile; part: Part; sample: number }; output: { input: Float32Array; layers: Float64Array[] } }
  /** Of the weights, or of the gradients over the first training samples. */
  histories: { input: { models: readonly ModelFile[]; of: 'weights' | 'gradients' }; output: { samples: number; parameters: SpreadHistory[] } }
  /** One update taken apart, after others. */
  update: { input: { model: ModelFile; part: Part; rows: number; before: number }; output: TakenApart & { batches: number } }
  gradients: { input: { model: ModelFile; part: Part; mistake: Mistake | null }; output: { samples: number; parameters: ParameterComparison[] } }
}
export type QuestionName = keyof Questions

export type ToThread =
  /** What the questions that follow are about. */
  { type: 'data'; data: RunData } | { type: 'ask'; id: number; question: AnyQuestion }
export type AnyQuestion = { [K in QuestionName]: { name: K; input: Questions[K]['input'] } }[QuestionName]

export type FromThread =
  | { type: 'progress'; id: number; done: number; total: number }
  | { type: 'answer'; id: number; answer: unknown }
  /** A data error is the data's, any other a mistake in the program. */
  | { type: 'failed'; id: number; code: 'data' | 'internal'; message: string }
