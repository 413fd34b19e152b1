/** Fewer points for the same picture: what reaches the canvas is bounded, whatever was recorded, and no peak is lost. */

type Column = readonly (number | null)[]

/**
 * The indices to keep of a curve with one or more columns (a line has one, a band centre, low and high), in order, at most `limit`.
 * The samples are cut into equal buckets; each keeps the smallest and the largest value of every column and one gap, if it has one.
 * First and last sample are always kept. Throws a RangeError if the limit leaves no bucket.
 */
export function decimateIndices(columns: readonly Column[], limit: number): number[] {
  const length = columns[0]?.length ?? 0
  if (length <= limit) return Array.from({ length }, (_, i) => i)
  const perBucket = 2 * columns.length + 1
  const buckets = Math.floor((limit - 2) / perBucket)
  if (buckets < 1) throw new RangeError(`${limit} points are too few for ${columns.length} columns: at least ${perBucket + 2} are needed`)
  const kept = new Set([0, length - 1])
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * length) / buckets)
    const to = Math.floor(((bucket + 1) * length) / buckets)
    for (const index of extremes(columns, from, to)) kept.add(index)
  }
  return [...kept].sort((a, b) => a - b)
}

/** Indices of the smallest and largest value of each column in [from, to), and of the first gap. */
function extremes(columns: readonly Column[], from: number, to: number): number[] {
  const found: number[] = []
  let gap: number | null = null
  for (const column of columns) {
    let low: { index: number; value: number } | null = null
    let high: { index: number; value: number } | null = null
    for (let i = from; i < to; i++) {
      const value = column[i] ?? null
      if (value === null) {
        gap ??= i
        continue
      }
      if (low === null || value < low.value) low = { index: i, value }
      if (high === null || value > high.value) high = { index: i, value }
    }
    if (low) found.push(low.index)
    if (high) found.push(high.index)
  }
  if (gap !== null) found.push(gap)
  return found
}

/** The points of a line, at most `limit`. */
export function decimateLine<P extends { y: number | null }>(points: readonly P[], limit: number): P[] {
  const kept = decimateIndices([points.map((point) => point.y)], limit)
  return kept.map((index) => points[index]!)
}

/** The points of a band, at most `limit`, with the extremes of centre and both bounds. */
export function decimateBand<P extends { y: number | null; low: number | null; high: number | null }>(points: readonly P[], limit: number): P[] {
  const kept = decimateIndices([points.map((point) => point.y), points.map((point) => point.low), points.map((point) => point.high)], limit)
  return kept.map((index) => points[index]!)
}
