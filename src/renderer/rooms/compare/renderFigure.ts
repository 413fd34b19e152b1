/** Draws a figure on a canvas of its own, by the same code as the charts on screen. */
import { Chart } from 'chart.js'
import { figureChart, type FigureOptions } from '../../../charts/figure'

/** Resolves with the finished canvas; the figure's font is loaded before. */
export async function renderFigure(options: FigureOptions): Promise<HTMLCanvasElement> {
  const family = options.chart.theme.fontFamily
  await Promise.all([400, 500, 600].map((weight) => document.fonts.load(`${weight} ${options.size.fontSize}px ${family}`)))
  const canvas = document.createElement('canvas')
  canvas.width = options.size.width
  canvas.height = options.size.height
  const chart = new Chart(canvas, figureChart(options))
  // Destroying a chart clears its canvas: what was drawn is copied first.
  const copy = document.createElement('canvas')
  copy.width = canvas.width
  copy.height = canvas.height
  copy.getContext('2d')?.drawImage(canvas, 0, 0)
  chart.destroy()
  return copy
}
