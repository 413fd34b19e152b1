/** What a new setup can begin with: a small XOR that is ready to run, the experiments of the report, and that of the pretrained model. */
import type { ExperimentConfig } from '../../../engine/config/experiment'
import { findPreset, presets } from '../../../engine/config/presets'

export interface Starter {
  id: string
  /** Short mark before the title, such as "Fig. 4"; empty for none. */
  mark: string
  title: string
  config: ExperimentConfig
}

function firstExperiment(): Starter {
  const preset = findPreset('fig3')
  if (!preset) throw new Error('The presets hold no fig3')
  return { id: 'xor', mark: '', title: 'XOR, one seed', config: { ...preset.config, name: 'XOR', seeds: { count: 1 } } }
}

export const starters: readonly Starter[] = [
  firstExperiment(),
  ...presets.map((preset) => ({
    id: preset.id,
    mark: preset.id.startsWith('fig') ? `Fig. ${preset.id.slice(3)}` : '',
    title: preset.title,
    config: preset.config,
  })),
]

export function findStarter(id: string): Starter | undefined {
  return starters.find((starter) => starter.id === id)
}
