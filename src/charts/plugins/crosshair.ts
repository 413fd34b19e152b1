/** The x value under the pointer as a 1 px line with rings on the curves, shared by linked charts. Never part of a file. */
import type { Chart, ChartDataset, Plugin } from 'chart.js'
import type { SharedHover } from '../hover'
import { valueAt, type Point } from '../series'
import { slotColour, type ChartTheme } from '../theme'

export interface CrosshairOptions {
  hover: SharedHover
  theme: ChartTheme
  /** Rounds to whole x values, such as epochs. */
  whole: boolean
}

export function crosshair({ hover, theme, whole }: CrosshairOptions): Plugin<'line'> {
  let unsubscribe: (() => void) | undefined
  /** The chart as it was drawn last, without the line; null until somebody points at it. A thousand curves are not drawn anew for each pixel of the pointer. */
  let picture: OffscreenCanvas | null = null

  function point(chart: Chart<'line'>): void {
    const scale = chart.scales['x']
    if (hover.value === null || !scale) return
    picture ??= copyOf(chart)
    const x = scale.getPixelForValue(hover.value)
    if (x < chart.chartArea.left - 1 || x > chart.chartArea.right + 1) return
    drawLine(chart, x, theme)
    for (const dataset of chart.data.datasets) drawRing(chart, dataset, { value: hover.value, x, theme })
  }

  return {
    id: 'crosshair',
    start(chart) {
      unsubscribe = hover.subscribe(() => {
        if (picture) putBack(chart, picture)
        point(chart)
      })
    },
    stop() {
      unsubscribe?.()
    },
    afterEvent(chart, { event }) {
      const scale = chart.scales['x']
      if (!scale || event.type === 'mouseout' || event.x === null || event.x < scale.left || event.x > scale.right) {
        hover.set(null)
        return
      }
      const value = scale.getValueForPixel(event.x) ?? null
      hover.set(value === null ? null : whole ? Math.round(value) : value)
    },
    afterDraw(chart) {
      picture = null
      point(chart)
    },
  }
}

function copyOf({ canvas }: Chart<'line'>): OffscreenCanvas {
  const copy = new OffscreenCanvas(canvas.width, canvas.height)
  copy.getContext('2d')?.drawImage(canvas, 0, 0)
  return copy
}

/** Pixel for pixel, whatever the canvas is scaled by. */
function putBack({ ctx }: Chart<'line'>, picture: OffscreenCanvas): void {
  ctx.save()
  ctx.resetTransform()
  ctx.clearRect(0, 0, picture.width, picture.height)
  ctx.drawImage(picture, 0, 0)
  ctx.restore()
}

function drawLine({ ctx, chartArea }: Chart<'line'>, x: number, theme: ChartTheme): void {
  ctx.save()
  ctx.strokeStyle = theme.axis
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.moveTo(Math.round(x) + 0.5, chartArea.top)
  ctx.lineTo(Math.round(x) + 0.5, chartArea.bottom)
  ctx.stroke()
  ctx.restore()
}

function drawRing(chart: Chart<'line'>, dataset: ChartDataset<'line'>, at: { value: number; x: number; theme: ChartTheme }): void {
  const curve = dataset.curve
  const scale = chart.scales['y']
  if (!scale || curve?.slot === undefined) return
  const value = valueAt(drawnPoints(dataset), at.value)
  if (value === null) return
  const y = scale.getPixelForValue(value)
  if (y < chart.chartArea.top - 4 || y > chart.chartArea.bottom + 4) return
  const { ctx } = chart
  ctx.save()
  ctx.beginPath()
  ctx.arc(at.x, y, 3.5, 0, 2 * Math.PI)
  ctx.fillStyle = at.theme.panel
  ctx.fill()
  ctx.strokeStyle = slotColour(at.theme, curve.slot)
  ctx.lineWidth = curve.width ?? 2
  ctx.stroke()
  ctx.restore()
}

function drawnPoints(dataset: ChartDataset<'line'>): Point[] {
  return dataset.data.flatMap((point) => {
    if (typeof point !== 'object' || point === null || point.x === null) return []
    return [{ x: point.x, y: Number.isFinite(point.y) ? point.y : null }]
  })
}
