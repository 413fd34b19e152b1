/** The ends of both axes of a plane in words: one number where they are alike and have no names. */
import type { useI18n } from 'vue-i18n'
import { format } from '../../format'
import type { Plane, Span } from './learned'

/** @param features names of the inputs, null where they have none */
export function axisWords(plane: Plane, features: readonly string[] | null, t: ReturnType<typeof useI18n>['t']): string[] {
  const [across, up] = features ?? []
  if (across === undefined || up === undefined) return [t('run.reach', { reach: format.short(plane.x.high, 2) })]
  const ends = ({ low, high }: Span) => ({ low: format.short(low, 3), high: format.short(high, 3) })
  return [t('run.ends.across', { name: across, ...ends(plane.x) }), t('run.ends.up', { name: up, ...ends(plane.y) })]
}
