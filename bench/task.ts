/** What a measurement is: where it runs, what its number means, and beside which others it is measured. */
import type { LoadedImages } from '../src/trainer/image-files'
import type { PeerJob, PeerName } from './peers/jobs'

export type Unit = 's' | 'ms' | 'MB' | 'epochs/s'

/** Measures once and answers in the task's unit; what it prepares is not counted. */
export type Measurement = () => number | Promise<number>

/** A measurement that is ready. */
export interface Runner {
  run: Measurement
  close(): Promise<void>
  /** How it is done, where there was a choice. */
  setting?: string
}

interface Named {
  id: string
  /** The set that it belongs to: a set is measured in interleaved rounds. */
  set: string
  title: string
  unit: Unit
}

/** In a thread of its own, so that what the compiler learnt from another task's types does not slow it down. */
export interface ThreadTask extends Named {
  in: 'thread'
  prepare(images: () => LoadedImages): Measurement
}

/** In the process of another library; `factor` times what it answers is the measure. */
export interface PeerTask extends Named {
  in: 'peer'
  peer: PeerName
  job: PeerJob
  factor?: number
}

/** From the bench's own thread, which starts the threads and processes that do the work. */
export interface DriverTask extends Named {
  in: 'driver'
  open(images: () => LoadedImages): Promise<Runner>
}

export type Task = ThreadTask | PeerTask | DriverTask

/** Tasks that run in interleaved rounds, one after the other in each. */
export interface TaskSet {
  id: string
  /** What `--only` names to get all sets of a kind. */
  group: string
  title: string
  /** Whether it is measured when nothing is picked. */
  usual: boolean
  /** Rounds at most, for what takes long. */
  rounds?: number
  /** One round more, unmeasured, before the others (the default). */
  warmUp?: boolean
}

/** How many times as much the first is as the second. */
export interface RatioOf {
  id: string
  of: string
  to: string
}
