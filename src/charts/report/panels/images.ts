/** Draws a panel of misread digits: each image with its true class, the class that was read, and how sure the model was. */
import { hairline } from '../axes'
import { drawText, scales, type Pane, type Rect } from '../pane'
import type { MisreadDigit } from '../../../report/evidence'
import type { ImagesPanel } from '../spec'

/** Pixels along an image's side. */
const side = 28
/** Images in a row. */
export const imagesPerRow = 8
/** Lines of words under an image, in font sizes. */
export const imageWords = 4.4
export const imageGap = 1.4

/** Side of a tile in a panel of this width. */
export function tileSide(width: number, fontSize: number): number {
  return (width - (imagesPerRow - 1) * imageGap * fontSize) / imagesPerRow
}

export function drawImages({ evidence }: ImagesPanel, pane: Pane): void {
  const { rect, fontSize } = pane
  const size = tileSide(rect.width, fontSize)
  evidence.digits.forEach((digit, i) => {
    const column = i % imagesPerRow
    const row = Math.floor(i / imagesPerRow)
    drawDigit(pane, digit, {
      x: rect.x + column * (size + imageGap * fontSize),
      y: rect.y + row * (size + (imageWords + 0.6) * fontSize),
      width: size,
      height: size,
    })
  })
}

/** 0 is paper and 255 is ink, whatever the theme. */
function drawDigit(pane: Pane, { pixels, truth, predicted, confidence, index }: MisreadDigit, at: Rect): void {
  const { ctx, theme, fontSize } = pane
  const own = pane.newContext(side, side)
  const image = own.createImageData(side, side)
  pixels.forEach((ink, i) => image.data.set([255 - ink, 255 - ink, 255 - ink, 255], 4 * i))
  own.putImageData(image, 0, 0)
  ctx.save()
  ctx.imageSmoothingEnabled = false
  ctx.drawImage(own.canvas, at.x, at.y, at.width, at.height)
  ctx.strokeStyle = theme.axis
  ctx.lineWidth = hairline(pane)
  ctx.strokeRect(at.x, at.y, at.width, at.height)
  ctx.restore()
  const line = (row: number) => ({ x: at.x, y: at.y + at.height + (0.95 + 1.3 * row) * fontSize })
  drawText(pane, `${truth} read as ${predicted}`, line(0), { colour: theme.textHighlighted, weight: 600 })
  drawText(pane, `confidence ${confidence.toFixed(2)}`, line(1), { colour: theme.text, scale: scales.small })
  drawText(pane, `image ${index}`, line(2), { colour: theme.textMuted, scale: scales.small })
}
