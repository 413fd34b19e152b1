/** Values of measures as numbers on screen. */
import { isShare, type CompareMeasure } from '../../../charts/compare/measures'
import { format } from '../../format'

export function valueText(measure: CompareMeasure, value: number): string {
  return isShare(measure) ? format.share(value) : measure === 'loss' ? format.loss(value) : format.short(value)
}

/** With its sign; shares differ by points of a hundred. */
export function differenceText(measure: CompareMeasure, difference: number): string {
  const text = isShare(measure)
    ? format.fixed(difference * 100, 2)
    : Math.abs(difference) >= 0.0005 && Math.abs(difference) < 1000
      ? format.fixed(difference, 4)
      : format.short(difference, 2)
  return difference > 0 ? `+${text}` : text
}
