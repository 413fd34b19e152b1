/** Recorded epochs as columns of numbers: what charts draw, without the rest of each epoch's row. */

export const curveColumns = ['trainLoss', 'trainAccuracy', 'validationLoss', 'validationAccuracy', 'learningRate', 'seconds'] as const
export type CurveColumn = (typeof curveColumns)[number]

/** Values by column, in the order of the epochs; NaN where an epoch has none: what is recorded is finite. */
export type CurveColumns = Partial<Record<CurveColumn, Float64Array>>

/** Chosen columns of one run. */
export interface RunCurves {
  run: number
  /** The first recorded epoch, and how many there are. */
  first: number
  length: number
  /** The epochs themselves where one is missing between others; null where they follow each other. */
  epochs: Float64Array | null
  columns: CurveColumns
}

/** A column of a run in few points, among them its extremes: what is drawn until the column itself has come. */
export interface CurveSketch {
  run: number
  column: CurveColumn
  /** In order, and the value at each: those without one are left out. */
  epochs: Float64Array
  values: Float64Array
}
