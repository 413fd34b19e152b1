/** Trials for the parity of kernels: data of every kind, and configurations from all over the schema. */
import fc from 'fast-check'
import type { TrialConfig } from '../../src/engine/config/experiment'
import { trialSchema } from '../../src/engine/config/experiment'
import type { Dataset } from '../../src/engine/data/dataset'
import { fitScaling, withScaling } from '../../src/engine/data/scaling'
import { createStream } from '../../src/engine/random/stream'

export interface ParityTrial {
  config: TrialConfig
  data: Dataset
}

const task = fc.constantFrom('cross_entropy', 'smoothed', 'weighted', 'bce', 'mse', 'mae', 'huber')
export type ParityTask = typeof task extends fc.Arbitrary<infer T> ? T : never

/** What the features are: numbers, images that are mostly zero (with all-zero rows), dense images, and standardised images. */
export const featureKinds = ['real', 'sparse', 'dense', 'standardised'] as const
export type FeatureKind = (typeof featureKinds)[number]

export interface DataWish {
  kind: FeatureKind
  samples: number
  inputs: number
  /** Classes or targets. */
  outputs: number
  task: ParityTask
  seed: number
}

/** Random data; in sparse images every fifth row is all zero and about four of five pixels are. */
export function drawData({ kind, samples, inputs, outputs, task, seed }: DataWish): Dataset {
  const stream = createStream(seed, 'data')
  const classes = task === 'bce' ? 2 : outputs
  const regression = task === 'mse' || task === 'mae' || task === 'huber'
  const targets: Dataset['targets'] = regression
    ? { kind: 'values', values: Float64Array.from({ length: samples * outputs }, () => stream.gaussian()), outputs }
    : { kind: 'classes', labels: Uint8Array.from({ length: samples }, () => stream.integerBelow(classes)), classes }
  if (kind === 'real') return { samples, inputs, features: { kind, values: Float64Array.from({ length: samples * inputs }, () => stream.gaussian()) }, targets }
  const lit = kind === 'dense' ? 0.95 : 0.2
  const values = Uint8Array.from({ length: samples * inputs }, (_, i) =>
    (kind === 'dense' || Math.floor(i / inputs) % 5 > 0) && stream.uniform() < lit ? 1 + stream.integerBelow(255) : 0,
  )
  const data: Dataset = { samples, inputs, features: { kind: 'bytes', values }, targets }
  return kind === 'standardised' ? withScaling(data, fitScaling('standard', data, 'data')) : data
}

const losses: Record<ParityTask, unknown> = {
  cross_entropy: { name: 'cross_entropy' },
  smoothed: { name: 'cross_entropy', labelSmoothing: 0.1 },
  weighted: { name: 'cross_entropy', classWeights: 'balanced', labelSmoothing: 0.05 },
  bce: { name: 'bce_with_logits' },
  mse: { name: 'mse' },
  mae: { name: 'mae' },
  huber: { name: 'huber', delta: 0.7 },
}

export const activationNames = ['identity', 'relu', 'leaky_relu', 'elu', 'gelu_erf', 'gelu_tanh', 'silu', 'sigmoid', 'tanh', 'softplus'] as const
export const optimizerInputs: readonly (Readonly<Record<string, unknown>> & { name: string })[] = [
  { name: 'sgd', learningRate: 0.05, weightDecay: 0.01 },
  { name: 'momentum', learningRate: 0.02, momentum: 0.9 },
  { name: 'momentum', learningRate: 0.02, momentum: 0.8, nesterov: true },
  { name: 'adagrad', learningRate: 0.02 },
  { name: 'rmsprop', learningRate: 0.002 },
  { name: 'adam', learningRate: 0.002 },
  { name: 'adam', learningRate: 0.002, amsgrad: true, weightDecay: 0.01 },
  { name: 'adamw', learningRate: 0.002, weightDecay: 0.1 },
  { name: 'nadam', learningRate: 0.002 },
  { name: 'lion', learningRate: 0.0005 },
]

