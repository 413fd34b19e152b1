/** Numbers for the tests of the kernels, and how far sums of them may lie from the exact ones. */
import fc from 'fast-check'

/** That many float32 between -4 and 4, zeros among them. */
export function float32Array(length: number): fc.Arbitrary<number[]> {
  return fc.array(fc.oneof({ weight: 5, arbitrary: fc.float({ min: -4, max: 4, noNaN: true }) }, fc.constant(0)), { minLength: length, maxLength: length })
}

/**
 * The most that a sum of n terms in float32, each a rounded product, can be wrong by: n + 1 roundings of at most 2^-24 each, of the sum of the
 * terms' sizes (N. Higham, Accuracy and Stability of Numerical Algorithms, section 3.1), and 1 % more, which stands for the squares of 2^-24; beside it,
 * what products too small for float32 lose.
 */
export function roundingBound(terms: readonly number[]): number {
  const size = terms.reduce((sum, term) => sum + Math.abs(term), 0)
  return 1.01 * (terms.length + 1) * 2 ** -24 * size + terms.length * 2 ** -149
}
