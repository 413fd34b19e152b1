/** A figure of the comparison as the bytes of a file, in any of the formats. */
import type { FigureMetadata } from '../../../api/figure-file'
import { drawingSize, type ExportSize } from '../../../charts/compare/export-size'
import { figureCsv, figureJson } from '../../../charts/compare/figure-data'
import { figureSvg } from '../../../charts/compare/svg-file'
import type { FigureSpec } from '../../../charts/report/spec'
import { chartThemes } from '../../../charts/theme'
import { writeMetadata } from '../../../report/png/metadata'
import { writeSvgMetadata } from '../../../report/svg/metadata'
import { drawFigure } from '../report/drawFigure'
import { loadMeasure } from './textMeasure'

export const exportFormats = ['png', 'svg', 'csv', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportOptions {
  format: ExportFormat
  size: ExportSize
  theme: 'light' | 'dark'
  transparent: boolean
}

export const mimeTypes: Record<ExportFormat, string> = { png: 'image/png', svg: 'image/svg+xml', csv: 'text/csv', json: 'application/json' }

/** Rejects where the picture cannot be encoded, as one that is too large. */
export async function exportFile(spec: FigureSpec, options: ExportOptions, metadata: FigureMetadata): Promise<Uint8Array> {
  if (options.format === 'png') return pngFile(spec, options, metadata)
  return new TextEncoder().encode(await exportText(spec, { ...options, format: options.format }, metadata))
}

/** The formats that are text. */
export async function exportText(
  spec: FigureSpec,
  { format, theme, size, transparent }: Omit<ExportOptions, 'format'> & { format: Exclude<ExportFormat, 'png'> },
  metadata: FigureMetadata,
): Promise<string> {
  switch (format) {
    case 'svg': {
      const measure = await loadMeasure(chartThemes[theme], drawingSize(size).fontSize)
      return writeSvgMetadata(figureSvg(spec, { theme: chartThemes[theme], size, transparent, measure }), metadata)
    }
    case 'csv':
      return figureCsv(spec)
    case 'json':
      return figureJson(spec, metadata)
  }
}

async function pngFile(spec: FigureSpec, { theme, size, transparent }: ExportOptions, metadata: FigureMetadata): Promise<Uint8Array> {
  const canvas = await drawFigure(spec, chartThemes[theme], drawingSize(size), { transparent })
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!drawn) throw new Error(`${canvas.width} × ${canvas.height} pixels cannot be encoded as PNG`)
  return writeMetadata(new Uint8Array(await drawn.arrayBuffer()), metadata, size.dpi)
}
