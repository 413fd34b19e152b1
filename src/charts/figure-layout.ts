/** Where the words of an exported figure stand: title, legend rows, caption, and the room that is left for the plot. */
import { fitText } from './fit-text'

/** Width of a text in pixels, in the figure's font. */
export type MeasureText = (text: string, size: number, weight: number) => number

export interface LegendEntry {
  label: string
  /** Null for words without a line. */
  slot: number | null
  /** Trials behind a band, null for a single run. */
  n: number | null
}

export interface FigureWords {
  title: string
  legend: readonly LegendEntry[]
  caption: string
}

export interface PlacedText {
  text: string
  x: number
  /** Middle of the line. */
  y: number
}

export interface PlacedKey extends PlacedText {
  slot: number | null
  /** Left end of the line's sample. */
  keyX: number
}

export interface FigureLayout {
  title: PlacedText[]
  legend: PlacedKey[]
  /** Size of the legend's type as a share of the font size. */
  legendScale: number
  caption: PlacedText[]
  /** What the plot and its axes must leave free. */
  padding: { top: number; right: number; bottom: number; left: number }
}

export interface FigureFrame {
  width: number
  height: number
  fontSize: number
}

export const titleScale = 1.3
export const captionScale = 0.9
export const keyLength = 2.6
/** Of the figure's height at most. */
const legendShare = 0.3

/** Lays the words out in a frame of this size; long words are wrapped, titles and captions to `maxLines` lines at most. */
export function layoutFigure(words: FigureWords, { width, height, fontSize }: FigureFrame, measure: MeasureText): FigureLayout {
  const margin = 1.2 * fontSize
  const room = width - 2 * margin
  const titleSize = fontSize * titleScale
  const captionSize = fontSize * captionScale

  const titleLines = wrap(words.title, room, (text) => measure(text, titleSize, 600), 2)
  const title = titleLines.map((text, i) => ({ text, x: margin, y: margin + (i + 0.5) * 1.25 * titleSize }))
  const belowTitle = margin + titleLines.length * 1.25 * titleSize + (titleLines.length > 0 ? 0.4 * fontSize : 0)

  const { keys: legend, scale } = fitLegend(words.legend, { left: margin, top: belowTitle, room, fontSize, most: legendShare * height }, measure)
  const belowLegend = legend.reduce((lowest, key) => Math.max(lowest, key.y + 0.8 * fontSize * scale), belowTitle)

  const captionLines = wrap(words.caption, room, (text) => measure(text, captionSize, 400), 3)
  const captionTop = height - 0.9 * margin - captionLines.length * 1.35 * captionSize
  const caption = captionLines.map((text, i) => ({ text, x: margin, y: captionTop + (i + 0.5) * 1.35 * captionSize }))

  return {
    title,
    legend,
    legendScale: scale,
    caption,
    // The y axis' title stands between legend and plot.
    padding: { top: belowLegend + 2.4 * fontSize, right: margin, bottom: height - captionTop + (captionLines.length > 0 ? 0.5 * fontSize : 0), left: margin },
  }
}

export interface LegendFrame {
  left: number
  top: number
  room: number
  fontSize: number
  /** Height at most. */
  most: number
}

/** A long legend is set smaller; one that is still too long ends with how many more there are. */
export function fitLegend(entries: readonly LegendEntry[], frame: LegendFrame, measure: MeasureText): { keys: PlacedKey[]; scale: number } {
  const place = (list: readonly LegendEntry[], scale: number) => placeLegend(list, { ...frame, fontSize: frame.fontSize * scale }, measure)
  const fits = (keys: readonly PlacedKey[]) => keys.every((key) => key.y <= frame.top + frame.most)
  for (const scale of [1, 0.85, 0.7]) {
    const keys = place(entries, scale)
    if (fits(keys)) return { keys, scale }
  }
  let shown = entries.length - 1
  const cut = () => place([...entries.slice(0, shown), { label: `+ ${entries.length - shown}`, slot: null, n: null }], 0.7)
  while (shown > 1 && !fits(cut())) shown--
  return { keys: cut(), scale: 0.7 }
}

/** Keys in reading order, a new row where the next one does not fit. */
function placeLegend(entries: readonly LegendEntry[], { left, top, room, fontSize }: LegendFrame, measure: MeasureText): PlacedKey[] {
  const rowHeight = 1.6 * fontSize
  const key = (keyLength + 0.5) * fontSize
  const gap = 1.6 * fontSize
  let x = 0
  let row = 0
  return entries.map(({ label, slot, n }) => {
    const text = fitText(n === null ? label : `${label} (n=${n})`, room - key, (part) => measure(part, fontSize, 400))
    const width = key + measure(text, fontSize, 400)
    if (x > 0 && x + width > room) {
      x = 0
      row++
    }
    const placed = { text, slot, keyX: left + x, x: left + x + key, y: top + (row + 0.5) * rowHeight }
    x += width + gap
    return placed
  })
}

/** The text in lines that fit the room; what does not fit the last allowed line is cut with an ellipsis. */
export function wrap(text: string, room: number, measure: (text: string) => number, maxLines: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || measure(longer) <= room) {
      line = longer
    } else {
      lines.push(line)
      line = word
    }
  }
  if (line !== '') lines.push(line)
  const kept = lines.slice(0, maxLines)
  const rest = lines.slice(maxLines - 1).join(' ')
  if (lines.length > maxLines) kept[maxLines - 1] = rest
  return kept.map((one) => fitText(one, room, measure))
}
