/** How the samples of a playground are marked: by colour and shape of their class, or by the colour of the number that is to be answered. */
import type { Targets } from '../../../../engine/index'
import type { Marker } from '../../../../charts/slots'
import { classMarks } from '../../run/classMarks'
import type { Span } from '../../run/learned'

export interface SampleMark {
  marker: Marker
  fill: string
  stroke: string
}

/** From the smallest to the largest number that is to be answered; null for classes. */
export function valueRange(targets: readonly Targets[]): Span | null {
  const values = targets.flatMap((one) => (one.kind === 'values' ? [...one.values] : []))
  if (values.length === 0) return null
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
  return low < high ? { low, high } : { low: low - 1, high: high + 1 }
}

/** Where a value lies in the range, from 0 to 1. */
export function shareIn({ low, high }: Span, value: number): number {
  return Math.max(0, Math.min(1, (value - low) / (high - low)))
}

/** The mark of each sample by its number. Numbers have the colours of the field, so that a sample that is answered right is one with its ground. */
export function sampleMarks(targets: Targets, range: Span | null): (sample: number) => SampleMark {
  switch (targets.kind) {
    case 'classes': {
      const marks = classMarks(targets.classes)
      return (sample) => marks[targets.labels[sample]!]!
    }
    case 'values': {
      const { low, high } = range ?? { low: 0, high: 1 }
      return (sample) => {
        const percent = 100 * shareIn({ low, high }, targets.values[sample * targets.outputs]!)
        return { marker: 'circle', fill: `color-mix(in srgb, var(--ui-primary) ${percent}%, var(--ui-bg))`, stroke: 'var(--ui-text-muted)' }
      }
    }
  }
}
