/** Axes of the panels that are drawn by hand, as Chart.js draws those of the curves: hairlines, x ticks outward, y title above. */
import { linearTickTexts } from '../ticks'
import { drawPath, drawText, type Pane, type Rect } from './pane'

/** From a value to a place in the figure. */
export type Scale = (value: number) => number

export function linearScale(from: { low: number; high: number }, to: { low: number; high: number }): Scale {
  return (value) => to.low + ((value - from.low) / (from.high - from.low)) * (to.high - to.low)
}

export interface AxisTicks {
  scale: Scale
  values: readonly number[]
  /** Those of a linear axis where they are left out. */
  texts?: readonly string[]
  title: string
}

/** Room that axes take around a plot, in font sizes. */
export const axisRoom = { left: 2.9, bottom: 3.1, top: 2.3, right: 0.6 } as const

export function drawXAxis(pane: Pane, plot: Rect, { scale, values, texts, title }: AxisTicks): void {
  const { fontSize, theme } = pane
  const bottom = plot.y + plot.height
  const words = texts ?? linearTickTexts(values)
  const hair = { colour: theme.axis, width: hairline(pane) }
  drawPath(pane, [[plot.x, bottom], [plot.x + plot.width, bottom]], hair) // prettier-ignore
  values.forEach((value, i) => {
    const x = scale(value)
    drawPath(pane, [[x, bottom], [x, bottom + 0.36 * fontSize]], hair) // prettier-ignore
    drawText(pane, words[i] ?? '', { x, y: bottom + 1.15 * fontSize }, { colour: theme.textMuted, align: 'center' })
  })
  drawText(pane, title, { x: plot.x + plot.width, y: bottom + 2.4 * fontSize }, { colour: theme.textMuted, weight: 500, align: 'right' })
}

export function drawYAxis(pane: Pane, plot: Rect, { scale, values, texts, title }: AxisTicks): void {
  const { fontSize, theme, rect } = pane
  const words = texts ?? linearTickTexts(values)
  values.forEach((value, i) => {
    const y = scale(value)
    drawPath(pane, [[plot.x, y], [plot.x + plot.width, y]], { colour: theme.grid, width: hairline(pane) }) // prettier-ignore
    drawText(pane, words[i] ?? '', { x: plot.x - 0.55 * fontSize, y }, { colour: theme.textMuted, align: 'right' })
  })
  drawText(pane, title, { x: rect.x, y: plot.y - fontSize }, { colour: theme.textMuted, weight: 500, baseline: 'alphabetic' })
}

/** Width of axes and grid. */
export function hairline({ lineWidth }: Pane): number {
  return Math.max(0.5, lineWidth / 2)
}
