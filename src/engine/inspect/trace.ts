/** What each layer of a stored network makes of its samples. */
import type { NetworkConfig } from '../config/network'
import type { Features } from '../data/dataset'
import type { Vector } from '../kernels/kernels'
import { createReferenceKernels } from '../kernels/reference'
import { buildNetwork } from '../layers/network'
import { copyTensors } from '../models/evaluator'
import { precisionOf, type NamedTensor } from '../models/tensors'
import { createBatch, type SampleRange } from '../training/batch'

/** A network in evaluation that shows what lies between its inputs and its outputs. */
export interface Trace {
  /**
   * What each layer passes on, after its activation, as (rows, units); the last is the network's output. Views that hold until the next call.
   * @param range at most `capacity` samples
   */
  forward(features: Features, range: SampleRange): readonly Vector[]
}

/**
 * Computed by the reference kernels in the precision of the parameters.
 * @param inputs features of a sample, scaled as the features say
 * @param parameters as `createPredictor` takes them
 * @param capacity most samples of a call
 * @throws RangeError when the parameters are not those of the network
 */
export function createTrace(network: NetworkConfig, inputs: number, parameters: readonly NamedTensor[], capacity: number): Trace {
  const kernels = createReferenceKernels(precisionOf(parameters))
  const { modules, linears, outputs } = buildNetwork(network, inputs, kernels, capacity)
  copyTensors(parameters, modules.tensors)
  const batch = createBatch(kernels, { inputs, outputs, capacity }, 'labels')
  return {
    forward(features, range) {
      batch.gatherFeatures(features, range)
      const passed: Vector[] = []
      let y = batch.features
      for (const module of modules.modules) {
        // A layer ends where the next one's sums begin.
        if (y !== batch.features && linears.some((linear) => linear === module)) passed.push(y)
        y = module.forward(y, range.count)
      }
      return [...passed, y].map((vector, layer) => vector.subarray(0, range.count * network.layers[layer]!.units))
    },
  }
}
