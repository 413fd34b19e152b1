/** The pool of threads: one trial a thread, in the order given, each on one thread from its start to its end. */
import { labVersion } from '../api/version'
import { LabError, type Failure } from '../api/failure'
import { Silence } from '../api/silence'
import { heartbeatInterval, type StoredContent, type TrainerCommand, type TrainerEvent, type WatchedContent } from '../api/trainer'
import { drawingsOf, storedSetOf } from '../engine/config/data'
import type { DrawingsConfig } from '../engine/config/drawings'
import type { TrialConfig } from '../engine/config/experiment'
import type { StoredSetConfig } from '../engine/config/stored-set'
import type { DataPart, GivenData } from './given-data'
import { isImageSource, type ImageSource, type LoadedImages } from './image-files'
import type { TrialEnding, WorkerCommand, WorkerEvent } from './messages'
import { patienceFor } from './patience'

/** A thread as the pool sees it. */
export interface PoolWorker {
  post(command: WorkerCommand): void
  terminate(): Promise<unknown>
}

/** The set of drawings that a trial trains with: how it is configured, and its content where the lab has it. */
export interface ChosenDrawings {
  config: NonNullable<DrawingsConfig>
  content: string | undefined
}

export type StartWorker = (onEvent: (event: WorkerEvent) => void, onExit: (reason: string) => void) => PoolWorker

export interface PoolOptions {
  /** How many threads at most; they are started when there is work for them. */
  workers: number
  startWorker: StartWorker
  emit(event: TrainerEvent): void
  /** With the drawings of this content where the data ask for some. Throws a LabError where files or drawings are missing or damaged. */
  loadImages(source: ImageSource, drawings: ChosenDrawings | null): LoadedImages
  /** An imported data set. Throws a LabError where the lab has no file of it, or the file is damaged. */
  loadStored(set: StoredSetConfig, path: string | undefined): DataPart
  /** How long a thread may be silent over such a trial, in milliseconds; see `patienceFor`. */
  patience?(config: TrialConfig): number
}

type Start = Extract<TrainerCommand, { type: 'start' }>
type Estimate = Extract<TrainerCommand, { type: 'estimate' }>
type Job = { type: 'trial'; run: number } | { type: 'estimate'; request: number }

interface Slot {
  worker: PoolWorker
  job: Job | null
  /** Of a thread that has a job. */
  silence: Silence | null
  /** Why it was ended, in words. */
  killed: string | null
}

export class Pool {
  readonly #options: PoolOptions
  readonly #slots = new Set<Slot>()
  readonly #queue: Start[] = []
  /** Whom to tell that a batch is committed. */
  readonly #batches = new Map<number, { slot: Slot; run: number }>()
  #lastBatch = 0
  #idle: (() => void) | null = null
  #closing = false
  readonly #clock: NodeJS.Timeout

  constructor(options: PoolOptions) {
    this.#options = options
    this.#clock = setInterval(() => this.#look(), heartbeatInterval)
    this.#clock.unref()
  }

