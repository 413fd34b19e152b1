/** The learner for small problems that are trained in full batches: whole epochs in a few calls, with the samples side by side. */
import type { TrialConfig } from '../config/experiment'
import { countMultiplyAdds } from '../config/network'
import type { Dataset } from '../data/dataset'
import { initialiseNetwork } from '../initialisers/initialise'
import type { NamedTensor } from '../models/tensors'
import type { OptimizerState } from '../optimizers/optimizer'
import { rulesOf, type Rule } from '../optimizers/registry'
import type { RuleSource, Step } from '../optimizers/rule'
import type { SampleRange } from '../training/batch'
import type { BlockScore, EpochLearner, TrainedEpochs } from '../training/learner'
import { padded, type FastKernels, type Pointer } from './exports'
import { blockSamples, layOut, type FullBatchLayout, type LayerRows, type SampleRows } from './full-batch-layout'
import { fullBatchLoss, type FullBatchLoss } from './full-batch-loss'
import { SampleWriter } from './full-batch-samples'
import { workspaceBytes, workspaceOf, type Workspace } from './full-batch-workspace'
import type { FastModule } from './module'
import { flushEvery } from './optimizer'
import { setRule } from './rules'

/** Beyond these the blocks of the other learner are as fast. */
const mostSamples = 4096
const mostUnits = 32

/** Most epochs of one call: enough that the call costs nothing beside them. */
const mostEpochs = 256
/** Numbers of all states that a call may leave behind. */
const mostNumbers = 1 << 18
/** Work of a call in nanoseconds, at the slow estimate of `epochWork`: a few milliseconds, so that a pause is prompt. */
const callWork = 1e7

/**
 * Whether a trial is trained here; configuration and data alone decide, so that the same trial always takes the same path. An epoch must be
 * one batch. Its order does not matter then: a sum over samples has one order, that of the data set.
 */
export function fitsFullBatch(config: TrialConfig, { samples, inputs }: Pick<Dataset, 'samples' | 'inputs'>): boolean {
  const { network, batchSize, l1, l2, clipping, decayBiases, optimizer } = config
  const { layers } = network
  return (
    (batchSize === 'full' || batchSize === samples) &&
    samples <= mostSamples &&
    inputs <= mostUnits &&
    layers.every(({ units, batchNorm, dropout }) => units <= mostUnits && batchNorm === null && dropout === 0) &&
    l1 === 0 &&
    l2 === 0 &&
    clipping.kind === 'none' &&
    (decayBiases || optimizer.weightDecay === 0) &&
    layOut({ layers, inputs, samples, averages: rulesOf(optimizer).averages }, 0).end <= workspaceBytes
  )
}

export interface FullBatchOptions {
  config: TrialConfig
  seed: number
  /** The training data. */
  data: Dataset
}

export class FullBatchLearner implements EpochLearner {
  readonly block = blockSamples
  readonly state: readonly Float32Array[]
  readonly optimizer: OptimizerState
  readonly mostEpochs: number
  private readonly workspace: Workspace
  private readonly kernels: FastKernels
  private readonly layout: FullBatchLayout
  private readonly data: Dataset
  private readonly writer: SampleWriter
  private readonly loss: FullBatchLoss
  private readonly output: LayerRows
  private readonly averages: readonly [Pointer, Pointer, Pointer]
  private readonly isClassifier: boolean
  private readonly source: RuleSource<Rule>
  /** The scale of the gradient where the network is y = w x + b under the squared error, which has a kernel of its own; else null. */
  private readonly lineScale: number | null
  /** Parameters and averages as they lie in the workspace while it works. */
  private readonly numbers: Float32Array
  /** What the rule remembers besides. */
  private readonly memory: Float64Array
  /** The step that the next rule is for, in one object for all. */
  private readonly next: Step
  private readonly named: readonly NamedTensor[]
  /** Numbers and memory after each epoch of the last call. */
  private readonly history: Float32Array
  private readonly memoryHistory: Float64Array
  private readonly trained: { -readonly [K in keyof TrainedEpochs]: TrainedEpochs[K] }
  /** Steps before the last call. */
  private stepsBefore = 0
  /** What the guest block of the workspace holds, while this learner occupies it. */
  private guest: { data: Dataset; start: number; rows: SampleRows } | null = null

