/** A sweep as parallel coordinates: an axis a field that differs and one for the score, a line a group. */
import { niceTicks } from '../ticks'
import type { ParallelAxis, ParallelLine, ParallelPanel } from '../report/spec'
import type { GroupScore } from './scores'

/** A field with one value a group, in the order of the scores; undefined where a group has no such field. */
export interface ComparedField {
  label: string
  values: readonly unknown[]
  /** In words. */
  text(value: unknown): string
}

/** The groups without a score end before the last axis. */
export function parallelPanel(scores: readonly GroupScore[], fields: readonly ComparedField[], scoreTitle: string): ParallelPanel {
  const columns = fields.map((field) => fieldAxis(field))
  const score = scoreAxis(scoreTitle, scores.map(({ iqm }) => iqm)) // prettier-ignore
  const lines = scores.map(({ group }, i): ParallelLine => ({
    label: group.label,
    slot: group.colour,
    places: [...columns, score].map(({ places }) => places[i] ?? null),
  }))
  return { kind: 'parallel', letter: '', title: '', about: '', note: '', axes: [...columns, score].map(({ axis }) => axis), lines }
}

interface Column {
  axis: ParallelAxis
  /** 0 at the bottom, 1 at the top, one a group. */
  places: (number | null)[]
}

/** Numbers stand by their order of size or, over a factor of fifty, by that of their logarithms; words evenly, in the order of appearance. */
function fieldAxis({ label, values, text }: ComparedField): Column {
  const known = [...new Set(values.filter((value) => value !== undefined).map((value) => JSON.stringify(value)))]
  const decoded = new Map(values.map((value) => [JSON.stringify(value), value]))
  const numbers = values.filter((value) => typeof value === 'number')
  if (numbers.length === values.length && new Set(numbers).size > 1) {
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
    const scale = low > 0 && high / low > 50 ? Math.log : (value: number) => value
    const place = (value: number) => (scale(value) - scale(low)) / (scale(high) - scale(low))
    const ticks = [...new Set(numbers)].sort((a, b) => a - b).map((value) => ({ text: text(value), place: place(value) }))
    return { axis: { title: label, ticks }, places: numbers.map(place) }
  }
  const place = (value: unknown) => (known.length < 2 ? 0.5 : known.indexOf(JSON.stringify(value)) / (known.length - 1))
  return {
    axis: { title: label, ticks: known.map((json) => ({ text: text(decoded.get(json)), place: place(decoded.get(json)) })) },
    places: values.map((value) => (value === undefined ? null : place(value))),
  }
}

function scoreAxis(title: string, scores: readonly (number | null)[]): Column {
  const known = scores.flatMap((score) => score ?? [])
  const [low, high] = known.length === 0 ? [0, 1] : [Math.min(...known), Math.max(...known)]
  const ticks = niceTicks(low, high, 5)
  const [first, last] = [ticks[0]!, ticks.at(-1)!]
  const place = (value: number) => (first === last ? 0.5 : (value - first) / (last - first))
  return {
    axis: { title, ticks: ticks.map((value) => ({ text: String(value), place: place(value) })) },
    places: scores.map((score) => (score === null ? null : place(score))),
  }
}
