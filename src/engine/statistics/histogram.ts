/** How often values fall into each of a row of equal bins. */

/** `edges` has one more number than `counts`; bin b covers [edges[b], edges[b + 1]), the last one its upper edge too. */
export interface Histogram {
  edges: number[]
  counts: number[]
}

/**
 * Counts values into equal bins from `low` to `high`. Values outside belong to no bin, and so does what is no number.
 * @throws RangeError unless low < high and there is at least 1 bin
 */
export function histogram(values: Iterable<number>, { low, high, bins }: { low: number; high: number; bins: number }): Histogram {
  if (!(low < high)) throw new RangeError(`a histogram goes from a lower to a higher number, got ${low} and ${high}`)
  if (!(Number.isInteger(bins) && bins >= 1)) throw new RangeError(`a histogram takes at least 1 bin, got ${bins}`)
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + (i * (high - low)) / bins))
  const counts = Array.from({ length: bins }, () => 0)
  for (const value of values) {
    if (!(value >= low && value <= high)) continue
    counts[Math.min(bins - 1, Math.floor((bins * (value - low)) / (high - low)))]!++
  }
  return { edges, counts }
}
