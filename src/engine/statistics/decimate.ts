/** Fewer points for the same picture: what reaches the canvas is bounded, whatever was recorded, and no peak is lost. */

/**
 * The places to keep of [from, to) of a curve with one or more columns (a line has one, a band centre, low and high), in order, at most
 * `limit`; a gap is NaN. The places are cut into equal buckets; each keeps the smallest and the largest value of every column and one gap,
 * if it has one. First and last place are always kept. Throws a RangeError if the limit leaves no bucket.
 */
export function decimate(columns: readonly Float64Array[], { from, to }: { from: number; to: number }, limit: number): number[] {
  const length = to - from
  if (length <= limit) return Array.from({ length }, (_, i) => from + i)
  const perBucket = 2 * columns.length + 1
  const buckets = Math.floor((limit - 2) / perBucket)
  if (buckets < 1) throw new RangeError(`${limit} points are too few for ${columns.length} columns: at least ${perBucket + 2} are needed`)
  const kept = [from]
  const found: number[] = []
  for (let bucket = 0; bucket < buckets; bucket++) {
    const begin = from + Math.floor((bucket * length) / buckets)
    const end = from + Math.floor(((bucket + 1) * length) / buckets)
    findExtremes(columns, begin, end, found)
    for (const place of found) if (place > kept.at(-1)!) kept.push(place)
  }
  if (to - 1 > kept.at(-1)!) kept.push(to - 1)
  return kept
}

/** Puts into `found`, in order, the places of the smallest and largest value of each column in [from, to), and of the first gap; some more than once. */
function findExtremes(columns: readonly Float64Array[], from: number, to: number, found: number[]): void {
  found.length = 0
  let gap = -1
  for (const column of columns) {
    let low = -1
    let high = -1
    let least = Infinity
    let most = -Infinity
    for (let i = from; i < to; i++) {
      const value = column[i]!
      if (value < least) {
        least = value
        low = i
      }
      if (value > most) {
        most = value
        high = i
      }
      if (gap < 0 && Number.isNaN(value)) gap = i
    }
    if (low >= 0) insert(found, low)
    if (high >= 0) insert(found, high)
  }
  if (gap >= 0) insert(found, gap)
}

/** Into a list in order. A handful of places a bucket, of which a chart has ten thousands: sorting each list would take as long as all the rest. */
function insert(places: number[], place: number): void {
  let at = places.push(place) - 1
  while (at > 0 && places[at - 1]! > place) {
    places[at] = places[at - 1]!
    at--
  }
  places[at] = place
}
