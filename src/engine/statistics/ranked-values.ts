/** Values that are ranked once, so that a statistic of a resample is a walk along the ranks instead of a sort. */
import { between, sortAscending } from './quantiles'

/** How often each value occurs in a resample; the counts sum to the number of values. All ones are the values themselves. */
export type Counts = Uint32Array

/** Values in rank order, with statistics of their resamples. */
export class RankedValues {
  private readonly sorted: Float64Array
  /** The place, in the order given, of the value at each rank. */
  private readonly places: Uint32Array

  /** Throws a RangeError for no values or NaN. */
  constructor(values: ArrayLike<number>) {
    this.sorted = sortAscending(values)
    this.places = Uint32Array.from(values, (_, i) => i).sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b))
  }

  /** Each value of a resample covers one unit of [0, n) in rank order and weighs what of that lies in [n/4, 3n/4), as in `interquartileMean`. */
  interquartileMean(counts: Counts): number {
    const { sorted, places } = this
    const [from, to] = [sorted.length / 4, (3 * sorted.length) / 4]
    let sum = 0
    let before = 0
    for (let rank = 0; before < to; rank++) {
      const after = before + counts[places[rank]!]!
      if (after > from && after > before) sum += (Math.min(after, to) - Math.max(before, from)) * sorted[rank]!
      before = after
    }
    return sum / (to - from)
  }

  /** Third quartile less the first, both of type 7: `interquartileRange` of a resample. */
  interquartileRange(counts: Counts): number {
    return this.quantile(0.75, counts) - this.quantile(0.25, counts)
  }

  /** Type 7, as `quantile`. */
  quantile(p: number, counts: Counts): number {
    const position = p * (this.sorted.length - 1)
    const below = Math.floor(position)
    const lower = this.valueAt(below, counts)
    const weight = position - below
    return weight === 0 ? lower : between(lower, this.valueAt(below + 1, counts), weight)
  }

  /** The value at a rank of the resample. */
  private valueAt(rank: number, counts: Counts): number {
    let i = 0
    for (let covered = counts[this.places[0]!]!; covered <= rank; covered += counts[this.places[i]!]!) i++
    return this.sorted[i]!
  }
}
