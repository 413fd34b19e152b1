/** Draws how the cost of training grows from a file of results, with the project's own charts. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import { Chart } from 'chart.js'
import * as z from 'zod'
import { figureChart, figurePixels, figureSizes } from '../src/charts/figure'
import { registerCharts } from '../src/charts/register'
import type { CurveSeries } from '../src/charts/series'
import { chartThemes } from '../src/charts/theme'
import { growth } from './growth'

const resultsSchema = z.object({
  date: z.string(),
  machine: z.object({ processor: z.string(), cores: z.number() }),
  results: z.array(z.object({ id: z.string(), value: z.number() })),
})

/** @returns where the figure was written */
export function plot(file: string): string {
  const { date, machine, results } = resultsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const series = growth(results)
  if (series.length === 0) throw new Error(`${file} has no measurements of growth: npm run bench -- --only sweep --save makes them`)
  const target = resolve('docs/images/cost.png')
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, draw(series, `Fast kernels; each curve relative to its smallest value. ${machine.processor}, ${machine.cores} cores, ${date}.`))
  return target
}

/** What Chart.js uses of the element of a page, which this canvas has. */
function isElement(canvas: unknown): canvas is HTMLCanvasElement {
  return typeof canvas === 'object' && canvas !== null && 'getContext' in canvas
}

function draw(series: readonly CurveSeries[], caption: string): Buffer {
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
