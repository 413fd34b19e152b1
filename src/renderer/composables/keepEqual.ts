/** Values that say the same stay the same object, so that what is drawn from them is not drawn anew. */

/** The earlier value where the new one, plain JSON both, says the same. */
export function keepEqual<T>(before: T | undefined, now: T): T {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now
}
