/**
 * The experiments of the report, frozen: figure numbers, settings and seeds as the report has them or as they were settled for it. After them
 * the experiment that the pretrained digit model comes from.
 */
import type { ExperimentConfig, ExperimentInput } from './experiment'
import { validateExperiment } from './validate'

export interface Preset {
  /** The word by which forms and commands name it. */
  id: PresetId
  /** One line for a list. */
  title: string
  config: ExperimentConfig
}

/** Figure 1: y = a x + b + noise, by full-batch gradient descent on the mean squared error. */
const fig1: ExperimentInput = {
  name: 'Fig. 1 · linear regression',
  data: { source: 'line', samples: 200, noise: 0.1 },
  network: { layers: [{ units: 1 }] },
  loss: { name: 'mse', reduction: 'mean_all' },
  optimizer: { name: 'sgd', learningRate: 0.01 },
  batchSize: 'full',
  shuffle: false,
  epochs: 1000,
  seeds: { count: 100 },
}

/** Figure 2: two classes on the two sides of a random line. The report's algorithm sums the gradient over samples. */
const fig2: ExperimentInput = {
  name: 'Fig. 2 · linear classification',
  data: { source: 'half_plane', samples: 200, offset: 0.2 },
  network: { layers: [{ units: 2 }] },
  loss: { name: 'cross_entropy', reduction: 'sum' },
  optimizer: { name: 'sgd', learningRate: 0.01 },
  batchSize: 'full',
  shuffle: false,
  epochs: 1000,
  seeds: { count: 100 },
}

/** Figure 3: XOR of the signs, which no single line separates. */
const fig3: ExperimentInput = {
  name: 'Fig. 3 · XOR',
  data: { source: 'xor', samples: 200 },
  network: { layers: [{ units: 8, activation: 'tanh' }, { units: 2 }] },
  loss: { name: 'cross_entropy', reduction: 'sum' },
  optimizer: { name: 'sgd', learningRate: 0.01 },
  batchSize: 'full',
  shuffle: false,
  epochs: 1000,
  seeds: { count: 100 },
}

/** Figure 4: the report's network on handwritten digits; validation is the test set, as in the report. */
const fig4: ExperimentInput = {
  name: 'Fig. 4 · MNIST',
  data: { source: 'mnist' },
  network: { layers: [{ units: 64, activation: 'relu' }, { units: 32, activation: 'relu' }, { units: 10 }] },
  loss: { name: 'cross_entropy', reduction: 'mean' },
  optimizer: { name: 'adam', learningRate: 0.001 },
  batchSize: 128,
  epochs: 50,
  validation: { kind: 'test' },
  seeds: { count: 15 },
}

/** Figure 5: the activation of the first hidden layer. */
const fig5: ExperimentInput = {
  ...fig4,
  name: 'Fig. 5 · activations',
  sweep: [{ field: 'network.layers.0.activation', values: ['relu', 'sigmoid', 'tanh'], labels: ['ReLU', 'Sigmoid', 'TanH'] }],
}

/** Figure 6: the batch size; 32 stands beside the four that the verdict looks at. */
const fig6: ExperimentInput = {
  ...fig4,
  name: 'Fig. 6 · batch sizes',
  sweep: [{ field: 'batchSize', values: [32, 64, 128, 256, 512], labels: ['32', '64', '128', '256', '512'] }],
}

const hidden = (units: number) => [{ units, activation: 'relu' }, { units, activation: 'relu' }, { units: 10 }]

/** Figure 7: the width of both hidden layers. */
const fig7: ExperimentInput = {
  ...fig4,
  name: 'Fig. 7 · hidden sizes',
  sweep: [{ field: 'network.layers', values: [hidden(16), hidden(32), hidden(64), hidden(128)], labels: ['[16, 16]', '[32, 32]', '[64, 64]', '[128, 128]'] }],
}

const rate = 0.001
const optimizers = [
  { name: 'sgd', learningRate: rate },
  { name: 'momentum', learningRate: rate, momentum: 0.9 },
  { name: 'adam', learningRate: rate },
]

/** Figure 8: the optimizer, with the mean (which the verdict looks at) and with the sum beside it. */
const fig8: ExperimentInput = {
  ...fig4,
  name: 'Fig. 8 · optimizers',
  sweep: [
    { field: 'loss.reduction', values: ['mean', 'sum'], labels: ['mean', 'sum'] },
    { field: 'optimizer', values: optimizers, labels: ['SGD', 'SGD with momentum', 'Adam'] },
  ],
}

const normalised = (units: number) => ({ units, activation: 'relu', bias: false, batchNorm: true })

/** The network that reads drawn digits, trained in a few minutes: what was tried on the way to it stands in docs/digits.md. */
const digits: ExperimentInput = {
  name: 'Pretrained digits',
  data: { source: 'mnist' },
  network: { layers: [normalised(512), normalised(256), { units: 10 }] },
  loss: { name: 'cross_entropy', reduction: 'mean' },
  optimizer: { name: 'adamw', learningRate: 0.003, weightDecay: 0.05 },
  schedule: { name: 'cosine' },
  batchSize: 128,
  epochs: 60,
  validation: { kind: 'holdout', fraction: 1 / 6 },
  augmentation: { shift: 1, rotation: 15, scale: 0.15, shear: 20, thickness: 0.3, elastic: 0.5 },
}

const inputs = { fig1, fig2, fig3, fig4, fig5, fig6, fig7, fig8, digits }
export type PresetId = keyof typeof inputs

const titles: Record<PresetId, string> = {
  fig1: 'Linear regression',
  fig2: 'Linear classification',
  fig3: 'XOR',
  fig4: 'MNIST',
  fig5: 'Activations',
  fig6: 'Batch sizes',
  fig7: 'Hidden sizes',
  fig8: 'Optimizers',
  digits: 'Pretrained digits',
}

function build(id: PresetId): Preset {
  const validated = validateExperiment(inputs[id])
  if (!validated.ok) throw new Error(`preset ${id}: ${validated.problems.map((problem) => `${problem.field}: ${problem.message}`).join('; ')}`)
  return { id, title: titles[id], config: validated.value }
}

export const presetIds: readonly PresetId[] = ['fig1', 'fig2', 'fig3', 'fig4', 'fig5', 'fig6', 'fig7', 'fig8', 'digits']
export const presets: readonly Preset[] = presetIds.map(build)

export function findPreset(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id)
}
