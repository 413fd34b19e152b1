/** The curves of a figure for a picture of a few centimetres: fewer ticks, no titles along the axes. */
import type { CurvePanel } from '../../../charts/report/spec'

/** Ticks that a small axis has room for. */
const mostTicks = 4

type SmallPanel = Omit<CurvePanel, 'kind' | 'letter' | 'title' | 'about' | 'note' | 'yTicks'> & { yTicks?: readonly number[] }

export function smallPanel({ kind: _kind, letter: _letter, title: _title, about: _about, note: _note, yTicks, ...curves }: CurvePanel): SmallPanel {
  return { ...curves, xTitle: '', yTitle: '', ...(yTicks === undefined ? {} : { yTicks: fewTicks(yTicks) }) }
}

/** Both ends stay, because the axis ends with them; between them every second, third, ... or, where none of that comes out even, the middle one. */
export function fewTicks(ticks: readonly number[]): readonly number[] {
  if (ticks.length <= mostTicks) return ticks
  const gaps = ticks.length - 1
  const step = Array.from({ length: gaps }, (_, i) => i + 1).find((size) => gaps % size === 0 && gaps / size < mostTicks)
  if (step !== undefined && step < gaps) return ticks.filter((_, i) => i % step === 0)
  return [0, Math.floor(gaps / 2), gaps].map((place) => ticks[place]!)
}

/**
 * Names as short as they can still be told apart: without the words that all of them begin with, without what stands behind a comma, and
 * without the brackets that all of them have.
 */
export function shortNames(names: readonly string[]): readonly string[] {
  if (names.every((name) => /^\[[^[\]]*\]$/.test(name))) return names.map((name) => name.slice(1, -1))
  const words = names.map((name) => name.replace(/,.*$/, '').split(' '))
  const [first = []] = words
  const shared = first.findIndex((word, i) => words.some((other) => other[i] !== word || other.length === i + 1))
  const short = words.map((one) => one.slice(shared).join(' '))
  return new Set(short).size === names.length ? short : names
}
