/** Names at the end of their own lines, pushed apart so that none covers another. */
import type { Chart, ChartDataset, Plugin } from 'chart.js'
import { fitText } from '../fit-text'
import { slotColour, type ChartTheme } from '../theme'

/** Distance of two names at a font of 11 px. */
const distance = 13

export interface EndLabel {
  label: string
  slot: number
  /** Middle of the text. */
  y: number
}

/**
 * Names in order of their lines' ends, each at least `gap` below the one before, and all of them within [top, bottom]
 * as long as there is room.
 */
export function pushApart(labels: readonly EndLabel[], gap: number, top: number, bottom: number): EndLabel[] {
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
  return Math.min(widest + 22, chart.width * 0.25)
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
      const room = chart.width - chartArea.right - 19
      for (const { label, slot, y } of placed) {
        ctx.fillStyle = slotColour(theme, slot)
        ctx.fillRect(chartArea.right + 5, y - 1, 8, 2)
        ctx.fillStyle = theme.text
        ctx.fillText(
          fitText(label, room, (text) => ctx.measureText(text).width),
          chartArea.right + 17,
          y,
        )
      }
      ctx.restore()
    },
  }
}

function lineEnds(chart: Chart<'line'>): EndLabel[] {
  const scale = chart.scales['y']
  return chart.data.datasets.flatMap((dataset) => {
    const last = lastPoint(dataset)
    if (!scale || !dataset.curve?.label || dataset.curve.slot === undefined || last === null) return []
    return [{ label: dataset.curve.label, slot: dataset.curve.slot, y: scale.getPixelForValue(last) }]
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
