/** A training process that is played: threads, a queue and trials that take a step when they are told, as the real one does it. */
import type { ForkTrainer, TrainerCommand, TrainerEvent } from '../../../../src/api/trainer'
import { checkpoint, epochRecord } from '../../db/fixtures'

type Start = Extract<TrainerCommand, { type: 'start' }>

interface Trial {
  start: Start
  begun: boolean
  /** The next epoch to report. */
  next: number
  wish: 'pause' | 'stop' | 'leave' | null
  unacknowledged: number
  /** What it says once everything is acknowledged, if that is not nothing. */
  ending: TrainerEvent | 'left' | null
}

/** Trials that the process has at once. */
const threads = 2
/** Batches that a trial sends ahead of the disk. */
const mostAhead = 3

export class PlayedTrainer {
  /** What must never happen, in words. */
  readonly violations: string[] = []
  /** The last epoch of each run that the lab has acknowledged. */
  readonly acknowledged = new Map<number, number>()
  #queue: Start[] = []
  #trials: Trial[] = []
  #batches = new Map<number, { trial: Trial; last: number }>()
  #lastBatch = 0
  #closing = false
  #onEvent: (event: TrainerEvent) => void = () => undefined
  #onExit: ((code: number) => void) | null = null

  readonly fork: ForkTrainer = (onEvent, onExit) => {
    if (this.#onExit !== null) this.violations.push('two training processes at once')
    this.#queue = []
    this.#trials = []
    this.#batches = new Map()
    this.#closing = false
    // As between processes, what is said is heard a moment later, and what both say may cross.
    this.#onEvent = (event) => queueMicrotask(() => onEvent(event))
    this.#onExit = onExit
    let alive = true
    const exit = this.#onExit
    queueMicrotask(() => onEvent({ type: 'ready', workers: threads, kernels: 'fast', engineVersion: '1' }))
    return {
      pid: undefined,
      post: (command) => queueMicrotask(() => alive && this.#onExit === exit && this.#take(command)),
      kill: () => {
        alive = false
        queueMicrotask(() => this.#onExit === exit && this.die())
      },
    }
  }

  /** The process dies at once. */
  die(code = 137): void {
    const exit = this.#onExit
    this.#onExit = null
    this.#trials = []
    exit?.(code)
  }

  /** A trial goes on: it begins, reports an epoch, or heeds a wish. */
  step(which: number): void {
    const trial = this.#trials.at(which % Math.max(1, this.#trials.length))
    if (trial === undefined || trial.ending !== null) return
    const { run, config } = trial.start
    if (!trial.begun) {
      trial.begun = true
      this.#onEvent({ type: 'started', run, kernels: 'fast', engineVersion: '1', dataDigest: 'd'.repeat(64) })
    } else if (trial.wish !== null) {
      this.#batch(trial, [], true)
      this.#end(trial, trial.wish === 'leave' ? 'left' : trial.wish === 'pause' ? { type: 'paused', run } : this.#finished(run, 'stopped'))
    } else if (trial.unacknowledged < mostAhead) {
      this.#batch(trial, [trial.next++], trial.next % 3 === 0)
      if (trial.next > config.epochs) this.#end(trial, this.#finished(run, 'done'))
    }
  }

  /** The thread of a trial dies; what it sent is on its way. */
  threadDies(which: number): void {
    const trial = this.#trials.at(which % Math.max(1, this.#trials.length))
    if (trial === undefined || trial.ending !== null) return
    for (const [number, batch] of this.#batches) if (batch.trial === trial) this.#batches.delete(number)
    this.#over(trial)
    this.#onEvent(this.#finished(trial.start.run, 'interrupted'))
  }

  #finished(run: number, status: 'done' | 'stopped' | 'interrupted'): TrainerEvent {
    return { type: 'finished', run, status, failure: null }
  }

  #take(command: TrainerCommand): void {
    switch (command.type) {
      case 'start':
        if (this.#closing) return
        if ([...this.#queue, ...this.#trials.map(({ start }) => start)].some(({ run }) => run === command.run))
          this.violations.push(`run ${command.run} is on two threads`)
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
      case 'estimate':
      case 'watch':
      case 'changeRate':
        break
      case 'shutdown':
        this.#closing = true
        this.#queue = []
        for (const trial of [...this.#trials]) {
          if (trial.wish !== 'stop') trial.wish = 'leave'
          while (trial.begun && trial.ending === null && this.#trials.includes(trial)) this.step(this.#trials.indexOf(trial))
          if (!trial.begun) this.#over(trial)
        }
        this.#exitWhenIdle()
        break
    }
  }

  #ask(run: number, wish: 'pause' | 'stop'): void {
    const waiting = this.#queue.findIndex((start) => start.run === run)
    if (waiting >= 0) {
      this.#queue.splice(waiting, 1)
      this.#onEvent(wish === 'pause' ? { type: 'paused', run } : this.#finished(run, 'stopped'))
      return
    }
    const trial = this.#trials.find(({ start }) => start.run === run)
    if (trial && trial.wish !== 'stop') trial.wish = wish
  }

  #batch(trial: Trial, epochs: number[], withCheckpoint: boolean): void {
    const reported = trial.next - 1
    const number = ++this.#lastBatch
    trial.unacknowledged++
    this.#batches.set(number, { trial, last: reported })
    this.#onEvent({
      type: 'batch',
      batch: number,
      run: trial.start.run,
      epochs: epochs.map((epoch) => epochRecord(epoch, 1 / (epoch + 1))),
      models: [],
      // Of row 0 there is none: the lab would not take one before a row is recorded.
      checkpoint: withCheckpoint && reported >= 0 ? checkpoint(reported, [reported]) : null,
    })
  }

  #acknowledge(number: number): void {
    const batch = this.#batches.get(number)
    this.#batches.delete(number)
    if (!batch) return
    const { run } = batch.trial.start
    this.acknowledged.set(run, Math.max(batch.last, this.acknowledged.get(run) ?? -1))
    batch.trial.unacknowledged--
    this.#settle(batch.trial)
  }

  #end(trial: Trial, ending: TrainerEvent | 'left'): void {
    trial.ending = ending
    this.#settle(trial)
  }

  #settle(trial: Trial): void {
    const { ending } = trial
    if (ending === null || trial.unacknowledged > 0 || !this.#trials.includes(trial)) return
    this.#over(trial)
    if (ending !== 'left') this.#onEvent(ending)
    this.#exitWhenIdle()
  }

  #over(trial: Trial): void {
    this.#trials = this.#trials.filter((one) => one !== trial)
    this.#fill()
  }

  #fill(): void {
    while (!this.#closing && this.#trials.length < threads) {
      const start = this.#queue.shift()
      if (start === undefined) return
      // The checkpoint says after which epoch it was taken.
      this.#trials.push({ start, begun: false, next: (start.checkpoint?.[0] ?? -1) + 1, wish: null, unacknowledged: 0, ending: null })
    }
  }

  #exitWhenIdle(): void {
    if (this.#closing && this.#trials.length === 0) queueMicrotask(() => this.#closing && this.die(0))
  }
}
