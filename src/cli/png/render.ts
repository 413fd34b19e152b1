/** Figures as PNG and SVG files, from a terminal without a display. */
import type { FigureMetadata } from '../../api/figure-file'
import { drawingSize, type ExportSize } from '../../charts/compare/export-size'
import { figureSvg } from '../../charts/compare/svg-file'
import { drawReportFigure, reportFigureSizes } from '../../charts/report/draw'
import type { FigureSpec, ReportFigureSpec } from '../../charts/report/spec'
import { chartThemes } from '../../charts/theme'
import { writeMetadata } from '../../report/png/metadata'
import { writeSvgMetadata } from '../../report/svg/metadata'
import { loadCanvases } from './canvas'

export interface RenderOptions {
  theme: 'light' | 'dark'
  metadata: FigureMetadata
}

/** The file's bytes, at 300 dpi, with the metadata in it. Throws a LabError `data` that says what to install where the canvas cannot be loaded. */
export async function renderFigurePng(spec: ReportFigureSpec, { theme, metadata }: RenderOptions): Promise<Uint8Array> {
  const size = reportFigureSizes.paper
  const canvas = drawReportFigure(spec, { theme: chartThemes[theme], size, canvases: loadCanvases() })
  return writeMetadata(await canvas.encode('png'), metadata, size.dpi)
}

export interface PictureOptions extends RenderOptions {
  format: 'png' | 'svg'
  size: ExportSize
  transparent: boolean
}

/** A figure of compared runs of the size asked for, with the metadata in it. Throws as `renderFigurePng` does. */
export async function renderPicture(spec: FigureSpec, { format, size, theme: name, transparent, metadata }: PictureOptions): Promise<Uint8Array> {
  const canvases = loadCanvases()
  const theme = chartThemes[name]
  if (format === 'png') {
    const canvas = drawReportFigure(spec, { theme, size: drawingSize(size), canvases, transparent })
    return writeMetadata(await canvas.encode('png'), metadata, size.dpi)
  }
  const ctx = canvases.context(canvases.create(1, 1))
  const measure = (text: string, font: string) => {
    ctx.font = font
    return ctx.measureText(text)
  }
  return new TextEncoder().encode(writeSvgMetadata(figureSvg(spec, { theme, size, transparent, measure }), metadata))
}
