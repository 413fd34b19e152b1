/** What Home offers to start: the small XOR, with one seed or many, and the digit network. */
import type { ExperimentConfig } from '../../../engine/config/experiment'
import { findStarter } from '../setup/starters'

function starter(id: string): ExperimentConfig {
  const found = findStarter(id)
  if (!found) throw new Error(`No setup begins with ${id}`)
  return found.config
}

export const xor = starter('xor')

/** The band of a figure: enough seeds for quartiles that mean something. */
export const manySeeds = 20

export function withSeeds(config: ExperimentConfig, count: number): ExperimentConfig {
  return { ...config, seeds: { count } }
}

/** The report's digit network, short enough to wait for. */
export const digits: ExperimentConfig = { ...starter('fig4'), name: 'Digits', epochs: 10, seeds: { count: 1 } }
