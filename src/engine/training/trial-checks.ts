/** What must be true of a trial before it is allocated, and what tells it from other trials. */
import { canonicalJson } from '../config/canonical'
import type { TrialConfig } from '../config/experiment'
import { outputUnits } from '../config/loss'
import type { TrialData } from '../data/dataset'
import { checkTargets } from '../losses/registry'
import { crc32 } from './crc32'

/** Throws a RangeError when the data does not fit the network, or there is none. */
export function checkData(config: TrialConfig, { training, validation }: TrialData): void {
  if (training.samples < 1) throw new RangeError('there are no training samples')
  const outputs = config.network.layers.at(-1)?.units
  for (const [name, data] of Object.entries({ training, validation })) {
    if (data === null) continue
    const { kind } = data.targets
    const wanted = data.targets.kind === 'classes' ? data.targets.classes : data.targets.outputs
    const units = outputUnits(config.loss, { task: kind === 'classes' ? 'classification' : 'regression', outputs: wanted })
    if (units !== outputs) throw new RangeError(`the ${name} data has ${wanted} outputs, the network ${outputs}`)
    if (data.inputs !== training.inputs) throw new RangeError(`the ${name} data has ${data.inputs} features, the training data ${training.inputs}`)
    if (kind !== training.targets.kind) throw new RangeError(`the ${name} data has ${kind}, the training data ${training.targets.kind}`)
    checkTargets(config.loss, data, `${name} data`)
  }
}

/** A number that two trials share only by chance, unless configuration, seed and sizes of the data are the same. */
export function trialIdentity(config: TrialConfig, seed: number, { training, validation }: TrialData): number {
  const sizes = [training.samples, training.inputs, validation?.samples ?? 0]
  return crc32(new TextEncoder().encode(canonicalJson({ config, seed, sizes })))
}
