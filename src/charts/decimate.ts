/** Fewer points for the same picture: what reaches the canvas is bounded, whatever was recorded, and no peak is lost. */

/** One column of a curve: the value at an index, null for a gap. */
type Column = (index: number) => number | null

/**
 * The indices to keep of a curve with one or more columns (a line has one, a band centre, low and high), in order, at most `limit`.
 * The samples are cut into equal buckets; each keeps the smallest and the largest value of every column and one gap, if it has one.
 * First and last sample are always kept. Throws a RangeError if the limit leaves no bucket.
 */
export function decimateIndices(length: number, columns: readonly Column[], limit: number): number[] {
  if (length <= limit) return Array.from({ length }, (_, i) => i)
  const perBucket = 2 * columns.length + 1
  const buckets = Math.floor((limit - 2) / perBucket)
  if (buckets < 1) throw new RangeError(`${limit} points are too few for ${columns.length} columns: at least ${perBucket + 2} are needed`)
  const kept = [0]
  const keep = (index: number) => {
    if (index > kept.at(-1)!) kept.push(index)
  }
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * length) / buckets)
    const to = Math.floor(((bucket + 1) * length) / buckets)
    for (const index of extremes(columns, from, to).sort((a, b) => a - b)) keep(index)
  }
  keep(length - 1)
  return kept
}

/** Indices of the smallest and largest value of each column in [from, to), and of the first gap; some more than once. */
function extremes(columns: readonly Column[], from: number, to: number): number[] {
  const found: number[] = []
  let gap = -1
  for (const column of columns) {
    let [low, high] = [-1, -1]
    let [least, most] = [Infinity, -Infinity]
    for (let i = from; i < to; i++) {
      const value = column(i)
      if (value === null) {
        if (gap < 0) gap = i
        continue
      }
      if (low < 0 || value < least) [low, least] = [i, value]
      if (high < 0 || value > most) [high, most] = [i, value]
    }
    if (low >= 0) found.push(low, high)
  }
  if (gap >= 0) found.push(gap)
  return found
}

/** The points of a band, at most `limit`, with the extremes of centre and both bounds. */
export function decimateBand<P extends { y: number | null; low: number | null; high: number | null }>(points: readonly P[], limit: number): P[] {
  const kept = decimateIndices(points.length, [(i) => points[i]!.y, (i) => points[i]!.low, (i) => points[i]!.high], limit)
  return kept.map((index) => points[index]!)
}
