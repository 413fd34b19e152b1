/** How long an epoch will take, measured on a small part of the data. */
import type { TrialConfig } from '../engine/config/experiment'
import { countMultiplyAdds } from '../engine/config/network'
import type { Dataset, Features, TrialData } from '../engine/data/dataset'
import { createSession } from '../engine/training/session'
import { fastKernels } from './kernels'

/** How long to measure after the warm-up, in milliseconds. */
const measureTime = 300
/** Multiply-adds of forward and backward passes that take about a tenth of a second in the readable kernels. */
const shareOfWork = 1e8
const fewestSamples = 16
/** Batches of the part that is measured. */
const batchesOfPart = 4

export interface EpochEstimate {
  /** Training and evaluation of one epoch of one trial. */
  secondsPerEpoch: number
  /** Batches that were measured. */
  batches: number
}

/**
 * Trains on the first samples alone and scales by their number: time of training by training samples, time of evaluation by
 * validation samples. The first epoch warms up and is not counted.
 * @param now monotonic clock in milliseconds
 */
export function measureEpoch(config: TrialConfig, seed: number, data: TrialData, now: () => number): EpochEstimate {
  const part = choosePart(config, data)
  const session = createSession({ config: part.config, seed, data: part.data, now, digest: () => '', ...(fastKernels && { fast: fastKernels }) })
  const nextEpoch = () => {
    const advance = session.advance(() => false)
    return advance.kind === 'epoch' ? advance.record : null
  }
  nextEpoch() // row 0: evaluation alone
  nextEpoch() // warm-up
  const begin = now()
  let epochs = 0
  let training = 0
  while (epochs === 0 || now() - begin < measureTime) {
    const record = nextEpoch()
    if (record === null) break // a diverging trial takes as long as another: what was measured counts
    epochs++
    training += record.seconds
  }
  const elapsed = (now() - begin) / 1000
  const measured = Math.max(1, epochs)
  const evaluation = Math.max(0, elapsed - training)
  const validation = part.data.validation === null ? 0 : (data.validation?.samples ?? 0) / part.data.validation.samples
  const scale = data.training.samples / part.data.training.samples
  return { secondsPerEpoch: (training * scale + (evaluation * validation) / config.evaluateEvery) / measured, batches: measured * part.batches }
}

interface Part {
  config: TrialConfig
  data: TrialData
  batches: number
}

/** A few batches, or less where a batch is long; the whole where that is small. */
function choosePart(config: TrialConfig, data: TrialData): Part {
  const affordable = Math.max(fewestSamples, Math.round(shareOfWork / (3 * countMultiplyAdds(data.training.inputs, config.network.layers))))
  const whole = data.training.samples
  const batchSize = config.batchSize === 'full' ? whole : config.batchSize
  const few = Math.min(whole, affordable, batchesOfPart * batchSize)
  // A last batch of one sample is more than batch normalisation can take.
  const samples = batchSize < few && few % batchSize === 1 ? few - 1 : few
  return {
    // The number of epochs is that of the longest measurement: the time ends it.
    config: { ...config, epochs: 100_000, batchSize: batchSize < samples ? batchSize : 'full', evaluateEvery: 1, earlyStopping: null },
    data: { training: firstSamples(data.training, samples), validation: data.validation && firstSamples(data.validation, samples) },
    batches: batchSize < samples ? Math.ceil(samples / batchSize) : 1,
  }
}

/** Views of the first samples, which lie row by row. */
function firstSamples(dataset: Dataset, count: number): Dataset {
  const samples = Math.min(count, dataset.samples)
  const { inputs, features, targets } = dataset
  return {
    samples,
    inputs,
    features: firstFeatures(features, samples, inputs),
    targets:
      targets.kind === 'classes'
        ? { ...targets, labels: targets.labels.subarray(0, samples) }
        : { ...targets, values: targets.values.subarray(0, samples * targets.outputs) },
  }
}

function firstFeatures(features: Features, samples: number, inputs: number): Features {
  if (features.rows !== undefined) return { ...features, rows: features.rows.subarray(0, samples) }
  return features.kind === 'bytes'
    ? { ...features, values: features.values.subarray(0, samples * inputs) }
    : { ...features, values: features.values.subarray(0, samples * inputs) }
}
