/** A network in evaluation, whoever computes it: features in, outputs out. */
import type { NetworkConfig } from '../config/network'
import type { Features } from '../data/dataset'
import { padded } from '../fast/exports'
import { DenseInput } from '../fast/input'
import { instantiateFast, type FastModule } from '../fast/module'
import { FastNetwork } from '../fast/network'
import type { Kernels, Vector } from '../kernels/kernels'
import { buildNetwork } from '../layers/network'
import { createBatch, type SampleRange } from '../training/batch'
import type { NamedTensor } from './tensors'

export interface Evaluator {
  readonly outputs: number
  /** A view of (rows, outputs) for the samples of the range, which holds until the next call. */
  evaluate(features: Features, range: SampleRange): Vector
}

export interface EvaluatorSize {
  inputs: number
  /** Most samples of a call. */
  capacity: number
}

/** @throws RangeError as `createPredictor` says */
export function referenceEvaluator(
  config: NetworkConfig,
  parameters: readonly NamedTensor[],
  { inputs, capacity }: EvaluatorSize,
  kernels: Kernels,
): Evaluator {
  const { modules, outputs } = buildNetwork(config, inputs, kernels, capacity)
  copyTensors(parameters, modules.tensors)
  const batch = createBatch(kernels, { inputs, outputs, capacity }, 'labels')
  return {
    outputs,
    evaluate(features, range) {
      batch.gatherFeatures(features, range)
      return modules.forward(batch.features, range.count)
    },
  }
}

/** @throws RangeError as `createPredictor` says */
export function fastEvaluator(config: NetworkConfig, parameters: readonly NamedTensor[], { inputs, capacity }: EvaluatorSize, module: FastModule): Evaluator {
  const instance = instantiateFast(module)
  const options = { inputs, capacity, training: false, firstGradient: false }
  const network = new FastNetwork(instance, config, { ...options, input: (first) => new DenseInput(instance, first, capacity) })
  network.ready()
  copyTensors(parameters, network.tensors())
  network.takeTensors()
  const { outputs } = network
  const stride = padded(outputs)
  const packed = new Float32Array(capacity * outputs)
  return {
    outputs,
    evaluate(features, range) {
      network.input.gather(features, range)
      const rows = instance.memory.floats(network.evaluate(range.count).pointer, range.count * stride)
      for (let r = 0; r < range.count; r++) for (let c = 0; c < outputs; c++) packed[r * outputs + c] = rows[r * stride + c]!
      return packed
    },
  }
}

/** Throws a RangeError unless there is exactly one tensor of the right shape for each parameter. */
export function copyTensors(from: readonly NamedTensor[], to: readonly NamedTensor[]): void {
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
