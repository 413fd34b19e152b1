/** The report's figures as recorded data and as progress: what crosses between the lab and whoever judges and draws. */
import type { TrialConfig } from '../engine/config/experiment'
import type { RunStatus } from './records'

export const figureNumbers = [1, 2, 3, 4, 5, 6, 7, 8] as const
export type FigureNumber = (typeof figureNumbers)[number]

/** `full` is the preset as the report has it; `quick` the same settings with fewer seeds and epochs, for a first look. */
export const figureVariants = ['full', 'quick'] as const
export type FigureVariant = (typeof figureVariants)[number]

/** Indexed by epoch, 0 being the evaluation before any training; null where nothing finite is recorded. */
export type Series = readonly (number | null)[]

/** One trial of one setting, as far as it is recorded. */
export interface RecordedTrial {
  seed: number
  /** Number of the run that holds it; null where there is none. */
  run: number | null
  /** `missing` where no run holds it; a failed, stopped or trashed run holds nothing that counts. */
  status: RunStatus | 'missing'
  /** Why it diverged or failed, in words. */
  message: string | null
  /** Epochs recorded, row 0 not counted. */
  epochsDone: number
  trainLoss: Series
  /** Null where the trial has no such measure at all. */
  trainAccuracy: Series | null
  validationLoss: Series | null
  validationAccuracy: Series | null
  /** Mean seconds of training in an epoch, evaluation left out; null before the first. */
  secondsPerEpoch: number | null
  /** SHA-256 of the training and validation data; null until it was loaded. */
  dataDigest: string | null
}

/** One setting of a figure: one curve, with a trial for each seed of the figure, in the seeds' order. */
export interface RecordedSetting {
  /** The swept value in words, such as "TanH"; empty without a sweep. */
  label: string
  /** Shown beside the others without a part in any verdict: batch size 32, and the sum reduction of figure 8. */
  beside: boolean
  /** SHA-256 of the canonical configuration. */
  configDigest: string
  config: TrialConfig
  trials: readonly RecordedTrial[]
}

/** All that is recorded for a figure: drawn, judged and written from this alone. Also what of it is missing. */
export interface RecordedFigure {
  figure: FigureNumber
  variant: FigureVariant
  /** Epochs of a whole trial. */
  epochs: number
  /** In ascending order; the preset's unless others were asked for. */
  seeds: readonly number[]
  settings: readonly RecordedSetting[]
}

/** How many of the trials of a figure in one variant stand where; the counts sum to `trials`. */
export interface VariantProgress {
  trials: number
  /** Finished with all epochs. */
  done: number
  /** Ended by a loss that is not finite: recorded, and not to be repeated. */
  diverged: number
  /** Running, queued or paused in this lab. */
  open: number
  /** Stopped, interrupted or failed: taken up again, or run anew. */
  broken: number
  missing: number
  /** Epochs recorded and epochs of all trials; a diverged trial counts as whole. */
  epochsDone: number
  epochs: number
  /** Seconds of training that are recorded. */
  seconds: number
}

export interface FigureProgress {
  figure: FigureNumber
  full: VariantProgress
  quick: VariantProgress
}

export interface ReportState {
  figures: FigureProgress[]
}

/** Images of a set with what they show, as bytes; one row an image. */
export interface StoredImages {
  samples: number
  /** Pixels of an image. */
  inputs: number
  pixels: Uint8Array
  labels: Uint8Array
}
