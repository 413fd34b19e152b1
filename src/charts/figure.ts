/** An export figure: the curve chart with title, legend, axis titles and caption inside, on its own background. */
import type { Chart, ChartConfiguration, Plugin } from 'chart.js'
import { curveChart, type CurveChartOptions } from './curves'
import { captionScale, keyLength, layoutFigure, titleScale, type FigureLayout, type FigureWords, type LegendEntry, type MeasureText } from './figure-layout'
import { fontOf } from './font'
import { drawLineKey } from './markers'
import type { CurveSeries } from './series'
import { scaledDash } from './slots'
import type { ChartTheme } from './theme'

export interface FigureSize {
  /** Size in layout pixels; the file has `pixelRatio` times as many. */
  width: number
  height: number
  pixelRatio: number
  /** In layout pixels. */
  fontSize: number
  lineWidth: number
}

export interface FigureOptions {
  /** What is drawn; the pointer never enters a file. */
  chart: Omit<CurveChartOptions, 'hover' | 'endLabels' | 'fontSize' | 'lineWidth'>
  title: string
  caption: string
  size: FigureSize
}

/** `screen` for documents on a screen, `slide` is 1920 x 1080, `paper` a column of 84.7 x 55 mm at 600 dpi with type of 7.5 pt. */
export const figureSizes = {
  screen: { width: 1200, height: 750, pixelRatio: 2, fontSize: 15, lineWidth: 2.5 },
  slide: { width: 1280, height: 720, pixelRatio: 1.5, fontSize: 20, lineWidth: 3.5 },
  paper: { width: 320, height: 208, pixelRatio: 6.25, fontSize: 10, lineWidth: 1.2 },
} as const satisfies Record<string, FigureSize>
export type FigureSizeName = keyof typeof figureSizes

/** Pixels of the file. */
export function figurePixels({ width, height, pixelRatio }: FigureSize): { width: number; height: number } {
  return { width: Math.floor(width * pixelRatio), height: Math.floor(height * pixelRatio) }
}

/** Dots an inch of the file: a layout pixel is 1/96 inch, as in a browser. */
export function figureDpi({ pixelRatio }: FigureSize): number {
  return 96 * pixelRatio
}

/**
 * The configuration for a canvas of `size.width` x `size.height`, which Chart.js enlarges by the pixel ratio.
 * Everything a reader needs is inside, so the file stands for itself.
 */
export function figureChart({ chart, title, caption, size }: FigureOptions): ChartConfiguration<'line'> {
  const { fontSize, lineWidth } = size
  const base = curveChart({ ...chart, endLabels: false, fontSize, lineWidth })
  const words: FigureWords = { title, caption, legend: legendOf(chart.series) }
  const layout = (drawn: Chart) => layoutFigure(words, { width: size.width, height: size.height, fontSize }, measurer(drawn))
  return {
    ...base,
    options: {
      ...base.options,
      responsive: false,
      devicePixelRatio: size.pixelRatio,
      layout: { padding: (context) => layout(context.chart).padding },
      plugins: { ...base.options?.plugins, yTitle: { text: chart.yTitle, x: 1.2 * fontSize, colour: chart.theme.textMuted, fontSize } },
    },
    plugins: [figureText({ theme: chart.theme, size, layout }), ...(base.plugins ?? [])],
  }
}

/** One entry a named curve; single trials under an aggregate are not named. */
export function legendOf(series: readonly CurveSeries[]): LegendEntry[] {
  return series
    .filter((one) => one.kind === 'band' || one.emphasis !== 'trial')
    .map((one) => ({ label: one.label, slot: one.slot, n: one.kind === 'band' ? one.n : null }))
}

function measurer({ ctx, options }: Chart): MeasureText {
  return (text, size, weight) => {
    ctx.save()
    ctx.font = fontOf(options.font?.family, size, weight)
    const { width } = ctx.measureText(text)
    ctx.restore()
    return width
  }
}

interface FigureText {
  theme: ChartTheme
  size: FigureSize
  layout(chart: Chart): FigureLayout
}

/** Paints the background, then the words around the plot. */
function figureText({ theme, size, layout }: FigureText): Plugin<'line'> {
  return {
    id: 'figureText',
    beforeDraw(chart) {
      const { ctx } = chart
      const placed = layout(chart)
      const family = chart.options.font?.family
      ctx.save()
      ctx.fillStyle = theme.panel
      ctx.fillRect(0, 0, size.width, size.height)
      ctx.textAlign = 'left'
      ctx.textBaseline = 'middle'
      ctx.fillStyle = theme.textHighlighted
      ctx.font = fontOf(family, size.fontSize * titleScale, 600)
      for (const line of placed.title) ctx.fillText(line.text, line.x, line.y)
      ctx.fillStyle = theme.textMuted
      ctx.font = fontOf(family, size.fontSize * captionScale, 400)
      for (const line of placed.caption) ctx.fillText(line.text, line.x, line.y)
      ctx.fillStyle = theme.text
      ctx.font = fontOf(family, size.fontSize * placed.legendScale, 400)
      for (const key of placed.legend) ctx.fillText(key.text, key.x, key.y)
      ctx.restore()
      for (const { slot, keyX, y } of placed.legend) {
        if (slot === null) continue
        const length = keyLength * size.fontSize * placed.legendScale
        drawLineKey(ctx, { slot, theme, x: keyX, y, length, lineWidth: size.lineWidth, dash: scaledDash(slot, size.lineWidth) })
      }
    },
  }
}
