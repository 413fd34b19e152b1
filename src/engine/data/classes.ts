/** Which class a drawn sample belongs to, where classes are dealt out rather than found. */

/** The rarest class's share of the first n samples: share n, rounded to the nearest whole number, half up. */
export function rareSamples(samples: number, share: number): number {
  return Math.floor(samples * share + 0.5)
}

/**
 * The class of sample i. With imbalance 0 it is i mod `classes`, so that classes are as even as they can be. Otherwise the last class gets
 * the samples at which its share of those so far rounds up, and the others take turns at the rest: whatever the number of samples, the last
 * class has its share of them, and fewer samples are the first of many.
 */
export function dealtClass(i: number, classes: number, imbalance: number): number {
  if (imbalance === 0) return i % classes
  const before = rareSamples(i, imbalance)
  return rareSamples(i + 1, imbalance) > before ? classes - 1 : (i - before) % (classes - 1)
}
