/** One trial in slices: it trains for a moment, reports what came of it, and gives the thread back. */
import type { WatchedAnswer } from '../api/drawings'
import { LabError, type Failure } from '../api/failure'
import type { ModelKind } from '../api/records'
import type { CheckpointSnapshot, ModelSnapshot } from '../api/trainer'
import type { Scaling, TrialData } from '../engine/data/dataset'
import { decodeModel, encodeModel } from '../engine/models/model-file'
import type { NamedTensor } from '../engine/models/tensors'
import { isBetter, type EpochRecord, type EpochScore } from '../engine/training/records'
import { createSession, type TrainingSession } from '../engine/training/session'
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-file'
import { CheckpointPace } from './checkpoint-pace'
import { digestParameters, sha256 } from './digests'
import { fastKernels } from './kernels'
import type { RateWish, TrialStart, WorkerEvent } from './messages'
import { ParameterCopy } from './parameter-copy'
import type { Watcher } from './watcher'

/** How long a trial trains before it looks at its messages, in milliseconds. */
export const sliceTime = 50
/** Models of a running trial are stored at most this often, in milliseconds. */
export const modelInterval = 1000

export interface TrialHost {
  post(event: Extract<WorkerEvent, { type: 'batch' | 'progress' }>): void
  /** Monotonic clock in milliseconds. */
  now(): number
  /** Reads drawings after each epoch, where somebody watches some. */
  watcher?: Watcher
}

/** A trial that is done has a message where it ended otherwise than by its last epoch. */
export type SliceEnd = { kind: 'more' } | { kind: 'done'; message: string | null } | { kind: 'diverged'; failure: Failure }

export class Trial {
  readonly #start: TrialStart
  readonly #host: TrialHost
  readonly #session: TrainingSession
  readonly #last = new ParameterCopy()
  readonly #best = new ParameterCopy()
  #bestScore: EpochScore | null = null
  readonly #scaling: Scaling | null
  readonly #pace: CheckpointPace
  #modelsSent: number
  /** Of watched drawings, for the next report. */
  #answers: WatchedAnswer[] = []

