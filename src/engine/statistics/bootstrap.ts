/** Percentile bootstrap: how far a statistic of these trials could be from that of other trials of the same kind. */
import { quantile } from './quantiles'
import type { Counts } from './ranked-values'

/** From `low` to `high`, in the units of the statistic. */
export interface Interval {
  low: number
  high: number
}

/** Uniform in [0, 1): the caller's own stream, so that the same seed gives the same interval. */
export type UniformSource = () => number

/** How often and how widely to resample. */
export interface BootstrapOptions {
  random: UniformSource
  /** 10,000 where it is left out. */
  resamples?: number
  /** The share of resamples within the interval, 0.95 where it is left out. */
  level?: number
}

/**
 * The interval of a statistic of n trials: it is computed again on many resamples, each of n trials drawn with replacement, and the interval
 * goes from the quantile (1 - level) / 2 of the results to the quantile (1 + level) / 2, both of type 7.
 * B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979); percentile intervals: Efron, 1981.
 * @param trials how many there are
 * @param statistic of the trials at the given places; the array is used again for the next resample
 * @throws RangeError for no trials, fewer than 1 resample, a level outside (0, 1), or a statistic that is NaN
 */
export function bootstrapPlaces(trials: number, statistic: (places: Uint32Array) => number, options: BootstrapOptions): Interval {
  const resample = createResample(trials)
  return percentileInterval(() => statistic(draw(resample, options.random).places), options)
}

/**
 * The same resamples, given as how often each trial was drawn: enough for a statistic that does not mind the order.
 * @param statistic of the counts, which sum to the number of trials; the array is used again for the next resample
 */
export function bootstrapCounts(trials: number, statistic: (counts: Counts) => number, options: BootstrapOptions): Interval {
  const resample = createResample(trials)
  return percentileInterval(() => statistic(draw(resample, options.random).counts), options)
}

/** The interval of a statistic of two groups of trials that share nothing: each is resampled by itself. */
export function bootstrapTwoGroups(
  trials: { a: number; b: number },
  statistic: (countsOfA: Counts, countsOfB: Counts) => number,
  options: BootstrapOptions,
): Interval {
  const [a, b] = [createResample(trials.a), createResample(trials.b)]
  return percentileInterval(() => statistic(draw(a, options.random).counts, draw(b, options.random).counts), options)
}

/** Trials drawn with replacement: the place of each, and how often each was drawn. */
interface Resample {
  places: Uint32Array
  counts: Counts
}

function createResample(trials: number): Resample {
  if (!(Number.isInteger(trials) && trials >= 1)) throw new RangeError(`a bootstrap takes at least 1 trial, got ${trials}`)
  return { places: new Uint32Array(trials), counts: new Uint32Array(trials) }
}

function draw(resample: Resample, random: UniformSource): Resample {
  const { places, counts } = resample
  counts.fill(0)
  for (let i = 0; i < places.length; i++) {
    const place = Math.floor(random() * places.length)
    places[i] = place
    counts[place]!++
  }
  return resample
}

function percentileInterval(next: () => number, { resamples = 10_000, level = 0.95 }: BootstrapOptions): Interval {
  if (!(Number.isInteger(resamples) && resamples >= 1)) throw new RangeError(`a bootstrap takes at least 1 resample, got ${resamples}`)
  if (!(level > 0 && level < 1)) throw new RangeError(`a bootstrap takes a level between 0 and 1, got ${level}`)
  const results = Float64Array.from({ length: resamples }, next)
  return { low: quantile(results, (1 - level) / 2), high: quantile(results, (1 + level) / 2) }
}

/** The interval of a statistic of the values, such as their interquartile mean. */
export function bootstrapInterval(values: ArrayLike<number>, statistic: (values: Float64Array) => number, options: BootstrapOptions): Interval {
  const resample = new Float64Array(values.length)
  return bootstrapPlaces(values.length, (places) => statistic(pick(values, places, resample)), options)
}

/**
 * The interval of statistic(a) - statistic(b), where a[i] and b[i] belong together, as two settings under the same seed do: both are
 * resampled at the same places, so that what the seed decides for both cancels out. Throws a RangeError when the lengths differ.
 */
export function pairedBootstrapInterval(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  statistic: (values: Float64Array) => number,
  options: BootstrapOptions,
): Interval {
  if (a.length !== b.length) throw new RangeError(`pairs take as many values of one as of the other, got ${a.length} and ${b.length}`)
  const [ofA, ofB] = [new Float64Array(a.length), new Float64Array(b.length)]
  return bootstrapPlaces(a.length, (places) => statistic(pick(a, places, ofA)) - statistic(pick(b, places, ofB)), options)
}

function pick(values: ArrayLike<number>, places: Uint32Array, into: Float64Array): Float64Array {
  for (let i = 0; i < places.length; i++) into[i] = values[places[i]!]!
  return into
}
