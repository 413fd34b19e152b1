/** The numbers that a figure draws, as CSV and as JSON: what is in the picture, no more and no less. */
import { toCsv, type Cell } from '../../report/csv'
import type { FigureSpec, Panel } from '../report/spec'
import type { CurveSeries } from '../series'

const columns = ['chart', 'curve', 'kind', 'seed', 'x', 'value', 'low', 'high', 'n'] as const

/** One line a point of a curve, or a trial of a box. Numbers are written in full; a gap has no value. */
export function figureCsv({ rows }: FigureSpec): string {
  return toCsv([[...columns], ...rows.flat().flatMap(panelRows)])
}

function panelRows(panel: Panel): Cell[][] {
  switch (panel.kind) {
    case 'curves':
      return panel.series.flatMap((series) => curveRows([panel.title, panel.yTitle].filter((part) => part !== '').join(', '), series))
    case 'boxes':
      return panel.boxes.flatMap(({ label, values }) =>
        values.map(({ seed, value }): Cell[] => [panel.title, label, 'trial', seed, null, value, null, null, null]),
      )
    case 'parallel':
      return panel.lines.flatMap(({ label, places }) =>
        panel.axes.map(({ title }, i): Cell[] => [title, label, 'place', null, null, places[i] ?? null, null, null, null]),
      )
    default:
      return []
  }
}

function curveRows(chart: string, series: CurveSeries): Cell[][] {
  if (series.kind === 'band') return series.points.map(({ x, y, low, high }) => [chart, series.label, 'band', null, x, y, low, high, series.n])
  const kind = series.emphasis === 'trial' ? 'thin line' : 'line'
  return series.points.map(({ x, y }) => [chart, series.label, kind, null, x, y, null, null, null])
}

/** The specification's own words and numbers, and what the figure was made from. */
export function figureJson({ title, caption, legend, rows }: FigureSpec, metadata: object): string {
  return `${JSON.stringify({ title, caption, legend, charts: rows.flat(), metadata }, null, 2)}\n`
}
