/** Draws a panel of a classification in the plane: probability as colour, the line at 0.5, and the samples of both classes. */
import { mixColours, parseColour } from '../../colours'
import { drawMarker } from '../../markers'
import { slotColour, type ChartTheme } from '../../theme'
import { axisRoom, drawXAxis, drawYAxis, hairline, linearScale, type Scale } from '../axes'
import { contour } from '../contour'
import { drawText, scales, type Pane, type Rect } from '../pane'
import type { BoundaryPanel } from '../spec'

/** Slots of the classes: one is a filled circle, the other an open square. */
const classSlots = [1, 2] as const
/** A sure class still lets its samples stand out; the two differ in lightness, for print without colour. */
const strengths = [0.55, 0.4] as const
const ticks = [-1, -0.5, 0, 0.5, 1]

export function drawBoundary(panel: BoundaryPanel, pane: Pane): void {
  const { rect, fontSize } = pane
  const { evidence, xTitle, yTitle } = panel
  const keyRoom = 9.5 * fontSize
  const side = Math.min(rect.height - (axisRoom.top + axisRoom.bottom) * fontSize, rect.width - axisRoom.left * fontSize - keyRoom)
  const plot: Rect = { x: rect.x + axisRoom.left * fontSize, y: rect.y + axisRoom.top * fontSize, width: side, height: side }
  const x = linearScale({ low: -1, high: 1 }, { low: plot.x, high: plot.x + side })
  const y = linearScale({ low: -1, high: 1 }, { low: plot.y + side, high: plot.y })
  drawYAxis(pane, plot, { scale: y, values: ticks, title: yTitle })
  drawField(pane, plot, evidence.grid)
  drawXAxis(pane, plot, { scale: x, values: ticks, title: xTitle })
  drawContour(pane, evidence.grid, { x, y })
  drawSamples(pane, evidence, { x, y })
  drawKeys(pane, { x: plot.x + side + 1.6 * fontSize, y: plot.y, height: side })
}

/** Class 1 is towards its colour, class 0 towards the other, 0.5 is the panel. */
function probabilityColour(theme: ChartTheme, probability: number): readonly [number, number, number] {
  const named = probability < 0.5 ? 0 : 1
  const sure = parseColour(slotColour(theme, classSlots[named]))
  return mixColours(parseColour(theme.panel), sure, Math.abs(2 * probability - 1) * strengths[named])
}

/** One pixel a place of the grid, smoothed as it is enlarged; the outermost places lie on the plot's edge. */
function drawField(pane: Pane, plot: Rect, { size, probability }: BoundaryPanel['evidence']['grid']): void {
  const { ctx, theme } = pane
  const own = pane.newContext(size, size)
  const image = own.createImageData(size, size)
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      image.data.set([...probabilityColour(theme, probability[row * size + column]!), 255], 4 * ((size - 1 - row) * size + column))
  own.putImageData(image, 0, 0)
  const cell = plot.width / (size - 1)
  ctx.save()
  ctx.beginPath()
  ctx.rect(plot.x, plot.y, plot.width, plot.height)
  ctx.clip()
  ctx.imageSmoothingEnabled = true
  ctx.drawImage(own.canvas, plot.x - cell / 2, plot.y - cell / 2, plot.width + cell, plot.height + cell)
  ctx.restore()
}

interface Scales {
  x: Scale
  y: Scale
}

function drawContour({ ctx, theme, lineWidth }: Pane, { size, probability }: BoundaryPanel['evidence']['grid'], { x, y }: Scales): void {
  const value = (cell: number) => (2 * cell) / (size - 1) - 1
  ctx.save()
  ctx.strokeStyle = theme.textHighlighted
  ctx.lineWidth = 1.3 * lineWidth
  ctx.lineCap = 'round'
  ctx.beginPath()
  for (const { from, to } of contour(probability, size, 0.5)) {
    ctx.moveTo(x(value(from[0])), y(value(from[1])))
    ctx.lineTo(x(value(to[0])), y(value(to[1])))
  }
  ctx.stroke()
  ctx.restore()
}

