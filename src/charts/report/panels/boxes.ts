/** Draws a panel of final values: a row a setting with its box above and one mark a trial below. */
import { drawMarker } from '../../markers'
import { slot } from '../../slots'
import { slotColour, withOpacity } from '../../theme'
import { niceTicks } from '../../ticks'
import { axisRoom, drawXAxis, hairline, linearScale, type Scale } from '../axes'
import { drawPath, drawText, scales, textWidth, type Pane, type Rect } from '../pane'
import type { BoxGroup, BoxPanel } from '../spec'
import { dodge } from './dodge'

/** Height of a row in font sizes. */
export const boxRow = 3.9
/** Heads above the rows. */
export const boxHead = 1.8

export function drawBoxes(panel: BoxPanel, pane: Pane): void {
  const { rect, fontSize, theme } = pane
  const { boxes, xTitle, yTitle } = panel
  const labels = labelRoom(panel, pane)
  const numbers = Math.max(...boxes.map((box) => textWidth(pane, numbersText(box), scales.small, 400)), textWidth(pane, numbersHead, scales.small, 500))
  const plot: Rect = {
    x: rect.x + labels,
    y: rect.y + boxHead * fontSize,
    width: rect.width - labels - numbers - 1.8 * fontSize,
    height: rect.height - (boxHead + axisRoom.bottom) * fontSize,
  }
  const { scale, values } = valueScale(panel, plot)
  const head = { colour: theme.textMuted, weight: 500 } as const
  drawText(pane, yTitle, { x: rect.x, y: rect.y + 0.8 * fontSize }, head)
  drawText(pane, numbersHead, { x: rect.x + rect.width, y: rect.y + 0.8 * fontSize }, { ...head, scale: scales.small, align: 'right' })
  for (const value of values)
    drawPath(pane, [[scale(value), plot.y], [scale(value), plot.y + plot.height]], { colour: theme.grid, width: hairline(pane) }) // prettier-ignore
  drawXAxis(pane, plot, { scale, values, title: xTitle, ...(panel.scale === 'error' ? { texts: spacedTexts(values, scale, 2.6 * fontSize) } : {}) })
  const height = plot.height / Math.max(1, boxes.length)
  boxes.forEach((box, i) => drawRow(pane, box, { ...plot, y: plot.y + i * height, height }, scale))
}

const numbersHead = 'Median [Q1, Q3]'

function numbersText({ quartiles, values }: BoxGroup): string {
  if (quartiles) return `${quartiles.median.toFixed(4)} [${quartiles.q1.toFixed(4)}, ${quartiles.q3.toFixed(4)}]`
  return values.length === 0 ? 'no trial' : 'no quartiles below n=4'
}

function countText({ values, diverged, missing }: BoxGroup): string {
  return [`n=${values.length}`, diverged > 0 ? `${diverged} diverged` : '', missing > 0 ? `${missing} missing` : ''].filter((part) => part !== '').join(', ')
}

function labelRoom({ boxes }: BoxPanel, pane: Pane): number {
  const widths = boxes.flatMap((box) => [textWidth(pane, box.label, 1, 500), textWidth(pane, countText(box), scales.small, 400)])
  return Math.max(...widths, 0) + 2 * pane.fontSize
}

/** Accuracies that are round, for an axis by the logarithm of the error. */
const roundAccuracies = [0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999]

function valueScale(panel: BoxPanel, plot: Rect): { scale: Scale; values: number[] } {
  const all = panel.boxes.flatMap(({ values }) => values.map(({ value }) => value))
  const ends = { low: plot.x, high: plot.x + plot.width }
  if (all.length === 0) return { scale: linearScale({ low: 0, high: 1 }, ends), values: [0, 0.5, 1] }
  const low = all.reduce((a, b) => Math.min(a, b))
  const high = all.reduce((a, b) => Math.max(a, b))
  if (panel.scale === 'error') {
    const below = roundAccuracies.findLast((value) => value <= low) ?? 0
    const above = roundAccuracies.find((value) => value >= high) ?? high
    const error = (value: number) => -Math.log(1 - value)
    const place = linearScale({ low: error(below), high: error(above) }, ends)
    return { scale: (value) => place(error(value)), values: roundAccuracies.filter((value) => value >= below && value <= above) }
  }
  const values = niceTicks(low, high, 6)
  return { scale: linearScale({ low: values[0]!, high: values.at(-1)! }, ends), values }
}

