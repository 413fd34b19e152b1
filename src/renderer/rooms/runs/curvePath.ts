/** The small curves of a row as one path: they share both axes, so that they can be compared. */
import type { MiniCurve } from '../../../api/mini-curve'

/** The box that the path is drawn in, and the room that the line's width needs at its edges. */
export const curveBox = { width: 100, height: 18, edge: 1.5 } as const

/** @param epochs that the longest of the runs is to have: one that trains fills its share of the width */
export function curvePath(curves: readonly Pick<MiniCurve, 'points'>[], epochs: number): string {
  const values = curves.flatMap(({ points }) => points.map(([, value]) => value))
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const { width, height, edge } = curveBox
  const x = (epoch: number) => edge + ((width - 2 * edge) * epoch) / Math.max(1, epochs)
  const y = (value: number) => (high === low ? height / 2 : edge + ((height - 2 * edge) * (high - value)) / (high - low))
  const place = ([epoch, value]: MiniCurve['points'][number]) => `${x(epoch).toFixed(1)} ${y(value).toFixed(1)}`
  return curves.flatMap(({ points }) => (points.length === 0 ? [] : [`M${points.map(place).join('L')}`])).join('')
}
