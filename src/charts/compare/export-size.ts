/** How large a figure's file is: on paper or on a screen, with its type and its lines. */
import type { ReportFigureSize } from '../report/draw'

export const units = ['mm', 'px'] as const
export type Unit = (typeof units)[number]

export interface ExportSize {
  unit: Unit
  width: number
  height: number
  /** Dots an inch of the file; in pixels it says how large these are, and so how large type and lines become. */
  dpi: number
  /** In points of 1/72 inch. */
  fontSize: number
  lineWidth: number
}

export const presetNames = ['screen', 'slide', 'paper'] as const
export type PresetName = (typeof presetNames)[number]

/** `screen` for documents on a screen, `slide` is 1920 x 1080, `paper` a column of 85 mm at 600 dpi with type of 7.5 points. */
export const exportPresets: Record<PresetName, ExportSize> = {
  screen: { unit: 'px', width: 2400, height: 1500, dpi: 192, fontSize: 11, lineWidth: 1.9 },
  slide: { unit: 'px', width: 1920, height: 1080, dpi: 144, fontSize: 15, lineWidth: 2.6 },
  paper: { unit: 'mm', width: 85, height: 60, dpi: 600, fontSize: 7.5, lineWidth: 0.9 },
}

export const sizeLimits = {
  dpi: { least: 72, most: 600 },
  /** Millimetres, and pixels, along each side. */
  mm: { least: 20, most: 1000 },
  px: { least: 100, most: 16_000 },
  /** Of the whole picture: more than any canvas takes. */
  pixels: 100e6,
  fontSize: { least: 4, most: 72 },
  lineWidth: { least: 0.1, most: 20 },
} as const

const inch = 25.4

/** Pixels of the file. */
export function exportPixels({ unit, width, height, dpi }: ExportSize): { width: number; height: number } {
  const pixels = (length: number) => Math.round(unit === 'mm' ? (length / inch) * dpi : length)
  return { width: pixels(width), height: pixels(height) }
}

export interface SizeProblem {
  field: 'width' | 'height' | 'dpi' | 'fontSize' | 'lineWidth'
  /** What is wrong and what it takes. */
  message: string
}

/** What a size is refused for, field by field; empty where it can be drawn. */
export function checkSize(size: ExportSize): SizeProblem[] {
  const within = (field: SizeProblem['field'], name: string, limit: { least: number; most: number }, unit: string): SizeProblem[] => {
    const value = size[field]
    if (value >= limit.least && value <= limit.most) return []
    return [{ field, message: `${name} is ${Number.isNaN(value) ? 'no number' : `${value} ${unit}`}. It takes ${limit.least} to ${limit.most} ${unit}.` }]
  }
  const problems = [
    ...within('width', 'The width', sizeLimits[size.unit], size.unit),
    ...within('height', 'The height', sizeLimits[size.unit], size.unit),
    ...within('dpi', 'The resolution', sizeLimits.dpi, 'dpi'),
    ...within('fontSize', 'The font size', sizeLimits.fontSize, 'pt'),
    ...within('lineWidth', 'The line width', sizeLimits.lineWidth, 'pt'),
  ]
  const { width, height } = exportPixels(size)
  if (problems.length > 0 || width * height <= sizeLimits.pixels) return problems
  const megapixels = (count: number) => Math.round(count / 1e6)
  return [
    {
      field: 'dpi',
      message: `The picture would have ${megapixels(width * height)} million pixels. It takes ${megapixels(sizeLimits.pixels)} at most: lower the resolution.`,
    },
  ]
}

/** As drawing takes it: layout pixels are 1/96 inch. */
export function drawingSize(size: ExportSize): ReportFigureSize {
  const pixels = exportPixels(size)
  const pixelRatio = size.dpi / 96
  const points = 96 / 72
  return {
    width: pixels.width / pixelRatio,
    height: pixels.height / pixelRatio,
    exact: true,
    pixelRatio,
    fontSize: size.fontSize * points,
    lineWidth: size.lineWidth * points,
    dpi: size.dpi,
  }
}
