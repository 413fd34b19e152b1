/** Canvases of the window, for figures that are drawn off the screen. */
import type { CanvasFactory } from '../charts/report/draw'

export const canvases: CanvasFactory<HTMLCanvasElement> = {
  create(width, height) {
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    return canvas
  },
  context(canvas) {
    const context = canvas.getContext('2d')
    if (!context) throw new Error(`${canvas.width} × ${canvas.height} pixels are too many for a canvas here`)
    return context
  },
}
