/** Numbers as cells of a canvas, in the theme that is on: two hues for numbers of both signs, one for sizes. */
import { mixColours, parseColour, type Rgb } from '../charts/colours'
import { runColour, token } from './theme'

/** What a cell looks like; shares beyond the ends are as at the ends. */
type Colouring = (share: number, cell: number) => Rgb

/** How much of the ink is left below the colours. */
const faint = 0.28

/**
 * Slot 1 for -1, the panel for 0, slot 2 for 1.
 * @param ink grey values that shine through, one a cell
 */
export function diverging(ink: Uint8Array | null): Colouring {
  const [panel, text] = [parseColour(token('--ui-bg')), parseColour(token('--ui-text-highlighted'))]
  const [positive, negative] = [parseColour(runColour(2)), parseColour(runColour(1))]
  return (share, cell) => {
    const ground = ink === null ? panel : mixColours(panel, text, (faint * (ink[cell] ?? 0)) / 255)
    return mixColours(ground, share < 0 ? negative : positive, Math.abs(share))
  }
}

/** The panel for 0, the accent for 1. */
export function sequential(): Colouring {
  const [panel, accent] = [parseColour(token('--ui-bg')), parseColour(token('--ui-primary'))]
  return (share) => mixColours(panel, accent, share)
}

/** A cell for each share, in rows of as many as the canvas is wide; NaN stays transparent. */
export function paintCells(canvas: HTMLCanvasElement, shares: ArrayLike<number>, colour: Colouring): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const image = context.createImageData(canvas.width, canvas.height)
  for (let cell = 0; cell < shares.length; cell++) {
    const share = shares[cell]!
    if (!Number.isNaN(share)) image.data.set([...colour(share, cell), 255], 4 * cell)
  }
  context.putImageData(image, 0, 0)
}

/** The largest size of a number, by which the others are measured; 1 where all are 0. */
export function largestSize(values: ArrayLike<number>): number {
  const largest = Array.from(values, Math.abs).reduce((most, size) => Math.max(most, size), 0)
  return largest > 0 ? largest : 1
}

/** Each number as a share of the largest size, from -1 to 1. */
export function sharesOfLargest(values: ArrayLike<number>): Float64Array {
  const largest = largestSize(values)
  return Float64Array.from(values, (value) => value / largest)
}
