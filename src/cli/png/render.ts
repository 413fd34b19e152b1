/** Figures of the report as PNG files, from a terminal without a display. */
import type { FigureMetadata } from '../../api/figure-file'
import { drawReportFigure, reportFigureSizes } from '../../charts/report/draw'
import type { ReportFigureSpec } from '../../charts/report/spec'
import { chartThemes } from '../../charts/theme'
import { writeMetadata } from '../../report/png/metadata'
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
