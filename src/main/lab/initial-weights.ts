/** What a trial is given besides configuration and seed: weights to begin with, where it is forked or was imported, and changes of its learning rate. */
import type { Queries } from '../../../db/queries'
import type { InitialWeights } from '../../../db/recorder'
import type { InitialWeightsChoice } from '../../api/contract'
import { LabError } from '../../api/failure'
import type { RunOrigin } from '../../api/records'
import type { ExperimentConfig } from '../../engine/config/experiment'
import type { RateChange } from '../../engine/config/rate-changes'
import { networkMisfit } from '../../engine/config/same-network'

/**
 * Throws a LabError: `not-found` where the run has not kept these weights, `invalid` with the field where they do not fit the network or
 * the experiment sweeps over what would change it.
 */
export function chooseWeights(queries: Queries, config: ExperimentConfig, { run, kind, epoch }: InitialWeightsChoice): InitialWeights {
  const row = queries.getRun(run)
  const misfit = networkMisfit(config, row.config)
  if (misfit) throw new LabError('invalid', misfit.message, misfit.field)
  const resizing = config.sweep.findIndex(({ field }) => /^(network|data|precision)\b/.test(field))
  if (resizing >= 0) throw new LabError('invalid', 'A run that begins with kept weights cannot sweep over its network or its data', `sweep.${resizing}.field`)
  if (kind === 'initial') {
    const weights = queries.getInitialWeights(row.experiment)
    if (weights === null || row.origin === null) throw new LabError('not-found', `Run ${run} drew its own weights: it has none to hand on`)
    return { origin: row.origin, ...weights }
  }
  const model = queries.getModel(run, kind, epoch)
  return { origin: { run, epoch: model.epoch }, file: model.file, sha256: model.sha256 }
}

/** How a trial is started with kept weights: those of a run are trained on, those of no run came from another program and are scored as they are. */
export function startingWith(initial: Uint8Array | null, origin: RunOrigin | null): { initial?: Uint8Array; untrained?: true } {
  if (initial === null) return {}
  return origin === null ? { initial, untrained: true } : { initial }
}

/** The changes of its learning rate that a trial repeats. */
export function steeredBy(recorded: readonly RateChange[]): { rateChanges?: RateChange[] } {
  if (recorded.length === 0) return {}
  return { rateChanges: recorded.map(({ epoch, learningRate }) => ({ epoch, learningRate })) }
}
