/** Draws a panel of a regression: samples, the fitted line, and the line that made them. */
import { drawLineKey } from '../../markers'
import { scaledDash } from '../../slots'
import { slotColour, withOpacity } from '../../theme'
import { axisRoom, drawXAxis, drawYAxis, linearScale } from '../axes'
import { drawPath, drawText, scales, textWidth, type Pane, type Rect } from '../pane'
import type { FitPanel } from '../spec'

const fittedSlot = 1
const trueSlot = 2

export function drawFit(panel: FitPanel, pane: Pane): void {
  const { ctx, rect, fontSize, lineWidth, theme } = pane
  const { evidence, yTicks, xTitle, yTitle } = panel
  const key = 1.7 * fontSize
  const plot: Rect = {
    x: rect.x + axisRoom.left * fontSize,
    y: rect.y + key + axisRoom.top * fontSize,
    width: rect.width - (axisRoom.left + axisRoom.right) * fontSize,
    height: rect.height - key - (axisRoom.top + axisRoom.bottom) * fontSize,
  }
  const x = linearScale({ low: -1, high: 1 }, { low: plot.x, high: plot.x + plot.width })
  const y = linearScale({ low: yTicks[0] ?? -1, high: yTicks.at(-1) ?? 1 }, { low: plot.y + plot.height, high: plot.y })
  drawKeys(pane, evidence)
  drawYAxis(pane, plot, { scale: y, values: yTicks, title: yTitle })
  drawXAxis(pane, plot, { scale: x, values: [-1, -0.5, 0, 0.5, 1], title: xTitle })

  ctx.save()
  ctx.fillStyle = withOpacity(theme.textMuted, 0.45)
  for (let i = 0; i < evidence.x.length; i++) {
    ctx.beginPath()
    ctx.arc(x(evidence.x[i]!), y(evidence.y[i]!), 0.19 * fontSize, 0, 2 * Math.PI)
    ctx.fill()
  }
  ctx.restore()
  const ends = ({ slope, intercept }: { slope: number; intercept: number }) => [-1, 1].map((at) => [x(at), y(slope * at + intercept)] as const)
  drawPath(pane, ends(evidence.fitted), { colour: slotColour(theme, fittedSlot), width: 1.5 * lineWidth })
  // On top and dashed: where both agree, one shows through the other's gaps.
  drawPath(pane, ends(evidence.truth), { colour: slotColour(theme, trueSlot), width: 1.5 * lineWidth, dash: scaledDash(trueSlot, 1.5 * lineWidth) })
}

function drawKeys(pane: Pane, { fitted, truth }: FitPanel['evidence']): void {
  const { ctx, rect, fontSize, lineWidth, theme } = pane
  const middle = rect.y + 0.7 * fontSize
  let left = rect.x
  for (const { slot, text } of [
    { slot: fittedSlot, text: `Fitted ${equation(fitted)}` },
    { slot: trueSlot, text: `True ${equation(truth)}` },
  ]) {
    drawLineKey(ctx, {
      slot,
      theme,
      x: left,
      y: middle,
      length: 2.4 * fontSize,
      lineWidth: 1.5 * lineWidth,
      dash: scaledDash(slot, 1.5 * lineWidth),
      marker: false,
    })
    drawText(pane, text, { x: left + 2.9 * fontSize, y: middle }, { colour: theme.text, scale: scales.small })
    left += 2.9 * fontSize + textWidth(pane, text, scales.small, 400) + 1.4 * fontSize
  }
}

/** "y = 1.213 x + 0.384". */
function equation({ slope, intercept }: { slope: number; intercept: number }): string {
  return `y = ${slope < 0 ? '−' : ''}${Math.abs(slope).toFixed(3)} x ${intercept < 0 ? '−' : '+'} ${Math.abs(intercept).toFixed(3)}`
}
