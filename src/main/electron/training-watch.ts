/** What trains, as the lab's events tell it: for the taskbar, for whoever closes the window, and for a notice when a long experiment has ended. */
import type { EventMessage } from '../../api/events'
import { isFinal, type RunRow, type RunStatus } from '../../api/records'

export interface EndedExperiment {
  experiment: number
  name: string
  /** From its first trial that ran to its last. */
  seconds: number
  /** How its trials ended. */
  statuses: readonly RunStatus[]
}

type Trial = Pick<RunRow, 'experiment' | 'name' | 'setting' | 'status' | 'epochs' | 'epochsDone'> & {
  /** Share of the epoch that has begun. */
  begun: number
}

export interface WatchOptions {
  /** Milliseconds on a clock that never goes back. */
  now(): number
  /** After anything that is shown has changed. */
  onChange(): void
  onEnd(ended: EndedExperiment): void
}

/** How an experiment stands as a whole. */
interface Watched {
  /** Trials that have not ended. */
  unfinished: number
  /** When the first of them ran, or null. */
  begun: number | null
}

export class TrainingWatch {
  /** Trials of the experiments that have not ended. */
  readonly #trials = new Map<number, Trial>()
  readonly #experiments = new Map<number, Watched>()

  constructor(private readonly options: WatchOptions) {}

  hear(message: EventMessage): void {
    switch (message.event) {
      case 'run':
        this.#take(message.data)
        break
      case 'runs':
        for (const row of message.data.rows) this.#take(row)
        break
      case 'epochs': {
        const trial = this.#trials.get(message.data.run)
        const last = message.data.epochs.at(-1)
        if (trial === undefined || last === undefined) return
        trial.epochsDone = last.epoch
        trial.begun = 0
        break
      }
      case 'progress': {
        const { run, epoch, batch, batches } = message.data
        const trial = this.#trials.get(run)
        if (trial === undefined || epoch < trial.epochsDone) return
        trial.begun = batches > 0 ? Math.min(1, batch / batches) : 0
        break
      }
      case 'replaced':
        // Numbers mean other runs now, and nothing trains while a backup is restored.
        this.#trials.clear()
        this.#experiments.clear()
        break
      // A run can be deleted only when it has ended.
      case 'deleted':
      case 'asked':
      case 'datasets':
      case 'drawings':
      case 'fault':
      case 'importing':
      case 'notices':
      case 'storage':
      case 'verification':
      case 'watched':
        return
      default:
        message satisfies never
    }
    this.options.onChange()
  }

  /** Trials that wait or train; a paused one waits for somebody. */
  get open(): number[] {
    return [...this.#trials].flatMap(([run, { status }]) => (status === 'queued' || status === 'running' ? [run] : []))
  }

  /** Share of all epochs of the experiments that have not ended, from 0 to 1; null where nothing waits or trains. */
  get fraction(): number | null {
    if (this.open.length === 0) return null
    let done = 0
    let total = 0
    for (const { status, epochs, epochsDone, begun } of this.#trials.values()) {
      // Of a trial that ended early no more is to come.
      total += isFinal(status) ? epochsDone : epochs
      done += status === 'running' ? Math.min(epochs, epochsDone + begun) : epochsDone
    }
    return total === 0 ? 0 : done / total
  }

  #take({ id, experiment, name, setting, status, epochs, epochsDone }: Omit<RunRow, 'config'>): void {
    const before = this.#trials.get(id)
    // One that had ended before, and is renamed or archived now, trains no more.
    if (before === undefined && isFinal(status)) return
    const watched = this.#experiments.get(experiment) ?? { unfinished: 0, begun: null }
    this.#experiments.set(experiment, watched)
    this.#trials.set(id, { experiment, name, setting, status, epochs, epochsDone, begun: 0 })
    watched.unfinished += Number(!isFinal(status)) - Number(before !== undefined && !isFinal(before.status))
    if (status === 'running') watched.begun ??= this.options.now()
    if (watched.unfinished === 0) this.#end(experiment, watched)
  }

  #end(experiment: number, { begun }: Watched): void {
    const trials = [...this.#trials].filter(([, trial]) => trial.experiment === experiment)
    for (const [run] of trials) this.#trials.delete(run)
    this.#experiments.delete(experiment)
    const [first] = trials
    // None ran: they were taken out of the queue.
    if (first === undefined || begun === null) return
    const seconds = (this.options.now() - begun) / 1000
    this.options.onEnd({ experiment, name: nameOf(first[1]), seconds, statuses: trials.map(([, { status }]) => status) })
  }
}

/** Without the setting, which tells the trials of a sweep apart. */
function nameOf({ name, setting }: Trial): string {
  return setting !== '' && name.endsWith(setting) ? name.slice(0, -setting.length).replace(/[\s·:,]+$/u, '') : name
}
