/** How one number of a step comes about: the numbers that its formula takes there, as the engine gives them. */
import type { StepMatrix, UpdateStep } from '../../../../engine/index'
import type { Pointed } from './places'
import { mostShown } from './windows'

/** A number, or what the activation f or its slope f′ makes of one. */
export type Factor = number | { of: 'f' | 'f′'; x: number }

/** Products of one or two factors, added up to the result. */
export interface Sum {
  symbol: string
  result: number
  terms: (readonly Factor[])[]
  /** Terms beyond those. */
  more: number
}

/** How the number that is pointed at is made; null where it is given, or made in another way than by adding up products. */
export function sumOf(step: UpdateStep, { symbol, place }: Pointed): Sum | null {
  const made = step.made.find((one) => one.symbol === symbol)
  const { sample, unit, input } = place
  if (!made || symbol === null) return null
  const find = (name: string) => step.given.find((one) => one.symbol === name)
  const [x, w, b, dy] = [find('X'), find('W'), find('b'), find('dY')]
  if (!x) return null
  const isOfUnit = sample !== undefined && unit !== undefined
  switch (step.kind) {
    case 'linear': {
      if (!isOfUnit || !w) return null
      const products = termsOf(x.columns, (k) => [at(x, sample, k), at(w, unit, k)])
      return { symbol, result: at(made, sample, unit), ...products, terms: [...products.terms, ...(b ? [[at(b, 0, unit)]] : [])] }
    }
    case 'activation':
      return isOfUnit ? { symbol, result: at(made, sample, unit), terms: [[{ of: 'f', x: at(x, sample, unit) }]], more: 0 } : null
    case 'activationGradient':
      if (!isOfUnit || !dy) return null
      return { symbol, result: at(made, sample, unit), terms: [[at(dy, sample, unit), { of: 'f′', x: at(x, sample, unit) }]], more: 0 }
    case 'linearGradient':
      if (!dy) return null
      if (unit !== undefined && input !== undefined)
        return { symbol, result: at(made, unit, input), ...termsOf(dy.rows, (i) => [at(dy, i, unit), at(x, i, input)]) }
      if (unit !== undefined) return { symbol, result: at(made, 0, unit), ...termsOf(dy.rows, (i) => [at(dy, i, unit)]) }
      if (!w || sample === undefined || input === undefined) return null
      return { symbol, result: at(made, sample, input), ...termsOf(w.rows, (j) => [at(dy, sample, j), at(w, j, input)]) }
    case 'norm':
    case 'loss':
    case 'normGradient':
    case 'update':
      return null
  }
}

function at({ values, columns }: StepMatrix, row: number, column: number): number {
  return values[row * columns + column]!
}

/** Of many terms the largest, in their order: those say where the number comes from. */
function termsOf(count: number, term: (k: number) => readonly number[]): Pick<Sum, 'terms' | 'more'> {
  const all = Array.from({ length: count }, (_, k) => ({ k, size: Math.abs(term(k).reduce((product, factor) => product * factor, 1)) }))
  const largest = all.sort((a, b) => b.size - a.size).slice(0, mostShown)
  return { terms: largest.sort((a, b) => a.k - b.k).map(({ k }) => term(k)), more: count - largest.length }
}
