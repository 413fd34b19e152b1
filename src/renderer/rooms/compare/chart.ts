/** One of the room's charts: a measure with its curves and axis, the same on screen and in a file. */
import type { Measure } from '../../../charts/from-records'
import type { CurveSeries } from '../../../charts/series'

export interface CompareChart {
  measure: Measure
  yTitle: string
  series: readonly CurveSeries[]
  logY: boolean
  yMin?: number
  yMax?: number
  yStep?: number
}
