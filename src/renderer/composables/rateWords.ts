/** Changes of the learning rate of a run in words: each rate with the epoch from which it holds. */
import type { useI18n } from 'vue-i18n'
import type { RunRow } from '../../api/records'
import { format } from '../format'

export function rateWords({ rateChanges }: Pick<RunRow, 'rateChanges'>, t: ReturnType<typeof useI18n>['t']): string {
  return rateChanges.map(({ epoch, learningRate }) => t('common.rateFrom', { rate: format.short(learningRate, 6), epoch: format.count(epoch) })).join(', ')
}
