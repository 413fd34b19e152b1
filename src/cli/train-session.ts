/** Waits for the runs of a lab of its own, and says how far they are; an interruption stops them in order. */
import type { LabClient } from '../api/client'
import { isFinal, type RunRow, type RunStatus } from '../api/records'
import type { EpochRecord } from '../engine/training/records'
import type { Interruption } from './interruption'
import type { Terminal } from './terminal'
import { printable } from './text'
import { describeEnd, TrainProgress } from './train-progress'

/** How long running trials may take to stop and leave their checkpoints, in milliseconds; the lab that closes then gives them as much again. */
const stopLimit = 800

export interface TrainSessionOptions {
  client: LabClient
  terminal: Terminal
  interruption: Interruption
  /** Monotonic clock in milliseconds. */
  now: () => number
  /** Told of every epoch once it is stored. */
  onEpochs?: (run: RunRow, epochs: readonly EpochRecord[]) => void
  /** Ends that are not worth a line. */
  quiet?: readonly RunStatus[]
}

export class TrainSession {
  readonly #options: TrainSessionOptions
  readonly #progress: TrainProgress
  readonly #rows = new Map<number, RunRow>()
  readonly #subscriptions: (() => void)[]
  #changed: () => void = () => undefined

  /** Listens from now on: make it before the runs are started. */
  constructor(options: TrainSessionOptions) {
    const { client, terminal, now } = options
    this.#options = options
    this.#progress = new TrainProgress(now, terminal.interactive)
    this.#subscriptions = [
      client.on('run', (run) => this.#takeRun(run)),
      client.on('epochs', ({ run, epochs }) => this.#takeEpochs(run, epochs)),
      client.on('fault', ({ message }) => terminal.note(printable(message))),
    ]
  }

  /** In the order in which they were first heard of. */
  get runs(): RunRow[] {
    return [...this.#rows.values()]
  }

  /** Resolves when all runs heard of, and these, have ended; after an interruption when they are stopped, or could not be in time. */
  async settle(runs: readonly RunRow[]): Promise<void> {
    for (const run of runs) if (!this.#rows.has(run.id)) this.#rows.set(run.id, run)
    const { signal } = this.#options.interruption
    const ended = await Promise.race([this.#ended(), aborted(signal)])
    if (ended === 'aborted') await this.#stop()
    this.#options.terminal.progress('')
  }

  end(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe()
  }

  #ended(): Promise<'ended'> {
    return new Promise((resolve) => {
      this.#changed = () => {
        if (this.runs.every(({ status }) => isFinal(status))) resolve('ended')
      }
      this.#changed()
    })
  }

  #takeRun(run: RunRow): void {
    const { terminal, quiet = [] } = this.#options
    const before = this.#rows.get(run.id)
    this.#rows.set(run.id, run)
    if (before && !isFinal(before.status) && isFinal(run.status) && !quiet.includes(run.status)) terminal.note(printable(describeEnd(run)))
    this.#changed()
  }

  #takeEpochs(id: number, epochs: readonly EpochRecord[]): void {
    const { terminal, onEpochs } = this.#options
    const run = this.#rows.get(id)
    if (!run) return
    onEpochs?.(run, epochs)
    const line = this.#progress.afterEpochs(this.runs, run, epochs)
    if (line === null) return
    if (terminal.interactive) terminal.progress(line)
    else terminal.note(line)
  }

  async #stop(): Promise<void> {
    const { client, terminal } = this.#options
    const open = this.runs.filter(({ status }) => !isFinal(status)).map(({ id }) => id)
    if (open.length === 0) return
    terminal.note('Stopping: what was recorded is kept.')
    // What does not stop in time is marked as interrupted when the lab closes.
    const stopped = client.call('runs.stop', { runs: open }).catch((error: unknown) => terminal.note(String(error)))
    const late = Promise.withResolvers<undefined>()
    const timer = setTimeout(() => late.resolve(undefined), stopLimit)
    await Promise.race([stopped, late.promise])
    clearTimeout(timer)
  }
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  if (signal.aborted) return Promise.resolve('aborted')
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted'), { once: true }))
}
