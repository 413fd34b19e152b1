/** What a panel is drawn on: its rectangle of the figure, the theme, and the type. */
import { fontOf } from '../font'
import type { ChartTheme } from '../theme'

export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

export interface Pane {
  ctx: CanvasRenderingContext2D
  theme: ChartTheme
  rect: Rect
  /** In layout pixels. */
  fontSize: number
  lineWidth: number
  pixelRatio: number
  /** A canvas of its own, for what is composed before it is placed. */
  newContext(width: number, height: number): CanvasRenderingContext2D
}

/** Sizes of type as shares of the font size. */
export const scales = { title: 1.35, heading: 1.1, small: 0.9 } as const

export interface TextStyle {
  colour: string
  /** As a share of the font size, 1 by default. */
  scale?: number
  /** 400 by default. */
  weight?: number
  align?: 'left' | 'center' | 'right'
  baseline?: 'middle' | 'alphabetic' | 'top'
}

export function drawText(pane: Pane, text: string, at: { x: number; y: number }, style: TextStyle): void {
  const { ctx } = pane
  ctx.save()
  setFont(pane, style.scale ?? 1, style.weight ?? 400)
  ctx.fillStyle = style.colour
  ctx.textAlign = style.align ?? 'left'
  ctx.textBaseline = style.baseline ?? 'middle'
  ctx.fillText(text, at.x, at.y)
  ctx.restore()
}

export function textWidth(pane: Pane, text: string, scale: number, weight: number): number {
  const { ctx } = pane
  ctx.save()
  setFont(pane, scale, weight)
  const { width } = ctx.measureText(text)
  ctx.restore()
  return width
}

function setFont({ ctx, theme, fontSize }: Pane, scale: number, weight: number): void {
  ctx.font = fontOf(theme.fontFamily, fontSize * scale, weight)
}

/** A line through the places, in the colour and width given. */
export function drawPath(pane: Pane, places: readonly (readonly [number, number])[], style: { colour: string; width: number; dash?: readonly number[] }): void {
  const { ctx } = pane
  ctx.save()
  ctx.strokeStyle = style.colour
  ctx.lineWidth = style.width
  ctx.lineJoin = 'round'
  ctx.setLineDash([...(style.dash ?? [])])
  ctx.beginPath()
  places.forEach(([x, y], i) => {
    if (i === 0) ctx.moveTo(x, y)
    else ctx.lineTo(x, y)
  })
  ctx.stroke()
  ctx.restore()
}