  /** Throws a LabError where the checkpoint does not fit. */
  constructor(start: TrialStart, data: TrialData, host: TrialHost) {
    this.#start = start
    this.#host = host
    this.#modelsSent = host.now()
    this.#pace = new CheckpointPace(this.#modelsSent)
    this.#scaling = data.training.features.scaling ?? null
    const resumed = start.checkpoint === null ? null : decodeCheckpoint(start.checkpoint)
    if (resumed) this.#bestScore = resumed.best
    this.#session = createSession({
      config: start.config,
      seed: start.seed,
      data,
      now: () => host.now(),
      digest: digestParameters,
      ...(fastKernels && { fast: fastKernels }),
      ...(start.rateChanges && { rateChanges: start.rateChanges }),
      ...(resumed && { checkpoint: resumed.state }),
      ...(start.initial && !resumed && { initial: decodeModel(start.initial, 'initial weights').parameters }),
    })
  }

  /** Trains for about one slice; all epochs that end within it travel in one batch, now and then with a checkpoint. */
  slice(): SliceEnd {
    const deadline = this.#host.now() + sliceTime
    const timeIsUp = () => this.#host.now() >= deadline
    const epochs: EpochRecord[] = []
    const kept: ModelSnapshot[] = []
    for (;;) {
      const advance = this.#session.advance(timeIsUp)
      switch (advance.kind) {
        case 'epoch':
          epochs.push(advance.record)
          kept.push(...this.#remember(advance.record))
          this.#watch(advance.record)
          if (this.#start.untrained) {
            this.#post(epochs, [...kept, ...this.#takeModels()], null)
            return { kind: 'done', message: 'It was imported, and is not trained here' }
          }
          if (!timeIsUp()) break
          this.#report(epochs, kept)
          return { kind: 'more' }
        case 'yielded':
          this.#report(epochs, kept)
          return { kind: 'more' }
        case 'done':
          // The last model is the one that the trial ends with, and says of which epoch it is.
          if (advance.ending) this.#last.take(advance.ending.epoch, this.#session.parameters())
          this.#post(epochs, [...kept, ...this.#takeModels()], null)
          return { kind: 'done', message: advance.ending?.message ?? null }
        case 'diverged':
          this.#post(epochs, [...kept, ...this.#takeModels()], null)
          return { kind: 'diverged', failure: new LabError('invalid', advance.message).toFailure() }
      }
    }
  }

  /** Reports from which epoch on the rate will be another; in the last epoch there is none, and nothing to report. Do not go on before it is stored. */
  changeRate({ learningRate, notBefore }: RateWish): void {
    const epoch = this.#session.changeRate(learningRate, notBefore)
    if (epoch === null) return
    this.#host.post({ type: 'batch', run: this.#start.run, epochs: [], models: [], checkpoint: null, rateChange: { epoch, learningRate } })
  }

  /** Reports all that is needed to go on later to the same bits. */
  leaveCheckpoint(): void {
    this.#postCheckpoint([], [])
  }

  /** Keeps the parameters of the epoch where a model may be made of them. */
  #remember(record: EpochRecord): ModelSnapshot[] {
    const parameters = this.#session.parameters()
    this.#last.take(record.epoch, parameters)
    if (isBetter(record, this.#bestScore)) {
      this.#bestScore = { epoch: record.epoch, train: record.train, validation: record.validation }
      this.#best.take(record.epoch, parameters)
    }
    const { keepEvery } = this.#start
    const keep = keepEvery > 0 && record.epoch > 0 && record.epoch % keepEvery === 0
    return keep ? [this.#snapshot('epoch', record.epoch, parameters)] : []
  }

  #watch({ epoch }: EpochRecord): void {
    const { config } = this.#start
    this.#answers.push(...(this.#host.watcher?.read(epoch, config, this.#session.parameters(), this.#scaling) ?? []))
  }

  #report(epochs: EpochRecord[], kept: ModelSnapshot[]): void {
    const now = this.#host.now()
    if (this.#pace.isDue(now)) {
      this.#postCheckpoint(epochs, kept)
      this.#pace.made(now, this.#host.now())
    } else if (epochs.length > 0) {
      const due = now - this.#modelsSent >= modelInterval
      this.#post(epochs, due ? [...kept, ...this.#takeModels()] : kept, null)
    }
    this.#host.post({ type: 'progress', run: this.#start.run, progress: { ...this.#session.progress } })
  }

  /** With the models that are not stored yet: who goes on from the checkpoint has no copy of them. */
  #postCheckpoint(epochs: EpochRecord[], kept: ModelSnapshot[]): void {
    const { epoch, batch } = this.#session.progress
    const state = encodeCheckpoint({ best: this.#bestScore, state: this.#session.checkpoint() })
    this.#post(epochs, [...kept, ...this.#takeModels()], { epoch, batch, state, sha256: sha256(state) })
  }

  #post(epochs: EpochRecord[], models: ModelSnapshot[], checkpoint: CheckpointSnapshot | null): void {
    if (epochs.length + models.length === 0 && checkpoint === null) return
    const answers = this.#answers
    this.#answers = []
    this.#host.post({ type: 'batch', run: this.#start.run, epochs, models, checkpoint, ...(answers.length > 0 && { answers }) })
  }

  #takeModels(): ModelSnapshot[] {
    this.#modelsSent = this.#host.now()
    const last = this.#last.release()
    const best = this.#best.release()
    return [...(last ? [this.#snapshot('last', last.epoch, last.tensors)] : []), ...(best ? [this.#snapshot('best', best.epoch, best.tensors)] : [])]
  }

  #snapshot(kind: ModelKind, epoch: number, parameters: readonly NamedTensor[]): ModelSnapshot {
    const { config, seed } = this.#start
    const file = encodeModel({ config, seed, epoch, parameters, scaling: this.#scaling })
    return { kind, epoch, file, sha256: sha256(file) }
  }
}
