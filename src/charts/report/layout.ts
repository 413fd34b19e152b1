/** Where title, legend, panels and caption of a figure stand, and how high it is: as high as what it shows. */
import { fitLegend, wrap, type PlacedKey, type PlacedText } from '../figure-layout'
import { axisRoom } from './axes'
import { scales, type Rect } from './pane'
import { boxHead, boxRow } from './panels/boxes'
import { imageGap, imagesPerRow, imageWords, tileSide } from './panels/images'
import type { FigureSpec, Panel } from './spec'

/** Width of a text, its size as a share of the font size. */
export type Measure = (text: string, scale: number, weight: number) => number

export interface PlacedPanel {
  panel: Panel
  heading: PlacedText
  /** Facts and notes, line by line. */
  lines: PlacedText[]
  /** What is left for the picture. */
  body: Rect
}

export interface ReportLayout {
  height: number
  title: PlacedText[]
  /** The mark of a quick look with the frame around it; null in full size. */
  mark: (PlacedText & { frame: Rect }) | null
  legend: PlacedKey[]
  legendScale: number
  panels: PlacedPanel[]
  caption: PlacedText[]
}

export interface Frame {
  width: number
  /** At most: where more is needed, pictures are drawn lower. */
  height: number
  /** The figure is exactly as high: where there is more room, pictures are drawn higher. */
  exact?: boolean
  fontSize: number
}

const margin = 1.4
const columnGap = 2.4
const rowGap = 1.8
const captionLine = 1.4

export function layoutReport(spec: FigureSpec, frame: Frame, measure: Measure): ReportLayout {
  const { fontSize } = frame
  const left = margin * fontSize
  const room = frame.width - 2 * left
  // A height that is given is short: what is not needed to keep words and curves apart goes to the curves.
  const exact = frame.exact ?? false
  const captionGap = exact ? 1.1 : rowGap
  const head = layoutHead(spec, { left, room, fontSize, below: exact ? 0.4 : 1.1 }, measure)
  const captionLines = wrap(spec.caption, room, (text) => measure(text, scales.small, 400), 9)
  const foot = (captionGap + captionLines.length * captionLine * scales.small + margin) * fontSize

  const rows = spec.rows.map((row) => sizeRow(row, { left, room, fontSize }, measure))
  const gaps = Math.max(0, rows.length - 1) * rowGap * fontSize
  const heads = rows.reduce((sum, row) => sum + row.head, 0)
  const stretches = stretchRows(rows.map(({ body, elastic }) => ({ body, elastic })), frame.height - head.bottom - foot - gaps - heads, exact) // prettier-ignore

  let top = head.bottom
  const panels = rows.flatMap(({ cells, head: headHeight, body }, i) => {
    const stretch = stretches[i]!
    const placed = cells.map(({ panel, x, width, lines }) =>
      placePanel(panel, { x, y: top, width, height: headHeight + body * stretch }, headHeight, lines, fontSize),
    )
    top += headHeight + body * stretch + (i < rows.length - 1 ? rowGap : captionGap) * fontSize
    return placed
  })
  const caption = captionLines.map((text, i) => ({ text, x: left, y: top + (i + 0.5) * captionLine * scales.small * fontSize }))
  return { ...head, panels, caption, height: exact ? frame.height : Math.ceil(top - captionGap * fontSize + foot) }
}

/**
 * How much higher or lower each row is drawn than it would be by itself. Where the height is given, curves take what there is, and rows of
 * boxes, which know their height, keep it as long as curves are left a third of theirs.
 */
function stretchRows(rows: readonly { body: number; elastic: boolean }[], room: number, exact: boolean): number[] {
  const all = rows.reduce((sum, row) => sum + row.body, 0)
  const elastic = rows.reduce((sum, row) => sum + (row.elastic ? row.body : 0), 0)
  const even = Math.max(0, room / all)
  if (!exact) return rows.map(() => Math.min(1, even))
  const left = room - (all - elastic)
  if (elastic === 0 || left < elastic / 3) return rows.map(() => even)
  return rows.map((row) => (row.elastic ? left / elastic : 1))
}

interface Column {
  left: number
  room: number
  fontSize: number
}