  handle(command: Exclude<TrainerCommand, { type: 'shutdown' }>): void {
    switch (command.type) {
      case 'start':
        this.#queue.push(command)
        this.#fill()
        break
      case 'pause':
      case 'stop':
        this.#ask(command.run, command.type)
        break
      case 'acknowledge':
        this.#acknowledge(command.batch)
        break
      case 'changeRate':
        // A trial that waits is not asked: it has not begun.
        for (const { worker, job } of this.#slots) if (job?.type === 'trial' && job.run === command.run) worker.post(command)
        break
      case 'watch':
        this.#watch(command.run, command.watched)
        break
      case 'estimate':
        this.#estimate(command)
        break
    }
  }

  /** Lets every running trial leave a checkpoint that the host has stored, and ends the threads. */
  async close(): Promise<void> {
    this.#closing = true
    this.#queue.length = 0
    for (const { worker, job } of this.#slots) if (job?.type === 'trial') worker.post({ type: 'ask', run: job.run, wish: 'leave' })
    if (this.#working()) await new Promise<void>((resolve) => (this.#idle = resolve))
    clearInterval(this.#clock)
    await Promise.all([...this.#slots].map(({ worker }) => worker.terminate()))
  }

  #working(): boolean {
    return [...this.#slots].some(({ job }) => job !== null)
  }

  #ask(run: number, wish: 'pause' | 'stop'): void {
    const waiting = this.#queue.findIndex((start) => start.run === run)
    if (waiting >= 0) {
      this.#queue.splice(waiting, 1)
      this.#ended(run, { status: wish === 'pause' ? 'paused' : 'stopped', failure: null })
      return
    }
    for (const { worker, job } of this.#slots) if (job?.type === 'trial' && job.run === run) worker.post({ type: 'ask', run, wish })
  }

  /** A trial that waits takes them along when it begins. */
  #watch(run: number, watched: readonly WatchedContent[]): void {
    const waiting = this.#queue.find((start) => start.run === run)
    if (waiting) waiting.watched = watched
    for (const { worker, job } of this.#slots) if (job?.type === 'trial' && job.run === run) worker.post({ type: 'watch', run, watched })
  }

  #acknowledge(batch: number): void {
    const sender = this.#batches.get(batch)
    this.#batches.delete(batch)
    sender?.slot.worker.post({ type: 'acknowledge', run: sender.run })
  }

  #estimate({ request, config, seed, ...stored }: Estimate): void {
    const slot = this.#queue.length > 0 || this.#closing ? null : this.#freeSlot()
    const refuse = (failure: Failure) => this.#options.emit({ type: 'estimateFailed', request, failure })
    if (slot === null) {
      refuse(new LabError('busy', 'Every worker is training: the estimate comes when one is free').toFailure())
      return
    }
    const files = this.#filesOf(config, stored)
    if (!files.ok) {
      refuse(files.failure)
      return
    }
    this.#occupy(slot, { type: 'estimate', request }, config)
    slot.worker.post({ type: 'estimate', request, config, seed, files: files.value })
  }

  /** Gives free threads the trials that wait. */
  #fill(): void {
    while (this.#queue.length > 0) {
      const slot = this.#freeSlot()
      if (slot === null) return
      const start = this.#queue.shift()
      if (start) this.#begin(slot, start)
    }
  }

  #begin(slot: Slot, { run, config, seed, keepEvery, checkpoint, initial, untrained, watched, rateChanges, ...stored }: Start): void {
    const files = this.#filesOf(config, stored)
    if (!files.ok) {
      this.#ended(run, { status: 'failed', failure: files.failure })
      return
    }
    this.#occupy(slot, { type: 'trial', run }, config)
    const given = { ...(initial && { initial }), ...(untrained && { untrained }), ...(watched && { watched }), ...(rateChanges && { rateChanges }) }
    slot.worker.post({ type: 'trial', run, config, seed, keepEvery, checkpoint, ...given, files: files.value })
  }

  #occupy(slot: Slot, job: Job, config: TrialConfig): void {
    slot.job = job
    slot.silence = new Silence(heartbeatInterval, (this.#options.patience ?? patienceFor)(config))
  }

  /** Asks the threads that work for a sign of life, and ends one that has given none for too long. */
  #look(): void {
    for (const slot of this.#slots) {
      if (slot.silence === null || slot.killed !== null) continue
      if (slot.silence.tick()) {
        slot.killed = 'it was stuck and gave no sign of life'
        void slot.worker.terminate()
      } else slot.worker.post({ type: 'ping' })
    }
  }

  /** What the trial needs besides its seed, null where that is nothing. */
  #filesOf({ data }: TrialConfig, stored: StoredContent): { ok: true; value: GivenData | null } | { ok: false; failure: Failure } {
    try {
      const set = storedSetOf(data)
      if (set !== null) return { ok: true, value: { training: this.#options.loadStored(set, stored.dataset), test: null } }
      if (!isImageSource(data.source)) return { ok: true, value: null }
      const config = drawingsOf(data)
      return { ok: true, value: this.#options.loadImages(data.source, config === undefined ? null : { config, content: stored.drawings }) }
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      return { ok: false, failure: error.toFailure() }
    }
  }

  #freeSlot(): Slot | null {
    for (const slot of this.#slots) if (slot.job === null) return slot
    if (this.#slots.size >= this.#options.workers) return null
    const worker = this.#options.startWorker(
      (event) => this.#heard(slot, event),
      (reason) => this.#died(slot, reason),
    )
    // Nothing is heard of a thread before this function has returned.
    const slot: Slot = { worker, job: null, silence: null, killed: null }
    this.#slots.add(slot)
    return slot
  }

  #heard(slot: Slot, event: WorkerEvent): void {
    slot.silence?.heard()
    switch (event.type) {
      case 'alive':
        break
      case 'started':
        this.#options.emit({ ...event, engineVersion: labVersion })
        break
      case 'batch':
        this.#lastBatch++
        this.#batches.set(this.#lastBatch, { slot, run: event.run })
        this.#options.emit({ ...event, batch: this.#lastBatch })
        break
      case 'progress':
        this.#options.emit(event)
        break
      case 'ended':
        this.#ended(event.run, event.ending)
        this.#freed(slot)
        break
      case 'estimated':
      case 'estimateFailed':
        this.#options.emit(event)
        this.#freed(slot)
        break
    }
  }

  /** Only the trial of this thread is lost; the next one gets a new thread. */
  #died(slot: Slot, reason: string): void {
    if (!this.#slots.delete(slot)) return
    for (const [batch, sender] of this.#batches) if (sender.slot === slot) this.#batches.delete(batch)
    const failure = new LabError(
      'internal',
      `The thread that trained it ended (${slot.killed ?? reason}); its recorded epochs are kept, and it can be resumed`,
    ).toFailure()
    if (slot.job?.type === 'trial') this.#ended(slot.job.run, { status: 'interrupted', failure })
    else if (slot.job?.type === 'estimate') this.#options.emit({ type: 'estimateFailed', request: slot.job.request, failure })
    this.#freed(slot)
  }

  #ended(run: number, ending: TrialEnding): void {
    if (ending.status === 'paused') this.#options.emit({ type: 'paused', run })
    else if (ending.status !== 'left') this.#options.emit({ type: 'finished', run, ...ending, status: ending.status })
  }

  #freed(slot: Slot): void {
    slot.job = null
    slot.silence = null
    if (!this.#closing) this.#fill()
    else if (!this.#working()) this.#idle?.()
  }
}
