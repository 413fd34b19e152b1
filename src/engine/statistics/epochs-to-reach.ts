/** How long a trial takes to get somewhere. */

/** Which way a curve is meant to go: an accuracy up, a loss down. */
export type Direction = 'up' | 'down'

/**
 * The first epoch whose value is at the level or past it; null when none is. The curve may turn back later.
 * Missing values, null or NaN, reach nothing.
 * @param curve indexed by epoch, 0 being the score before any training
 */
export function epochsToReach(curve: readonly (number | null)[], level: number, direction: Direction): number | null {
  const epoch = curve.findIndex((value) => value !== null && (direction === 'up' ? value >= level : value <= level))
  return epoch < 0 ? null : epoch
}