/** Texts of the ticks that stand this far from the last one that is named; the rest are empty. The highest is named in any case. */
function spacedTexts(values: readonly number[], scale: Scale, distance: number): string[] {
  let next = Infinity
  return values
    .toReversed()
    .map((value) => {
      if (next - scale(value) < distance) return ''
      next = scale(value)
      return value.toFixed(value > 0.99 ? 3 : 2)
    })
    .toReversed()
}

function drawRow(pane: Pane, box: BoxGroup, row: Rect, scale: Scale): void {
  const { rect, fontSize, theme } = pane
  const middle = row.y + row.height / 2
  drawText(pane, box.label, { x: rect.x, y: middle - 0.65 * fontSize }, { colour: theme.text, weight: 500 })
  drawText(pane, countText(box), { x: rect.x, y: middle + 0.65 * fontSize }, { colour: theme.textMuted, scale: scales.small })
  drawText(pane, numbersText(box), { x: rect.x + rect.width, y: middle - 0.65 * fontSize }, { colour: theme.text, scale: scales.small, align: 'right' })
  drawBox(pane, box, row, scale)
  drawMarks(pane, box, row, scale)
}

function drawBox(pane: Pane, { quartiles, slot: number }: BoxGroup, row: Rect, scale: Scale): void {
  if (!quartiles) return
  const { ctx, fontSize, lineWidth, theme } = pane
  const colour = slotColour(theme, number)
  const y = row.y + 0.3 * row.height
  const half = 0.5 * fontSize
  const line = { colour, width: 0.8 * lineWidth }
  const { q1, median, q3, low, high } = quartiles
  drawPath(pane, [[scale(low), y], [scale(q1), y]], line) // prettier-ignore
  drawPath(pane, [[scale(q3), y], [scale(high), y]], line) // prettier-ignore
  for (const end of [low, high]) drawPath(pane, [[scale(end), y - 0.6 * half], [scale(end), y + 0.6 * half]], line) // prettier-ignore
  ctx.save()
  ctx.fillStyle = withOpacity(colour, theme.bandOpacity)
  ctx.strokeStyle = colour
  ctx.lineWidth = line.width
  ctx.fillRect(scale(q1), y - half, scale(q3) - scale(q1), 2 * half)
  ctx.strokeRect(scale(q1), y - half, scale(q3) - scale(q1), 2 * half)
  ctx.restore()
  drawPath(pane, [[scale(median), y - half], [scale(median), y + half]], { colour, width: 1.6 * lineWidth }) // prettier-ignore
}

/** Radii of the marks in font sizes: the largest with which none covers another, else the smallest. */
const radii = [0.24, 0.2, 0.16, 0.13]

/** Marks that would cover each other stand below each other, as far as the row goes. */
function drawMarks(pane: Pane, { values, slot: number }: BoxGroup, row: Rect, scale: Scale): void {
  const { ctx, fontSize, lineWidth, theme } = pane
  const { marker, open } = slot(number)
  const strokes = marker === 'cross' || marker === 'star'
  const colour = slotColour(theme, number)
  const places = values.map(({ value }) => scale(value))
  const top = row.y + 0.3 * row.height + 0.7 * fontSize
  const { radius, levels } = arrange(places, row.y + row.height - top, fontSize)
  levels.forEach((level, i) => {
    const at = { x: places[i]!, y: top + (1 + 2 * level) * radius, radius }
    const stroke = open || strokes ? colour : theme.panel
    drawMarker(ctx, marker, at, { fill: open ? theme.panel : colour, stroke, width: (strokes ? 3.5 : 1.5) * radius * (lineWidth / fontSize) })
  })
}

/** Marks in rows of twice their radius within this height. */
function arrange(places: readonly number[], height: number, fontSize: number): { radius: number; levels: number[] } {
  const tries = radii.map((share) => {
    const radius = share * fontSize
    return { radius, ...dodge(places, 2 * radius, Math.max(1, Math.floor(height / (2 * radius)))) }
  })
  const chosen = tries.find(({ crowded }) => !crowded) ?? tries.at(-1)
  return chosen ?? { radius: fontSize * 0.24, levels: [] }
}
