/** Where the values of the legend are taken, in words. */
import type { useI18n } from 'vue-i18n'
import { format } from '../../format'
import type { Comparison } from './useComparison'

export function placeText({ hoverX, state }: Pick<Comparison, 'hoverX' | 'state'>, t: ReturnType<typeof useI18n>['t']): string {
  const x = hoverX.value
  if (x === null) return t(state.value.score === 'best' ? 'compare.atBest' : 'compare.atLast')
  return t(`compare.at.${state.value.x}`, { x: state.value.x === 'seconds' ? format.short(x, 4) : format.count(x) })
}
