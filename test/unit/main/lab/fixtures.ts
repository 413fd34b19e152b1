/** A lab beside a training process that does nothing by itself: the test says what it reports. */
import { onTestFinished } from 'vitest'
import { createClient, type LabClient } from '../../../../src/api/client'
import type { EventMessage, EventName, Events } from '../../../../src/api/events'
import type { ForkTrainer, TrainerCommand, TrainerEvent } from '../../../../src/api/trainer'
import { createLab, type Lab, type LabOptions } from '../../../../src/main/lab/lab'
import { epochRecord, lineExperiment, temporaryFolder } from '../../db/fixtures'

/** What happened, in order: what the lab told the training process, and what it showed. */
export type Entry = { to: 'trainer'; command: TrainerCommand } | { to: 'listener'; message: EventMessage }

export class FakeTrainer {
  readonly log: Entry[] = []
  forks = 0
  killed = 0
  /** Answers `shutdown` by ending. */
  orderly = true
  #onEvent: (event: TrainerEvent) => void = () => undefined
  #onExit: (code: number) => void = () => undefined

  readonly fork: ForkTrainer = (onEvent, onExit) => {
    this.forks++
    this.#onEvent = onEvent
    this.#onExit = onExit
    queueMicrotask(() => onEvent({ type: 'ready', workers: 2, kernels: 'reference', engineVersion: '1' }))
    return {
      pid: undefined,
      post: (command) => {
        this.log.push({ to: 'trainer', command })
        if (command.type === 'shutdown' && this.orderly) queueMicrotask(() => onExit(0))
      },
      kill: () => {
        this.killed++
        queueMicrotask(() => onExit(137))
      },
    }
  }

  report(...events: TrainerEvent[]): void {
    for (const event of events) this.#onEvent(event)
  }

  exit(code: number): void {
    this.#onExit(code)
  }

  commands<T extends TrainerCommand['type']>(type: T): Extract<TrainerCommand, { type: T }>[] {
    const isIt = (command: TrainerCommand): command is Extract<TrainerCommand, { type: T }> => command.type === type
    return this.log.flatMap((entry) => (entry.to === 'trainer' ? [entry.command] : [])).filter(isIt)
  }

  shown<K extends EventName>(event: K): Events[K][] {
    const isIt = (message: EventMessage): message is EventMessage & { event: K; data: Events[K] } => message.event === event
    return this.log
      .flatMap((entry) => (entry.to === 'listener' ? [entry.message] : []))
      .filter(isIt)
      .map(({ data }) => data)
  }
}

export interface TestLab {
  lab: Lab
  client: LabClient
  trainer: FakeTrainer
}

export function openLab(options: Partial<LabOptions> = {}): TestLab {
  const trainer = new FakeTrainer()
  const lab = createLab({
    shell: 'terminal',
    folder: options.folder ?? temporaryFolder(),
    program: 'the test',
    version: '1',
    forkTrainer: trainer.fork,
    versions: { electron: null, chrome: null },
    ...options,
  })
  onTestFinished(() => lab.close())
  lab.subscribe((message) => trainer.log.push({ to: 'listener', message }))
  const client = createClient({ kind: 'loopback', invoke: (op, input) => lab.invoke(op, input), subscribe: (listener) => lab.subscribe(listener) })
  return { lab, client, trainer }
}

/** Starts an experiment of as many trials and answers with the numbers of its runs. */
export async function startRuns({ client }: TestLab, count = 1): Promise<number[]> {
  const { runs } = await client.call('experiments.start', { config: lineExperiment({ seeds: { count } }) })
  return runs.map(({ id }) => id)
}

export function started(run: number): TrainerEvent {
  return { type: 'started', run, kernels: 'reference', engineVersion: '1', dataDigest: 'd'.repeat(64) }
}

export function batch(run: number, number: number, epochs: number[], changes: Partial<Extract<TrainerEvent, { type: 'batch' }>> = {}): TrainerEvent {
  return { type: 'batch', run, batch: number, epochs: epochs.map((epoch) => epochRecord(epoch, 1 / (epoch + 1))), models: [], checkpoint: null, ...changes }
}

export function finished(run: number, status: Extract<TrainerEvent, { type: 'finished' }>['status'] = 'done'): TrainerEvent {
  return { type: 'finished', run, status, failure: null }
}

/** Lets everything run that is due. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
