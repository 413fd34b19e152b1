/** The classes over the plane as an image: colour says which class the network names, strength how sure it is. */
import { mixColours, parseColour } from '../../../charts/colours'
import { slotCount } from '../../../charts/slots'
import { runColour, token } from '../../theme'
import type { ClassField } from './learned'

/** A sure class still lets its samples stand out. */
const strength = 0.55

/** One pixel a cell: the canvas has as many of them in each direction as the field. */
export function paintClasses(canvas: HTMLCanvasElement, { side, winner, certainty }: ClassField): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const paper = parseColour(token('--ui-bg'))
  const inks = Array.from({ length: slotCount }, (_, slot) => parseColour(runColour(slot + 1)))
  const image = context.createImageData(side, side)
  winner.forEach((label, cell) => {
    const [red, green, blue] = mixColours(paper, inks[label % slotCount] ?? paper, (certainty[cell] ?? 0) * strength)
    image.data.set([red, green, blue, 255], 4 * cell)
  })
  context.putImageData(image, 0, 0)
}
