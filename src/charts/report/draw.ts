/** Draws a specification on a canvas, of whatever kind: screen, export in the window, terminal. */
import { keyLength } from '../figure-layout'
import { fontOf } from '../font'
import { drawLineKey } from '../markers'
import { scaledDash } from '../slots'
import type { ChartTheme } from '../theme'
import { layoutReport, type Measure, type PlacedPanel, type ReportLayout } from './layout'
import { drawText, scales, textWidth, type Pane } from './pane'
import { drawBoundary } from './panels/boundary'
import { drawBoxes } from './panels/boxes'
import { drawCurves } from './panels/curves'
import { drawFit } from './panels/fit'
import { drawImages } from './panels/images'
import { drawParallel } from './panels/parallel'
import type { FigureSpec, Panel } from './spec'

/** The parts of a canvas that are needed. `Canvas` is HTMLCanvasElement in the window and that of @napi-rs/canvas in the terminal. */
export interface CanvasFactory<Canvas> {
  create(width: number, height: number): Canvas
  context(canvas: Canvas): CanvasRenderingContext2D
}

export interface ReportFigureSize {
  /** In layout pixels; the canvas has `pixelRatio` times as many. */
  width: number
  /** At most: a figure is as high as what it shows. */
  height: number
  /** The figure is exactly as high, whatever it shows. */
  exact?: boolean
  pixelRatio: number
  fontSize: number
  lineWidth: number
  /** Dots an inch of the file. */
  dpi: number
}

const inch = 25.4

/** 180 mm wide at 300 dpi, as two columns of a paper, 2126 pixels, with type of 7.5 pt; `screen` is 1200 pixels wide. */
export const reportFigureSizes: { paper: ReportFigureSize; screen: ReportFigureSize } = {
  paper: { width: (180 / inch) * 96, height: (240 / inch) * 96, pixelRatio: 300 / 96, fontSize: 10, lineWidth: 1.2, dpi: 300 },
  screen: { width: 1200, height: 1600, pixelRatio: 2, fontSize: 15, lineWidth: 2, dpi: 192 },
}

/** A new canvas with the whole figure, title to caption, on its own background or on none. Fonts are loaded before. */
export function drawReportFigure<Canvas>(
  spec: FigureSpec,
  options: { theme: ChartTheme; size: ReportFigureSize; canvases: CanvasFactory<Canvas>; transparent?: boolean },
): Canvas {
  const { theme, size, canvases } = options
  const { fontSize, lineWidth, pixelRatio } = size
  const newContext = (width: number, height: number) => canvases.context(canvases.create(width, height))
  const layout = layoutReport(spec, size, measureWith(newContext(1, 1), theme, fontSize))

  const canvas = canvases.create(Math.round(size.width * pixelRatio), Math.round(layout.height * pixelRatio))
  const ctx = canvases.context(canvas)
  if (!options.transparent) {
    ctx.fillStyle = theme.panel
    ctx.fillRect(0, 0, Math.round(size.width * pixelRatio), Math.round(layout.height * pixelRatio))
  }
  ctx.scale(pixelRatio, pixelRatio)
  const rect = { x: 0, y: 0, width: size.width, height: layout.height }
  const pane: Pane = { ctx, theme, rect, fontSize, lineWidth, pixelRatio, newContext }
  drawWords(pane, layout)
  for (const placed of layout.panels) drawPanel(pane, placed)
  return canvas
}

function measureWith(ctx: CanvasRenderingContext2D, theme: ChartTheme, fontSize: number): Measure {
  return (text, scale, weight) => {
    ctx.font = fontOf(theme.fontFamily, fontSize * scale, weight)
    return ctx.measureText(text).width
  }
}

function drawWords(pane: Pane, { title, mark, legend, legendScale, caption }: ReportLayout): void {
  const { ctx, theme, fontSize, lineWidth } = pane
  for (const line of title) drawText(pane, line.text, line, { colour: theme.textHighlighted, scale: scales.title, weight: 600 })
  for (const line of caption) drawText(pane, line.text, line, { colour: theme.textMuted, scale: scales.small })
  for (const { slot, keyX, x, y, text } of legend) {
    drawText(pane, text, { x, y }, { colour: theme.text, scale: legendScale })
    if (slot === null) continue
    drawLineKey(ctx, {
      slot,
      theme,
      x: keyX,
      y,
      length: keyLength * fontSize * legendScale,
      lineWidth,
      dash: scaledDash(slot, lineWidth),
      marker: legend.length > 1,
    })
  }
  if (!mark) return
  ctx.save()
  ctx.strokeStyle = theme.textHighlighted
  ctx.lineWidth = lineWidth
  ctx.setLineDash([0.5 * fontSize, 0.3 * fontSize])
  ctx.strokeRect(mark.frame.x, mark.frame.y, mark.frame.width, mark.frame.height)
  ctx.restore()
  drawText(pane, mark.text, mark, { colour: theme.textHighlighted, scale: scales.small, weight: 600 })
}

function drawPanel(pane: Pane, { panel, heading, lines, body }: PlacedPanel): void {
  const { theme, fontSize } = pane
  const style = { colour: theme.textHighlighted, scale: scales.heading, weight: 600 }
  const letter = panel.letter === '' ? 0 : textWidth(pane, panel.letter, scales.heading, 600) + 0.7 * fontSize
  drawText(pane, panel.letter, heading, style)
  drawText(pane, heading.text, { x: heading.x + letter, y: heading.y }, style)
  for (const line of lines) drawText(pane, line.text, line, { colour: theme.textMuted, scale: scales.small })
  drawBody(panel, { ...pane, rect: body })
}

/** The picture of a panel, without its words. */
export function drawBody(panel: Panel, pane: Pane): void {
  switch (panel.kind) {
    case 'curves':
      return drawCurves(panel, pane)
    case 'fit':
      return drawFit(panel, pane)
    case 'boundary':
      return drawBoundary(panel, pane)
    case 'boxes':
      return drawBoxes(panel, pane)
    case 'images':
      return drawImages(panel, pane)
    case 'parallel':
      return drawParallel(panel, pane)
    case 'missing':
  }
}
