/** Figures of the report as PNG files, from a terminal without a display. */
import type { ReportFigureSpec } from '../../charts/report/spec'
import type { FigureMetadata } from '../../api/figure-file'

export interface RenderOptions {
  theme: 'light' | 'dark'
  metadata: FigureMetadata
}

/** The file's bytes, at 300 dpi, with the metadata in it. Throws a LabError `data` that says what to install where the canvas cannot be loaded. */
export declare function renderFigurePng(spec: ReportFigureSpec, options: RenderOptions): Promise<Uint8Array>
