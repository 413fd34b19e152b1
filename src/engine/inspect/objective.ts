/** The objective of a stored network over some samples, ready for its gradient to be taken and checked. */
import type { TrialConfig } from '../config/experiment'
import type { Dataset, Targets } from '../data/dataset'
import type { Kernels } from '../kernels/kernels'
import { createReferenceKernels } from '../kernels/reference'
import { buildNetwork } from '../layers/network'
import type { Sequential } from '../layers/sequential'
import { weighSamples } from '../losses/class-weights'
import { createLoss } from '../losses/registry'
import { copyTensors } from '../models/evaluator'
import type { NamedTensor } from '../models/tensors'
import { createBatch } from '../training/batch'
import type { NetworkCheck } from '../verify/gradient-check'

/** A network with its loss, and the samples that both are asked about. */
export interface Objective extends NetworkCheck {
  module: Sequential
}

/** What the objective is made of. */
export interface ObjectiveOptions {
  config: Pick<TrialConfig, 'network' | 'loss'>
  /** As `createPredictor` takes them; copied. */
  parameters: readonly NamedTensor[]
  data: Dataset
  /** Samples: the first of the data. */
  rows: number
  /** Targets of the training data, for a loss that counts their classes. */
  targets: Targets
  /** The reference in float64 unless others are given. */
  kernels?: Kernels
}

/**
 * In evaluation, whatever the network trains with: nothing is dropped, and batch normalisation takes its running statistics. Penalties are left
 * out.
 * @throws RangeError when the parameters are not those of the network
 */
export function createObjective({ config, parameters, data, rows, targets, kernels = createReferenceKernels('float64') }: ObjectiveOptions): Objective {
  const { modules, outputs } = buildNetwork(config.network, data.inputs, kernels, rows)
  copyTensors(parameters, modules.tensors)
  const loss = createLoss(config.loss, outputs, kernels, targets)
  const batch = createBatch(kernels, { inputs: data.inputs, outputs, capacity: rows }, loss.reads)
  batch.gather(data, { order: null, start: 0, count: rows })
  return { kernels, module: modules, loss, x: batch.features, targets: batch.targets, rows }
}

/** Forward and backward once: leaves the gradient of the objective in the parameters, and returns the objective. */
export function takeGradient({ kernels, module, loss, x, targets, rows }: Objective): number {
  const batch = weighSamples(loss.sampleWeights, targets.labels, { order: null, start: 0, count: rows })
  module.zeroGradients()
  const output = module.forward(x, rows)
  const gradOutput = kernels.allocate(output.length)
  const sum = loss.evaluate(output, targets, gradOutput, { rows, batch })
  module.backwardParameters(gradOutput, rows)
  return loss.objective(sum, batch)
}
