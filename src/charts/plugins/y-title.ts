/** The title of the y axis, horizontally above the axis, where it can be read. */
import type { ChartTypeRegistry, Plugin } from 'chart.js'

export interface YTitleOptions {
  text: string
  /** Left end of the text, in pixels. */
  x: number
  colour: string
  fontSize: number
}

declare module 'chart.js' {
  // The type parameter must be repeated for the declarations to merge.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface PluginOptionsByType<TType extends keyof ChartTypeRegistry> {
    yTitle?: YTitleOptions
  }
}

export const yTitle: Plugin<'line', YTitleOptions> = {
  id: 'yTitle',
  beforeDraw(chart, _event, options) {
    if (!options.text) return
    const { ctx } = chart
    ctx.save()
    ctx.font = `500 ${options.fontSize}px ${chart.options.font?.family ?? 'sans-serif'}`
    ctx.fillStyle = options.colour
    ctx.textAlign = 'left'
    ctx.textBaseline = 'alphabetic'
    ctx.fillText(options.text, options.x, chart.chartArea.top - options.fontSize)
    ctx.restore()
  },
}
