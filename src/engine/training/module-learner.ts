/** The learner made of the textbook's parts: modules, loss and optimizer over kernels. */
import type { LossConfig } from '../config/loss'
import type { NetworkConfig } from '../config/network'
import type { OptimizerConfig } from '../config/optimizer'
import type { Dataset } from '../data/dataset'
import type { Kernels, Vector } from '../kernels/kernels'
import { buildNetwork, type Network } from '../layers/network'
import { createLoss } from '../losses/create-loss'
import type { Loss } from '../losses/loss'
import { createOptimizer } from '../optimizers/registry'
import type { Optimizer, OptimizerState } from '../optimizers/optimizer'
import type { Parameter } from '../layers/module'
import { Batch, type SampleRange } from './batch'
import type { BlockScore, Learner } from './learner'

/** Large enough that the calls cost nothing, small enough that a block takes milliseconds and fits the processor's cache. */
const BLOCK = 512

export interface ModuleLearnerOptions {
  network: NetworkConfig
  loss: LossConfig
  optimizer: OptimizerConfig
  /** Features of a sample. */
  inputs: number
  kernels: Kernels
}

export class ModuleLearner implements Learner {
  readonly block = BLOCK
  readonly network: Network
  readonly parameters: readonly Parameter[]
  readonly pending: readonly Vector[]
  readonly optimizer: OptimizerState
  private readonly loss: Loss
  private readonly rule: Optimizer
  private readonly batch: Batch
  /** dL / d outputs. */
  private readonly gradOutput: Vector
  private readonly kernels: Kernels

  /** Allocates all that training needs; the weights are zero until an initialiser draws them. */
  constructor({ network, loss, optimizer, inputs, kernels }: ModuleLearnerOptions) {
    this.kernels = kernels
    this.network = buildNetwork(network, inputs, kernels, BLOCK)
    this.parameters = this.network.modules.parameters
    this.pending = this.parameters.map((parameter) => parameter.gradient)
    this.loss = createLoss(loss, this.network.outputs, kernels)
    this.rule = createOptimizer(optimizer, this.parameters, kernels)
    this.optimizer = this.rule.state
    this.batch = new Batch(kernels, { inputs, outputs: this.network.outputs, capacity: BLOCK }, this.loss.reads)
    this.gradOutput = kernels.allocate(BLOCK * this.network.outputs)
  }

  accumulate(data: Dataset, range: SampleRange, { first, batch }: { first: boolean; batch: number }): BlockScore {
    if (first) this.network.modules.zeroGradients()
    const score = this.forward(data, range, batch)
    this.network.modules.backwardParameters(this.gradOutput, range.count)
    return score
  }

  update(learningRate: number): void {
    this.rule.step(learningRate)
  }

  evaluate(data: Dataset, range: SampleRange): BlockScore {
    return this.forward(data, range, range.count)
  }

  isFinite(): boolean {
    return this.parameters.every((parameter) => this.kernels.allFinite(parameter.data))
  }

  /** The network's outputs for the samples in `batch`, scored; leaves the gradient of the objective by the outputs. */
  private forward(data: Dataset, range: SampleRange, batch: number): BlockScore {
    this.batch.gather(data, range)
    const output = this.network.modules.forward(this.batch.features, range.count)
    const loss = this.loss.evaluate(output, this.batch.targets, this.gradOutput, { rows: range.count, batch })
    const correct = data.targets.kind === 'classes' ? this.kernels.countCorrect(output, this.batch.targets.labels, range.count, this.network.outputs) : 0
    return { loss, correct }
  }
}
