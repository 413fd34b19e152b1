/** One panel of a figure by itself, as a room shows it: without title, legend and caption. */
import type { ChartTheme } from '../theme'
import { drawBody, type CanvasFactory, type ReportFigureSize } from './draw'
import { axisRoom } from './axes'
import { boxHead, boxRow } from './panels/boxes'
import type { Panel } from './spec'

export type PanelSize = Pick<ReportFigureSize, 'width' | 'height' | 'pixelRatio' | 'fontSize' | 'lineWidth'>

/** A new canvas with the panel on its own background. */
export function drawPanelAlone<Canvas>(panel: Panel, options: { theme: ChartTheme; size: PanelSize; canvases: CanvasFactory<Canvas> }): Canvas {
  const { theme, size, canvases } = options
  const { width, height, pixelRatio, fontSize, lineWidth } = size
  const newContext = (across: number, down: number) => canvases.context(canvases.create(across, down))
  const canvas = canvases.create(Math.round(width * pixelRatio), Math.round(height * pixelRatio))
  const ctx = canvases.context(canvas)
  ctx.scale(pixelRatio, pixelRatio)
  ctx.fillStyle = theme.panel
  ctx.fillRect(0, 0, width, height)
  drawBody(panel, { ctx, theme, rect: { x: 0, y: 0, width, height }, fontSize, lineWidth, pixelRatio, newContext })
  return canvas
}

/** What boxes need to be read, in font sizes: rows a little lower than in a file. */
export function boxesHeight(rows: number): number {
  return boxHead + rows * 0.75 * boxRow + axisRoom.bottom
}
