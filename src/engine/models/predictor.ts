/** A trained network that answers questions. */
import type { NetworkConfig } from '../config/network'
import type { Dataset, Scaling } from '../data/dataset'
import type { Kernels, Precision, Vector } from '../kernels/kernels'
import { createReferenceKernels } from '../kernels/reference'
import { buildNetwork, type Network } from '../layers/network'
import { createBatch } from '../training/batch'
import { createAnswers, type Answers, type PredictionTask } from './answers'
import type { NamedTensor } from './tensors'

/** A trained network in its evaluation mode; it changes nothing that it is given. */
export interface Predictor {
  readonly inputs: number
  /** Classes, or targets of a sample. */
  readonly outputs: number
  /** The answer to one sample: probabilities of the classes, or the targets. Throws a RangeError when the number of features is wrong. */
  predict(features: ArrayLike<number>): Float64Array
  /** The answers to `rows` samples, row-major in and out. */
  predictRows(features: ArrayLike<number>, rows: number): Float64Array
  /** The answers to all samples of a data set, row-major. */
  predictDataset(data: Pick<Dataset, 'samples' | 'inputs' | 'features'>): Float64Array
}

/** Samples of one forward pass when many are asked for. */
const BLOCK = 512

/**
 * Copies the parameters into a network of their own precision, so that a predictor answers with the bits of the evaluation in training.
 * @param inputs features of a sample
 * @param parameters as `TrainingSession.parameters()` names them: `layers.0.weight`, `layers.0.bias` and so on, running statistics included,
 *   each once
 * @param scaling as `decodeModel` gives it: features are asked about as they are, unscaled
 * @throws RangeError naming the parameter and both shapes, when the parameters are not those of the network
 */
export function createPredictor(
  network: NetworkConfig,
  inputs: number,
  parameters: readonly NamedTensor[],
  task: PredictionTask,
  scaling: Scaling | null = null,
): Predictor {
  if (scaling !== null && (scaling.shift.length !== inputs || scaling.factor.length !== inputs))
    throw new RangeError(`the network takes ${inputs} features, the scaling ${scaling.shift.length}`)
  const kernels = createReferenceKernels(precisionOf(parameters))
  const withRoomFor = (capacity: number): Answering => {
    const built = buildNetwork(network, inputs, kernels, capacity)
    copyTensors(parameters, built.modules.tensors)
    return { network: built, answers: createAnswers(task, built.outputs, kernels, capacity) }
  }
  // One row is the usual question; what many rows need is allocated when they are asked about.
  const single = withRoomFor(1)
  const x = kernels.allocate(inputs)
  const predictDataset: Predictor['predictDataset'] = (data) => {
    if (data.inputs !== inputs) throw new RangeError(`the network takes ${inputs} features, the data has ${data.inputs}`)
    const capacity = Math.max(1, Math.min(BLOCK, data.samples))
    const features = scaling === null ? data.features : { ...data.features, scaling }
    return predictAll(withRoomFor(capacity), kernels, { samples: data.samples, features }, capacity)
  }
  return {
    inputs,
    outputs: single.answers.width,
    predict(features) {
      checkFeatures(features.length, 1, inputs)
      for (let i = 0; i < inputs; i++) x[i] = scaling === null ? features[i]! : (features[i]! - scaling.shift[i]!) * scaling.factor[i]!
      return Float64Array.from(answer(single, x, 1))
    },
    predictRows(features, rows) {
      checkFeatures(features.length, rows, inputs)
      return predictDataset({ samples: rows, inputs, features: { kind: 'real', values: Float64Array.from(features) } })
    },
    predictDataset,
  }
}

interface Answering {
  network: Network
  answers: Answers
}

/** A view of the answers to the rows of x. */
function answer({ network, answers }: Answering, x: Vector, rows: number): Vector {
  return answers.from(network.modules.forward(x, rows), rows)
}

function predictAll(answering: Answering, kernels: Kernels, data: Pick<Dataset, 'samples' | 'features'>, capacity: number): Float64Array {
  const { inputs, outputs } = answering.network
  const batch = createBatch(kernels, { inputs, outputs, capacity }, 'labels')
  const { width } = answering.answers
  const answers = new Float64Array(data.samples * width)
  for (let start = 0; start < data.samples; start += capacity) {
    const count = Math.min(capacity, data.samples - start)
    batch.gatherFeatures(data.features, { order: null, start, count })
    answers.set(answer(answering, batch.features, count), start * width)
  }
  return answers
}

/** Throws a RangeError unless there is exactly one tensor of the right shape for each parameter. */
function copyTensors(from: readonly NamedTensor[], to: readonly NamedTensor[]): void {
  for (const { name } of from) {
    if (from.filter((tensor) => tensor.name === name).length > 1) throw new RangeError(`${name} is given twice`)
    if (!to.some((tensor) => tensor.name === name)) throw new RangeError(`the network has no ${name}; it has ${to.map((tensor) => tensor.name).join(', ')}`)
  }
  for (const parameter of to) {
    const tensor = from.find(({ name }) => name === parameter.name)
    if (tensor === undefined) throw new RangeError(`${parameter.name} of shape (${parameter.shape.join(', ')}) is missing`)
    if (tensor.shape.join() !== parameter.shape.join() || tensor.data.length !== parameter.data.length) {
      throw new RangeError(
        `${parameter.name} has shape (${tensor.shape.join(', ')}) with ${tensor.data.length} numbers; the network takes (${parameter.shape.join(', ')})`,
      )
    }
    parameter.data.set(tensor.data)
  }
}

function precisionOf(parameters: readonly NamedTensor[]): Precision {
  return parameters.every(({ data }) => data instanceof Float32Array) ? 'float32' : 'float64'
}

function checkFeatures(length: number, rows: number, inputs: number): void {
  if (length !== rows * inputs) throw new RangeError(`the network takes ${inputs} features a sample, ${rows * inputs} for ${rows}, got ${length}`)
}
