/** Clipping by norm: a gradient that is too long is shortened and keeps its direction. */
import * as z from 'zod'
import type { Vector } from '../kernels/kernels'
import { defineClipping, limit } from './clipping'

/**
 * The Euclidean norm of all gradients together, as one vector. They are divided by the largest first, so that squares of very large and very
 * small gradients neither overflow nor vanish. NaN where one of them is not finite.
 */
export function totalNorm(gradients: readonly Vector[]): number {
  let largest = 0
  for (const gradient of gradients) for (const g of gradient) largest = Math.abs(g) > largest ? Math.abs(g) : largest
  let sum = 0
  for (const gradient of gradients) {
    for (const g of gradient) {
      const ratio = largest === 0 ? g : g / largest
      sum += ratio * ratio
    }
  }
  return largest === 0 ? Math.sqrt(sum) : largest * Math.sqrt(sum)
}

/** What gradients are multiplied by: min(1, limit / norm), exactly; PyTorch divides by norm + 1e-6, which halves gradients of that size. */
export function clipCoefficient(norm: number, maxNorm: number): number {
  return norm > maxNorm ? maxNorm / norm : 1
}

/** g is multiplied by min(1, limit / norm), with the norm of all gradients together. */
export const clipNorm = defineClipping({
  title: 'By norm',
  formula: String.raw`g \leftarrow g \min\left(1, \frac{c}{\lVert g \rVert_2}\right)`,
  source: 'R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1',
  schema: z.strictObject({ kind: z.literal('norm'), limit: limit('Longest gradient: the root of the sum of squares over all parameters.') }),
  build:
    ({ limit: maxNorm }) =>
    (gradients) => {
      const coefficient = clipCoefficient(totalNorm(gradients), maxNorm)
      if (coefficient === 1) return
      for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i]! *= coefficient
    },
})
