/** The experiment that an imported data set begins with: a small network that learns most tables, to be changed from there. */
import type { ExperimentConfig } from './experiment'
import type { StoredSetConfig } from './stored-set'
import { validateExperiment } from './validate'
import { holdoutSizes } from './validation'

export interface NamedSet {
  /** What the experiment is called. */
  name: string
  set: StoredSetConfig
  /** Samples of the rarest class; null for targets without classes. */
  rarestClass: number | null
  /** Whether every feature has different values, without which it cannot be standardised. */
  scalable: boolean
}

const fraction = 0.2
const batch = 32

/** Features standardised where they can be, one hidden layer, Adam; a fifth is held out, from each class where every class has enough. Throws where the set cannot be trained on. */
export function tableExperiment({ name, set, rarestClass, scalable }: NamedSet): ExperimentConfig {
  const sizes = holdoutSizes(set.samples, fraction)
  const held = sizes.validation > 0
  const stratified = rarestClass !== null && rarestClass > 1 && sizes.validation >= set.outputs
  const training = held ? sizes.training : set.samples
  const validated = validateExperiment({
    name,
    data: { source: 'table', set, scaling: scalable ? 'standard' : 'none' },
    network: { layers: [{ units: 32, activation: 'relu' }, { units: set.outputs }] },
    loss: set.task === 'classification' ? 'cross_entropy' : 'mse',
    optimizer: { name: 'adam', learningRate: 0.001 },
    batchSize: training > batch ? batch : 'full',
    epochs: 50,
    validation: held ? { kind: 'holdout', fraction, stratified } : { kind: 'none' },
  })
  if (!validated.ok) throw new Error(`the first experiment of a table is not valid: ${validated.problems[0]?.message ?? ''}`)
  return validated.value
}
