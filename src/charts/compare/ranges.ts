/** The y range of compared curves: what the start of training, or single spikes, would stretch is cut off. */
import { quantileOfSorted, sortAscending } from '../../engine/statistics/quantiles'
import { clippedRange, extentOf, fitRange, type YRange } from '../clip'
import { seriesColumns, placeFrom, type CurveSeries } from '../series'
import type { Clipping, ZoomRange } from './state'

/** Share of values that is cut off at each end where outliers are clipped. */
const outlierShare = 0.02

/**
 * Null where the axis fits itself. `start` fits the last nine tenths of the x axis; `outliers` fits from the quantile 0.02 to 0.98 of the values
 * in sight. A part that is zoomed into is in sight whole: its start is no start of training.
 */
export function yRange(series: readonly CurveSeries[], { clip, logY, zoom }: { clip: Clipping; logY: boolean; zoom: ZoomRange | null }): YRange | null {
  switch (clip) {
    case 'none':
      return null
    case 'start':
      return zoom === null ? clippedRange(series, logY) : null
    case 'outliers':
      return withoutOutliers(series, logY, zoom)
  }
}

/** The range of all values in sight, for charts that share their axes; null where it has no height. */
export function wholeRange(series: readonly CurveSeries[], { logY, zoom }: { logY: boolean; zoom: ZoomRange | null }): YRange | null {
  const { low, high } = extentOf(series, (x) => zoom === null || (x >= zoom.from && x <= zoom.to), logY)
  return fitRange(low, high, logY)
}

function withoutOutliers(series: readonly CurveSeries[], logY: boolean, zoom: ZoomRange | null): YRange | null {
  const values: number[] = []
  for (const one of series) {
    const { x, y } = seriesColumns(one)
    const [from, to] = zoom === null ? [0, x.length] : [placeFrom(x, zoom.from), placeFrom(x, zoom.to)]
    for (let i = from; i < x.length && (i < to || x[i] === zoom?.to); i++) if (!Number.isNaN(y[i]) && (!logY || y[i]! > 0)) values.push(y[i]!)
  }
  if (values.length === 0) return null
  const sorted = sortAscending(values)
  const [low, high] = [quantileOfSorted(sorted, outlierShare), quantileOfSorted(sorted, 1 - outlierShare)]
  return fitRange(low, high, logY)
}
