/** A figure of the report on a canvas of the window, for the screen and for a file. */
import { drawReportFigure, type CanvasFactory, type ReportFigureSize } from '../../../charts/report/draw'
import type { ReportFigureSpec } from '../../../charts/report/spec'
import type { ChartTheme } from '../../../charts/theme'

const canvases: CanvasFactory<HTMLCanvasElement> = {
  create(width, height) {
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    return canvas
  },
  context(canvas) {
    const context = canvas.getContext('2d')
    if (!context) throw new Error(`${canvas.width} × ${canvas.height} pixels are too many for a canvas here`)
    return context
  },
}

/** Resolves with the finished canvas; its fonts are loaded before. */
export async function drawFigure(spec: ReportFigureSpec, theme: ChartTheme, size: ReportFigureSize): Promise<HTMLCanvasElement> {
  await Promise.all([400, 500, 600].map((weight) => document.fonts.load(`${weight} ${size.fontSize}px ${theme.fontFamily}`)))
  return drawReportFigure(spec, { theme, size, canvases })
}
