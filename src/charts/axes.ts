/** The axes of a curve chart: horizontal grid only, x ticks outward, own tick texts. */
import type { ChartConfiguration, Scale, Tick } from 'chart.js'
import type { ChartTheme } from './theme'
import { hasHeight, linearTickTexts, logTickTexts, numberText } from './ticks'

export interface AxisOptions {
  theme: ChartTheme
  fontSize: number
  /** Stands right-aligned below the axis, with its unit. */
  xTitle: string
  logX: boolean
  /** x values are whole numbers, and so are the ticks. */
  wholeX: boolean
  logY: boolean
  xMin?: number
  xMax?: number
  yMin?: number
  yMax?: number
  /** Distance of the ticks of a linear y axis. */
  yStep?: number
  /** The ticks of the y axis, which begins and ends with them; chosen where not given. */
  yTicks?: readonly number[]
  /** Width of axes and grid in pixels, 1 by default. */
  hairline?: number
}

type Scales = NonNullable<NonNullable<ChartConfiguration<'line'>['options']>['scales']>

export function axes(options: AxisOptions): Scales {
  return { x: xAxis(options), y: yAxis(options) }
}

function xAxis({ theme, fontSize, xTitle, logX, wholeX, xMin, xMax, hairline = 1 }: AxisOptions): NonNullable<Scales[string]> {
  return {
    type: logX ? 'logarithmic' : 'linear',
    ...bounds(xMin, xMax),
    title: { display: xTitle !== '', text: xTitle, color: theme.textMuted, align: 'end', padding: 0, font: { size: fontSize, weight: 500 } },
    grid: { drawOnChartArea: false, tickLength: 0.36 * fontSize, tickColor: theme.axis, tickWidth: hairline },
    border: { color: theme.axis, width: hairline },
    ticks: {
      color: theme.textMuted,
      padding: 0.36 * fontSize,
      maxRotation: 0,
      maxTicksLimit: 9,
      includeBounds: false,
      ...(wholeX && !logX ? { precision: 0 } : {}),
      font: { size: fontSize },
      callback: (value, index, ticks) => (logX ? logText(index, ticks) : numberText(Number(value))),
    },
  }
}

function yAxis({ theme, fontSize, logY, yMin, yMax, yStep, yTicks, hairline = 1 }: AxisOptions): NonNullable<Scales[string]> {
  return {
    type: logY ? 'logarithmic' : 'linear',
    ...bounds(yTicks?.[0] ?? yMin, yTicks?.at(-1) ?? yMax),
    ...(yTicks ? { afterBuildTicks: (axis: Scale) => (axis.ticks = yTicks.map((value) => ({ value }))) } : {}),
    grid: { color: theme.grid, tickLength: 0, lineWidth: hairline },
    border: { display: false },
    ...(logY ? {} : { afterDataLimits: widenEqual }),
    ticks: {
      color: theme.textMuted,
      padding: 0.55 * fontSize,
      ...(yTicks ? { autoSkip: false } : { maxTicksLimit: logY ? 12 : 6 }),
      ...(yStep === undefined ? {} : { stepSize: yStep }),
      font: { size: fontSize },
      callback: (_value, index, ticks) =>
        logY ? (yTicks ? numberText(yTicks[index] ?? 0) : logText(index, ticks)) : (linearTickTexts(ticks.map((tick) => tick.value))[index] ?? ''),
    },
  }
}

/** Values that agree but for their rounding get the room that Chart.js gives to one value. */
function widenEqual(axis: Scale): void {
  if (hasHeight(axis.min, axis.max)) return
  const size = Math.max(Math.abs(axis.min), Math.abs(axis.max))
  axis.min -= 0.05 * size
  axis.max += 0.05 * size
}

function logText(index: number, ticks: Tick[]): string {
  return logTickTexts(ticks.map((tick) => tick.value))[index] ?? ''
}

function bounds(min: number | undefined, max: number | undefined): { min?: number; max?: number } {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
}