  /** Draws the initial weights. */
  constructor(module: FastModule, { config, seed, data }: FullBatchOptions) {
    const { layers } = config.network
    const { inputs, samples } = data
    this.data = data
    this.workspace = workspaceOf(module)
    this.kernels = this.workspace.instance.kernels
    this.source = rulesOf(config.optimizer)
    const { averages, initialAverage, initialMemory } = this.source
    this.layout = layOut({ layers, inputs, samples, averages }, this.workspace.start)
    const { stride, count } = this.layout
    const output = this.layout.layers.at(-1)
    if (output === undefined) throw new RangeError('a network has at least 1 layer')
    this.output = output
    this.isClassifier = data.targets.kind === 'classes'
    const average = (k: number) => (k < averages ? this.layout.parameters + stride * 4 * (k + 1) : 0)
    this.averages = [average(0), average(1), average(2)]
    this.loss = fullBatchLoss(config.loss, output.units, data.targets, samples)
    this.writer = new SampleWriter(this.workspace, { inputs, outputs: output.units, soft: this.loss.soft })
    const isLine = this.layout.layers.length === 1 && inputs === 1 && output.units === 1 && output.output === output.sums && !this.isClassifier
    this.lineScale = isLine ? this.loss.squaredScale : null

    this.numbers = new Float32Array(stride * (1 + averages))
    this.state = [this.numbers.subarray(0, count)]
    const vectors = Array.from({ length: averages }, (_, k) => this.numbers.subarray(stride * (k + 1), stride * (k + 1) + count).fill(initialAverage))
    this.memory = Float64Array.from(initialMemory)
    this.next = { t: 0, learningRate: 0, memory: this.memory }
    this.optimizer = { steps: 0, vectors: this.memory.length > 0 ? [...vectors, this.memory] : vectors }
    this.named = this.nameTensors()
    this.initialise(config, seed)

    const perCall = Math.min(mostEpochs, Math.floor(mostNumbers / this.numbers.length), Math.floor(callWork / epochWork(config, data)))
    this.mostEpochs = Math.max(1, perCall)
    this.history = new Float32Array(this.mostEpochs * this.numbers.length)
    this.memoryHistory = new Float64Array(this.mostEpochs * this.memory.length)
    this.trained = { finite: 0, losses: new Float64Array(this.mostEpochs), correct: new Float64Array(this.mostEpochs) }
  }

  tensors(): readonly NamedTensor[] {
    return this.named
  }

  trainEpochs(rates: Float64Array, count: number): TrainedEpochs {
    this.enter()
    const { kernels, trained, memory } = this
    const before = memory.slice()
    this.stepsBefore = this.optimizer.steps
    kernels.forgetNonFinite()
    let k = 0
    for (; k < count; k++) {
      trained.losses[k] = this.differentiate(k)
      if (!Number.isFinite(trained.losses[k]!)) break
      this.step(this.stepsBefore + k + 1, rates[k]!)
      if (kernels.updatesAreFinite() === 0) break
      this.keep(k)
    }
    // Until an epoch is selected nothing has changed.
    memory.set(before)
    trained.finite = k
    return trained
  }

  select(k: number): void {
    const { numbers, history, memory, memoryHistory } = this
    copyNumbers(history, k * numbers.length, numbers, 0, numbers.length)
    for (let i = 0; i < memory.length; i++) memory[i] = memoryHistory[k * memory.length + i]!
    this.optimizer.steps = this.stepsBefore + k + 1
  }

  evaluate(data: Dataset, range: SampleRange): BlockScore {
    this.enter()
    const rows = this.rowsOf(data, range)
    this.forward(rows)
    return { loss: this.measure(rows), correct: this.countCorrect(rows) }
  }

  /** The sum of the losses; gradients and right answers are noted. */
  private differentiate(epoch: number): number {
    const { blocks } = this.layout
    const { lineScale } = this
    let loss = 0
    let correct = 0
    for (let i = 0; i < blocks.length; i++) {
      const rows = blocks[i]!
      const accumulate = i === 0 ? 0 : 1
      if (lineScale !== null) loss += this.differentiateLine(rows, lineScale, accumulate)
      else {
        this.forward(rows)
        loss += this.measure(rows)
        if (this.isClassifier) correct += this.countCorrect(rows)
        this.backward(rows, accumulate)
      }
    }
    this.trained.correct[epoch] = correct
    return loss
  }

  private differentiateLine({ samples, features, targets }: SampleRows, scale: number, accumulate: 0 | 1): number {
    const { weight, bias, gradWeight } = this.output
    return this.loss.perSample * this.kernels.lineGradient(samples, features, targets, weight, bias, gradWeight, scale, accumulate)
  }

  private forward({ features, bytes }: SampleRows): void {
    const { kernels } = this
    let x = features
    for (const { inputs, units, weight, bias, sums, output, activation } of this.layout.layers) {
      kernels.combineRows(units, inputs, weight, inputs * 4, 4, x, bias, sums, bytes)
      if (output !== sums) kernels.activationForward(activation.code, activation.parameter, sums, output, (units * bytes) / 4)
      x = output
    }
  }

  private measure(rows: SampleRows): number {
    return this.loss.perSample * this.loss.measure(this.kernels, rows, this.output)
  }

  private countCorrect({ labels, bytes }: SampleRows): number {
    const { units, output } = this.output
    return this.kernels.countCorrectByFeature(units, output, labels, bytes)
  }

