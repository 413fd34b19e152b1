/** What a network with one or two inputs has learned, as something to draw: the classes over a plane, or a curve through points. */
import { dataShape, storedSetOf } from '../../../engine/config/data'
import type { TrialConfig } from '../../../engine/config/experiment'
import type { Dataset, Predictor } from '../../../engine/index'

export type Drawable = 'plane' | 'curve'

/** Whether and how the network's answers can be drawn over its inputs. */
export function drawable(config: Pick<TrialConfig, 'data'>): Drawable | null {
  const { task, inputs, outputs } = dataShape(config.data)
  if (task === 'classification' && inputs === 2) return 'plane'
  return task === 'regression' && inputs === 1 && outputs === 1 ? 'curve' : null
}

export interface SamplePoint {
  x: number
  y: number
  /** The class, or 0 in regression. */
  label: number
}

/** Samples drawn at most: more would be one blot, and take longer than a key press or an update may. */
export const mostPoints = 600

/** The first samples as points of the picture. */
export function samplePoints(data: Dataset): SamplePoint[] {
  const { features, targets, inputs } = data
  const scale = features.kind === 'bytes' ? 1 / 255 : 1
  const feature = (sample: number, k: number) => (features.values[(features.rows?.[sample] ?? sample) * inputs + k] ?? 0) * scale
  return Array.from({ length: Math.min(data.samples, mostPoints) }, (_, i) =>
    targets.kind === 'classes'
      ? { x: feature(i, 0), y: feature(i, 1), label: targets.labels[i] ?? 0 }
      : { x: feature(i, 0), y: targets.values[i] ?? 0, label: 0 },
  )
}

/** How far the square around the points reaches, at least from -1 to 1. */
export function reachOf(points: readonly SamplePoint[]): number {
  return points.reduce((reach, { x, y }) => Math.max(reach, Math.abs(x), Math.abs(y)), 1)
}

/** What a picture shows of an axis. */
export interface Span {
  low: number
  high: number
}

/** What a picture shows of two axes. */
export interface Plane {
  x: Span
  y: Span
}

export function square(reach: number): Plane {
  return { x: { low: -reach, high: reach }, y: { low: -reach, high: reach } }
}

/** Of a span, how much of it lies beyond the samples on each side. */
const margin = 0.04

/** Around the points: a square for data that are drawn, whose axes have one unit; of a table each axis by its own column. */
export function planeOf(points: readonly SamplePoint[], config: Pick<TrialConfig, 'data'>): Plane {
  const isPlane = drawable(config) === 'plane'
  if (storedSetOf(config.data) === null) return square(reachOf(isPlane ? points : points.map((point) => ({ ...point, y: 0 }))))
  return planeAround(points)
}

/** Each axis by its own values. */
export function planeAround(points: readonly Pick<SamplePoint, 'x' | 'y'>[]): Plane {
  return { x: spanOf(points.map(({ x }) => x)), y: spanOf(points.map(({ y }) => y)) }
}

function spanOf(values: readonly number[]): Span {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
  if (low > high) return { low: -1, high: 1 }
  const beyond = low === high ? 1 : ((high - low) * margin) / (1 - 2 * margin)
  return { low: low - beyond, high: high + beyond }
}

/** Where a value lies in a span, from -1 to 1. */
export function placeIn({ low, high }: Span, value: number): number {
  return (2 * (value - low)) / (high - low) - 1
}

/** The value at a place from -1 to 1. */
export function valueAt({ low, high }: Span, place: number): number {
  return (low + high) / 2 + ((high - low) / 2) * place
}

export interface ClassField {
  /** Cells in a row and in a column; row 0 is the top. */
  side: number
  /** The most probable class of each cell. */
  winner: Uint8Array
  /** How sure the network is, from 0 where all classes are equal to 1. */
  certainty: Float64Array
}

/** The middles of the cells of a grid over the plane, from the top row on: (side * side, 2). */
export function gridOf({ x, y }: Plane, side: number): Float64Array {
  const places = new Float64Array(2 * side * side)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const at = 2 * (row * side + column)
      places[at] = valueAt(x, (2 * (column + 0.5)) / side - 1)
      places[at + 1] = valueAt(y, 1 - (2 * (row + 0.5)) / side)
    }
  }
  return places
}

/** Asks the network at the middle of every cell of a grid over the plane. */
export function classField(predictor: Predictor, plane: Plane, side: number): ClassField {
  const probabilities = predictor.predictRows(gridOf(plane, side), side * side)
  const classes = predictor.outputs
  const winner = new Uint8Array(side * side)
  const certainty = new Float64Array(side * side)
  for (let cell = 0; cell < side * side; cell++) {
    const row = probabilities.subarray(cell * classes, (cell + 1) * classes)
    const best = row.reduce((most, p, k) => (p > (row[most] ?? 0) ? k : most), 0)
    winner[cell] = best
    certainty[cell] = ((row[best] ?? 0) - 1 / classes) / (1 - 1 / classes)
  }
  return { side, winner, certainty }
}

export interface ValueField {
  /** Cells in a row and in a column; row 0 is the top. */
  side: number
  /** The number that the network answers in each cell. */
  values: Float64Array
}

/** The same of a network that answers with a number; of several the first. */
export function valueField(predictor: Predictor, plane: Plane, side: number): ValueField {
  const answers = predictor.predictRows(gridOf(plane, side), side * side)
  return { side, values: Float64Array.from({ length: side * side }, (_, cell) => answers[cell * predictor.outputs] ?? NaN) }
}

/** The network's curve at `count` places from end to end of the span. */
export function curveOf(predictor: Predictor, span: Span, count: number): { x: number; y: number }[] {
  const xs = Float64Array.from({ length: count }, (_, i) => valueAt(span, (2 * i) / (count - 1) - 1))
  const ys = predictor.predictRows(xs, count)
  return Array.from(xs, (x, i) => ({ x, y: ys[i] ?? 0 }))
}
