/** Names at the end of their own lines, pushed apart so that none covers another. */
import type { Chart, ChartDataset, Plugin } from 'chart.js'
import { fitName } from '../fit-text'
import { slotColour, type ChartTheme } from '../theme'

/** Distance of two names, the line from curve to name, its sample, and the room around them, in pixels at a font of 11 px. */
const distance = 13
const lead = 10
const sample = 8
const gap = 4

export interface EndLabel {
  label: string
  slot: number
  /** Middle of the text. */
  y: number
}

/** A name with the end of its line. */
interface NamedEnd extends EndLabel {
  end: number
}

/**
 * Names in order of their lines' ends, each at least `gap` below the one before, and all of them within [top, bottom]
 * as long as there is room.
 */
export function pushApart<L extends EndLabel>(labels: readonly L[], gap: number, top: number, bottom: number): L[] {
  const sorted = [...labels].sort((a, b) => a.y - b.y)
  const down = sorted.map((label) => ({ ...label }))
  down.forEach((label, i) => {
    const least = i === 0 ? top : down[i - 1]!.y + gap
    label.y = Math.max(label.y, least)
  })
  for (let i = down.length - 1; i >= 0; i--) {
    const most = i === down.length - 1 ? bottom : down[i + 1]!.y - gap
    down[i]!.y = Math.min(down[i]!.y, most)
  }
  return down
}

/** Room on the right for the longest name, a quarter of the chart at most. */
export function endLabelRoom(chart: Chart, fontSize: number): number {
  const names = curves(chart.data.datasets).map((curve) => curve.label)
  if (names.length === 0) return 8
  const { ctx } = chart
  ctx.save()
  ctx.font = font(chart, fontSize)
  const widest = Math.max(...names.map((name) => ctx.measureText(name).width))
  ctx.restore()
  return Math.min(widest + ((lead + sample + 2 * gap) * fontSize) / 11, chart.width * 0.3)
}

export function endLabels(theme: ChartTheme, fontSize: number): Plugin<'line'> {
  return {
    id: 'endLabels',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart
      const labels = lineEnds(chart)
      const placed = pushApart(labels, (distance * fontSize) / 11, chartArea.top, chartArea.bottom)
      ctx.save()
      ctx.textBaseline = 'middle'
      ctx.textAlign = 'left'
      ctx.font = font(chart, fontSize)
      const unit = fontSize / 11
      const sampleLeft = chartArea.right + lead * unit
      const textLeft = sampleLeft + (sample + gap) * unit
      for (const { label, slot, y, end } of placed) {
        const colour = slotColour(theme, slot)
        drawLead(ctx, { from: chartArea.right, to: sampleLeft, end: Math.max(chartArea.top, Math.min(chartArea.bottom, end)), y, width: 0.7 * unit, colour })
        ctx.fillStyle = colour
        ctx.fillRect(sampleLeft, y - unit, sample * unit, 2 * unit)
        ctx.fillStyle = theme.text
        ctx.fillText(
          fitName(label, chart.width - textLeft, (text) => ctx.measureText(text).width),
          textLeft,
          y,
        )
      }
      ctx.restore()
    },
  }
}

/** A hairline from the end of the line to its name, which may have been pushed away. */
function drawLead(ctx: CanvasRenderingContext2D, line: { from: number; to: number; end: number; y: number; width: number; colour: string }): void {
  ctx.strokeStyle = line.colour
  ctx.lineWidth = line.width
  ctx.beginPath()
  ctx.moveTo(line.from + line.width, line.end)
  ctx.lineTo(line.to, line.y)
  ctx.stroke()
}

function lineEnds(chart: Chart<'line'>): NamedEnd[] {
  const scale = chart.scales['y']
  return chart.data.datasets.flatMap((dataset) => {
    const last = lastPoint(dataset)
    if (!scale || !dataset.curve?.label || dataset.curve.slot === undefined || last === null) return []
    const end = scale.getPixelForValue(last)
    return [{ label: dataset.curve.label, slot: dataset.curve.slot, y: end, end }]
  })
}

function lastPoint(dataset: ChartDataset<'line'>): number | null {
  const point = dataset.data.findLast((one) => typeof one === 'object' && one !== null && Number.isFinite(one.y))
  return typeof point === 'object' && point !== null ? point.y : null
}

function curves(datasets: readonly ChartDataset[]): { label: string }[] {
  return datasets.flatMap((dataset) => ('curve' in dataset && dataset.curve?.label ? [{ label: dataset.curve.label }] : []))
}

function font(chart: Chart, fontSize: number): string {
  return `500 ${fontSize}px ${chart.options.font?.family ?? 'sans-serif'}`
}
