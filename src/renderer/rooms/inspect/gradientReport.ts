/** What a gradient check came to, parameter by parameter. */
import { gradientTolerance, median, type ParameterComparison } from '../../../engine/index'

export interface ParameterReport {
  name: string
  checked: number
  /** All numbers of the parameter. */
  size: number
  median: number
  largest: number
  passed: boolean
  /** Errors as (rows, columns) of the compared places. */
  errors: number[]
  rows: number
  columns: number
}

export function reportParameters(parameters: readonly ParameterComparison[]): ParameterReport[] {
  return parameters.map(({ name, shape, comparisons }) => {
    const errors = comparisons.map(({ error }) => error)
    const width = shape[1] ?? 1
    const rows = new Set(comparisons.map(({ index }) => Math.floor(index / width))).size
    // A comparison with a number that is not finite has failed.
    const largest = errors.reduce((most, error) => (error > most || Number.isNaN(error) ? error : most), 0)
    return {
      name,
      checked: errors.length,
      size: shape.reduce((product, side) => product * side, 1),
      median: median(errors) ?? NaN,
      largest,
      passed: errors.every((error) => error <= gradientTolerance),
      errors,
      rows,
      columns: errors.length / Math.max(1, rows),
    }
  })
}

/** The ends of the heat map's scale, as powers of ten: rounding alone, and wrong beyond doubt. */
export const errorScale = { low: -12, high: -2 } as const

/** Where an error lies on the scale, 0 to 1, by its logarithm; an exact agreement is 0. */
export function errorShare(error: number): number {
  if (error === 0) return 0
  return Math.max(0, Math.min(1, (Math.log10(error) - errorScale.low) / (errorScale.high - errorScale.low)))
}
