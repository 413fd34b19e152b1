/** Draws a panel of curves: Chart.js on a canvas of its own, placed pixel by pixel. */
import { Chart } from 'chart.js'
import { curveChart } from '../../curves'
import { registerCharts } from '../../register'
import { drawText, type Pane } from '../pane'
import type { CurvePanel } from '../spec'

/** As many points as the widest figure has pixels, about. */
const limit = 2000

export function drawCurves(panel: CurvePanel, pane: Pane): void {
  const { ctx, rect, pixelRatio, theme, fontSize, lineWidth } = pane
  if (panel.series.length === 0) {
    const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
    drawText(pane, 'Nothing is recorded yet.', middle, { colour: theme.textMuted, align: 'center' })
    return
  }
  registerCharts()
  const { kind: _kind, letter: _letter, title: _title, about: _about, note: _note, ...chart } = panel
  const config = curveChart({ ...chart, theme, fontSize, lineWidth, markers: true, limit })
  const own = pane.newContext(Math.floor(rect.width), Math.floor(rect.height))
  const drawn = new Chart(own, { ...config, options: { ...config.options, responsive: false, devicePixelRatio: pixelRatio } })
  ctx.save()
  ctx.resetTransform()
  ctx.drawImage(drawn.canvas, Math.round(rect.x * pixelRatio), Math.round(rect.y * pixelRatio))
  ctx.restore()
  // Destroying a chart clears its canvas.
  drawn.destroy()
}
