/** Epochs at which something happened, as dashed lines with a word at their head. */
import type { ChartTypeRegistry, Plugin } from 'chart.js'

export interface EpochMark {
  x: number
  text: string
}

export interface EpochMarksOptions {
  marks: readonly EpochMark[]
  /** Of the lines, and of the words. */
  line: string
  colour: string
  fontSize: number
}

declare module 'chart.js' {
  // The type parameter must be repeated for the declarations to merge.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface PluginOptionsByType<TType extends keyof ChartTypeRegistry> {
    epochMarks?: EpochMarksOptions
  }
}

export const epochMarks: Plugin<'line', EpochMarksOptions> = {
  id: 'epochMarks',
  beforeDatasetsDraw({ ctx, chartArea, scales, options: { font } }, _event, { marks, line, colour, fontSize }) {
    const scale = scales['x']
    if (!scale) return
    ctx.save()
    ctx.font = `500 ${fontSize}px ${font?.family ?? 'sans-serif'}`
    ctx.textAlign = 'center'
    ctx.textBaseline = 'alphabetic'
    let free = -Infinity
    for (const { x, text } of marks) {
      const at = Math.round(scale.getPixelForValue(x)) + 0.5
      ctx.strokeStyle = line
      ctx.lineWidth = 1
      ctx.setLineDash([3, 3])
      ctx.beginPath()
      ctx.moveTo(at, chartArea.top)
      ctx.lineTo(at, chartArea.bottom)
      ctx.stroke()
      // Words that would lie over each other are left out: the list beside the chart has them all.
      const half = ctx.measureText(text).width / 2
      if (at - half < free) continue
      ctx.fillStyle = colour
      ctx.fillText(text, at, chartArea.top - 3)
      free = at + half + 4
    }
    ctx.restore()
  },
}
