/** Marks in one row that would cover each other are spread over levels. */

/**
 * The level of each place, from 0: the first on which it is at least `distance` from its neighbour to the left, else the one where that
 * neighbour is furthest.
 */
export function dodge(places: readonly number[], distance: number, levels: number): number[] {
  const last = Array.from({ length: levels }, () => -Infinity)
  const result = Array.from({ length: places.length }, () => 0)
  const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]!)
  for (const i of order) {
    const free = last.findIndex((place) => places[i]! - place >= distance)
    const level = free === -1 ? last.reduce((best, place, l) => (place < last[best]! ? l : best), 0) : free
    last[level] = places[i]!
    result[i] = level
  }
  return result
}
