/** What a file shows: charts of a comparison with title, legend and caption around them, as one specification for all formats. */
import { legendOf } from '../figure'
import type { BoxPanel, CurvePanel, FigureSpec, Panel, ParallelPanel } from '../report/spec'
import type { CurveSeries } from '../series'
import { visibleText } from '../visible-text'
import { describeCurves } from '../describe'
import type { CompareChart } from './charts'

export interface FigureText {
  title: string
  caption: string
}

/** More names than these leave no room for the curves; beyond as many, dash and marker do not tell them apart either. */
const mostNames = 60
/** Small multiples stand so many beside each other. */
const perRow = 3

/** The charts of one measure: one, or its small multiples. */
export function curveFigure(charts: readonly CompareChart[], { title, caption }: FigureText, { markers }: { markers: boolean }): FigureSpec {
  const panels = charts.map((chart) => curvePanel(chart, markers))
  const columns = charts.length <= perRow ? charts.length : Math.ceil(charts.length / Math.ceil(charts.length / perRow))
  const summary = charts.map(({ series, xTitle, yTitle }) => describeCurves({ series, xTitle, yTitle }).summary).join(' ')
  return figure(rowsOf(panels, Math.max(1, columns)), {
    title,
    caption,
    summary,
    legend: shortened(legendOf(charts.flatMap((chart) => chart.series.map(visibleLabel)))),
  })
}

/** Boxes or parallel coordinates; both name their settings or are explained by the legend. */
export function panelFigure(panel: BoxPanel | ParallelPanel, { title, caption }: FigureText, summary: string): FigureSpec {
  const legend = panel.kind === 'parallel' ? panel.lines.map(({ label, slot }) => ({ label: visibleText(label), slot, n: null })) : []
  return figure([[visiblePanel(panel)]], { title, caption, summary, legend: shortened(legend) })
}

function shortened(legend: FigureSpec['legend']): FigureSpec['legend'] {
  const rest = legend.length - mostNames
  return rest > 0 ? [...legend.slice(0, mostNames), { label: `and ${rest} more`, slot: null, n: null }] : legend
}

function figure(rows: Panel[][], words: FigureText & { summary: string; legend: FigureSpec['legend'] }): FigureSpec {
  return { ...words, title: visibleText(words.title), caption: visibleText(words.caption), summary: visibleText(words.summary), quickMark: '', rows }
}

/** The legend names the curves: names at the line ends would take the room of the plot. */
function curvePanel(chart: CompareChart, markers: boolean): CurvePanel {
  const { id: _id, measure: _measure, facet, series, ...axes } = chart
  return {
    ...axes,
    kind: 'curves',
    letter: '',
    title: facet === null ? '' : visibleText(facet.label),
    about: '',
    note: '',
    series: series.map(visibleLabel),
    endLabels: false,
    markers,
  }
}

function visibleLabel<S extends CurveSeries>(series: S): S {
  return { ...series, label: visibleText(series.label) }
}

function visiblePanel(panel: BoxPanel | ParallelPanel): Panel {
  if (panel.kind === 'boxes')
    return { ...panel, yTitle: visibleText(panel.yTitle), boxes: panel.boxes.map((box) => ({ ...box, label: visibleText(box.label) })) }
  const axes = panel.axes.map(({ title, ticks }) => ({ title: visibleText(title), ticks: ticks.map((tick) => ({ ...tick, text: visibleText(tick.text) })) }))
  return { ...panel, axes }
}

function rowsOf(panels: readonly Panel[], columns: number): Panel[][] {
  return Array.from({ length: Math.ceil(panels.length / columns) }, (_, row) => panels.slice(row * columns, (row + 1) * columns))
}
