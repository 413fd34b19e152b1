/** The curves of a figure for a picture of a few centimetres: fewer ticks, no title below the axis. */
import type { CurvePanel } from '../../../charts/report/spec'

/** Ticks that a small axis has room for. */
const mostTicks = 4

type SmallPanel = Omit<CurvePanel, 'kind' | 'letter' | 'title' | 'about' | 'note' | 'yTicks'> & { yTicks?: readonly number[] }

export function smallPanel({ kind: _kind, letter: _letter, title: _title, about: _about, note: _note, yTicks, ...curves }: CurvePanel): SmallPanel {
  return { ...curves, xTitle: '', ...(yTicks === undefined ? {} : { yTicks: fewTicks(yTicks) }) }
}

/** Both ends stay, because the axis ends with them; between them every second, third, ... as evenly as they lie. */
export function fewTicks(ticks: readonly number[]): readonly number[] {
  if (ticks.length <= mostTicks) return ticks
  const gaps = ticks.length - 1
  const step = Array.from({ length: gaps }, (_, i) => i + 1).find((size) => gaps % size === 0 && gaps / size < mostTicks)
  if (step !== undefined && step < gaps) return ticks.filter((_, i) => i % step === 0)
  const places = Array.from({ length: mostTicks }, (_, i) => Math.round((i * gaps) / (mostTicks - 1)))
  return places.map((place) => ticks[place]!)
}
