/** The losses of a playground that may train for a hundred thousand epochs, as many as a chart can show. */
import type { LiveLoss } from './messages'

/** Where there are more, every second one is let go. */
export const mostLosses = 2000

export function joinLosses(before: readonly LiveLoss[], more: readonly LiveLoss[]): LiveLoss[] {
  let all = [...before, ...more]
  // The first is of the untrained network, the last of the present one.
  while (all.length > mostLosses) all = all.filter((_, i) => i % 2 === 0 || i === all.length - 1)
  return all
}
