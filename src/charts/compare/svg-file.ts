/** A figure as an SVG file of the size asked for: text and paths, drawn by the code that draws its pixels. */
import { drawReportFigure, reportFigureSizes } from '../report/draw'
import type { FigureSpec } from '../report/spec'
import { createSvgCanvases } from '../svg/document'
import type { TextMeasure } from '../svg/context'
import type { ChartTheme } from '../theme'
import { drawingSize, type ExportSize } from './export-size'

export interface SvgOptions {
  theme: ChartTheme
  size: ExportSize
  transparent: boolean
  measure: TextMeasure
}

/** Units of the file for each layout pixel: lines end between pixels, and coordinates need few decimals. */
const fineness = 4

/** A figure of the report, 180 mm wide and as high as what it shows. */
export function reportSvg(spec: FigureSpec, { theme, measure }: Pick<SvgOptions, 'theme' | 'measure'>): string {
  const canvases = createSvgCanvases(measure)
  const canvas = drawReportFigure(spec, { theme, size: { ...reportFigureSizes.paper, pixelRatio: fineness }, canvases })
  const inMillimetres = (pixels: number) => `${((pixels / fineness / 96) * 25.4).toFixed(1)}mm`
  return canvases.file(canvas, { width: inMillimetres(canvas.width), height: inMillimetres(canvas.height), title: spec.title, description: spec.summary })
}

export function figureSvg(spec: FigureSpec, { theme, size, transparent, measure }: SvgOptions): string {
  const canvases = createSvgCanvases(measure)
  const canvas = drawReportFigure(spec, { theme, size: { ...drawingSize(size), pixelRatio: fineness }, canvases, transparent })
  const { unit, width, height } = size
  return canvases.file(canvas, { width: `${width}${unit}`, height: `${height}${unit}`, title: spec.title, description: spec.summary })
}
