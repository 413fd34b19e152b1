/** Steers the training process: gives it runs, asks it to pause and stop them, and sees to it that none is left hanging. */
import { tooManyRateChanges } from '../../../db/recorder'
import type { WritableStore } from '../../../db/store'
import type { Estimate } from '../../api/contract'
import type { EventMessage } from '../../api/events'
import type { WatchedDrawing } from '../../api/drawings'
import { LabError } from '../../api/failure'
import type { RunRow, RunStatus } from '../../api/records'
import { isOfVersion } from '../../api/resumable'
import type { ForkTrainer, TrainerEvent } from '../../api/trainer'
import type { TrialConfig } from '../../engine/config/experiment'
import { mostRateChanges } from '../../engine/config/rate-changes'
import { ContentOfTrials } from './content-of-trials'
import { LiveRun } from './live-run'
import { ReportRecorder } from './report-recorder'
import { startingWith, steeredBy } from './initial-weights'
import { otherVersion } from './same-trial'
import { TrainerLink, type TrainerInfo } from './trainer-link'
import { Verifier } from './verifier'

/** How long a new training process may take to report, in milliseconds. */
const readyLimit = 5000
/** How long the training process may take to leave checkpoints when the lab closes, in milliseconds: with what a command stops before, less than two seconds. */
const closeLimit = 1200

export interface SupervisorOptions {
  store: WritableStore
  forkTrainer: ForkTrainer
  /** Of this program. */
  version: string
  emit(message: EventMessage): void
}

