/** What must be true of a trial before it is allocated, and what tells it from other trials. */
import { canonicalJson } from '../config/canonical'
import type { TrialConfig } from '../config/experiment'
import { FieldError } from '../config/field-error'
import { outputUnits } from '../config/loss'
import { batchMisfit } from '../config/whole-batches'
import { checkDataset } from '../data/check'
import type { TrialData } from '../data/dataset'
import { checkTargets } from '../losses/registry'
import { crc32 } from './crc32'

/**
 * @throws DataError that names the row of the first number that is not finite, of the first label that is no class, or of the first
 *   targets that the loss cannot read
 * @throws FieldError when there are fewer training samples than a batch takes, or batches are not what batch normalisation needs
 * @throws RangeError when the data does not fit the network
 */
export function checkData(config: TrialConfig, { training, validation }: TrialData): void {
  const outputs = config.network.layers.at(-1)?.units
  for (const [part, data] of Object.entries({ training, validation })) {
    if (data === null) continue
    const { kind } = data.targets
    const wanted = data.targets.kind === 'classes' ? data.targets.classes : data.targets.outputs
    const units = outputUnits(config.loss, { task: kind === 'classes' ? 'classification' : 'regression', outputs: wanted })
    if (units !== outputs) throw new RangeError(`the ${part} data has ${wanted} outputs, the network ${outputs}`)
    if (data.inputs !== training.inputs) throw new RangeError(`the ${part} data has ${data.inputs} features, the training data ${training.inputs}`)
    if (kind !== training.targets.kind) throw new RangeError(`the ${part} data has ${kind}, the training data ${training.targets.kind}`)
    checkDataset(data, `${part} data`)
    checkTargets(config.loss, data, `${part} data`)
  }
  if (config.batchSize !== 'full' && config.batchSize > training.samples)
    throw new FieldError('batchSize', `Batch size is ${config.batchSize} but the data has ${training.samples} training samples`)
  const misfit = batchMisfit(config.network, { ...config, ...training })
  if (misfit !== null) throw new FieldError('batchSize', misfit)
}

/** A number that two trials share only by chance, unless configuration, seed and sizes of the data are the same. */
export function trialIdentity(config: TrialConfig, seed: number, { training, validation }: TrialData): number {
  const sizes = [training.samples, training.inputs, validation?.samples ?? 0]
  return crc32(new TextEncoder().encode(canonicalJson({ config, seed, sizes })))
}
