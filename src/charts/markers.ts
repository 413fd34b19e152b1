/** Markers of the run slots: as Chart.js point styles, and drawn by hand in legends. */
import type { PointStyle } from 'chart.js'
import type { Point } from './series'
import { slot, type Marker } from './slots'
import { slotColour, type ChartTheme } from './theme'

const styles: Record<Marker, PointStyle> = {
  circle: 'circle',
  square: 'rect',
  triangle: 'triangle',
  diamond: 'rectRot',
  cross: 'crossRot',
  star: 'star',
}

export function pointStyle(number: number): PointStyle {
  return styles[slot(number).marker]
}

/** Radii that mark about eight of the points, evenly, and never a gap; another slot marks others, so that marks do not lie on each other. */
export function markedRadii(points: readonly Point[], radius: number, number: number): number[] {
  const step = Math.max(1, Math.round(points.length / 8))
  const first = Math.floor(step / 2 + ((number - 1) * step) / 5)
  return points.map((point, i) => (point.y !== null && (i - first) % step === 0 ? radius : 0))
}

export interface LineKey {
  slot: number
  theme: ChartTheme
  /** Left end and middle of the sample. */
  x: number
  y: number
  length: number
  lineWidth: number
  dash: readonly number[]
  /** Whether the slot's marker sits on the line (the default). */
  marker?: boolean
}

/** The sample of a run's line in a legend: colour, dash and marker together. */
export function drawLineKey(ctx: CanvasRenderingContext2D, key: LineKey): void {
  const colour = slotColour(key.theme, key.slot)
  ctx.save()
  ctx.strokeStyle = colour
  ctx.lineWidth = key.lineWidth
  ctx.setLineDash([...key.dash])
  ctx.beginPath()
  ctx.moveTo(key.x, key.y)
  ctx.lineTo(key.x + key.length, key.y)
  ctx.stroke()
  ctx.restore()
  if (key.marker === false) return
  const fill = slot(key.slot).open ? key.theme.panel : colour
  const at = { x: key.x + key.length / 2, y: key.y, radius: key.lineWidth * 1.75 }
  drawMarker(ctx, slot(key.slot).marker, at, { fill, stroke: colour, width: key.lineWidth * 0.7 })
}

/** A marker by itself, as a sample or a trial. */
export function drawMarker(
  ctx: CanvasRenderingContext2D,
  marker: Marker,
  at: { x: number; y: number; radius: number },
  style: { fill: string; stroke: string; width: number },
): void {
  ctx.save()
  ctx.setLineDash([])
  ctx.fillStyle = style.fill
  ctx.strokeStyle = style.stroke
  ctx.lineWidth = style.width
  traceMarker(ctx, marker, at)
  ctx.fill()
  ctx.stroke()
  ctx.restore()
}

/** The marker around a place as the data of an SVG path; numbers have as many decimals as `decimals` says. */
export function markerPath(marker: Marker, at: { x: number; y: number; radius: number }, decimals: number): string {
  return markerStrokes(marker)
    .map((stroke) => {
      const corners = stroke.map(([x, y]) => `${(at.x + x * at.radius).toFixed(decimals)} ${(at.y + y * at.radius).toFixed(decimals)}`)
      return `M${corners.join('L')}${stroke.length > 2 ? 'Z' : ''}`
    })
    .join('')
}

/** The marker's outline as the current path. */
function traceMarker(ctx: CanvasRenderingContext2D, marker: Marker, at: { x: number; y: number; radius: number }): void {
  ctx.beginPath()
  for (const stroke of markerStrokes(marker)) {
    stroke.forEach(([x, y], i) => {
      if (i === 0) ctx.moveTo(at.x + x * at.radius, at.y + y * at.radius)
      else ctx.lineTo(at.x + x * at.radius, at.y + y * at.radius)
    })
    if (stroke.length > 2) ctx.closePath()
  }
}

type Stroke = readonly (readonly [number, number])[]

const circle: Stroke = Array.from({ length: 24 }, (_, i) => [Math.cos((i * Math.PI) / 12), Math.sin((i * Math.PI) / 12)] as const)

/** Each marker as strokes within the unit circle, y downwards: closed shapes of three points or more, open strokes of two. */
export function markerStrokes(marker: Marker): readonly Stroke[] {
  switch (marker) {
    case 'circle':
      return [circle]
    case 'square':
      return [[[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]]] // prettier-ignore
    case 'triangle':
      return [[[0, -1.05], [1, 0.75], [-1, 0.75]]] // prettier-ignore
    case 'diamond':
      return [[[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]]] // prettier-ignore
    case 'cross':
      return [[[-0.85, -0.85], [0.85, 0.85]], [[0.85, -0.85], [-0.85, 0.85]]] // prettier-ignore
    case 'star':
      return [[[0, -1.1], [0, 1.1]], [[-0.95, -0.55], [0.95, 0.55]], [[0.95, -0.55], [-0.95, 0.55]]] // prettier-ignore
  }
}
