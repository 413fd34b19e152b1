/** Numbers as cells of a canvas: diverging for numbers of both signs, sequential for sizes. */
import { mixColours, parseColour, type Rgb } from '../../../charts/colours'
import { token } from '../../theme'
import { currentPalette, divergingColour } from '../draw/cellColours'

/** What a number of a cell looks like; shares beyond the ends are as at the ends. */
type Colouring = (share: number) => Rgb

/** Slot 1 for -1, the panel for 0, slot 2 for 1, in the theme that is on. */
export function diverging(): Colouring {
  const palette = currentPalette()
  return (share) => divergingColour(palette, palette.paper, share)
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
    if (!Number.isNaN(share)) image.data.set([...colour(share), 255], 4 * cell)
  }
  context.putImageData(image, 0, 0)
}
