/** `lab train`: runs an experiment in a lab of its own and reports every epoch once it is stored. */
import type { ExperimentConfig } from '../../engine/config/experiment'
import { noteCutOff } from '../cut-off'
import { describeRuns, followRuns, type FollowOptions } from '../follow-runs'
import { printable } from '../text'

export interface TrainOptions extends FollowOptions {
  config: ExperimentConfig
  /** Of the program. */
  version: string
}

/** Trains and closes the lab; returns the exit code. */
export function train({ config, version, ...options }: TrainOptions): Promise<number> {
  const { terminal } = options
  return followRuns(async (client) => {
    noteCutOff(terminal, await client.call('runs.list', { limit: 10_000 }), version)
    const { runs } = await client.call('experiments.start', { config })
    terminal.note(`Training ${printable(config.name)}: ${describeRuns(runs)}`)
    return runs
  }, options)
}
