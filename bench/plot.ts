/** Draws how the cost of training grows, with the project's own charts and outside any page. */
import { resolve } from 'node:path'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import { Chart } from 'chart.js'
import { figureChart, figurePixels, figureSizes } from '../src/charts/figure'
import { registerCharts } from '../src/charts/register'
import type { CurveSeries } from '../src/charts/series'
import { chartThemes } from '../src/charts/theme'

/** What Chart.js uses of the element of a page, which this canvas has. */
function isElement(canvas: unknown): canvas is HTMLCanvasElement {
  return typeof canvas === 'object' && canvas !== null && 'getContext' in canvas
}

/** The figure as a PNG file. */
export function drawGrowth(series: readonly CurveSeries[], caption: string): Buffer {
  registerCharts()
  GlobalFonts.registerFromPath(resolve('node_modules/@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2'), 'IBM Plex Sans Variable')
  const size = figureSizes.screen
  const { width, height } = figurePixels(size)
  const canvas = createCanvas(width / size.pixelRatio, height / size.pixelRatio)
  if (!isElement(canvas)) throw new TypeError('the canvas has no context to draw in')
  const chart = new Chart(
    canvas,
    figureChart({
      chart: { series, theme: chartThemes.light, xTitle: 'Times as large', yTitle: 'Times as long', logX: true, logY: true, wholeX: false, markers: true },
      title: 'How the cost of training grows',
      caption,
      size,
    }),
  )
  try {
    return canvas.toBuffer('image/png')
  } finally {
    chart.destroy()
  }
}
