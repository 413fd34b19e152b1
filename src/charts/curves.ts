/** The curve chart: series over epochs as lines and bands, as a Chart.js configuration. */
import type { ChartConfiguration } from 'chart.js'
import { axes } from './axes'
import { curveDatasets } from './datasets'
import type { SharedHover } from './hover'
import { crosshair } from './plugins/crosshair'
import { endLabelRoom, endLabels } from './plugins/end-labels'
import { type EpochMark, epochMarks } from './plugins/epoch-marks'
import { plainCurves } from './plugins/plain-curves'
import { yTitle } from './plugins/y-title'
import { seriesColumns, placeFrom, type CurveSeries } from './series'
import type { ChartTheme } from './theme'

export interface CurveChartOptions {
  series: readonly CurveSeries[]
  theme: ChartTheme
  /** Stands below the x axis at its right end, with the unit, such as "Epoch" or "Seconds"; empty for none. */
  xTitle: string
  /** Stands horizontally above the y axis; empty for none. */
  yTitle: string
  logX?: boolean
  logY?: boolean
  xMin?: number
  xMax?: number
  yMin?: number
  yMax?: number
  /** Distance of the ticks of a linear y axis; chosen where not given. */
  yStep?: number
  /** The ticks of the y axis, which begins and ends with them; chosen where not given. */
  yTicks?: readonly number[]
  /** The x value under the pointer, shared by linked charts; without it the chart does not follow the pointer. */
  hover?: SharedHover
  /** x values are whole numbers, such as epochs (the default). */
  wholeX?: boolean
  /** Names at the line ends (the default). */
  endLabels?: boolean
  /** The slot's marker on the lines, for print without colour. */
  markers?: boolean
  /** In pixels, 11 by default. */
  fontSize?: number
  /** Width of a main line in pixels, 2 by default. */
  lineWidth?: number
  /** Width of axes and grid in pixels, 1 by default. */
  hairline?: number
  /** Hairlines along the bands, for many that lie over each other. */
  bandEdges?: boolean
  /** Points of a curve at most, 1000 by default. */
  limit?: number
  /** Epochs at which something happened; a chart that may get some later takes an empty list. */
  marks?: readonly EpochMark[]
}

export function curveChart(options: CurveChartOptions): ChartConfiguration<'line'> {
  const { theme, hover, logX = false, logY = false, fontSize = 11, lineWidth = 2, xMin = -Infinity, xMax = Infinity, marks = [] } = options
  const named = options.endLabels ?? true
  return {
    type: 'line',
    data: {
      datasets: curveDatasets(options.series, {
        theme,
        lineWidth,
        logX,
        logY,
        limit: options.limit ?? 1000,
        inSight: { from: xMin, to: xMax },
        markers: options.markers ?? false,
        bandEdges: options.bandEdges ?? false,
      }),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      parsing: false,
      normalized: true,
      events: hover ? ['mousemove', 'mouseout'] : [],
      font: { family: theme.fontFamily, size: fontSize },
      layout: {
        padding: ({ chart }) => ({
          top: options.yTitle === '' ? 6 : 2.2 * fontSize,
          right: named ? endLabelRoom(chart, fontSize) : 8,
          bottom: 0,
          left: 0,
        }),
      },
      interaction: { mode: 'index', intersect: false },
      scales: axes({
        ...ranges(options),
        ...(options.yStep === undefined ? {} : { yStep: options.yStep }),
        ...(options.yTicks === undefined ? {} : { yTicks: options.yTicks }),
        ...(options.hairline === undefined ? {} : { hairline: options.hairline }),
        theme,
        fontSize,
        xTitle: options.xTitle,
        logX,
        wholeX: options.wholeX ?? true,
        logY,
      }),
      plugins: {
        tooltip: { enabled: false },
        legend: { display: false },
        yTitle: { text: options.yTitle, x: 2, colour: theme.textMuted, fontSize },
        epochMarks: { marks, line: theme.axis, colour: theme.textMuted, fontSize },
      },
    },
    plugins: [
      yTitle,
      plainCurves,
      ...(options.marks ? [epochMarks] : []),
      ...(named ? [endLabels(theme, fontSize)] : []),
      ...(hover ? [crosshair({ hover, theme, whole: options.wholeX ?? true })] : []),
    ],
  }
}

/** The bounds that were given; a linear x axis begins at zero and ends with the data. Points are in order of x. */
function ranges({ series, logX, xMin, xMax, yMin, yMax }: CurveChartOptions): { xMin?: number; xMax?: number; yMin?: number; yMax?: number } {
  const begins = series.flatMap((one) => {
    const { x } = seriesColumns(one)
    return x[logX ? placeFrom(x, Number.MIN_VALUE) : 0] ?? []
  })
  const ends = series.flatMap((one) => seriesColumns(one).x.at(-1) ?? [])
  const last = xMax ?? (ends.length > 0 ? Math.max(...ends) : undefined)
  const first = xMin !== undefined && (!logX || xMin > 0) ? xMin : logX ? (begins.length > 0 ? Math.min(...begins) : 1) : 0
  return {
    xMin: first,
    ...(last === undefined || last <= first ? {} : { xMax: last }),
    ...(yMin === undefined ? {} : { yMin }),
    ...(yMax === undefined ? {} : { yMax }),
  }
}
