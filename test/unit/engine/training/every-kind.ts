/** Small trials of every kind that the kernels tell apart, trained where bits must be the same: nothing here is of Node, so that a page can run it too. */
import type * as z from 'zod'
import { trialSchema, type TrialConfig } from '../../../../src/engine/config/experiment'
import type { Dataset } from '../../../../src/engine/data/dataset'
import { prepareTrialData, type FileData } from '../../../../src/engine/data/prepare'
import type { FastModule } from '../../../../src/engine/fast/module'
import { createStream } from '../../../../src/engine/random/stream'
import { crc32 } from '../../../../src/engine/training/crc32'
import { createSession } from '../../../../src/engine/training/session'

/** Images in the place of those of a file: 784 bytes each, of which a share is not black. */
function drawImages(samples: number, seed: number, lit: number): Dataset {
  const stream = createStream(seed, 'data')
  const inputs = 784
  const values = Uint8Array.from({ length: samples * inputs }, () => (stream.uniform() < lit ? 1 + stream.integerBelow(255) : 0))
  const labels = Uint8Array.from({ length: samples }, (_, i) => i % 10)
  return { samples, inputs, features: { kind: 'bytes', values }, targets: { kind: 'classes', labels, classes: 10 } }
}

/** By the source that a configuration names: digits are mostly black, the others hardly. */
export const imageFiles: Record<'mnist' | 'fashion_mnist', FileData & { test: Dataset }> = {
  mnist: { training: drawImages(70, 1, 0.19), test: drawImages(30, 2, 0.19) },
  fashion_mnist: { training: drawImages(70, 3, 0.95), test: drawImages(30, 4, 0.95) },
}

type TrialInput = z.input<typeof trialSchema>

function trial(changes: Pick<TrialInput, 'data' | 'network' | 'optimizer'> & Partial<TrialInput>): TrialConfig {
  return trialSchema.parse({ loss: 'cross_entropy', batchSize: 16, epochs: 3, ...changes })
}

const gaussians = { source: 'gaussians', classes: 3, samples: 90 } as const

