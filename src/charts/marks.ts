/** What a dataset says about itself to the plugins that draw beside Chart.js. */
import type { ChartType } from 'chart.js'
import type { PointColumns } from './series'

export interface CurveMark {
  /** The name at the end of the line. */
  label: string
  slot: number
  width: number
  opacity: number
}

/** A curve that a plugin draws: a line, or the area between two. */
export interface PlainCurve {
  /** Decimated; of an area the upper bound. */
  points: PointColumns
  /** The lower bound of an area at the same places, a gap as NaN. */
  low: Float64Array | null
  colour: string
  /** In pixels; an area has none. */
  width: number
}

declare module 'chart.js' {
  interface LineControllerDatasetOptions {
    /** Only on the dataset that is a curve: bands' bounds and single trials have none. */
    curve: CurveMark
  }
  // The type parameters must be repeated for the declarations to merge.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface ChartDatasetProperties<TType extends ChartType, TData> {
    /** Only on the dataset that stands for many curves. */
    plain?: readonly PlainCurve[]
  }
}
