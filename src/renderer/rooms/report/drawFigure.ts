/** A figure on a canvas of the window, for the screen and for a file. */
import { drawReportFigure, type ReportFigureSize } from '../../../charts/report/draw'
import type { FigureSpec } from '../../../charts/report/spec'
import type { ChartTheme } from '../../../charts/theme'
import { canvases } from '../../canvases'

/** Resolves with the finished canvas; its fonts are loaded before. */
export async function drawFigure(
  spec: FigureSpec,
  theme: ChartTheme,
  size: ReportFigureSize,
  { transparent = false }: { transparent?: boolean } = {},
): Promise<HTMLCanvasElement> {
  await Promise.all([400, 500, 600].map((weight) => document.fonts.load(`${weight} ${size.fontSize}px ${theme.fontFamily}`)))
  return drawReportFigure(spec, { theme, size, canvases, transparent })
}
