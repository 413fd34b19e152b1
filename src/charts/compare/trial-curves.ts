/** The recorded epochs of one trial as columns of numbers, however they arrived: fetched whole, or epoch by epoch while it trains. */
import { curveColumns, type CurveColumn, type CurveColumns, type CurveSketch, type RunCurves } from '../../api/curves'
import type { EpochRecord } from '../../engine/training/records'

export interface TrialCurves {
  /** In order. */
  epochs: Float64Array
  /** NaN where an epoch has no value. */
  columns: CurveColumns
  /** Columns that are not there yet, in few points. */
  sketches?: Partial<Record<CurveColumn, Pick<CurveSketch, 'epochs' | 'values'>>>
}

export const noCurves: TrialCurves = { epochs: new Float64Array(0), columns: {} }

/** Epochs from 0 on, shared by all trials that begin there: a thousand trials of as many epochs need no list each. */
let fromZero = new Float64Array(0)

export function ofRunCurves({ first, length, epochs, columns }: RunCurves): TrialCurves {
  return { epochs: epochs ?? epochsFrom(first, length), columns }
}

function epochsFrom(first: number, length: number): Float64Array {
  if (first !== 0) return Float64Array.from({ length }, (_, i) => first + i)
  if (fromZero.length < length) fromZero = Float64Array.from({ length: 2 * length }, (_, i) => i)
  return fromZero.subarray(0, length)
}

const columnOf: Record<CurveColumn, (record: EpochRecord) => number | null> = {
  trainLoss: ({ train }) => train.loss,
  trainAccuracy: ({ train }) => train.accuracy,
  validationLoss: ({ validation }) => validation.loss,
  validationAccuracy: ({ validation }) => validation.accuracy,
  learningRate: ({ learningRate }) => learningRate,
  seconds: ({ seconds }) => seconds,
}

/** All columns of records in order of their epochs. */
export function ofRecords(records: readonly EpochRecord[]): TrialCurves {
  const columns: CurveColumns = {}
  for (const column of curveColumns) columns[column] = Float64Array.from(records, (record) => columnOf[column](record) ?? Number.NaN)
  return { epochs: Float64Array.from(records, ({ epoch }) => epoch), columns }
}

/** With records that arrived, in any order; one that comes again replaces the earlier. Columns that are not known stay unknown. */
export function addRecords(known: TrialCurves, records: readonly EpochRecord[]): TrialCurves {
  const byEpoch = new Map(records.map((record) => [record.epoch, record]))
  const arrived = ofRecords([...byEpoch.values()].sort((a, b) => a.epoch - b.epoch))
  const order = mergedOrder(known.epochs, arrived.epochs)
  const pick = (one: Float64Array, other: Float64Array) => Float64Array.from(order, (place) => (place >= 0 ? one[place]! : other[~place]!))
  const columns: CurveColumns = {}
  for (const column of curveColumns) {
    const [values, more] = [known.columns[column], arrived.columns[column]]
    if (values && more) columns[column] = pick(values, more)
  }
  return { epochs: pick(known.epochs, arrived.epochs), columns }
}

/** Both lists as one, in order: the place i in the first list as i, in the second as ~i; where both have an epoch, the second's. */
function mergedOrder(known: Float64Array, arrived: Float64Array): number[] {
  const order: number[] = []
  let [i, j] = [0, 0]
  while (i < known.length || j < arrived.length) {
    const [a, b] = [known[i] ?? Infinity, arrived[j] ?? Infinity]
    order.push(a < b ? i : ~j)
    if (a <= b) i++
    if (b <= a) j++
  }
  return order
}
