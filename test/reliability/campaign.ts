/** A campaign makes one kind of fault many times on the real program and says what the program made of it. */
import type { RandomStream } from '../../src/engine/random/stream'
import type { Tally } from './tally'

export interface Campaign {
  /** How it is asked for. */
  name: string
  /** The fault and how it is made, in a few words. */
  title: string
  /** How many faults the ordinary `npm test` makes, and how many the whole run. */
  counts: { ordinary: number; long: number }
  /** What is not there on this machine and without which the fault cannot be made; null where everything is. */
  missing(): string | null
  run(context: Context): Promise<void>
}

export interface Context {
  /** How many faults are wanted; where the script has fewer points for a fault, each point once. */
  count: number
  /** Of all random moments, offsets and bytes. */
  seed: number
  /** What attempt number `attempt` draws from, whichever other attempts are made. */
  random(attempt: number): RandomStream
  /** A new empty folder, removed after the campaign. */
  scratch(): string
  tally: Tally
}

/** What came of a campaign. `notRun` says why it could not be; then nothing was tried. */
export interface Outcome {
  name: string
  tried: number
  survived: number
  lost: number
  seconds: number
  notes: string[]
  notRun: string | null
}

/** Nothing that is not on every machine. */
export const nothingMissing = () => null
