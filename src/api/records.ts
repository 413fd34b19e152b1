/** What is stored, as every side sees it. */
import type { ExperimentConfig, TrialConfig } from '../engine/config/experiment'
import type { EpochRecord, EpochScore } from '../engine/training/records'
import type { RecordedRateChange } from './rate-changes'
import type { VerificationResult } from './verification'

export const runStatuses = ['queued', 'running', 'paused', 'done', 'stopped', 'diverged', 'interrupted', 'failed'] as const
export type RunStatus = (typeof runStatuses)[number]

/** No epoch follows one of these; `stopped` and `interrupted` may be taken up again from a checkpoint. */
export function isFinal(status: RunStatus): boolean {
  return status !== 'queued' && status !== 'running' && status !== 'paused'
}

export interface ExperimentRow {
  id: number
  name: string
  config: ExperimentConfig
  createdAt: string
}

/** One trial of one setting of an experiment. */
export interface RunRow {
  id: number
  experiment: number
  /** The experiment's name and, in a sweep, the setting. */
  name: string
  /** The setting in words, empty without a sweep. */
  setting: string
  seed: number
  /** SHA-256 of the canonical configuration: equal for the trials of one setting. */
  configDigest: string
  config: TrialConfig
  status: RunStatus
  /** Why it failed, diverged or ended before its last epoch, in words. */
  message: string | null
  kernels: string
  engineVersion: string
  /** SHA-256 of the training and validation data; null until the data was loaded. */
  dataDigest: string | null
  epochs: number
  /** Epochs recorded, row 0 not counted. */
  epochsDone: number
  last: EpochScore | null
  best: EpochScore | null
  /** Seconds of training, evaluation left out. */
  seconds: number
  /** Slot of the run palette, 1 to 10. */
  colour: number
  tags: string[]
  note: string
  pinned: boolean
  archived: boolean
  locked: boolean
  /** When it was moved to the trash, or null. */
  trashedAt: string | null
  createdAt: string
  finishedAt: string | null
  /** The run and its epoch whose weights this one began with; null where it drew its own. That run may be gone. */
  origin: RunOrigin | null
  /** Changes of the learning rate while it trained, in the order of their epochs: with configuration and seed they decide the weights. */
  rateChanges: RecordedRateChange[]
  /** What came of the latest time that it was trained anew and compared to its end; null where that never was. */
  verified: VerificationResult | null
}

/** In place of a run's number: it came with an archive that left that run out. */
export const unknownOrigin = 0

export interface RunOrigin {
  /** Its number, or `unknownOrigin`. */
  run: number
  epoch: number
}

/** The recorded epochs of one run, in order. */
export interface RunEpochs {
  run: number
  epochs: EpochRecord[]
}

export type ModelKind = 'last' | 'best' | 'epoch'

export interface ModelRow {
  run: number
  kind: ModelKind
  epoch: number
  sha256: string
  bytes: number
}

export interface DataFolder {
  /** Folder of the database. */
  folder: string
  database: string
  databaseBytes: number
}

/** A run trained anew to see whether it comes to the same weights. */
export interface Verification {
  run: number
  status: 'waiting' | 'running' | 'same' | 'different' | 'cancelled' | 'failed'
  /** Recorded epochs to compare, row 0 included. */
  epochs: number
  /** Epochs compared so far, all of them equal. */
  compared: number
  /** The first epoch whose weights are others. */
  difference: { epoch: number; recorded: string; retrained: string } | null
  /** What is not as it was when the run was recorded and may explain a difference, in words. */
  changes: string[]
  /** Why it failed, in words. */
  message: string | null
}
