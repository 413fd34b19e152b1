/** From the rounds to the figures. */
import { median } from '../src/engine/statistics/quantiles'
import type { RatioOf, Task, Unit } from './task'

export interface Measured {
  id: string
  title: string
  unit: Unit
  /** Median over rounds. */
  value: number
  rounds: number[]
}

/** A quotient of two medians of the same rounds. */
export interface Ratio extends RatioOf {
  value: number
  /** The quotient in each round. */
  rounds: number[]
}

export function summarise({ id, title, unit }: Pick<Task, 'id' | 'title' | 'unit'>, rounds: readonly number[]): Measured {
  return { id, title, unit, value: median(rounds), rounds: [...rounds] }
}

/** The ratios whose two sides were measured. */
export function computeRatios(wanted: readonly RatioOf[], measured: readonly Measured[]): Ratio[] {
  return wanted.flatMap(({ id, of, to }) => {
    const above = measured.find((one) => one.id === of)
    const below = measured.find((one) => one.id === to)
    if (!above || !below) return []
    return [{ id, of, to, value: above.value / below.value, rounds: above.rounds.map((value, round) => value / below.rounds[round]!) }]
  })
}
