/** The learner on the fast kernels: any network of the schema, trained batch by batch. */
import { blockOf } from '../config/block-rows'
import type { TrialConfig } from '../config/experiment'
import type { Dataset } from '../data/dataset'
import { initialiseNetwork } from '../initialisers/initialise'
import type { Vector } from '../kernels/kernels'
import { weighSamples } from '../losses/class-weights'
import type { Loss } from '../losses/loss'
import { createLoss } from '../losses/registry'
import { loadParameters } from '../models/load-parameters'
import type { NamedTensor } from '../models/tensors'
import type { OptimizerState } from '../optimizers/optimizer'
import { Batch, type SampleRange } from '../training/batch'
import type { BlockScore, Learner } from '../training/learner'
import { maskStream } from '../training/mask-stream'
import { addPenaltyFast, clipFast } from './clip'
import { compressedRows, isSparse } from './compress'
import { padded, type Pointer } from './exports'
import { ByteInput, DenseInput, SparseInput } from './input'
import { FastLossKernels } from './loss-kernels'
import { instantiateFast, type FastInstance, type FastModule } from './module'
import { FastNetwork } from './network'
import { FastOptimizer } from './optimizer'

export interface FastLearnerOptions {
  config: TrialConfig
  seed: number
  /** The training data, whose density and scaling decide how samples come in. */
  data: Dataset
  /** Samples of the largest batch, which batch normalisation takes whole. */
  batchSize: number
  /** Samples of the largest update, which is a batch or several. */
  updateSize: number
}

export class FastLearner implements Learner {
  readonly block: number
  readonly optimizer: OptimizerState
  readonly pending: readonly Vector[]
  private readonly instance: FastInstance
  private readonly network: FastNetwork<DenseInput | SparseInput>
  private readonly rule: FastOptimizer
  private readonly loss: Loss
  private readonly batch: Batch
  private readonly gradOutput: Float32Array
  private readonly outputs: Map<Pointer, Float32Array>
  private readonly generator: Uint32Array
  private readonly config: TrialConfig
  private readonly seed: number
  /** Whether a training pass draws masks. */
  private readonly masked: boolean
  /**
   * Whether the step follows the gradient of the first layer row by row: the whole update is one block of sparse rows, and nothing stands
   * between gradient and step that needs all gradients first.
   */
  private readonly fused: boolean
  /** What the mean over the batch in work divides by, where samples are weighted. */
  private readonly batchWeight = new Float64Array(1)

  /** Allocates all that training needs and draws the initial weights. */
  constructor(module: FastModule, { config, seed, data, batchSize, updateSize }: FastLearnerOptions) {
    const { network, l1, l2, clipping, optimizer, decayBiases } = config
    const { features, inputs } = data
    const sparse = isSparse(features, inputs)
    this.config = config
    this.seed = seed
    this.block = blockOf(inputs, network.layers, batchSize)
    this.masked = network.layers.some(({ dropout }) => dropout > 0)
    this.fused = sparse && updateSize === batchSize && batchSize <= this.block && clipping.kind === 'none' && l1 === 0 && l2 === 0

    const instance = instantiateFast(module)
    this.instance = instance
    const { memory } = instance
    const capacity = this.block
    this.network = new FastNetwork<DenseInput | SparseInput>(instance, network, {
      inputs,
      capacity,
      training: true,
      firstGradient: !this.fused,
      input: (first) => {
        const { scaling = null } = features
        if (features.kind === 'real' || (!sparse && scaling !== null)) return new DenseInput(instance, first, capacity)
        if (!sparse) return new ByteInput(instance, first, capacity)
        // Weight decay moves the weights of inputs that are never lit, too; augmentation lights others.
        const lit = this.fused && optimizer.weightDecay === 0 && config.augmentation === null ? compressedRows(features, inputs).lit : null
        return new SparseInput(instance, first, { capacity, scaling, lit })
      },
    })
    this.rule = new FastOptimizer(optimizer, decayBiases, this.network.parameters, instance)
    const { outputs } = this.network
    const outputRow = padded(outputs)
    const labels = memory.allocate(capacity)
    const values = memory.allocateFloats(capacity * outputRow)
    const classWeights = memory.allocateFloats(outputs)
    const generator = memory.allocate(16)

    this.network.ready()
    this.rule.ready()
    this.optimizer = this.rule
    this.loss = createLoss(config.loss, outputs, new FastLossKernels(instance.kernels, memory.floats(classWeights, outputs)), data.targets)
    this.batch = new Batch(
      { features: new Float32Array(0), labels: memory.bytesAt(labels, capacity), values: memory.floats(values, capacity * outputRow) },
      { inputs, inputRow: inputs, outputs, outputRow },
      this.loss.reads,
    )
    this.gradOutput = memory.floats(this.network.gradOutput.pointer, capacity * outputRow)
    const { output, evaluated } = this.network.layers.at(-1)!
    this.outputs = new Map([output, evaluated].map(({ pointer }) => [pointer, memory.floats(pointer, capacity * outputRow)]))
    this.generator = memory.words(generator, 4)
    const gradients = this.network.parameters.filter(({ gradient }) => gradient !== 0).map(({ gradient, count }) => memory.floats(gradient, count))
    this.pending = this.loss.sampleWeights === null ? gradients : [...gradients, this.batchWeight]
    this.initialise()
  }