/**
 * Where the exact gradient is 0, as that of an error's sign over data of mean 0, what is left is rounding: a rule that divides by its size
 * makes a whole step of it, in another direction on each of the kernels. A larger epsilon keeps such steps small; Lion, which takes the sign
 * alone, is compared on the chosen problems.
 */
const temperedOptimizers = optimizerInputs
  .filter(({ name }) => name !== 'lion')
  .map((optimizer) => (['adagrad', 'rmsprop', 'adam', 'adamw', 'nadam'].includes(optimizer.name) ? { ...optimizer, epsilon: 0.001 } : optimizer))

/** The schema reads a description of data; what is trained on is handed over beside it, so any classification or regression will do here. */
export function parityTrial(input: Partial<Record<keyof TrialConfig, unknown>>, wish: DataWish): ParityTrial {
  const regression = wish.task === 'mse' || wish.task === 'mae' || wish.task === 'huber'
  const parsed = trialSchema.parse({
    // Only the sizes of the output and of the samples must fit what the schema knows of a source.
    data: regression
      ? { source: 'linear_map', samples: Math.max(2, wish.samples), inputs: wish.inputs, outputs: wish.outputs }
      : { source: 'blobs', samples: Math.max(2, wish.samples), classes: wish.task === 'bce' ? 2 : wish.outputs },
    loss: losses[wish.task],
    epochs: 50,
    ...input,
  })
  return { config: parsed, data: drawData(wish) }
}

const layer = fc.record({
  units: fc.integer({ min: 1, max: 21 }),
  activation: fc.constantFrom(...activationNames),
  bias: fc.boolean(),
  batchNorm: fc.constantFrom(null, null, true),
  dropout: fc.constantFrom(0, 0, 0.3),
})

/** Any network, loss, optimizer and regularisation over any kind of data, batch sizes with remainders included. */
export const anyTrial: fc.Arbitrary<ParityTrial> = fc
  .record({
    task,
    kind: fc.constantFrom(...featureKinds),
    hidden: fc.array(layer, { maxLength: 3 }),
    outputs: fc.integer({ min: 2, max: 10 }),
    inputs: fc.integer({ min: 1, max: 37 }),
    samples: fc.integer({ min: 4, max: 70 }),
    batch: fc.integer({ min: 2, max: 40 }),
    optimizer: fc.constantFrom(...temperedOptimizers),
    clipping: fc.constantFrom('none', 'none', { kind: 'norm', limit: 0.5 }, { kind: 'value', limit: 0.05 }),
    penalty: fc.constantFrom({ l1: 0, l2: 0 }, { l1: 0, l2: 0 }, { l1: 0.001, l2: 0.01 }),
    decayBiases: fc.boolean(),
    accumulationSteps: fc.constantFrom(1, 1, 3),
    seed: fc.integer({ min: 1, max: 1000 }),
  })
  .map(({ task, kind, hidden, outputs: wanted, inputs: wide, samples, batch, penalty, seed, ...rest }) => {
    const regression = task === 'mse' || task === 'mae' || task === 'huber'
    const outputs = regression ? Math.min(wanted, 4) : wanted
    const normalised = hidden.some(({ batchNorm }) => batchNorm !== null)
    // Normalisation takes away the scale of what comes in: the gradient of a single weight in front of it is rounding alone, which Adam makes a step of.
    const atLeastTwo = (width: number) => (normalised ? Math.max(2, width) : width)
    const inputs = atLeastTwo(regression ? Math.min(wide, 8) : wide)
    // The variance of a few samples may be next to nothing, and then every rounding is magnified: normalisation gets whole batches of some size.
    const batchSize = normalised ? Math.max(16, batch) : Math.min(batch, samples)
    const usable = normalised ? 3 * batchSize : samples
    const last = { units: task === 'bce' ? 1 : outputs }
    return parityTrial(
      { network: { layers: [...hidden.map((part) => ({ ...part, units: atLeastTwo(part.units) })), last] }, batchSize, ...penalty, ...rest },
      { kind, samples: Math.max(usable, outputs), inputs, outputs, task, seed },
    )
  })