function drawSamples(pane: Pane, { x: xs, y: ys, labels, predicted }: BoundaryPanel['evidence'], scale: Scales): void {
  const places = Array.from(labels, (label, i) => ({ label, wrong: label !== predicted[i], x: scale.x(xs[i]!), y: scale.y(ys[i]!) }))
  for (const place of places) drawSample(pane, place, place.label)
  for (const place of places.filter(({ wrong }) => wrong)) drawRing(pane, place)
}

function drawSample({ ctx, theme, fontSize, lineWidth }: Pane, at: { x: number; y: number }, label: number): void {
  const colour = slotColour(theme, label === 0 ? classSlots[0] : classSlots[1])
  const outline = label === 0 ? { stroke: theme.panel, width: 0.5 * lineWidth } : { stroke: colour, width: 0.8 * lineWidth }
  drawMarker(ctx, label === 0 ? 'circle' : 'square', { ...at, radius: 0.24 * fontSize }, { fill: label === 0 ? colour : theme.panel, ...outline })
}

function drawRing({ ctx, theme, fontSize, lineWidth }: Pane, { x, y }: { x: number; y: number }): void {
  ctx.save()
  ctx.strokeStyle = theme.textHighlighted
  ctx.lineWidth = lineWidth
  ctx.beginPath()
  ctx.arc(x, y, 0.55 * fontSize, 0, 2 * Math.PI)
  ctx.stroke()
  ctx.restore()
}

/** The bar of colours, and what the marks mean. */
function drawKeys(pane: Pane, { x, y, height }: { x: number; y: number; height: number }): void {
  const { ctx, theme, fontSize } = pane
  const bar: Rect = { x, y: y + 1.2 * fontSize, width: 0.9 * fontSize, height: height - 8.2 * fontSize }
  drawText(pane, 'P(class 1)', { x, y: y + 0.2 * fontSize }, { colour: theme.textMuted, scale: scales.small, weight: 500 })
  const steps = 64
  for (let i = 0; i < steps; i++) {
    const [red, green, blue] = probabilityColour(theme, 1 - (i + 0.5) / steps)
    ctx.fillStyle = `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)})`
    ctx.fillRect(bar.x, bar.y + (i * bar.height) / steps, bar.width, bar.height / steps + 0.5)
  }
  ctx.save()
  ctx.strokeStyle = theme.axis
  ctx.lineWidth = hairline(pane)
  ctx.strokeRect(bar.x, bar.y, bar.width, bar.height)
  ctx.restore()
  for (const value of [0, 0.5, 1])
    drawText(pane, String(value), { x: bar.x + 1.5 * fontSize, y: bar.y + (1 - value) * bar.height }, { colour: theme.textMuted, scale: scales.small })

  const rows = bar.y + bar.height + 1.7 * fontSize
  const words = (row: number, text: string) =>
    drawText(pane, text, { x: x + 1.6 * fontSize, y: rows + row * 1.45 * fontSize }, { colour: theme.text, scale: scales.small })
  const mark = (row: number) => ({ x: x + 0.55 * fontSize, y: rows + row * 1.45 * fontSize })
  drawSample(pane, mark(0), 0)
  words(0, 'Class 0')
  drawSample(pane, mark(1), 1)
  words(1, 'Class 1')
  drawRing(pane, mark(2))
  words(2, 'Misclassified')
  ctx.save()
  ctx.strokeStyle = theme.textHighlighted
  ctx.lineWidth = 1.3 * pane.lineWidth
  ctx.beginPath()
  ctx.moveTo(x, mark(3).y)
  ctx.lineTo(x + 1.2 * fontSize, mark(3).y)
  ctx.stroke()
  ctx.restore()
  words(3, 'P = 0.5')
}
