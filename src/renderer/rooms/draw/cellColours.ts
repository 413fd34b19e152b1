/** Numbers as colours: paper for nothing, one hue for what is positive, another for what is negative, in either theme. */
import { mixColours, parseColour, type Rgb } from '../../../charts/colours'
import { runColour, token } from '../../theme'

export interface Palette {
  paper: Rgb
  ink: Rgb
  positive: Rgb
  negative: Rgb
}

/** Of the theme that is on. */
export function currentPalette(): Palette {
  return {
    paper: parseColour(token('--ui-bg')),
    ink: parseColour(token('--ui-text-highlighted')),
    positive: parseColour(runColour(2)),
    negative: parseColour(runColour(1)),
  }
}

/** The largest size of a number, by which the others are measured; 1 where all are 0. */
export function largestSize(values: ArrayLike<number>): number {
  const largest = Array.from(values, Math.abs).reduce((most, size) => Math.max(most, size), 0)
  return largest > 0 ? largest : 1
}

/** @param share of the largest size, -1 to 1 */
export function divergingColour({ positive, negative }: Palette, ground: Rgb, share: number): Rgb {
  return mixColours(ground, share < 0 ? negative : positive, Math.abs(share))
}

/**
 * A cell for each number, in rows of as many as the canvas is wide.
 * @param ground what a cell of 0 looks like
 */
export function paintCells(canvas: HTMLCanvasElement, values: Float64Array, palette: Palette, ground: (cell: number) => Rgb): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const image = context.createImageData(canvas.width, canvas.height)
  const largest = largestSize(values)
  for (let cell = 0; cell < values.length; cell++) {
    const [red, green, blue] = divergingColour(palette, ground(cell), values[cell]! / largest)
    image.data.set([red, green, blue, 255], 4 * cell)
  }
  context.putImageData(image, 0, 0)
}
