/** The pool of the training process with its real threads, driven by the bench in place of the lab: what is reported counts as stored at once. */
import type { CheckpointSnapshot, TrainerEvent } from '../src/api/trainer'
import type { TrialConfig } from '../src/engine/config/experiment'
import { Pool } from '../src/trainer/pool'
import { threadStarter } from '../src/trainer/thread'
import type { LoadedImages } from '../src/trainer/image-files'

interface Running {
  started: PromiseWithResolvers<void>
  ended: PromiseWithResolvers<void>
  checkpoint: CheckpointSnapshot | null
}

/** A trial in the pool. */
export interface PooledTrial {
  run: number
  /** It has its data and trains. */
  started: Promise<void>
  /** It is done, paused or stopped. */
  ended: Promise<void>
  /** What it left when it was paused. */
  checkpoint(): CheckpointSnapshot | null
}

function noStored(): never {
  throw new Error('the bench trains on published and drawn data alone')
}

export class BenchPool {
  readonly #pool: Pool
  readonly #running = new Map<number, Running>()
  #last = 0

  constructor(workers: number, images: () => LoadedImages) {
    const startWorker = threadStarter(new URL('./worker.js', import.meta.url))
    this.#pool = new Pool({ workers, startWorker, loadImages: images, loadStored: noStored, emit: (event) => this.#heard(event) })
  }

  start(config: TrialConfig, seed: number, from: CheckpointSnapshot | null = null): PooledTrial {
    const run = ++this.#last
    const running: Running = { started: Promise.withResolvers(), ended: Promise.withResolvers(), checkpoint: null }
    // A trial may fail before anyone waits for its end, who then hears of it all the same.
    running.ended.promise.catch(() => undefined)
    this.#running.set(run, running)
    this.#pool.handle({ type: 'start', run, config, seed, keepEvery: 0, checkpoint: from?.state ?? null })
    return { run, started: running.started.promise, ended: running.ended.promise, checkpoint: () => running.checkpoint }
  }

  ask(type: 'pause' | 'stop', run: number): void {
    this.#pool.handle({ type, run })
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  #heard(event: TrainerEvent): void {
    if (!('run' in event)) return
    const running = this.#running.get(event.run)
    if (!running) return
    if (event.type === 'started') running.started.resolve()
    else if (event.type === 'batch') {
      running.checkpoint = event.checkpoint ?? running.checkpoint
      setImmediate(() => this.#pool.handle({ type: 'acknowledge', batch: event.batch }))
    } else if (event.type === 'paused' || event.type === 'finished') this.#settle(event.run, running, event)
  }

  #settle(run: number, { started, ended }: Running, event: Extract<TrainerEvent, { type: 'paused' | 'finished' }>): void {
    this.#running.delete(run)
    started.resolve()
    if (event.type === 'finished' && event.failure !== null) ended.reject(new Error(event.failure.message))
    else ended.resolve()
  }
}
