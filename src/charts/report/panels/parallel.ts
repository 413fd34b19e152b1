/** Draws a panel of parallel coordinates: an axis a field, a line a setting through its values, in the slot's colour and dash. */
import { fitText } from '../../fit-text'
import { scaledDash } from '../../slots'
import { slotColour } from '../../theme'
import { hairline } from '../axes'
import { drawPath, drawText, scales, textWidth, type Pane } from '../pane'
import type { ParallelAxis, ParallelPanel } from '../spec'

/** Room above and below the axes, in font sizes. */
const head = 2
const foot = 1
/** Of the way to the next axis, for the texts of the ticks. */
const textShare = 0.6

export function drawParallel({ axes, lines }: ParallelPanel, pane: Pane): void {
  const { rect, fontSize, theme, lineWidth } = pane
  const top = rect.y + head * fontSize
  const height = rect.height - (head + foot) * fontSize
  const gap = rect.width / Math.max(1, axes.length)
  const xOf = (i: number) => rect.x + (i + 0.12) * gap
  const yOf = (place: number) => top + (1 - place) * height
  for (const { slot, places } of lines) {
    const colour = slotColour(theme, slot)
    for (const [i, from] of places.entries()) {
      const to = places[i + 1] ?? null
      if (from === null || to === null) continue
      drawPath(pane, [[xOf(i), yOf(from)], [xOf(i + 1), yOf(to)]], { colour, width: 0.8 * lineWidth, dash: scaledDash(slot, 0.8 * lineWidth) }) // prettier-ignore
    }
  }
  axes.forEach((axis, i) => drawAxis(pane, axis, { x: xOf(i), room: gap, top, height }))
}

interface AxisPlace {
  x: number
  room: number
  top: number
  height: number
}

function drawAxis(pane: Pane, { title, ticks }: ParallelAxis, { x, room, top, height }: AxisPlace): void {
  const { theme, fontSize, ctx, rect } = pane
  const hair = { colour: theme.axis, width: hairline(pane) }
  drawPath(pane, [[x, top], [x, top + height]], hair) // prettier-ignore
  const heading = fitText(title, room * 0.94, (text) => textWidth(pane, text, 1, 500))
  drawText(pane, heading, { x: Math.max(rect.x, x - 0.12 * room), y: rect.y + 0.7 * fontSize }, { colour: theme.textMuted, weight: 500 })
  for (const { text, place } of spacedTicks(ticks, height / (1.2 * fontSize))) {
    const y = top + (1 - place) * height
    drawPath(pane, [[x - 0.3 * fontSize, y], [x, y]], hair) // prettier-ignore
    const words = fitText(text, textShare * room, (some) => textWidth(pane, some, scales.small, 400))
    // Lines run behind the words: their ground keeps them readable.
    ctx.save()
    ctx.globalAlpha = 0.8
    ctx.fillStyle = theme.panel
    ctx.fillRect(x + 0.3 * fontSize, y - 0.6 * fontSize, textWidth(pane, words, scales.small, 400) + 0.3 * fontSize, 1.2 * fontSize)
    ctx.restore()
    drawText(pane, words, { x: x + 0.45 * fontSize, y }, { colour: theme.text, scale: scales.small })
  }
}

/** As many as stand apart: of crowded ones, every second, third and so on. */
function spacedTicks(ticks: ParallelAxis['ticks'], most: number): ParallelAxis['ticks'] {
  const step = Math.max(1, Math.ceil(ticks.length / Math.max(2, most)))
  return ticks.filter((_, i) => i % step === 0 || i === ticks.length - 1)
}