export const trialsOfEveryKind: Readonly<Record<string, TrialConfig>> = {
  'points, Adam': trial({
    data: gaussians,
    network: { layers: [{ units: 13, activation: 'tanh' }, { units: 7, activation: 'relu' }, { units: 3 }] },
    optimizer: { name: 'adam', amsgrad: true },
    validation: { kind: 'holdout', fraction: 0.3 },
  }),
  'points, NAdam with a schedule': trial({
    data: gaussians,
    network: { layers: [{ units: 9, activation: 'gelu_tanh' }, { units: 5, activation: 'leaky_relu' }, { units: 3 }] },
    optimizer: 'nadam',
    schedule: 'warmup_cosine',
    epochs: 8,
  }),
  'weighted classes, Adagrad with penalties and clipping': trial({
    data: gaussians,
    network: { layers: [{ units: 11, activation: 'elu' }, { units: 3 }] },
    loss: { name: 'cross_entropy', classWeights: [1, 2, 3], labelSmoothing: 0.1 },
    optimizer: 'adagrad',
    l1: 0.001,
    l2: 0.01,
    clipping: { kind: 'value', limit: 0.05 },
  }),
  'one output for two classes, plain descent': trial({
    data: { source: 'moons', samples: 80 },
    network: { layers: [{ units: 6, activation: 'sigmoid' }, { units: 1 }] },
    loss: 'bce_with_logits',
    optimizer: { name: 'sgd', learningRate: 0.1, weightDecay: 0.01 },
  }),
  'regression, Lion with accumulation': trial({
    data: { source: 'linear_map', inputs: 5, outputs: 3, samples: 100 },
    network: { layers: [{ units: 10, activation: 'softplus' }, { units: 3 }] },
    loss: { name: 'huber', delta: 0.7 },
    optimizer: 'lion',
    clipping: 'norm',
    accumulationSteps: 2,
  }),
  'sparse images, Adam': trial({
    data: 'mnist',
    network: { layers: [{ units: 21, activation: 'relu' }, { units: 10 }] },
    optimizer: 'adam',
    validation: 'test',
  }),
  'sparse images, AdamW': trial({
    data: 'mnist',
    network: { layers: [{ units: 16, activation: 'gelu_erf' }, { units: 10 }] },
    optimizer: { name: 'adamw', weightDecay: 0.1 },
    decayBiases: false,
  }),
  'augmented images, Adam with dropout': trial({
    data: 'mnist',
    network: { layers: [{ units: 17, activation: 'relu', dropout: 0.2 }, { units: 10 }] },
    optimizer: 'adam',
    augmentation: { shift: 2, rotation: 20, scale: 0.2, shear: 15, thickness: 0.5, elastic: 1 },
    validation: 'test',
  }),
  'standardised images, Nesterov momentum with dropout and batch normalisation': trial({
    data: { source: 'mnist', scaling: 'standard' },
    network: { layers: [{ units: 18, activation: 'relu', dropout: 0.3, batchNorm: true }, { units: 12, activation: 'tanh', dropout: 0.1 }, { units: 10 }] },
    optimizer: { name: 'momentum', nesterov: true },
    validation: 'test',
  }),
  'dense images, RMSprop': trial({
    data: 'fashion_mnist',
    network: { layers: [{ units: 14, activation: 'silu' }, { units: 10 }] },
    optimizer: { name: 'rmsprop', centred: true, momentum: 0.9 },
    validation: 'test',
  }),
  'full batches of XOR, Adam': trial({
    data: { source: 'xor', samples: 200 },
    network: { layers: [{ units: 8, activation: 'tanh' }, { units: 2 }] },
    optimizer: 'adam',
    batchSize: 'full',
    epochs: 40,
    validation: { kind: 'holdout', fraction: 0.2 },
  }),
  'full batches of a line, plain descent': trial({
    data: 'line',
    network: { layers: [{ units: 1 }] },
    loss: 'mse',
    optimizer: 'sgd',
    batchSize: 'full',
    epochs: 100,
  }),
  'full batches of images, momentum': trial({
    data: 'mnist',
    network: { layers: [{ units: 20, activation: 'relu' }, { units: 10 }] },
    optimizer: 'momentum',
    batchSize: 'full',
  }),
}

/** What a trial came to, to the last bit. */
export interface Bits {
  kind: string
  /** Of each epoch: both losses and a check sum of the weights. */
  epochs: { train: number | null; validation: number | null; weights: number }[]
  /** The last weights, layer by layer. */
  weights: number[][]
}

/** Trains all of them with seed 1. */
export function trainEveryKind(kernels: TrialConfig['kernels'], fast: FastModule): Bits[] {
  return Object.entries(trialsOfEveryKind).map(([kind, config]) => trainOne(kind, { ...config, kernels }, fast))
}

function trainOne(kind: string, config: TrialConfig, fast: FastModule): Bits {
  const { source } = config.data
  const files = source === 'mnist' || source === 'fashion_mnist' ? imageFiles[source] : null
  const { training, validation } = prepareTrialData(config, 1, files)
  const epochs: Bits['epochs'] = []
  const session = createSession({ config, seed: 1, data: { training, validation }, now: () => 0, digest: () => '', fast })
  for (;;) {
    const outcome = session.advance(() => false)
    if (outcome.kind === 'diverged') throw new Error(`${kind}: ${outcome.message}`)
    if (outcome.kind === 'done') return { kind, epochs, weights: session.parameters().map(({ data }) => [...data]) }
    if (outcome.kind === 'yielded') continue
    const weights = session.parameters().reduce((sum, { data }) => sum ^ crc32(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)), 0)
    epochs.push({ train: outcome.record.train.loss, validation: outcome.record.validation.loss, weights })
  }
}
