/** The learner made of the textbook's parts: modules, loss and optimizer over kernels. */
import { blockOf, blockRows } from '../config/block-rows'
import type { LossConfig } from '../config/loss'
import type { NetworkConfig } from '../config/network'
import type { OptimizerConfig } from '../config/optimizer'
import type { Dataset, Targets } from '../data/dataset'
import type { Kernels, Vector } from '../kernels/kernels'
import { buildNetwork, type Network } from '../layers/network'
import { weighSamples } from '../losses/class-weights'
import type { Loss } from '../losses/loss'
import { createLoss } from '../losses/registry'
import { createOptimizer, createOptimizerSparingBiases } from '../optimizers/registry'
import type { Optimizer, OptimizerState } from '../optimizers/optimizer'
import type { Parameter, TrainingPass } from '../layers/module'
import { loadParameters } from '../models/load-parameters'
import type { NamedTensor } from '../models/tensors'
import type { Clip } from '../regularisation/clipping'
import { addPenaltyGradient } from '../regularisation/penalty'
import { noRegularisation, type Regularisation } from '../regularisation/regularisation'
import { createClip } from '../regularisation/registry'
import { createBatch, type Batch, type SampleRange } from './batch'
import type { BlockScore, Learner } from './learner'
import { maskStream } from './mask-stream'

/** The training pass of a network without dropout. */
const maskless: TrainingPass = { random: maskStream(0, 0, 0) }

export interface ModuleLearnerOptions {
  network: NetworkConfig
  loss: LossConfig
  optimizer: OptimizerConfig
  /** Penalties, clipping and the reach of weight decay; none where it is left out. */
  regularisation?: Regularisation
  /** Features of a sample. */
  inputs: number
  kernels: Kernels
  /** Targets of the training data, for a loss that depends on their kind or counts their classes. */
  targets?: Targets
  /** The trial's seed, from which the masks of dropout follow. */
  seed?: number
  /** Samples of the largest batch, which batch normalisation takes whole. */
  batchSize?: number
}

export class ModuleLearner implements Learner {
  readonly block: number
  readonly network: Network
  readonly parameters: readonly Parameter[]
  readonly state: readonly Vector[]
  readonly pending: readonly Vector[]
  readonly optimizer: OptimizerState
  private readonly loss: Loss
  private readonly rule: Optimizer
  private readonly regularisation: Regularisation
  private readonly clip: Clip
  private readonly gradients: readonly Vector[]
  private readonly batch: Batch
  /** dL / d outputs. */
  private readonly gradOutput: Vector
  private readonly kernels: Kernels
  private readonly seed: number
  /** Whether a training pass draws masks. */
  private readonly masked: boolean
  /** What the mean over the batch in work divides by, where samples are weighted. */
  private readonly batchWeight = new Float64Array(1)

  /** Allocates all that training needs; the weights are zero until an initialiser draws them. */
  constructor({
    network,
    loss,
    optimizer,
    regularisation = noRegularisation,
    inputs,
    kernels,
    targets,
    seed = 0,
    batchSize = blockRows(inputs, network.layers),
  }: ModuleLearnerOptions) {
    this.kernels = kernels
    this.seed = seed
    this.block = blockOf(inputs, network.layers, batchSize)
    this.network = buildNetwork(network, inputs, kernels, this.block)
    this.masked = network.layers.some(({ dropout }) => dropout > 0)
    this.parameters = this.network.modules.parameters
    this.state = this.network.modules.tensors.map(({ data }) => data)
    this.loss = createLoss(loss, this.network.outputs, kernels, targets)
    this.gradients = this.parameters.map((parameter) => parameter.gradient)
    this.pending = this.loss.sampleWeights === null ? this.gradients : [...this.gradients, this.batchWeight]
    this.regularisation = regularisation
    this.clip = createClip(regularisation.clipping)
    this.rule = (regularisation.decayBiases ? createOptimizer : createOptimizerSparingBiases)(optimizer, this.parameters, kernels)
    this.optimizer = this.rule.state
    this.batch = createBatch(kernels, { inputs, outputs: this.network.outputs, capacity: this.block }, this.loss.reads)
    this.gradOutput = kernels.allocate(this.block * this.network.outputs)
  }

  accumulate(data: Dataset, range: SampleRange, { first, batch }: { first: boolean; batch: number }): BlockScore {
    if (first) this.network.modules.zeroGradients()
    const training = this.masked ? { random: maskStream(this.seed, this.optimizer.steps, range.start) } : maskless
    const score = this.forward(data, range, { batch: this.divisorOf(data, range, { first, batch }), training })
    this.network.modules.backwardParameters(this.gradOutput, range.count)
    return score
  }

  update(learningRate: number): void {
    // The penalties belong to the objective, so that clipping sees their gradients too.
    addPenaltyGradient(this.parameters, this.regularisation)
    this.clip(this.gradients)
    this.rule.step(learningRate)
  }

  evaluate(data: Dataset, range: SampleRange): BlockScore {
    return this.forward(data, range, { batch: range.count })
  }

  isFinite(): boolean {
    return this.state.every((vector) => this.kernels.allFinite(vector))
  }

  tensors(): readonly NamedTensor[] {
    return this.network.modules.tensors
  }

  begin(parameters: readonly NamedTensor[]): void {
    loadParameters(this.tensors(), parameters)
  }

  /** What a mean over the batch divides by; its first block adds the weights of all its samples up. */
  private divisorOf({ targets }: Dataset, { order, start }: SampleRange, { first, batch }: { first: boolean; batch: number }): number {
    const { sampleWeights } = this.loss
    if (sampleWeights === null || targets.kind !== 'classes') return batch
    if (first) this.batchWeight[0] = weighSamples(sampleWeights, targets.labels, { order, start, count: batch })
    return this.batchWeight[0]!
  }

  /** The network's outputs for the samples in `batch`, scored; leaves the gradient of the objective by the outputs. */
  private forward(data: Dataset, range: SampleRange, { batch, training }: { batch: number; training?: TrainingPass }): BlockScore {
    this.batch.gather(data, range)
    const output = this.network.modules.forward(this.batch.features, range.count, training)
    const loss = this.loss.evaluate(output, this.batch.targets, this.gradOutput, { rows: range.count, batch })
    const correct = data.targets.kind === 'classes' ? this.kernels.countCorrect(output, this.batch.targets.labels, range.count, this.network.outputs) : 0
    return { loss, correct }
  }
}
