/** How the cost of training grows with what may be chosen, as curves for a chart. */
import type { CurveSeries } from '../src/charts/series'
import type { Measured } from './statistics'

/** The curves: what grows, and the ids of its measurements, of which the number is the place on the x axis. */
const curves = [
  { label: 'images', pattern: /^samples-(\d+)$/ },
  { label: 'trials of XOR', pattern: /^trials-(\d+)$/ },
  { label: 'units of both hidden layers', pattern: /^hidden-(\d+)-fast$/ },
  { label: 'hidden layers of 64', pattern: /^depth-(\d+)$/ },
  { label: 'batch size', pattern: /^batch-(\d+)-fast$/ },
]

/** How many times as long it takes when something grows to so many times its smallest value. */
export function growth(results: readonly Pick<Measured, 'id' | 'value'>[]): CurveSeries[] {
  return curves.flatMap(({ label, pattern }, k) => {
    const points = results
      .flatMap(({ id, value }) => {
        const size = pattern.exec(id)?.[1]
        return size === undefined ? [] : [{ size: Number(size), value }]
      })
      .sort((a, b) => a.size - b.size)
    const [first] = points
    if (first === undefined || points.length < 2) return []
    return [{ kind: 'line' as const, label, slot: k + 1, points: points.map(({ size, value }) => ({ x: size / first.size, y: value / first.value })) }]
  })
}