export class Supervisor {
  readonly #options: SupervisorOptions
  readonly #link: TrainerLink
  readonly #recorder: ReportRecorder
  readonly #content: ContentOfTrials
  /** Trains recorded runs anew, under numbers of its own. */
  readonly verifier: Verifier
  readonly #live = new Map<number, LiveRun>()
  readonly #estimates = new Map<number, PromiseWithResolvers<Estimate>>()
  #lastEstimate = 0
  #closing = false

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.#link = new TrainerLink({
      forkTrainer: options.forkTrainer,
      onEvent: (event) => this.#heard(event),
      onGone: (reason, useful) => this.#gone(reason, useful),
    })
    this.#recorder = new ReportRecorder({
      store: options.store,
      emit: (message) => options.emit(message),
      post: (command) => this.#link.post(command),
      onLeft: (live) => this.#forget(live),
    })
    this.#content = new ContentOfTrials(options.store, (failure) => options.emit({ event: 'fault', data: failure }))
    this.verifier = new Verifier({
      queries: options.store.queries,
      content: this.#content,
      emit: (verification) => options.emit({ event: 'verification', data: verification }),
      record: (run, result) => this.#recorder.keepVerification(run, result),
      post: (command) => {
        // While the lab closes, what the process still reports is answered as before.
        if (!this.#closing) this.#link.start()
        this.#link.post(command)
      },
    })
  }

  /** Of the training process, which is started for this; zero workers where it does not come up. */
  async trainerInfo(): Promise<TrainerInfo> {
    if (!this.#closing) this.#link.start()
    return (await this.#link.info(readyLimit)) ?? { workers: 0, kernels: 'none' }
  }

  /** Whether the training process has no run. */
  get idle(): boolean {
    return this.#live.size === 0
  }

  /** The run as it is shown: one that waits until the disk takes its epochs is paused. */
  present(row: RunRow): RunRow {
    return this.#recorder.present(this.#live.get(row.id), row)
  }

  /** Gives queued runs to the training process, in this order. */
  enqueue(runs: readonly RunRow[]): void {
    for (const run of runs) this.#live.set(run.id, new LiveRun(run))
    this.#send(runs)
  }

  /**
   * Answers when the runs are paused, or have ended before they could be: short trials end by the dozen while somebody presses a key.
   * Throws a LabError `conflict` that names the status where none of them can be paused.
   */
  async pause(ids: readonly number[]): Promise<RunRow[]> {
    this.#requireSome(ids, ['queued', 'running'], 'pause')
    return this.#ask(ids, 'pause')
  }

  /**
   * Answers when the runs have ended; one that was interrupted is left as it is from now on. Throws a LabError `conflict` that names the
   * status where none of them can be stopped.
   */
  async stop(ids: readonly number[]): Promise<RunRow[]> {
    for (const { id, message } of this.#requireSome(ids, ['queued', 'running', 'paused', 'interrupted'], 'stop')) {
      if (!this.#live.has(id)) this.#recorder.setStatus(id, 'stopped', message)
    }
    return this.#ask(ids, 'stop')
  }

  /**
   * Queues runs that were paused, stopped or interrupted; each goes on from its checkpoint, or anew where there is none. One that is being
   * paused is taken up when it is, unless a stop is asked for meanwhile. Throws a LabError `conflict` that names the status.
   */
  async resume(ids: readonly number[]): Promise<RunRow[]> {
    const notTaken = new Set([...this.#storeHeld(ids), ...(await this.#untilLeft(ids))])
    const others = ids.filter((id) => !notTaken.has(id))
    for (const run of this.#requireAll(others, ['paused', 'stopped', 'interrupted'], 'resume')) this.#requireResumable(run)
    for (const id of new Set(others)) {
      const queued = this.#options.store.recorder.takeUp(id)
      this.#recorder.showRun(queued)
      this.enqueue([queued])
    }
    return this.#options.store.queries.getRuns(ids)
  }

  /**
   * Gives runs to the training process in this order: new ones as they are; paused, stopped and interrupted ones, of which `canResume` must
   * hold, from their checkpoint.
   */
  async takeUp(runs: readonly RunRow[]): Promise<RunRow[]> {
    const stopped = new Set(await this.#untilLeft(runs.map(({ id }) => id)))
    this.#requireOpen()
    const { queries, recorder } = this.#options.store
    const now = queries.getRuns(runs.map(({ id }) => id)).map((run) => {
      if (stopped.has(run.id)) return run
      if (run.status !== 'paused' && run.status !== 'stopped' && run.status !== 'interrupted') return run
      const queued = recorder.takeUp(run.id)
      this.#recorder.showRun(queued)
      return queued
    })
    this.enqueue(now.filter(({ id, status }) => status === 'queued' && !this.#live.has(id)))
    return now
  }

  /**
   * Answers when the changes are recorded, or the runs have ended before they could be. Throws a LabError `conflict` that names the status
   * where no run takes a change, and says why where none was made.
   */
  async changeRate(ids: readonly number[], learningRate: number): Promise<RunRow[]> {
    await this.#untilLeft(ids)
    const runs = this.#requireSome(ids, ['running', 'paused'], 'changing the learning rate')
    const full = runs.find(({ rateChanges }) => rateChanges.length >= mostRateChanges)
    if (full) throw new LabError('conflict', tooManyRateChanges(full.id))
    const changed = await Promise.all(runs.map(({ id }) => this.#changeRate(id, learningRate)))
    const [first] = runs
    if (first && !changed.includes(true))
      throw new LabError('conflict', `Run ${first.id} was in its last epoch: none was left after it that could have another learning rate`)
    return this.#options.store.queries.getRuns(ids)
  }

  /** False where it has ended before. */
  async #changeRate(run: number, learningRate: number): Promise<boolean> {
    const live = this.#live.get(run)
    if (!live) {
      this.#recorder.showRun(this.#options.store.recorder.changeRate(run, learningRate))
      return true
    }
    if (live.held) this.#recorder.storeAll(live)
    if (live.held) throw new LabError('data', `Run ${run} waits until its epochs can be stored: make room on the disk; then its learning rate can change`)
    const changed = live.rateChange()
    this.#link.post({ type: 'changeRate', run, learningRate, notBefore: live.recorded + 1 })
    return changed
  }

  /** From its next epoch on the run reads these drawings; one that has ended reads no more. */
  watch(run: number, watched: readonly WatchedDrawing[]): void {
    if (this.#live.has(run)) this.#link.post({ type: 'watch', run, watched })
  }

  async estimate(config: TrialConfig, seed: number): Promise<Estimate> {
    this.#requireOpen()
    this.#link.start()
    const request = ++this.#lastEstimate
    const answer = Promise.withResolvers<Estimate>()
    this.#estimates.set(request, answer)
    this.#link.post({ type: 'estimate', request, config, seed, ...this.#content.of(config) })
    return answer.promise
  }

  /** Ends the training process in order, then marks what it had not finished as interrupted. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#link.stop(closeLimit)
    for (const live of [...this.#live.values()]) this.#forget(live)
    try {
      for (const run of this.#options.store.recorder.interruptUnfinished()) this.#recorder.showRun(run)
    } catch (error) {
      // The next start marks them; there is nobody left to tell but the log.
      console.error('Runs could not be marked as interrupted:', error)
    }
  }

  #send(runs: readonly RunRow[]): void {
    this.#link.start()
    const { queries } = this.#options.store
    const keepEvery = new Map<number, number>()
    const weights = new Map<number, Uint8Array | null>()
    for (const { id, experiment, config, seed, origin, rateChanges } of runs) {
      const every = keepEvery.get(experiment) ?? queries.getExperiment(experiment).config.keepModels.every
      keepEvery.set(experiment, every)
      const initial = weights.get(experiment) ?? queries.getInitialWeights(experiment)?.file ?? null
      weights.set(experiment, initial)
      const checkpoint = this.#checkpointOf(id)
      const watched = this.#options.store.watched.list(id)
      this.#link.post({
        type: 'start',
        run: id,
        config,
        seed,
        keepEvery: every,
        checkpoint,
        ...startingWith(initial, origin),
        ...steeredBy(rateChanges),
        ...this.#content.of(config),
        ...(watched.length > 0 && { watched }),
      })
    }
  }

  /** A damaged one is left out: from its start on, the trial repeats what is recorded, and is compared with that. */
  #checkpointOf(run: number): Uint8Array | null {
    try {
      return this.#options.store.queries.getCheckpoint(run)?.state ?? null
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      this.#recorder.showFault({ code: error.code, message: `${error.message}. Run ${run} repeats its epochs from the start; none is lost` })
      return null
    }
  }

  /** Waits until those that are being paused or stopped are. Returns those for which a stop is asked meanwhile: the last wish counts. */
  async #untilLeft(ids: readonly number[]): Promise<number[]> {
    const leaving = ids.flatMap((id) => this.#live.get(id) ?? []).filter((live) => live.leaving)
    const before = leaving.map(({ stops }) => stops)
    await Promise.all(leaving.map(({ left }) => left))
    return leaving.filter(({ stops }, i) => stops !== before[i]).map(({ id }) => id)
  }

  /**
   * Stores at once what waited for the disk, instead of at the next attempt. Returns the runs that go on by that; throws a LabError `data`
   * where one still waits.
   */
  #storeHeld(ids: readonly number[]): number[] {
    const held = ids.flatMap((id) => this.#live.get(id) ?? []).filter((live) => live.held)
    for (const live of held) this.#recorder.storeAll(live)
    const still = held.find((live) => live.held)
    if (still) throw new LabError('data', `Run ${still.id} still waits: ${still.reason ?? 'its epochs cannot be stored'}`)
    return held.map(({ id }) => id)
  }

  /** Answers when the training process is done with these runs, with each as it was then: somebody may take it up before the last has left. */
  async #ask(ids: readonly number[], wish: 'pause' | 'stop'): Promise<RunRow[]> {
    const asked = [...new Set(ids)].flatMap((id) => this.#live.get(id) ?? [])
    for (const live of asked) {
      live.take(wish)
      this.#link.post({ type: wish, run: live.id })
      if (live.held) this.#recorder.storeAll(live)
    }
    const held = asked.find((live) => live.held)
    if (held) throw new LabError('data', `Run ${held.id} waits until its epochs can be stored: make room on the disk; then it is heard`)
    const { queries } = this.#options.store
    const rowOf = (live: LiveRun) => {
      this.#requireOpen()
      return queries.getRun(live.id)
    }
    const left = await Promise.all(asked.map((live) => live.asLeft(() => rowOf(live))))
    const asLeft = new Map(left.map((row) => [row.id, row]))
    return queries.getRuns(ids).map((row) => asLeft.get(row.id) ?? row)
  }

  #heard(event: TrainerEvent): void {
    if ('run' in event && this.verifier.heard(event)) return
    switch (event.type) {
      case 'ready':
      case 'heartbeat':
        break
      case 'started':
      case 'batch':
      case 'paused':
      case 'finished': {
        const live = this.#live.get(event.run)
        if (live) this.#recorder.add(live, event)
        break
      }
      case 'progress':
        // While epochs wait to be stored, nothing runs ahead of them.
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

  /**
   * The training process is gone: what it was training is interrupted, what still waited goes to a new one, unless this one never
   * began a trial: the next would fare no better.
   */
  #gone(reason: string, useful: boolean): void {
    for (const waiting of this.#estimates.values()) waiting.reject(new LabError('closed', `The training process ended (${reason}): try again`))
    this.#estimates.clear()
    this.verifier.gone(reason)
    const waiting: RunRow[] = []
    for (const live of [...this.#live.values()]) {
      this.#recorder.storeAll(live)
      if (live.gone || this.#closing) continue
      if (useful && live.state === 'waiting') waiting.push(this.#anew(live))
      else this.#interrupt(live, reason)
    }
    if (!useful && !this.#closing) this.#recorder.showFault({ code: 'internal', message: `The training process ended before it trained (${reason})` })
    // Not from within the exit of the old one.
    if (waiting.length > 0) setImmediate(() => this.#restart(waiting))
  }

  /** In place of a run that had not begun; what was reported of it and not stored is reported again. */
  #anew({ row }: LiveRun): RunRow {
    this.#live.set(row.id, new LiveRun(row))
    return row
  }

  #restart(waiting: readonly RunRow[]): void {
    if (!this.#closing) this.#send(waiting.filter(({ id }) => this.#live.has(id)))
  }

  #interrupt(live: LiveRun, reason: string): void {
    const message = `The training process ended (${reason}). What was recorded is kept; the run can be resumed`
    if (!live.refused) this.#recorder.trySetStatus(live.id, 'interrupted', message)
    this.#forget(live)
  }

  #forget(live: LiveRun): void {
    this.#live.delete(live.id)
    live.take('leave')
  }

  /** Those of the runs that have an allowed status. */
  #requireSome(ids: readonly number[], allowed: readonly RunStatus[], verb: string): RunRow[] {
    this.#requireOpen()
    const runs = this.#options.store.queries.getRuns([...new Set(ids)])
    const fitting = runs.filter(({ status }) => allowed.includes(status))
    const [first] = runs
    if (first && fitting.length === 0) throw wrongStatus(first, allowed, verb)
    return fitting
  }

  #requireAll(ids: readonly number[], allowed: readonly RunStatus[], verb: string): RunRow[] {
    this.#requireOpen()
    const runs = this.#options.store.queries.getRuns([...new Set(ids)])
    const other = runs.find(({ status }) => !allowed.includes(status))
    if (other) throw wrongStatus(other, allowed, verb)
    return runs
  }

  #requireOpen(): void {
    if (this.#closing) throw new LabError('closed', 'The lab is closing')
  }

  /** Another version may compute other bits, so that the run would not go on as it began. */
  canResume(run: RunRow): boolean {
    return isOfVersion(run, this.#options.version)
  }

  #requireResumable(run: RunRow): void {
    if (run.trashedAt !== null) throw new LabError('conflict', `Run ${run.id} is in the trash: restore it first`)
    const other = otherVersion(run, this.#options.version)
    if (other !== null) throw new LabError('conflict', other)
  }
}

function wrongStatus({ id, status }: RunRow, allowed: readonly RunStatus[], verb: string): LabError {
  return new LabError('conflict', `Run ${id} is ${status}: ${verb} takes a run that is ${allowed.join(' or ')}`)
}
