/** Where in the guide each field of an experiment is explained. */
import type { ChapterId } from './chapter'
import { partAnchor } from './partLists'

export interface GuidePlace {
  chapter: ChapterId
  /** Section or part within it; empty for its beginning. */
  at: string
}

/** By the beginning of a field's path, in which a layer's number is left out; the longest that fits decides. `part` stands for the chosen part. */
const places: Record<string, readonly [ChapterId, string]> = {
  data: ['data', 'part'],
  'data.scaling': ['data', 'scaling'],
  validation: ['data', 'validation'],
  evaluateEvery: ['data', 'validation'],
  batchSize: ['data', 'batches'],
  epochs: ['data', 'batches'],
  shuffle: ['data', 'batches'],
  dropLastBatch: ['data', 'batches'],
  accumulationSteps: ['data', 'batches'],
  augmentation: ['regularisation', 'augmentation'],
  network: ['networks', 'layers'],
  'network.layers.units': ['modules', 'linear'],
  'network.layers.bias': ['modules', 'linear'],
  'network.layers.activation': ['activations', 'part'],
  'network.layers.initialiser': ['initialisers', 'part'],
  'network.layers.batchNorm': ['modules', 'batch-norm'],
  'network.layers.dropout': ['regularisation', 'dropout'],
  loss: ['losses', 'part'],
  'loss.reduction': ['losses', 'reduction'],
  optimizer: ['optimizers', 'part'],
  'optimizer.learningRate': ['optimizers', 'rates'],
  'optimizer.weightDecay': ['regularisation', 'penalties'],
  schedule: ['schedules', 'part'],
  l1: ['regularisation', 'penalties'],
  l2: ['regularisation', 'penalties'],
  decayBiases: ['regularisation', 'penalties'],
  clipping: ['regularisation', 'clipping'],
  earlyStopping: ['regularisation', 'early-stopping'],
  keepModels: ['reproducibility', 'bits'],
  kernels: ['reproducibility', 'kernels'],
  precision: ['reproducibility', 'kernels'],
  seeds: ['seeds', 'luck'],
  sweep: ['seeds', 'luck'],
}

/** A field's path without the number of its layer. */
export function withoutLayer(path: string): string {
  return path.replace(/^network\.layers\.\d+/, 'network.layers')
}

/**
 * @param part title of the part that is chosen in the field's group, such as "Adam"; empty for none
 * @returns null for a field that needs no explanation, such as the name
 */
export function guidePlaceOf(path: string, part: string): GuidePlace | null {
  const field = withoutLayer(path)
  const key = Object.keys(places)
    .filter((beginning) => field === beginning || field.startsWith(`${beginning}.`))
    .sort((a, b) => b.length - a.length)[0]
  const place = key === undefined ? undefined : places[key]
  if (!place) return null
  const [chapter, at] = place
  return { chapter, at: at === 'part' ? partAnchor(part) : at }
}
