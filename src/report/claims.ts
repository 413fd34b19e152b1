/** The claims ledger: what the report says, the test that was settled before the data, and the verdict that the recorded trials give. */
import type { FigureNumber } from '../api/report'
import type { Interval } from '../engine/statistics/bootstrap'

export const claimIds = ['1a', '1b', '1c', '2a', '2b', '2c', '3a', '3b', '3c', '4a', '4b', '4c', '5a', '5b', '5c', '6a', '6b', '7a', '7b', '8a'] as const
export type ClaimId = (typeof claimIds)[number]

/** What the report says, and how it is tested; figures that the test needs besides its own are in `needs`. */
export interface Claim {
  id: ClaimId
  figure: FigureNumber
  /** The claim in short, as a sentence without a full stop. */
  words: string
  /** The test in words, with its thresholds. */
  test: string
  needs: readonly FigureNumber[]
}

export const verdicts = ['reproduced', 'not reproduced', 'undecided'] as const
export type Verdict = (typeof verdicts)[number]

/** How a number is written: an accuracy difference of 0.005 is 0.5 points. */
export type Unit = 'accuracy' | 'points' | 'share' | 'loss' | 'ratio' | 'epochs' | 'seconds' | 'r2' | 'slope'

/** One measured number, in its natural scale (accuracies and differences 0 to 1), never rounded. */
export interface Measurement {
  name: string
  value: number | null
  /** 95 % percentile bootstrap; null for one trial, or where it has no meaning. */
  interval: Interval | null
  /** Trials behind it; 1 says "one trial, no interval". */
  n: number
  unit: Unit
}

/** The verdict on one claim with what it rests on. */
export interface Judgement {
  claim: ClaimId
  /** Null without any data: then there is no verdict. A quick look is always undecided. */
  verdict: Verdict | null
  /** Why, in one sentence. */
  reason: string
  /** What the same test gives on the quick look; null for the full size, and where it cannot be computed. */
  leaning: Verdict | null
  /** Judged on a quick look. */
  quick: boolean
  measurements: readonly Measurement[]
  /** Trials that take no part in the numbers, by why; all zero where every trial does. */
  left: { diverged: number; missing: number }
}

/** A reduction, a data range or a setting that decides a verdict; stands beside the claims of its figure. */
export interface Sensitivity {
  figure: FigureNumber
  /** Fixed words, known before the data. */
  note: string
  /** What is recorded beside, such as the sum reduction of figure 8; computed from the data, empty where nothing is. */
  measurements: readonly Measurement[]
}

/** Whole trials of every setting below which a test stays undecided: as few as have quartiles. */
export const fewestTrials = 4
