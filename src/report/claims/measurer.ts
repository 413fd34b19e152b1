/** Numbers of trials -> one measured number with its bootstrap interval. */
import { createStream } from '../../engine/index'
import { bootstrapCounts, bootstrapTwoGroups, type BootstrapOptions, type Interval } from '../../engine/statistics/bootstrap'
import { RankedValues, type Counts } from '../../engine/statistics/ranked-values'
import { claimIds, fewestTrials, type ClaimId, type Measurement, type Unit } from '../claims'

/** The same for all time: the same data gives the same intervals. */
const bootstrapSeed = 1
/** More than any claim measures, so that every measurement has resamples of its own. */
const streamsOfClaim = 100

/** One row a trial, the same numbers in each; where settings are compared, a row holds what one seed did in all of them. */
export type Rows = readonly (readonly number[])[]

/**
 * What is measured, from the columns of the rows: given how often each trial was drawn, the number. It is built once and asked
 * 10,000 times, so that whatever does not depend on the draw is computed before.
 */
export type Statistic = (columns: readonly RankedValues[], rows: Rows) => (counts: Counts) => number

export interface Question {
  name: string
  unit: Unit
}

/** Measures what one claim asks for, one number after the other. */
export class Measurer {
  private asked: number

  /** @param from leaves the resamples before it to others that measure for the claim */
  constructor(claim: ClaimId, from = 0) {
    this.asked = streamsOfClaim * claimIds.indexOf(claim) + from
  }

  /** Of the rows themselves, with the interval over resamples of the rows. */
  measure({ name, unit }: Question, rows: Rows, statistic: Statistic): Measurement {
    const n = rows.length
    const options = this.nextOptions()
    if (n === 0) return { name, unit, value: null, interval: null, n }
    const columns = (rows[0] ?? []).map((_, column) => new RankedValues(rows.map((row) => row[column]!)))
    const ask = statistic(columns, rows)
    return { name, unit, value: finite(ask(once(n))), interval: n < fewestTrials ? null : finiteEnds(bootstrapCounts(n, ask, options)), n }
  }

  /** Of two groups that share nothing, from the interquartile mean of each; `n` is that of the smaller. */
  compareApart({ name, unit }: Question, a: readonly number[], b: readonly number[], compare: (a: number, b: number) => number): Measurement {
    const options = this.nextOptions()
    const n = Math.min(a.length, b.length)
    if (n === 0) return { name, unit, value: null, interval: null, n }
    const [rankedA, rankedB] = [new RankedValues(a), new RankedValues(b)]
    const ask = (countsOfA: Counts, countsOfB: Counts) => compare(rankedA.interquartileMean(countsOfA), rankedB.interquartileMean(countsOfB))
    const interval = n < fewestTrials ? null : finiteEnds(bootstrapTwoGroups({ a: a.length, b: b.length }, ask, options))
    return { name, unit, value: finite(ask(once(a.length), once(b.length))), interval, n }
  }

  private nextOptions(): BootstrapOptions {
    const stream = createStream(bootstrapSeed, 'bootstrap', this.asked++)
    return { random: () => stream.uniform() }
  }
}

/** Every trial drawn once: the trials themselves. */
function once(n: number): Counts {
  return new Uint32Array(n).fill(1)
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function finiteEnds(interval: Interval): Interval | null {
  return Number.isFinite(interval.low) && Number.isFinite(interval.high) ? interval : null
}
