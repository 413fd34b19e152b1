/**
 * The protocol between the lab and the training process.
 *
 * Every epoch travels in a `batch` message, which the lab commits as one transaction and then acknowledges by its number. The
 * trainer keeps at most a few batches unacknowledged, so a slow disk slows training down and nothing piles up.
 * `paused` and `finished` come after the last batch of a run is acknowledged; the process exits only after `shutdown`, when
 * everything is acknowledged.
 */
import type { TrialConfig } from '../engine/config/experiment'
import type { RateChange } from '../engine/config/rate-changes'
import type { EpochRecord, Progress } from '../engine/training/records'
import type { WatchedAnswer, WatchedDrawing } from './drawings'
import type { Failure } from './failure'
import type { ModelKind, RunStatus } from './records'

/** How often a living trainer is heard of, in milliseconds. */
export const heartbeatInterval = 1000
/** After this silence the lab takes the trainer for stuck. */
export const heartbeatLimit = 15_000

/** A model as it is stored: a safetensors file. */
export interface ModelSnapshot {
  kind: ModelKind
  epoch: number
  file: Uint8Array
  sha256: string
}

/** Everything that decides the rest of a trial, so that it goes on to the same bits. */
export interface CheckpointSnapshot {
  epoch: number
  batch: number
  /** The training process's own encoding. */
  state: Uint8Array
  sha256: string
}

/** A watched drawing as the training process knows it. */
export type WatchedContent = Pick<WatchedDrawing, 'id' | 'content'>

/** What the lab keeps of the data that a configuration names by a digest: absent where it names none, or the lab does not have it. */
export interface StoredContent {
  /** The content of the set of drawings. */
  drawings?: string
  /** The path of the imported data set. */
  dataset?: string
}

export type TrainerCommand =
  /**
   * `initial` is a model's file with whose weights the trial begins; absent where it draws its own. `untrained` ends it after row 0; `watched`
   * are drawings that are read after each epoch; `rateChanges` are made again, each at its epoch.
   */
  | ({
      type: 'start'
      run: number
      config: TrialConfig
      seed: number
      keepEvery: number
      checkpoint: Uint8Array | null
      initial?: Uint8Array
      watched?: readonly WatchedContent[]
      untrained?: true
      rateChanges?: readonly RateChange[]
    } & StoredContent)
  /** Ends with a batch that carries a checkpoint, then `paused`; the run goes on by a `start` with that checkpoint. */
  | { type: 'pause'; run: number }
  /** Ends with a batch that carries a checkpoint, then `finished`. */
  | { type: 'stop'; run: number }
  /** The lab has committed the batch with this number. */
  | { type: 'acknowledge'; batch: number }
  | ({ type: 'estimate'; request: number; config: TrialConfig; seed: number } & StoredContent)
  /** From its next epoch on the run reads these drawings, and no others. */
  | { type: 'watch'; run: number; watched: readonly WatchedContent[] }
  /**
   * Trains the run with another learning rate from its next epoch on that has not begun, and not before that epoch: answered by a batch with
   * `rateChange`, and by none where no such epoch is left.
   */
  | { type: 'changeRate'; run: number; learningRate: number; notBefore: number }
  /** Every running trial leaves a checkpoint, without `finished`; then the process exits. */
  | { type: 'shutdown' }

/** How a run can end. */
export type FinalStatus = Extract<RunStatus, 'done' | 'stopped' | 'diverged' | 'failed' | 'interrupted'>

export type TrainerEvent =
  | { type: 'ready'; workers: number; kernels: string; engineVersion: string }
  | { type: 'heartbeat' }
  /** The trial has its data and begins. */
  | { type: 'started'; run: number; kernels: string; engineVersion: string; dataDigest: string }
  /** Epochs of one slice, with the models and the checkpoint that belong to them: one transaction. */
  | {
      type: 'batch'
      batch: number
      run: number
      epochs: EpochRecord[]
      models: ModelSnapshot[]
      checkpoint: CheckpointSnapshot | null
      /** How the watched drawings were read after these epochs; absent where none are. */
      answers?: WatchedAnswer[]
      /** The run waits before this change takes effect, until it is acknowledged. */
      rateChange?: RateChange
    }
  | { type: 'progress'; run: number; progress: Progress }
  | { type: 'paused'; run: number }
  /**
   * Everything before is acknowledged; `interrupted` means that its thread died. A run that is done has a message where it ended otherwise
   * than by its last epoch, such as by early stopping.
   */
  | { type: 'finished'; run: number; status: FinalStatus; failure: Failure | null; message?: string }
  | { type: 'estimated'; request: number; secondsPerEpoch: number; batches: number }
  | { type: 'estimateFailed'; request: number; failure: Failure }

/** The training process as the lab sees it, however it was forked. */
export interface TrainerProcess {
  readonly pid: number | undefined
  post(command: TrainerCommand): void
  kill(): void
}

/** Forks the training process: utilityProcess in Electron, child_process elsewhere. */
export type ForkTrainer = (onEvent: (event: TrainerEvent) => void, onExit: (code: number) => void) => TrainerProcess
