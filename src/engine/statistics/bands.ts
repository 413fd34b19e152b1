/** Many trials as a line and a band of the reader's choice; `curves` has the one that is drawn unless another is asked for. */
import { bootstrapCounts, type BootstrapOptions } from './bootstrap'
import { QUARTILES_FROM } from './curves'
import { interquartileMean } from './interquartile-mean'
import { mean, sampleDeviation } from './moments'
import { median, quantileOfSorted, sortAscending } from './quantiles'
import { RankedValues, type Counts } from './ranked-values'

export const centres = ['iqm', 'median', 'mean'] as const
/** What the line shows. */
export type Centre = (typeof centres)[number]

export const spans = ['quartiles', 'deviation', 'range', 'interval'] as const
/**
 * What the band spans: first to third quartile, the mean less and plus the sample standard deviation, lowest to highest trial, or the
 * bootstrap interval of the centre.
 */
export type Span = (typeof spans)[number]

/** One entry an epoch; null where there is nothing to say. */
export interface BandSummary {
  centre: (number | null)[]
  /** Null for fewer trials than the band takes: 4 for quartiles and intervals, 2 for the others. */
  low: (number | null)[]
  high: (number | null)[]
  /** How many trials have a value. */
  n: number[]
}

/** Trials that a band takes; fewer would make it up. */
export const trialsOfSpan: Record<Span, number> = { quartiles: QUARTILES_FROM, deviation: 2, range: 2, interval: QUARTILES_FROM }

/**
 * Summarises trials epoch by epoch, over those that have a finite value there.
 * @param series one a trial, indexed by epoch
 * @param bootstrap a fresh source for each epoch, for the span `interval` alone
 */
export function summariseBands(
  series: readonly ArrayLike<number | null>[],
  { centre, span, bootstrap }: { centre: Centre; span: Span; bootstrap: (epoch: number) => BootstrapOptions },
): BandSummary {
  const epochs = series.reduce((longest, values) => Math.max(longest, values.length), 0)
  const summary: BandSummary = { centre: [], low: [], high: [], n: [] }
  for (let epoch = 0; epoch < epochs; epoch++) {
    const values = finiteAt(series, epoch)
    const band = values.length < trialsOfSpan[span] ? null : bandOf(values, centre, span, () => bootstrap(epoch))
    summary.centre.push(values.length === 0 ? null : centreOf[centre](values))
    summary.low.push(band && band.low)
    summary.high.push(band && band.high)
    summary.n.push(values.length)
  }
  return summary
}

function finiteAt(series: readonly ArrayLike<number | null>[], epoch: number): number[] {
  const values: number[] = []
  for (const trial of series) {
    const value = trial[epoch]
    if (typeof value === 'number' && Number.isFinite(value)) values.push(value)
  }
  return values
}

const centreOf: Record<Centre, (values: readonly number[]) => number> = { iqm: interquartileMean, median, mean }

function bandOf(values: readonly number[], centre: Centre, span: Span, options: () => BootstrapOptions): { low: number; high: number } {
  switch (span) {
    case 'quartiles': {
      const sorted = sortAscending(values)
      return { low: quantileOfSorted(sorted, 0.25), high: quantileOfSorted(sorted, 0.75) }
    }
    case 'deviation': {
      const middle = mean(values)
      const deviation = sampleDeviation(values) ?? 0
      return { low: middle - deviation, high: middle + deviation }
    }
    case 'range':
      return { low: Math.min(...values), high: Math.max(...values) }
    case 'interval':
      return bootstrapCounts(values.length, resampledCentre(values, centre), options())
  }
}

function resampledCentre(values: readonly number[], centre: Centre): (counts: Counts) => number {
  const ranked = new RankedValues(values)
  switch (centre) {
    case 'iqm':
      return (counts) => ranked.interquartileMean(counts)
    case 'median':
      return (counts) => ranked.quantile(0.5, counts)
    case 'mean':
      return (counts) => values.reduce((sum, value, i) => sum + counts[i]! * value, 0) / values.length
  }
}
