/** Why a classifier answers as it does: what its layers make of a sample, and which features hold the answer up. */
import type { NetworkConfig } from '../config/network'
import type { Scaling } from '../data/dataset'
import type { Vector } from '../kernels/kernels'
import { createReferenceKernels } from '../kernels/reference'
import { buildNetwork } from '../layers/network'
import { argmax } from '../metrics/classification'
import { createBatch } from '../training/batch'
import { copyTensors } from './evaluator'
import { precisionOf, type NamedTensor } from './tensors'

/** An answer with its reasons. */
export interface Explanation {
  /** The class with the largest probability. */
  answer: number
  /** What each layer passes on, after its activation; the last are the logits. */
  layers: Float64Array[]
  /** d logit(p) / dx for each feature x, where p is the answer's probability and logit(p) = log(p / (1 - p)). */
  gradient: Float64Array
}

/** A trained network that gives reasons. */
export interface Explainer {
  /** Throws a RangeError when the number of features is wrong. */
  explain(features: ArrayLike<number>): Explanation
}

/**
 * Asks the reference kernels, whose backward pass the gradient is. The logit of the probability, unlike the probability itself and its logarithm,
 * keeps its slope where the network is certain.
 * @param inputs features of a sample
 * @param parameters as `createPredictor` takes them
 * @param scaling as `decodeModel` gives it: features, and gradients by them, are those before it
 * @throws RangeError when the parameters are not those of the network, or it has fewer than two classes
 */
export function createExplainer(
  network: NetworkConfig,
  inputs: number,
  parameters: readonly NamedTensor[],
  { scaling = null }: { scaling?: Scaling | null } = {},
): Explainer {
  const kernels = createReferenceKernels(precisionOf(parameters))
  const { modules, linears, outputs } = buildNetwork(network, inputs, kernels, 1)
  if (outputs < 2) throw new RangeError(`classes are told apart by two outputs or more, the network has ${outputs}`)
  copyTensors(parameters, modules.tensors)
  const batch = createBatch(kernels, { inputs, outputs, capacity: 1 }, 'labels')
  const gradLogits = kernels.allocate(outputs)

  function forward(): Float64Array[] {
    const layers: Float64Array[] = []
    let y = batch.features
    for (const module of modules.modules) {
      // A layer ends where the next one's sums begin.
      if (y !== batch.features && linears.some((linear) => linear === module)) layers.push(Float64Array.from(y))
      y = module.forward(y, 1)
    }
    return [...layers, Float64Array.from(y)]
  }

  return {
    explain(features) {
      if (features.length !== inputs) throw new RangeError(`the network takes ${inputs} features, got ${features.length}`)
      const values = Float64Array.from(features)
      batch.gatherFeatures({ kind: 'real', values, ...(scaling && { scaling }) }, { order: null, start: 0, count: 1 })
      const layers = forward()
      const logits = layers.at(-1) ?? new Float64Array(0)
      const answer = argmax(logits, 0, outputs)
      logitGradient(logits, answer, gradLogits)
      modules.zeroGradients()
      const gradient = Float64Array.from(modules.backward(gradLogits, 1))
      return { answer, layers, gradient: scaling ? gradient.map((value, i) => value * scaling.factor[i]!) : gradient }
    },
  }
}

/**
 * With p = softmax(z), logit(p[k]) = log(p[k] / (1 - p[k])) = z[k] - log(sum over j ≠ k of exp z[j]), so
 *   d logit(p[k]) / dz[k] = 1
 *   d logit(p[k]) / dz[j] = -exp z[j] / (sum over i ≠ k of exp z[i])      for j ≠ k
 */
function logitGradient(logits: Float64Array, answer: number, gradient: Vector): void {
  const others = logits.map((logit, j) => (j === answer ? -Infinity : logit))
  const largest = others.reduce((most, logit) => Math.max(most, logit), -Infinity)
  const powers = others.map((logit) => Math.exp(logit - largest))
  const sum = powers.reduce((total, power) => total + power, 0)
  gradient.set(powers.map((power, j) => (j === answer ? 1 : -power / sum)))
}