  private backward({ features, bytes }: SampleRows, accumulate: 0 | 1): void {
    const { kernels } = this
    const { layers } = this.layout
    for (let i = layers.length - 1; i >= 0; i--) {
      const { inputs, units, weight, bias, gradWeight, gradBias, sums, output, delta, activation } = layers[i]!
      if (output !== sums) kernels.activationBackward(activation.code, activation.parameter, sums, output, delta, delta, (units * bytes) / 4)
      const below = i === 0 ? null : layers[i - 1]!
      const x = below === null ? features : below.output
      if (units >= inputs) kernels.multiplyRows(units, inputs, delta, x, gradWeight, inputs * 4, 4, bytes, accumulate)
      else kernels.multiplyRows(inputs, units, x, delta, gradWeight, 4, inputs * 4, bytes, accumulate)
      if (bias !== 0) kernels.sumOfEachRow(units, delta, gradBias, bytes, accumulate)
      if (below !== null) kernels.combineRows(inputs, units, weight, 4, inputs * 4, delta, 0, below.delta, bytes)
    }
  }

  /** Step t along the gradients. */
  private step(t: number, learningRate: number): void {
    const { kernels, source, memory } = this
    const { parameters, gradients, stride } = this.layout
    const [a, b, c] = this.averages
    source.advance(t, memory)
    this.next.t = t
    this.next.learningRate = learningRate
    setRule(kernels, source.rule(this.next))
    if (t % flushEvery === 0) kernels.flushAverages(a, b, c, stride)
    kernels.updateParameter(parameters, gradients, a, b, c, stride)
  }

  private keep(epoch: number): void {
    const { numbers, history, memory, memoryHistory, workspace } = this
    copyNumbers(workspace.numbers, this.at(this.layout.parameters), history, epoch * numbers.length, numbers.length)
    for (let i = 0; i < memory.length; i++) memoryHistory[epoch * memory.length + i] = memory[i]!
  }

  /** Brings numbers and samples into the workspace, where another learner may have been since. */
  private enter(): void {
    const { workspace, layout, numbers, data } = this
    if (workspace.occupant !== this) {
      workspace.occupant = this
      this.guest = null
      workspace.numbers.fill(0, this.at(layout.gradients), this.at(layout.gradients) + layout.stride)
      let start = 0
      for (const rows of layout.blocks) {
        this.writer.write(data, { order: null, start, count: rows.samples }, rows)
        start += rows.samples
      }
    }
    workspace.numbers.set(numbers, this.at(layout.parameters))
  }

  /** Where the samples of the range lie in the workspace. */
  private rowsOf(data: Dataset, range: SampleRange): SampleRows {
    const { start, count } = range
    const own = data === this.data ? this.layout.blocks[start / blockSamples] : undefined
    if (own?.samples === count) return own
    const { guest } = this
    if (guest?.data === data && guest.start === start && guest.rows.samples === count) return guest.rows
    const rows = { ...this.layout.guest, samples: count, bytes: padded(count) * 4 }
    this.writer.write(data, range, rows)
    this.guest = { data, start, rows }
    return rows
  }

  /** The index of an address among the numbers of the workspace. */
  private at(pointer: Pointer): number {
    return (pointer - this.workspace.start) / 4
  }

  private initialise({ network }: TrialConfig, seed: number): void {
    const layers = this.layout.layers.map(({ inputs, units, weight, bias }) => ({
      inputs,
      outputs: units,
      weight: { data: this.view(weight, inputs * units) },
      bias: bias === 0 ? null : { data: this.view(bias, units) },
    }))
    initialiseNetwork(layers, network, seed)
  }

  private nameTensors(): NamedTensor[] {
    return this.layout.layers.flatMap(({ inputs, units, weight, bias }, index) => [
      { name: `layers.${index}.weight`, shape: [units, inputs], data: this.view(weight, units * inputs) },
      ...(bias === 0 ? [] : [{ name: `layers.${index}.bias`, shape: [units], data: this.view(bias, units) }]),
    ])
  }

  /** The learner's own numbers of a parameter. */
  private view(pointer: Pointer, count: number): Float32Array {
    const from = (pointer - this.layout.parameters) / 4
    return this.numbers.subarray(from, from + count)
  }
}

/**
 * Nanoseconds of an epoch on a slow processor with the slowest activation: a quarter of one for each multiplication or addition of forward
 * and backward pass, and 6 for each unit.
 */
function epochWork({ network }: TrialConfig, { inputs, samples }: Dataset): number {
  const units = network.layers.reduce((sum, layer) => sum + layer.units, 0)
  return samples * (1.5 * countMultiplyAdds(inputs, network.layers) + 6 * units)
}

/** Copies a few numbers: for so few a loop is faster than a call. */
function copyNumbers(from: Float32Array, start: number, to: Float32Array, at: number, count: number): void {
  if (count > 64) to.set(from.subarray(start, start + count), at)
  else for (let i = 0; i < count; i++) to[at + i] = from[start + i]!
}
