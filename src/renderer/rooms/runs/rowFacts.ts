/** What a row of the table says in numbers: last and best value with their spread. */
import type { RunRow } from '../../../api/records'
import { interquartileMean } from '../../../engine/statistics/interquartile-mean'
import { quartiles } from '../../../engine/statistics/quantiles'
import { format } from '../../format'
import { headlineOf, valueOf, type Headline } from './headline'

/** Quartiles of fewer trials would be made up between them. */
const quartilesFrom = 4

export interface RowFacts {
  headline: Headline
  /** The value in words, and the quartiles in brackets where there are trials enough for them. */
  last: { value: string; spread: string } | null
  /** The best value of any trial and its epoch. */
  best: { value: string; epoch: number } | null
  /** Trials behind the last value. */
  n: number
}

export function rowFacts(runs: readonly RunRow[]): RowFacts {
  const headline = headlineOf(runs)
  const write = (value: number) => (headline.measure === 'accuracy' ? format.fixed(value, 3) : format.short(value, 3))
  const last = runs.flatMap((run) => valueOf(run.last, headline) ?? [])
  return {
    headline,
    n: last.length,
    last: last.length === 0 ? null : { value: write(interquartileMean(last)), spread: last.length >= quartilesFrom ? bracket(last, write) : '' },
    best: bestOf(runs, headline, write),
  }
}

function bracket(values: readonly number[], write: (value: number) => string): string {
  const { q1, q3 } = quartiles(values)
  return `[${write(q1)}, ${write(q3)}]`
}

function bestOf(runs: readonly RunRow[], headline: Headline, write: (value: number) => string): RowFacts['best'] {
  const scored = runs.flatMap((run) => {
    const value = valueOf(run.best, headline)
    return run.best === null || value === null ? [] : [{ value, epoch: run.best.epoch }]
  })
  const [first, ...rest] = scored
  if (!first) return null
  const better = headline.measure === 'accuracy' ? (a: number, b: number) => a > b : (a: number, b: number) => a < b
  const best = rest.reduce((a, b) => (better(b.value, a.value) ? b : a), first)
  return { value: write(best.value), epoch: best.epoch }
}
