/** How long an epoch takes here: measured by the lab a moment after the last change of a valid setup. */
import { useDebounceFn } from '@vueuse/core'
import { onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue'
import type { Estimate } from '../../../api/contract'
import type { ExperimentConfig } from '../../../engine/config/experiment'
import { failureOf } from '../../failure'
import { useLab } from '../../lab'

export type EstimateState =
  | { kind: 'none' }
  | { kind: 'measuring' }
  | { kind: 'measured'; estimate: Estimate }
  /** Everything trains: nothing is left to measure with. */
  | { kind: 'busy' }
  | { kind: 'failed'; message: string }

/** Milliseconds after the last change. */
const patience = 600

export function useEstimate(config: () => ExperimentConfig | null): Readonly<ShallowRef<EstimateState>> {
  const lab = useLab()
  const state = shallowRef<EstimateState>({ kind: 'none' })
  let round = 0

  async function measure(mine: number, experiment: ExperimentConfig): Promise<void> {
    try {
      const estimate = await lab.call('experiments.estimate', { config: experiment })
      if (mine === round) state.value = { kind: 'measured', estimate }
    } catch (error) {
      const failure = failureOf(error)
      if (mine === round) state.value = failure.code === 'busy' ? { kind: 'busy' } : { kind: 'failed', message: failure.message }
    }
  }
  const measureSoon = useDebounceFn((mine: number, experiment: ExperimentConfig) => {
    if (mine === round) void measure(mine, experiment)
  }, patience)

  watch(
    // Name, seeds and length change nothing about an epoch.
    () => {
      const experiment = config()
      if (!experiment) return ''
      const { name: _name, seeds: _seeds, epochs: _epochs, keepModels: _keepModels, ...rest } = experiment
      return JSON.stringify(rest)
    },
    () => {
      const mine = ++round
      const experiment = config()
      state.value = experiment ? { kind: 'measuring' } : { kind: 'none' }
      if (experiment) void measureSoon(mine, experiment)
    },
    { immediate: true },
  )
  onScopeDispose(() => round++)
  return state
}
