/** Draws a specification on a canvas, of whatever kind: screen, export in the window, terminal. */
import type { ChartTheme } from '../theme'
import type { ReportFigureSpec } from './spec'

/** The parts of a canvas that are needed. `Canvas` is HTMLCanvasElement in the window and that of @napi-rs/canvas in the terminal. */
export interface CanvasFactory<Canvas> {
  create(width: number, height: number): Canvas
  context(canvas: Canvas): CanvasRenderingContext2D
}

export interface ReportFigureSize {
  /** In layout pixels; the canvas has `pixelRatio` times as many. */
  width: number
  height: number
  pixelRatio: number
  fontSize: number
  lineWidth: number
  /** Dots an inch of the file. */
  dpi: number
}

/** 180 mm wide at 300 dpi, as two columns of a paper: 2126 pixels. */
export declare const reportFigureSizes: { paper: ReportFigureSize; screen: ReportFigureSize }

/** A new canvas with the whole figure, title to caption, on its own background. Fonts are loaded before. */
export declare function drawReportFigure<Canvas>(
  spec: ReportFigureSpec,
  options: { theme: ChartTheme; size: ReportFigureSize; canvases: CanvasFactory<Canvas> },
): Canvas
