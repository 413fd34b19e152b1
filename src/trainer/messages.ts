/** What the training process and its threads say to each other. */
import type { WatchedAnswer } from '../api/drawings'
import type { Failure } from '../api/failure'
import type { CheckpointSnapshot, FinalStatus, ModelSnapshot, WatchedContent } from '../api/trainer'
import type { TrialConfig } from '../engine/config/experiment'
import type { RateChange } from '../engine/config/rate-changes'
import type { EpochRecord, Progress } from '../engine/training/records'
import type { GivenData } from './given-data'

export interface TrialStart {
  run: number
  config: TrialConfig
  seed: number
  /** Every how many epochs a model is kept, 0 for none. */
  keepEvery: number
  checkpoint: Uint8Array | null
  /** A model's file with whose weights the trial begins; absent where it draws its own. */
  initial?: Uint8Array
  /** Drawings that are read after each epoch. */
  watched?: readonly WatchedContent[]
  /** A model that came from elsewhere: it is scored as it is, which is row 0, and not trained. */
  untrained?: true
  /** Changes of the learning rate that were made before. */
  rateChanges?: readonly RateChange[]
  /** In memory that all threads share; null where the trial draws its data. */
  files: GivenData | null
}

/** What a trial may be asked for while it runs. */
export type Wish = 'pause' | 'leave' | 'stop'

/** A learning rate to train with, from an epoch on that is not before this one. */
export interface RateWish {
  learningRate: number
  notBefore: number
}

export type WorkerCommand =
  | ({ type: 'trial' } & TrialStart)
  | { type: 'ask'; run: number; wish: Wish }
  /** From its next epoch on the trial reads these drawings. */
  | { type: 'watch'; run: number; watched: readonly WatchedContent[] }
  | ({ type: 'changeRate'; run: number } & RateWish)
  /** One batch of this run is committed. */
  | { type: 'acknowledge'; run: number }
  | { type: 'estimate'; request: number; config: TrialConfig; seed: number; files: GivenData | null }
  /** Asks for a sign of life. */
  | { type: 'ping' }

/** How a thread is done with a trial: for good, or for now, having left a checkpoint. */
export interface TrialEnding {
  status: FinalStatus | 'paused' | 'left'
  failure: Failure | null
  /** What there is to say of a trial that is done. */
  message?: string
}

export type WorkerEvent =
  | { type: 'alive' }
  | { type: 'started'; run: number; kernels: string; dataDigest: string }
  | {
      type: 'batch'
      run: number
      epochs: EpochRecord[]
      models: ModelSnapshot[]
      checkpoint: CheckpointSnapshot | null
      answers?: WatchedAnswer[]
      rateChange?: RateChange
    }
  | { type: 'progress'; run: number; progress: Progress }
  | { type: 'ended'; run: number; ending: TrialEnding }
  | { type: 'estimated'; request: number; secondsPerEpoch: number; batches: number }
  | { type: 'estimateFailed'; request: number; failure: Failure }
