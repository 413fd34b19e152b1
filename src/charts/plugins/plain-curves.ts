/** Draws the many curves that one dataset stands for: Chart.js keeps an element for each point, which takes seconds for a thousand curves. */
import type { Plugin, Scale } from 'chart.js'
import type { PlainCurve } from '../marks'
import type { PointColumns } from '../series'

export const plainCurves: Plugin<'line'> = {
  id: 'plainCurves',
  afterDatasetDraw(chart, { index }) {
    const curves = chart.data.datasets[index]?.plain
    const { x: across, y: up } = chart.scales
    if (!curves || !across || !up) return
    const scales = { x: placer(across), y: placer(up) }
    const { ctx, chartArea } = chart
    ctx.save()
    ctx.beginPath()
    ctx.rect(chartArea.left, chartArea.top, chartArea.right - chartArea.left, chartArea.bottom - chartArea.top)
    ctx.clip()
    ctx.lineJoin = 'bevel'
    for (const curve of curves) {
      if (curve.low !== null) fillArea(ctx, curve, curve.low, scales)
      else strokeLine(ctx, curve, scales)
    }
    ctx.restore()
  },
}

/** From values to pixels. */
interface Scales {
  x(value: number): number
  y(value: number): number
}

/** A linear scale is a product and a sum; Chart.js' own way takes ten times as long a point. */
function placer(scale: Scale): (value: number) => number {
  if (scale.type !== 'linear' || !(scale.max > scale.min)) return (value) => scale.getPixelForValue(value)
  const [begin, end] = [scale.getPixelForValue(scale.min), scale.getPixelForValue(scale.max)]
  const slope = (end - begin) / (scale.max - scale.min)
  return (value) => begin + (value - scale.min) * slope
}

/** The pen is lifted over a gap; a value without neighbours is a short dash of this length in pixels. */
function trace(ctx: CanvasRenderingContext2D, points: PointColumns, { x, y }: Scales, dash: number): void {
  let down = false
  for (let i = 0; i < points.x.length; i++) {
    const value = points.y[i]!
    if (Number.isNaN(value)) {
      down = false
      continue
    }
    const px = x(points.x[i]!)
    const py = y(value)
    if (down) ctx.lineTo(px, py)
    else if (!Number.isNaN(points.y[i + 1] ?? Number.NaN)) ctx.moveTo(px, py)
    else {
      ctx.moveTo(px - dash / 2, py)
      ctx.lineTo(px + dash / 2, py)
    }
    down = true
  }
}

function strokeLine(ctx: CanvasRenderingContext2D, { points, colour, width }: PlainCurve, scales: Scales): void {
  ctx.strokeStyle = colour
  ctx.lineWidth = width
  ctx.beginPath()
  trace(ctx, points, scales, 3 * width)
  ctx.stroke()
}

/** One area from gap to gap. */
function fillArea(ctx: CanvasRenderingContext2D, { points, colour }: PlainCurve, low: Float64Array, { x, y }: Scales): void {
  ctx.fillStyle = colour
  let from = 0
  for (let i = 0; i <= low.length; i++) {
    if (i < low.length && !Number.isNaN(points.y[i]) && !Number.isNaN(low[i])) continue
    if (i > from) {
      ctx.beginPath()
      trace(ctx, { x: points.x.subarray(from, i), y: points.y.subarray(from, i) }, { x, y }, 0)
      for (let k = i - 1; k >= from; k--) ctx.lineTo(x(points.x[k]!), y(low[k]!))
      ctx.closePath()
      ctx.fill()
    }
    from = i + 1
  }
}
