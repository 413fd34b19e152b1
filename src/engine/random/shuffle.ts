/** A random order. */
import type { RandomStream } from './stream'

/**
 * Puts the elements in a random order, every order equally likely: R. A. Fisher and F. Yates's shuffle in place, after R. Durstenfeld,
 * "Algorithm 235: Random permutation", Communications of the ACM 7 (1964).
 */
export function shuffleInPlace(elements: { readonly length: number; [index: number]: number }, stream: Pick<RandomStream, 'integerBelow'>): void {
  for (let last = elements.length - 1; last > 0; last--) {
    const chosen = stream.integerBelow(last + 1)
    const kept = elements[last]!
    elements[last] = elements[chosen]!
    elements[chosen] = kept
  }
}
