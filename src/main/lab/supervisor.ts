/** Steers the training process and stores what it reports: nothing is acknowledged or shown before it is committed. */
import type { WritableStore } from '../../../db/store'
import type { Estimate, EventMessage } from '../../api/contract'
import { LabError, type Failure } from '../../api/failure'
import type { RunRow, RunStatus } from '../../api/records'
import type { ForkTrainer, TrainerEvent } from '../../api/trainer'
import type { TrialConfig } from '../../engine/config/experiment'
import { LiveRun, type Report } from './live-run'
import { TrainerLink, type TrainerInfo } from './trainer-link'

/** How long a new training process may take to report, in milliseconds. */
const readyLimit = 5000
/** How long the training process may take to leave checkpoints when the lab closes, in milliseconds. */
const closeLimit = 2000
/** After how long storing is tried again, in milliseconds. */
const retryInterval = 2000

export interface SupervisorOptions {
  store: WritableStore
  forkTrainer: ForkTrainer
  version: string
  emit(message: EventMessage): void
}

export class Supervisor {
  readonly #options: SupervisorOptions
  readonly #link: TrainerLink
  readonly #live = new Map<number, LiveRun>()
  readonly #estimates = new Map<number, PromiseWithResolvers<Estimate>>()
  #lastEstimate = 0
  /** Whether any trial began in the present training process: one that dies before that would die again. */
  #useful = false
  #closing = false

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.#link = new TrainerLink({
      forkTrainer: options.forkTrainer,
      onEvent: (event) => this.#heard(event),
      onGone: (reason, ready) => this.#gone(reason, ready),
    })
  }

  async trainerInfo(): Promise<TrainerInfo> {
    if (!this.#closing) this.#link.start()
    return (await this.#link.info(readyLimit)) ?? { workers: 0, kernels: 'none' }
  }

  /** Gives queued runs to the training process, in this order. */
  enqueue(runs: readonly RunRow[]): void {
    for (const run of runs) this.#live.set(run.id, new LiveRun(run))
    this.#send(runs)
  }

  async pause(ids: readonly number[]): Promise<RunRow[]> {
    this.#require(ids, ['queued', 'running'], 'pause')
    return this.#ask(ids, 'pause')
  }

  async stop(ids: readonly number[]): Promise<RunRow[]> {
    for (const { id, status } of this.#require(ids, ['queued', 'running', 'paused'], 'stop')) {
      if (status === 'paused' && !this.#live.has(id)) this.#setStatus(id, 'stopped', null)
    }
    return this.#ask(ids, 'stop')
  }

  /** Queues runs that were paused, stopped or interrupted; each goes on from its checkpoint, or anew where there is none. */
  async resume(ids: readonly number[]): Promise<RunRow[]> {
    // One that is just being paused is taken up when it is.
    await Promise.all(ids.map((id) => (this.#live.get(id)?.wish ? this.#live.get(id)?.left : undefined)))
    this.#requireOpen()
    const runs = this.#require(ids, ['paused', 'stopped', 'interrupted'], 'resume')
    for (const run of runs) this.#requireSameProgram(run)
    const queued = [...new Set(ids)].map((id) => this.#options.store.recorder.takeUp(id))
    for (const run of queued) this.#emitRun(run)
    this.enqueue(queued)
    return this.#options.store.queries.getRuns(ids)
  }

  async estimate(config: TrialConfig, seed: number): Promise<Estimate> {
    this.#requireOpen()
    this.#link.start()
    const request = ++this.#lastEstimate
    const answer = Promise.withResolvers<Estimate>()
    this.#estimates.set(request, answer)
    this.#link.post({ type: 'estimate', request, config, seed })
    return answer.promise
  }

  /** Ends the training process in order, then marks what it had not finished as interrupted. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#link.stop(closeLimit)
    for (const live of [...this.#live.values()]) this.#forget(live)
    try {
      for (const run of this.#options.store.recorder.interruptUnfinished()) this.#emitRun(run)
    } catch (error) {
      // The next start marks them; there is nobody left to tell but the log.
      console.error('Runs could not be marked as interrupted:', error)
    }
  }

  #send(runs: readonly RunRow[]): void {
    this.#link.start()
    const { queries } = this.#options.store
    const keepEvery = new Map<number, number>()
    for (const { id, experiment, config, seed } of runs) {
      const every = keepEvery.get(experiment) ?? queries.getExperiment(experiment).config.keepModels.every
      keepEvery.set(experiment, every)
      const checkpoint = queries.getCheckpoint(id)?.state ?? null
      this.#link.post({ type: 'start', run: id, config, seed, keepEvery: every, checkpoint })
    }
  }

  /** Asks the training process, and answers with the rows when it is done with these runs. */
  async #ask(ids: readonly number[], wish: 'pause' | 'stop'): Promise<RunRow[]> {
    const asked = [...new Set(ids)].flatMap((id) => this.#live.get(id) ?? [])
    for (const live of asked) {
      live.wish = wish
      this.#link.post({ type: wish, run: live.id })
      this.#storeReports(live)
    }
    await Promise.all(asked.map((live) => live.left))
    this.#requireOpen()
    return this.#options.store.queries.getRuns(ids)
  }

  #heard(event: TrainerEvent): void {
    switch (event.type) {
      case 'ready':
      case 'heartbeat':
        break
      case 'started':
      case 'batch':
      case 'paused':
      case 'finished':
        this.#report(event)
        break
      case 'progress':
        if (this.#live.get(event.run)?.held === false) this.#options.emit({ event: 'progress', data: { ...event.progress, run: event.run } })
        break
      case 'estimated':
        this.#takeEstimate(event.request)?.resolve({ secondsPerEpoch: event.secondsPerEpoch, batches: event.batches })
        break
      case 'estimateFailed':
        this.#takeEstimate(event.request)?.reject(new LabError(event.failure.code, event.failure.message, event.failure.field))
        break
    }
  }

  #takeEstimate(request: number): PromiseWithResolvers<Estimate> | undefined {
    const waiting = this.#estimates.get(request)
    this.#estimates.delete(request)
    return waiting
  }

  #report(report: Report): void {
    const live = this.#live.get(report.run)
    if (!live) return
    live.reports.push(report)
    if (!live.held) this.#storeReports(live)
  }

  /** Stores what is waiting, in order, as far as the disk takes it. */
  #storeReports(live: LiveRun): void {
    live.held = false
    for (let report = live.reports[0]; report !== undefined; report = live.reports[0]) {
      try {
        this.#storeReport(live, report)
      } catch (error) {
        if (error instanceof LabError && (error.code === 'data' || error.code === 'busy')) {
          this.#hold(live, error)
          return
        }
        this.#fail(live, error)
        continue
      }
      live.reports.shift()
    }
  }

  #storeReport(live: LiveRun, report: Report): void {
    const { recorder } = this.#options.store
    switch (report.type) {
      case 'started':
        if (live.failed) return
        if (live.row.dataDigest !== null && live.row.dataDigest !== report.dataDigest)
          throw new LabError('conflict', 'The data has changed since this run first started: begin a new run')
        this.#emitRun(recorder.start(live.id, report))
        live.begun = true
        this.#useful = true
        break
      case 'batch': {
        const row = live.failed ? null : recorder.recordBatch(live.id, report)
        this.#link.post({ type: 'acknowledge', batch: report.batch })
        if (row === null) break
        if (report.epochs.length > 0) this.#options.emit({ event: 'epochs', data: { run: live.id, epochs: report.epochs } })
        this.#emitRun(row)
        break
      }
      case 'paused':
        if (!live.failed) this.#setStatus(live.id, 'paused', null)
        this.#forget(live)
        break
      case 'finished':
        if (!live.failed) this.#setStatus(live.id, report.status, report.failure?.message ?? null)
        this.#forget(live)
        break
    }
  }

  /** Nothing more is acknowledged, so that the trial waits; storing is tried again until there is room. */
  #hold(live: LiveRun, error: LabError): void {
    live.held = true
    this.#fault({ code: error.code, message: `Run ${live.id} waits, because its epochs could not be stored: ${error.message}` })
    setTimeout(() => {
      if (live.held && this.#live.get(live.id) === live) this.#storeReports(live)
    }, retryInterval).unref()
  }

  /** What cannot be stored at all ends the run. */
  #fail(live: LiveRun, error: unknown): void {
    if (!(error instanceof LabError)) console.error(`Run ${live.id} could not be recorded:`, error)
    const message = error instanceof Error ? error.message : String(error)
    live.failed = true
    this.#link.post({ type: 'stop', run: live.id })
    this.#tryStatus(live.id, 'failed', message)
  }

  /** The training process is gone: what it was training is interrupted, what was still waiting goes to a new one. */
  #gone(reason: string, ready: boolean): void {
    for (const waiting of this.#estimates.values()) waiting.reject(new LabError('closed', `The training process ended (${reason}): try again`))
    this.#estimates.clear()
    const again = ready && this.#useful && !this.#closing
    this.#useful = false
    const waiting: RunRow[] = []
    for (const live of [...this.#live.values()]) {
      this.#storeReports(live)
      if (this.#live.get(live.id) !== live || this.#closing) continue
      if (!live.begun && live.wish === null && again) waiting.push(live.row)
      else this.#interrupt(live, reason)
    }
    if (!ready && !this.#closing) this.#fault({ code: 'internal', message: `The training process could not start (${reason})` })
    // Not from within the exit of the old one.
    if (waiting.length > 0) setImmediate(() => this.#restart(waiting))
  }

  #restart(waiting: readonly RunRow[]): void {
    if (!this.#closing) this.#send(waiting.filter(({ id }) => this.#live.has(id)))
  }

  #interrupt(live: LiveRun, reason: string): void {
    if (!live.failed) this.#tryStatus(live.id, 'interrupted', `The training process ended (${reason}). What was recorded is kept; the run can be resumed`)
    this.#forget(live)
  }

  #forget(live: LiveRun): void {
    this.#live.delete(live.id)
    live.leave()
  }

  #require(ids: readonly number[], allowed: readonly RunStatus[], verb: string): RunRow[] {
    this.#requireOpen()
    const runs = this.#options.store.queries.getRuns(ids)
    for (const { id, status } of runs) {
      if (!allowed.includes(status)) throw new LabError('conflict', `Run ${id} is ${status}: ${verb} takes a run that is ${allowed.join(' or ')}`)
    }
    return runs
  }

  #requireOpen(): void {
    if (this.#closing) throw new LabError('closed', 'The lab is closing')
  }

  /** Another version may compute other bits, so that a checkpoint would not go on as it began. */
  #requireSameProgram({ id, engineVersion }: RunRow): void {
    const { store, version } = this.#options
    if (engineVersion === '' || engineVersion === version || store.queries.getCheckpoint(id) === null) return
    throw new LabError('conflict', `Run ${id} was trained by version ${engineVersion}, this is ${version}: begin a new run`)
  }

  #setStatus(id: number, status: RunStatus, message: string | null): void {
    this.#emitRun(this.#options.store.recorder.setStatus(id, status, message))
  }

  #tryStatus(id: number, status: RunStatus, message: string): void {
    try {
      this.#setStatus(id, status, message)
    } catch (error) {
      this.#fault({ code: 'data', message: `Run ${id} is ${status}, which could not be stored: ${error instanceof Error ? error.message : String(error)}` })
    }
  }

  #emitRun(run: RunRow): void {
    this.#options.emit({ event: 'run', data: run })
  }

  #fault(failure: Failure): void {
    this.#options.emit({ event: 'fault', data: failure })
  }
}
