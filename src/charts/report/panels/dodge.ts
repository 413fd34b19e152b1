/** Marks in one row that would cover each other are spread over levels. */

export interface Dodged {
  /** The level of each place, from 0. */
  levels: number[]
  /** Whether some cover each other all the same. */
  crowded: boolean
}

/**
 * Each place goes to the first level on which it is at least `distance` from its neighbour to the left, else to the one where that
 * neighbour is furthest.
 * @param most levels
 */
export function dodge(places: readonly number[], distance: number, most: number): Dodged {
  const last = Array.from({ length: most }, () => -Infinity)
  const levels = Array.from({ length: places.length }, () => 0)
  let crowded = false
  const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]!)
  for (const i of order) {
    const free = last.findIndex((place) => places[i]! - place >= distance)
    const level = free === -1 ? last.reduce((best, place, l) => (place < last[best]! ? l : best), 0) : free
    crowded ||= free === -1
    last[level] = places[i]!
    levels[i] = level
  }
  return { levels, crowded }
}
