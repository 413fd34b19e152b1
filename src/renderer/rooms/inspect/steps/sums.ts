/** How one number of a step comes about: the numbers that its formula takes there, as the engine gives them. */
import type { StepMatrix, UpdateStep } from '../../../../engine/index'
import type { Pointed } from './places'
import { mostShown } from './windows'

/** What is multiplied, added up to the result. */
export interface Sum {
  symbol: string
  result: number
  /** Of a product its two factors. */
  terms: (readonly [number] | readonly [number, number])[]
  /** Terms beyond those. */
  more: number
}

/** The sum that makes the number that is pointed at; null where it is given, or is made in another way than by adding up products. */
export function sumOf(step: UpdateStep, { symbol, place }: Pointed): Sum | null {
  const made = step.made.find((one) => one.symbol === symbol)
  const { sample, unit, input } = place
  if (!made || symbol === null) return null
  const find = (name: string) => step.given.find((one) => one.symbol === name)
  const [x, w, b, dy] = [find('X'), find('W'), find('b'), find('dY')]
  if (step.kind === 'linear' && x && w && sample !== undefined && unit !== undefined) {
    const products = termsOf(x.columns, (k) => [at(x, sample, k), at(w, unit, k)])
    return { symbol, result: at(made, sample, unit), ...products, terms: [...products.terms, ...(b ? [[at(b, 0, unit)] as const] : [])] }
  }
  if (step.kind !== 'linearGradient' || !x || !w || !dy) return null
  if (unit !== undefined && input !== undefined) {
    return { symbol, result: at(made, unit, input), ...termsOf(dy.rows, (i) => [at(dy, i, unit), at(x, i, input)]) }
  }
  if (unit !== undefined) return { symbol, result: at(made, 0, unit), ...termsOf(dy.rows, (i) => [at(dy, i, unit)]) }
  if (sample === undefined || input === undefined) return null
  return { symbol, result: at(made, sample, input), ...termsOf(w.rows, (j) => [at(dy, sample, j), at(w, j, input)]) }
}

function at({ values, columns }: StepMatrix, row: number, column: number): number {
  return values[row * columns + column]!
}

/** Of many terms the largest, in their order: those say where the number comes from. */
function termsOf<T extends readonly [number] | readonly [number, number]>(count: number, term: (k: number) => T): { terms: T[]; more: number } {
  const all = Array.from({ length: count }, (_, k) => ({ k, size: Math.abs(term(k).reduce((product: number, factor) => product * factor, 1)) }))
  const largest = all.sort((a, b) => b.size - a.size).slice(0, mostShown)
  return { terms: largest.sort((a, b) => a.k - b.k).map(({ k }) => term(k)), more: count - largest.length }
}
