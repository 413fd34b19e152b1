/** Small networks of every kind of layer, with weights drawn at random. */
import { trialSchema, type TrialConfig } from '../../../src/engine/config/experiment'
import { dataShape } from '../../../src/engine/config/data'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import { buildNetwork } from '../../../src/engine/layers/network'
import { encodeModel } from '../../../src/engine/models/model-file'
import { createStream } from '../../../src/engine/random/stream'
import type { Scaling } from '../../../src/engine/data/dataset'

/** A model's file whose numbers are of size 1; running variances are positive. */
export function tinyModel(
  config: unknown,
  { seed = 1, scaling = null }: { seed?: number; scaling?: Scaling | null } = {},
): { config: TrialConfig; file: Uint8Array } {
  const trial = trialSchema.parse(config)
  const random = createStream(seed, 'selection')
  const { modules } = buildNetwork(trial.network, dataShape(trial.data).inputs, createReferenceKernels(trial.precision), 1)
  for (const { name, data } of modules.tensors)
    for (let i = 0; i < data.length; i++) data[i] = name.endsWith('running_var') ? 0.5 + random.uniform() : random.gaussian()
  return { config: trial, file: encodeModel({ config: trial, seed, epoch: 3, parameters: modules.tensors.map((tensor) => ({ ...tensor })), scaling }) }
}

export const blobs = (fields: Record<string, unknown> = {}) => ({
  data: { source: 'blobs', classes: 3 },
  network: { layers: [{ units: 5, activation: 'tanh' }, { units: 3 }] },
  loss: 'cross_entropy',
  optimizer: { name: 'sgd', learningRate: 0.1 },
  epochs: 3,
  kernels: 'reference',
  ...fields,
})