  get state(): readonly Vector[] {
    return this.network.state
  }

  tensors(): readonly NamedTensor[] {
    return this.network.tensors()
  }

  begin(parameters: readonly NamedTensor[]): void {
    loadParameters(this.network.tensors(), parameters)
    this.network.takeTensors()
  }

  accumulate(data: Dataset, range: SampleRange, { first, batch }: { first: boolean; batch: number }): BlockScore {
    if (this.masked) this.generator.set(maskStream(this.seed, this.optimizer.steps, range.start).state())
    const { network } = this
    this.gather(data, range)
    const score = this.score(data, range, network.forward(range.count, this.generator.byteOffset).pointer, this.divisorOf(data, range, { first, batch }))
    network.backward(range.count, first)
    if (!this.fused) network.input.accumulate(range.count, first)
    else if (network.input instanceof SparseInput) network.input.sort(range.count)
    return score
  }

  update(learningRate: number): void {
    const { network, rule, config, instance } = this
    addPenaltyFast(config, network.parameters, instance)
    clipFast(config.clipping, network.parameters, instance)
    rule.begin(learningRate)
    const fusedInput = this.fused && network.input instanceof SparseInput ? network.input : null
    if (fusedInput !== null) {
      rule.setRuleFor(network.parameters[0]!)
      fusedInput.update(rule.averages(0))
    }
    for (let k = fusedInput === null ? 0 : 1; k < network.parameters.length; k++) rule.update(k)
    network.weightsChanged()
  }

  evaluate(data: Dataset, range: SampleRange): BlockScore {
    this.gather(data, range)
    return this.score(data, range, this.network.evaluate(range.count).pointer, range.count)
  }

  isFinite(): boolean {
    const { kernels } = this.instance
    if (kernels.updatesAreFinite() === 0) return false
    return this.network.layers.every(
      ({ norm, stride }) => norm === null || (kernels.allFinite(norm.runningMean, stride) === 1 && kernels.allFinite(norm.runningVariance, stride) === 1),
    )
  }

  private initialise(): void {
    const tensors = this.network.tensors()
    const find = (name: string) => tensors.find((tensor) => tensor.name === name)
    const layers = this.network.layers.map(({ inputs, units }, index) => ({
      inputs,
      outputs: units,
      weight: find(`layers.${index}.weight`)!,
      bias: find(`layers.${index}.bias`) ?? null,
    }))
    initialiseNetwork(layers, this.config.network, this.seed)
    this.network.takeTensors()
  }

  private gather(data: Dataset, range: SampleRange): void {
    this.network.input.gather(data.features, range)
    this.batch.gatherTargets(data.targets, range)
  }

  private score({ targets }: Dataset, { count }: SampleRange, output: Pointer, batch: number): BlockScore {
    const { kernels } = this.instance
    const loss = this.loss.evaluate(this.outputs.get(output)!, this.batch.targets, this.gradOutput, { rows: count, batch })
    const correct = targets.kind === 'classes' ? kernels.countCorrect(output, this.batch.targets.labels.byteOffset, count, this.network.outputs) : 0
    return { loss, correct }
  }

  /** What a mean over the batch divides by; its first block adds the weights of all its samples up. */
  private divisorOf({ targets }: Dataset, { order, start }: SampleRange, { first, batch }: { first: boolean; batch: number }): number {
    const { sampleWeights } = this.loss
    if (sampleWeights === null || targets.kind !== 'classes') return batch
    if (first) this.batchWeight[0] = weighSamples(sampleWeights, targets.labels, { order, start, count: batch })
    return this.batchWeight[0]!
  }
}
