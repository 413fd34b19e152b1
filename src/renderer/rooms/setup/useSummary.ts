/** The rows of the summary in words, from the costs of the draft and the measured epoch. */
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { listSeeds } from '../../../engine/config/trials'
import { useAppInfo } from '../../composables/useAppInfo'
import { format, noValue } from '../../format'
import { countCosts, type Range, secondsInAll, secondsPerTrial } from './costs'
import { useDraft } from './useDraft'
import { type EstimateState, useEstimate } from './useEstimate'

export interface SummaryRow {
  name: string
  value: string
  /** How the value comes about; empty for none. */
  why: string
}

/** One setting of a sweep, before anything is trained. */
export interface GridRow {
  label: string
  parameters: string
  /** Of one trial; a dash until an epoch is measured. */
  time: string
}

export interface Summary {
  rows: ComputedRef<SummaryRow[]>
  /** The settings of the sweep; empty without one. */
  grid: ComputedRef<GridRow[]>
}

export function useSummary(): Summary {
  const { t } = useI18n()
  const { config, settings } = useDraft()
  const { info } = useAppInfo()
  const estimate = useEstimate(() => config.value)

  const trials = computed(() => (config.value && settings.value?.ok ? settings.value.value.map((setting) => setting.config) : null))
  const seeds = computed(() => (config.value ? listSeeds(config.value.seeds).length : 0))
  const workers = computed(() => info.value?.workers ?? 1)
  const costs = computed(() => (trials.value && config.value ? countCosts(trials.value, seeds.value, workers.value, config.value.keepModels.every) : null))

  function timeRow(state: EstimateState): Pick<SummaryRow, 'value' | 'why'> {
    switch (state.kind) {
      case 'none':
        return { value: noValue, why: '' }
      case 'measuring':
        return { value: noValue, why: t('setup.summary.measuring') }
      case 'busy':
        return { value: noValue, why: t('setup.summary.busy') }
      case 'failed':
        return { value: noValue, why: state.message }
      case 'measured': {
        const seconds = secondsInAll(trials.value ?? [], seeds.value, workers.value, state.estimate.secondsPerEpoch)
        return { value: format.roughly(seconds), why: t('setup.summary.measured', { count: format.count(state.estimate.batches) }, state.estimate.batches) }
      }
    }
  }

  const grid = computed(() => {
    if (!trials.value || !settings.value?.ok || settings.value.value.length < 2) return []
    const seconds = estimate.value.kind === 'measured' ? secondsPerTrial(trials.value, estimate.value.estimate.secondsPerEpoch) : []
    return settings.value.value.map(({ label, config: setting }, i) => ({
      label,
      parameters: format.compact(countCosts([setting], 1, 1, 0).parameters.min),
      time: seconds[i] === undefined ? noValue : format.roughly(seconds[i]),
    }))
  })

  const rows = computed(() => {
    const cost = costs.value
    const range = (values: Range | undefined, compactFrom: number) => {
      if (!values) return noValue
      const show = values.max < compactFrom ? format.count : format.compact
      return values.min === values.max ? show(values.min) : t('setup.summary.range', { min: show(values.min), max: show(values.max) })
    }
    const stepsWhy = () =>
      cost && config.value && cost.stepsPerEpoch.min === cost.stepsPerEpoch.max
        ? t('setup.summary.perEpoch', { steps: format.count(cost.stepsPerEpoch.min), epochs: format.count(config.value.epochs) })
        : t('setup.summary.aTrial')
    const trialsWhy = () => {
      const seedWords = t('setup.summary.seeds', { count: format.count(seeds.value) }, seeds.value)
      return cost && cost.settings > 1 ? t('setup.summary.grid', { settings: format.count(cost.settings), seeds: seedWords }) : seedWords
    }
    return [
      { name: t('setup.parameters'), value: range(cost?.parameters, 100_000), why: '' },
      { name: t('setup.summary.multiplyAdds'), value: range(cost?.multiplyAdds, 10_000), why: t('setup.summary.aSample') },
      { name: t('setup.summary.steps'), value: range(cost?.steps, 100_000), why: cost ? stepsWhy() : '' },
      { name: t('setup.summary.trials'), value: cost ? format.count(cost.trials) : noValue, why: cost ? trialsWhy() : '' },
      { name: t('setup.summary.time'), ...timeRow(estimate.value) },
      {
        name: t('setup.summary.memory'),
        value: cost ? format.bytes(cost.memory) : noValue,
        why: cost ? t('setup.summary.peak', { count: format.count(Math.min(workers.value, cost.trials)) }, Math.min(workers.value, cost.trials)) : '',
      },
      { name: t('setup.summary.disk'), value: cost ? format.bytes(cost.disk) : noValue, why: cost ? t('setup.summary.diskWhy') : '' },
    ]
  })
  return { rows, grid }
}
