/** Series -> Chart.js datasets: lines, bands under their centre, hairlines of single trials. */
import type { ChartDataset, Point as ChartPoint } from 'chart.js'
import { decimate } from '../engine/statistics/decimate'
import { extentOf } from './clip'
import type { CurveMark, PlainCurve } from './marks'
import { markedRadii, pointStyle } from './markers'
import {
  seriesColumns,
  bandBounds,
  placeFrom,
  type BandPoint,
  type BandSeries,
  type CurveSeries,
  type LineSeries,
  type Point,
  type PointColumns,
} from './series'
import { scaledDash, slot } from './slots'
import { slotColour, withOpacity, type ChartTheme } from './theme'

export interface DatasetStyle {
  theme: ChartTheme
  /** Width of a main line in pixels. */
  lineWidth: number
  logX: boolean
  logY: boolean
  /** Points of a curve at most. */
  limit: number
  /** The part of the x axis that is shown: the limit is spent on it alone. */
  inSight: { from: number; to: number }
  /** Draws the slot's marker on the lines, about eight times, for print without colour. */
  markers: boolean
  /** Draws hairlines along the bands, for many that lie over each other. */
  bandEdges: boolean
}

/** Of more curves than these, the single trials or, where more have names, all are drawn plain: thin, without dashes and markers. */
export const mostDatasets = 60

/** Bands lie below hairlines, those below lines, so that no line is covered: Chart.js draws the highest order first. */
export function curveDatasets(series: readonly CurveSeries[], style: DatasetStyle): ChartDataset<'line'>[] {
  const bands = series.filter((one) => one.kind === 'band')
  const lines = series.filter((one) => one.kind === 'line')
  const trials = lines.filter((line) => line.emphasis === 'trial')
  if (series.length - trials.length > mostDatasets) return [plainDataset([...bands, ...trials, ...series.filter((one) => isNamed(one))], bands.length, style)]
  return [
    ...bands.flatMap((band) => bandDatasets(band, style)),
    ...(series.length > mostDatasets ? [plainDataset(trials, 0, style)] : trials.map((line) => trialDataset(line, style))),
    ...lines.filter((line) => line.emphasis === 'secondary').map((line) => lineDataset(line, style)),
    ...series.filter((one) => one.kind === 'band' || (one.emphasis ?? 'main') === 'main').map((one) => lineDataset(one, style)),
  ]
}

function isNamed(series: CurveSeries): boolean {
  return series.kind === 'band' || series.emphasis !== 'trial'
}

const orders = { main: 0, secondary: 1, trial: 2, band: 3 } as const

/** The rings under the pointer are the crosshair's: Chart.js would add dots of its own, on the bounds of bands too. */
const plainStyle = { borderWidth: 0, pointRadius: 0, pointHoverRadius: 0, pointHoverBorderWidth: 0, pointHitRadius: 0, tension: 0 }

const edgeOpacity = 0.6

/** The upper bound, filled down to the lower one that follows it. */
function bandDatasets(band: BandSeries, style: DatasetStyle): ChartDataset<'line'>[] {
  const points = seenBand(band, style)
  const bound = (pick: (point: (typeof points)[number]) => number | null) =>
    chartPoints(
      points.map((point) => ({ x: point.x, y: pick(point) })),
      style,
    )
  const colour = slotColour(style.theme, band.slot)
  const backgroundColor = withOpacity(colour, style.theme.bandOpacity)
  const edge = style.bandEdges ? { borderWidth: 0.35 * style.lineWidth, borderColor: withOpacity(colour, edgeOpacity) } : {}
  return [
    { ...plainStyle, ...edge, order: orders.band, data: bound((point) => point.high), fill: '+1', backgroundColor },
    { ...plainStyle, ...edge, order: orders.band, data: bound((point) => point.low), fill: false },
  ]
}

/**
 * A dataset of two points, between which the axes find room for all of the series; they are drawn by a plugin, of the first `areas` series,
 * which are bands, the area.
 */
function plainDataset(series: readonly CurveSeries[], areas: number, style: DatasetStyle): ChartDataset<'line'> {
  const plain = series.map((one, i) => (i < areas && one.kind === 'band' ? plainArea(one, style) : plainLine(one, style)))
  const { low, high } = extentOf(series, (x) => x >= style.inSight.from && x <= style.inSight.to, style.logY)
  const drawn = plain.find(({ points }) => points.x.length > 0)?.points.x
  const [first, last] = [drawn?.[0], drawn?.at(-1)]
  const data = first === undefined || last === undefined || low > high ? [] : [{ x: first, y: low }, { x: last, y: high }] // prettier-ignore
  return { ...plainStyle, order: orders.trial, data, showLine: false, fill: false, plain }
}

function plainLine(series: CurveSeries, style: DatasetStyle): PlainCurve {
  const trial = series.kind === 'line' && series.emphasis === 'trial'
  const opacity = trial ? style.theme.trialOpacity : 1
  return {
    points: plainPoints(seriesColumns(series), seenPlaces(series, style), style),
    low: null,
    colour: withOpacity(slotColour(style.theme, series.slot), opacity),
    width: style.lineWidth * (trial ? 0.375 : 0.5),
  }
}

