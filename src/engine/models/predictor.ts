/** A trained network that answers questions. */
import type { NetworkConfig } from '../config/network'
import type { Dataset, Scaling } from '../data/dataset'
import type { FastModule } from '../fast/module'
import { createReferenceKernels } from '../kernels/reference'
import { createAnswers, type PredictionTask } from './answers'
import { fastEvaluator, referenceEvaluator, type Evaluator } from './evaluator'
import { precisionOf, type NamedTensor } from './tensors'

/** A trained network in its evaluation mode; it changes nothing that it is given. */
export interface Predictor {
  readonly inputs: number
  /** Classes, or targets of a sample. */
  readonly outputs: number
  /** The answer to one sample: probabilities of the classes, or the targets. Throws a RangeError when the number of features is wrong. */
  predict(features: ArrayLike<number>): Float64Array
  /** The answers to `rows` samples, row-major in and out. */
  predictRows(features: ArrayLike<number>, rows: number): Float64Array
  /**
   * The answers to all samples of a data set, row-major.
   * @param progress told how many samples are answered, after each block of them
   */
  predictDataset(data: Pick<Dataset, 'samples' | 'inputs' | 'features'>, progress?: (samples: number) => void): Float64Array
}

/** Samples of one forward pass when many are asked for. */
const BLOCK = 512

export interface PredictorOptions {
  /** As `decodeModel` gives it: features are asked about as they are, unscaled. */
  scaling?: Scaling | null
  /** The compiled kernels, which answer for networks of float32; without them the reference answers. */
  fast?: FastModule | null
}

/**
 * Copies the parameters into a network of their own precision. Up to rounding it answers as the evaluation in training did, and with the
 * reference kernels to the last bit.
 * @param inputs features of a sample
 * @param parameters as `TrainingSession.parameters()` names them: `layers.0.weight`, `layers.0.bias` and so on, running statistics included,
 *   each once
 * @throws RangeError naming the parameter and both shapes, when the parameters are not those of the network
 */
export function createPredictor(
  network: NetworkConfig,
  inputs: number,
  parameters: readonly NamedTensor[],
  task: PredictionTask,
  { scaling = null, fast = null }: PredictorOptions = {},
): Predictor {
  if (scaling !== null && (scaling.shift.length !== inputs || scaling.factor.length !== inputs))
    throw new RangeError(`the network takes ${inputs} features, the scaling ${scaling.shift.length}`)
  const precision = precisionOf(parameters)
  const kernels = createReferenceKernels(precision)
  const withRoomFor = (capacity: number): Answering => {
    const size = { inputs, capacity }
    const evaluator =
      fast !== null && precision === 'float32' ? fastEvaluator(network, parameters, size, fast) : referenceEvaluator(network, parameters, size, kernels)
    const { width, from } = createAnswers(task, evaluator.outputs, kernels, capacity)
    return { evaluator, width, capacity, from }
  }
  // One row is the usual question; what many rows need is allocated when they are asked about.
  const single = withRoomFor(1)
  const ask = (answering: Answering, { samples, features }: Pick<Dataset, 'samples' | 'features'>, progress?: (samples: number) => void) =>
    answerAll(answering, { samples, features: scaling === null ? features : { ...features, scaling } }, progress)
  const predictDataset: Predictor['predictDataset'] = (data, progress) => {
    if (data.inputs !== inputs) throw new RangeError(`the network takes ${inputs} features, the data has ${data.inputs}`)
    return ask(withRoomFor(Math.max(1, Math.min(BLOCK, data.samples))), data, progress)
  }
  return {
    inputs,
    outputs: single.width,
    predict(features) {
      checkFeatures(features.length, 1, inputs)
      return ask(single, { samples: 1, features: { kind: 'real', values: Float64Array.from(features) } })
    },
    predictRows(features, rows) {
      checkFeatures(features.length, rows, inputs)
      return predictDataset({ samples: rows, inputs, features: { kind: 'real', values: Float64Array.from(features) } })
    },
    predictDataset,
  }
}

interface Answering extends Pick<ReturnType<typeof createAnswers>, 'width' | 'from'> {
  evaluator: Evaluator
  capacity: number
}

function answerAll(
  { evaluator, width, capacity, from }: Answering,
  data: Pick<Dataset, 'samples' | 'features'>,
  progress?: (samples: number) => void,
): Float64Array {
  const answers = new Float64Array(data.samples * width)
  for (let start = 0; start < data.samples; start += capacity) {
    const count = Math.min(capacity, data.samples - start)
    answers.set(from(evaluator.evaluate(data.features, { order: null, start, count }), count), start * width)
    progress?.(start + count)
  }
  return answers
}

function checkFeatures(length: number, rows: number, inputs: number): void {
  if (length !== rows * inputs) throw new RangeError(`the network takes ${inputs} features a sample, ${rows * inputs} for ${rows}, got ${length}`)
}