function layoutHead({ title, quickMark, legend: entries }: FigureSpec, { left, room, fontSize, below }: Column & { below: number }, measure: Measure) {
  const lineHeight = 1.3 * scales.title * fontSize
  const markWidth = quickMark === '' ? 0 : measure(quickMark, scales.small, 600) + 1.4 * fontSize
  const titleWidth = measure(title, scales.title, 600)
  // The mark stands at the end of the title's line or, where both do not fit, on a line of its own.
  const beside = titleWidth + markWidth + 2 * fontSize <= room
  const titleLines = wrap(title, beside && markWidth > 0 ? room - markWidth - 2 * fontSize : room, (text) => measure(text, scales.title, 600), 2)
  const placed = titleLines.map((text, i) => ({ text, x: left, y: margin * fontSize + (i + 0.5) * lineHeight }))
  let bottom = margin * fontSize + titleLines.length * lineHeight
  let mark: ReportLayout['mark'] = null
  if (markWidth > 0) {
    const height = 1.6 * fontSize
    const x = beside ? left + room - markWidth : left
    const y = beside ? margin * fontSize + (lineHeight - height) / 2 : bottom + 0.3 * fontSize
    mark = { text: quickMark, x: x + 0.7 * fontSize, y: y + height / 2, frame: { x, y, width: markWidth, height } }
    bottom = Math.max(bottom, y + height)
  }
  const legendTop = bottom + 0.3 * fontSize
  const measured = (text: string, size: number, weight: number) => measure(text, size / fontSize, weight)
  const { keys, scale } = fitLegend(entries, { left, top: legendTop, room, fontSize, most: 8 * fontSize }, measured)
  const legendBottom = keys.reduce((lowest, key) => Math.max(lowest, key.y + 0.8 * fontSize * scale), legendTop)
  return { title: placed, mark, legend: keys, legendScale: scale, bottom: legendBottom + below * fontSize }
}

interface Cell {
  panel: Panel
  x: number
  width: number
  lines: string[]
}

function sizeRow(row: readonly Panel[], { left, room, fontSize }: Column, measure: Measure): { cells: Cell[]; head: number; body: number; elastic: boolean } {
  const shares = row.map(share)
  const unit = (room - (row.length - 1) * columnGap * fontSize) / shares.reduce((sum, one) => sum + one, 0)
  let x = left
  const cells = row.map((panel, i) => {
    const width = unit * shares[i]!
    const start = x
    x += width + columnGap * fontSize
    const about = panel.about === '' ? [] : wrap(panel.about, width, (text) => measure(text, scales.small, 400), 2)
    const note = panel.note === '' ? [] : wrap(panel.note, width, (text) => measure(text, scales.small, 400), 3)
    return { panel, x: start, width, lines: [...about, ...note] }
  })
  const lines = Math.max(...cells.map((cell) => cell.lines.length))
  const bodies = cells.map(({ panel, width: own }) => bodyHeight(panel, own, fontSize))
  // A panel alone needs no heading: the figure's title says what it is.
  const titled = cells.some(({ panel }) => panel.title !== '' || panel.letter !== '')
  return {
    cells,
    head: ((titled ? 1.7 : 0) + 1.35 * lines) * fontSize,
    body: Math.max(...bodies),
    elastic: row.every(({ kind }) => kind === 'curves' || kind === 'parallel'),
  }
}

/** Of the row's width, compared with its neighbours: names at the line ends take room of their own. */
function share(panel: Panel): number {
  return panel.kind === 'curves' && !panel.endLabels ? 0.75 : 1
}

function bodyHeight(panel: Panel, width: number, fontSize: number): number {
  switch (panel.kind) {
    case 'curves':
      return 22 * fontSize
    case 'fit':
      return 22 * fontSize
    case 'boundary':
      return 25 * fontSize
    case 'boxes':
      return (boxHead + panel.boxes.length * boxRow + axisRoom.bottom) * fontSize
    case 'images': {
      const rows = Math.ceil(panel.evidence.digits.length / imagesPerRow)
      return rows * (tileSide(width, fontSize) + imageWords * fontSize) + Math.max(0, rows - 1) * (imageGap - 0.8) * fontSize
    }
    case 'parallel':
      return 24 * fontSize
    case 'missing':
      return 3 * fontSize
  }
}

function placePanel(panel: Panel, cell: Rect, head: number, lines: readonly string[], fontSize: number): PlacedPanel {
  return {
    panel,
    heading: { text: panel.title, x: cell.x, y: cell.y + 0.75 * fontSize },
    lines: lines.map((text, i) => ({ text, x: cell.x, y: cell.y + (1.55 + (i + 0.5) * 1.35) * fontSize })),
    body: { ...cell, y: cell.y + head, height: cell.height - head },
  }
}
