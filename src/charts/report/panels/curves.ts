/** Draws a panel of curves: Chart.js on a canvas of its own, placed pixel by pixel. */
import { BasicPlatform, Chart } from 'chart.js'
import { curveChart } from '../../curves'
import { legendOf } from '../../figure'
import { registerCharts } from '../../register'
import { hairline } from '../axes'
import { drawText, type Pane } from '../pane'
import type { CurvePanel } from '../spec'

/** As many points as the widest figure has pixels, about. */
const limit = 2000
/** More bands than these lie over each other: their edges are drawn. */
const edgesFrom = 3

/**
 * Chart.js draws a line that has `segment` by the context's own calls, and any other by a Path2D of the browser, which a context that writes
 * SVG cannot read. A set is no object with options of its own: it divides nothing.
 */
const undivided: object = new Set()

export function drawCurves(panel: CurvePanel, pane: Pane): void {
  const { ctx, rect, pixelRatio, theme, fontSize, lineWidth } = pane
  if (panel.series.length === 0) {
    const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
    drawText(pane, 'Nothing is recorded yet.', middle, { colour: theme.textMuted, align: 'center' })
    return
  }
  registerCharts()
  const names = legendOf(panel.series).length
  const { kind: _kind, letter: _letter, title: _title, about: _about, note: _note, ...chart } = panel
  // In pixels of the file: Chart.js joins points within one of its own pixels, which would show as steps.
  const config = curveChart({
    ...chart,
    theme,
    fontSize: fontSize * pixelRatio,
    lineWidth: lineWidth * pixelRatio,
    hairline: hairline(pane) * pixelRatio,
    markers: panel.markers ?? names > 1,
    bandEdges: names > edgesFrom,
    limit,
  })
  const own = pane.newContext(Math.floor(rect.width * pixelRatio), Math.floor(rect.height * pixelRatio))
  const plugins = { ...config.options?.plugins, yTitle: { text: panel.yTitle, x: 0, colour: theme.textMuted, fontSize: fontSize * pixelRatio } }
  const drawn = new Chart(own, {
    ...config,
    data: { datasets: config.data.datasets.map((dataset) => ({ ...dataset, segment: undivided })) },
    options: { ...config.options, plugins, responsive: false, devicePixelRatio: 1 },
    // No page is needed, nor is one followed: the canvas may be any that draws.
    platform: BasicPlatform,
  })
  ctx.save()
  ctx.resetTransform()
  ctx.drawImage(drawn.canvas, Math.round(rect.x * pixelRatio), Math.round(rect.y * pixelRatio))
  ctx.restore()
  // Destroying a chart clears its canvas.
  drawn.destroy()
}
