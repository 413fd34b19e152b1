/** What an experiment costs: parameters, arithmetic, steps, time, memory and disk, counted from its settings. */
import { blockOf } from '../../../engine/config/block-rows'
import { dataShape, filesOf, isDrawn, storedSetOf } from '../../../engine/config/data'
import type { TrialConfig } from '../../../engine/config/experiment'
import { countMultiplyAdds, countParameters, type LayerConfig } from '../../../engine/config/network'
import { partSizes } from '../../../engine/config/validation'
import { optimizerAverages } from '../../../engine/config/optimizer'
import { trialWork } from '../../../engine/config/work'

/** The smallest and the largest over the settings of a sweep. */
export interface Range {
  min: number
  max: number
}

export interface Costs {
  parameters: Range
  multiplyAdds: Range
  stepsPerEpoch: Range
  /** Steps of one trial. */
  steps: Range
  settings: number
  seeds: number
  trials: number
  /** Bytes that training takes at its peak. */
  memory: number
  /** Bytes in the database when all is done. */
  disk: number
}

/** A recorded epoch with its digests and its share of the index, roughly. */
const bytesPerEpoch = 260
/** Images lie in memory as bytes, one copy for all threads. */
const imageBytes = 70_000 * 785

export function countCosts(settings: readonly TrialConfig[], seeds: number, workers: number, keepEvery: number): Costs {
  const trials = settings.length * seeds
  const atOnce = Math.max(1, Math.min(workers, trials))
  return {
    parameters: rangeOf(settings.map(parametersOf)),
    multiplyAdds: rangeOf(settings.map((setting) => countMultiplyAdds(dataShape(setting.data).inputs, setting.network.layers))),
    stepsPerEpoch: rangeOf(settings.map(stepsPerEpoch)),
    steps: rangeOf(settings.map((setting) => stepsPerEpoch(setting) * setting.epochs)),
    settings: settings.length,
    seeds,
    trials,
    memory: sharedBytes(settings) + atOnce * Math.max(...settings.map(trialBytes)),
    disk: seeds * settings.reduce((sum, setting) => sum + diskBytes(setting, keepEvery), 0),
  }
}

/** What all threads share: the images, and of imported tables one at a time. */
function sharedBytes(settings: readonly TrialConfig[]): number {
  const images = settings.some((setting) => filesOf(setting.data) !== null) ? imageBytes : 0
  const tables = settings.map(({ data }) => {
    const set = storedSetOf(data)
    return set === null ? 0 : set.samples * (4 * set.inputs + (set.task === 'classification' ? 1 : 8 * set.outputs))
  })
  return images + Math.max(...tables)
}

/**
 * Seconds of one trial of each setting, from the measured epoch of the first. The others are taken to cost what their arithmetic and their
 * steps cost beside the first.
 */
export function secondsPerTrial(settings: readonly TrialConfig[], secondsPerEpoch: number): number[] {
  const [first] = settings
  if (!first) return []
  const unit = (secondsPerEpoch * first.epochs) / trialWork(first)
  return settings.map((setting) => unit * trialWork(setting))
}

/** Seconds for all trials, on so many workers at once. */
export function secondsInAll(settings: readonly TrialConfig[], seeds: number, workers: number, secondsPerEpoch: number): number {
  const seconds = sumOf(secondsPerTrial(settings, secondsPerEpoch), (one) => one) * seeds
  return seconds / Math.max(1, Math.min(workers, settings.length * seeds))
}

function stepsPerEpoch(setting: TrialConfig): number {
  if (setting.batchSize === 'full') return 1
  const share = trainingSamples(setting) / setting.batchSize
  const batches = setting.dropLastBatch ? Math.floor(share) : Math.ceil(share)
  return Math.ceil(batches / setting.accumulationSteps)
}

/** Without those that are held out. */
function trainingSamples(setting: TrialConfig): number {
  return partSizes(dataShape(setting.data), setting.validation).training
}

function parametersOf(setting: TrialConfig): number {
  return countParameters(dataShape(setting.data).inputs, setting.network.layers)
}

function trialBytes(setting: TrialConfig): number {
  const { inputs, outputs, samples } = dataShape(setting.data)
  const bytes = setting.precision === 'float64' ? 8 : 4
  const { layers } = setting.network
  const batch = setting.batchSize === 'full' ? trainingSamples(setting) : setting.batchSize
  const rows = blockOf(inputs, layers, batch)
  const generated = isDrawn(setting.data) ? samples * (inputs + outputs) * 8 : 0
  // Parameters, their gradients and the optimizer's averages; of a normalised layer also two running statistics a unit.
  const kept =
    parametersOf(setting) * (2 + optimizerAverages(setting.optimizer)) + sumOf(layers, ({ units, batchNorm }) => (batchNorm === null ? 0 : 2 * units))
  return generated + bytes * (kept + rows * (inputs + outputs + sumOf(layers, numbersOfRow)))
}

/** Numbers that a layer keeps of a sample from the forward pass to the backward pass: each of its modules an output and a gradient. */
function numbersOfRow({ units, activation, batchNorm, dropout }: LayerConfig): number {
  const modules = 1 + (batchNorm === null ? 0 : 1) + (activation.name === 'identity' ? 0 : 1) + (dropout === 0 ? 0 : 1)
  // The normalised numbers and the mask of dropout are kept too.
  return units * (2 * modules + (batchNorm === null ? 0 : 1) + (dropout === 0 ? 0 : 1))
}

function sumOf<T>(items: readonly T[], numberOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + numberOf(item), 0)
}

/** The last and the best model always, every k-th when asked for. */
function diskBytes(setting: TrialConfig, keepEvery: number): number {
  const bytes = setting.precision === 'float64' ? 8 : 4
  const models = 2 + (keepEvery > 0 ? Math.floor(setting.epochs / keepEvery) : 0)
  return models * parametersOf(setting) * bytes + (setting.epochs + 1) * bytesPerEpoch
}

function rangeOf(values: readonly number[]): Range {
  return { min: Math.min(...values), max: Math.max(...values) }
}