function plainArea(band: BandSeries, style: DatasetStyle): PlainCurve {
  const { x, low, high } = bandBounds(band)
  const places = bandPlaces(band, style)
  return {
    points: plainPoints({ x, y: high }, places, style),
    low: plainPoints({ x, y: low }, places, style).y,
    colour: withOpacity(slotColour(style.theme, band.slot), style.theme.bandOpacity),
    width: 0,
  }
}

/** What a logarithm cannot show is a gap. */
function plainPoints({ x, y }: PointColumns, places: readonly number[], { logY }: DatasetStyle): PointColumns {
  const points = { x: new Float64Array(places.length), y: new Float64Array(places.length) }
  for (let i = 0; i < places.length; i++) {
    const value = y[places[i]!]!
    points.x[i] = x[places[i]!]!
    points.y[i] = logY && value <= 0 ? Number.NaN : value
  }
  return points
}

function trialDataset(line: LineSeries, style: DatasetStyle): ChartDataset<'line'> {
  const points = seenLine(line, style)
  const borderColor = withOpacity(slotColour(style.theme, line.slot), style.theme.trialOpacity)
  return { ...plainStyle, order: orders.trial, data: chartPoints(points, style), borderColor, borderWidth: style.lineWidth * 0.375, fill: false }
}

function lineDataset(series: CurveSeries, style: DatasetStyle): ChartDataset<'line'> {
  const points = seenLine(series, style)
  const secondary = series.kind === 'line' && series.emphasis === 'secondary'
  const width = secondary ? style.lineWidth * 0.6 : style.lineWidth
  const opacity = secondary ? 0.6 : 1
  const colour = slotColour(style.theme, series.slot)
  const curve: CurveMark = { label: series.label, slot: series.slot, width, opacity }
  const open = slot(series.slot).open
  return {
    ...plainStyle,
    label: series.label,
    order: secondary ? orders.secondary : orders.main,
    curve,
    data: chartPoints(points, style),
    borderColor: withOpacity(colour, opacity),
    borderWidth: width,
    borderDash: scaledDash(series.slot, width),
    borderJoinStyle: 'round',
    // A curve along the border, such as an accuracy of 1, keeps its full width.
    clip: width,
    fill: false,
    ...(style.markers && !secondary
      ? {
          pointStyle: pointStyle(series.slot),
          pointRadius: markedRadii(points, style.lineWidth * 2, series.slot),
          pointBackgroundColor: open ? style.theme.panel : colour,
          pointBorderColor: colour,
          pointBorderWidth: style.lineWidth * 0.7,
          // A marker on the edge of the plot is drawn whole; below the plot a curve would cross the axis.
          clip: { left: 3 * style.lineWidth, top: 3 * style.lineWidth, right: 3 * style.lineWidth, bottom: style.lineWidth / 2 },
        }
      : singlePoint(points, colour, style)),
  }
}

/** A value without neighbours, such as a run of one epoch, has no line: it is drawn as a point. */
function singlePoint(points: readonly Point[], colour: string, style: DatasetStyle): Partial<ChartDataset<'line'>> {
  const lone = points.map((point, i) => point.y !== null && (points[i - 1]?.y ?? null) === null && (points[i + 1]?.y ?? null) === null)
  if (!lone.includes(true)) return {}
  const radii = lone.map((is) => (is ? style.lineWidth * 1.25 : 0))
  return { pointRadius: radii, pointHoverRadius: radii, pointBackgroundColor: colour, pointBorderColor: colour, pointBorderWidth: 0 }
}

/** The places in sight and their neighbours, to which the lines go on. A logarithmic x axis has no epoch 0. */
function placesInSight(x: Float64Array, { logX, inSight }: DatasetStyle): { from: number; to: number } {
  const least = logX ? placeFrom(x, Number.MIN_VALUE) : 0
  const from = Math.max(least, placeFrom(x, inSight.from) - 1)
  return { from, to: Math.max(from, Math.min(x.length, placeFrom(x, inSight.to) + 2)) }
}

/** Of a line, or of the centre of a band, as many places as are drawn. */
function seenPlaces(series: CurveSeries, style: DatasetStyle): number[] {
  const { x, y } = seriesColumns(series)
  return decimate([y], placesInSight(x, style), style.limit)
}

/** Of a band, with the extremes of centre and both bounds. */
function bandPlaces(band: BandSeries, style: DatasetStyle): number[] {
  const { x, y, low, high } = bandBounds(band)
  return decimate([y, low, high], placesInSight(x, style), style.limit)
}

function seenLine(series: CurveSeries, style: DatasetStyle): Point[] {
  const { x, y } = seriesColumns(series)
  return seenPlaces(series, style).map((i) => ({ x: x[i]!, y: Number.isNaN(y[i]) ? null : y[i]! }))
}

function seenBand(band: BandSeries, style: DatasetStyle): BandPoint[] {
  return bandPlaces(band, style).map((i) => band.points[i]!)
}

/** Gaps become NaN, where Chart.js lifts the pen; so do values that a logarithm cannot show. */
function chartPoints(points: readonly Point[], style: DatasetStyle): ChartPoint[] {
  return points.map(({ x, y }) => ({ x, y: y === null || (style.logY && y <= 0) ? Number.NaN : y }))
}
