/** The learner for small problems that are trained in full batches: many epochs in one call of the kernels, with the samples side by side. */
import type { TrialConfig } from '../config/experiment'
import type { Dataset } from '../data/dataset'
import { initialiseNetwork } from '../initialisers/initialise'
import { loadParameters } from '../models/load-parameters'
import type { NamedTensor } from '../models/tensors'
import type { OptimizerState } from '../optimizers/optimizer'
import { rulesOf, type Rule } from '../optimizers/registry'
import type { RuleSource, Step } from '../optimizers/rule'
import type { SampleRange } from '../training/batch'
import type { BlockScore, EpochLearner, TrainedEpochs } from '../training/learner'
import { RULE_NUMBERS } from './assembly/full-batch-codes'
import { writeGuest, writeHeader, type FullBatchHeader } from './full-batch-header'
import { fullBatchLoss } from './full-batch-loss'
import { blockSamples, planFullBatch, rowLength, type FullBatchPlan } from './full-batch-plan'
import { SampleWriter } from './full-batch-samples'
import { workspaceOf, type Occupant, type Workspace } from './full-batch-workspace'
import type { FastModule } from './module'
import { RuleTable } from './rule-table'

/** Beyond these the blocks of the other learner are as fast; up to them every network has room in the workspace. */
const mostSamples = 4096
const mostUnits = 32

/**
 * Whether a trial is trained here; configuration and data alone decide, so that the same trial always takes the same path. An epoch must be
 * one batch. Its order does not matter then: a sum over samples has one order, that of the data set.
 */
export function fitsFullBatch(config: TrialConfig, { samples, inputs }: Pick<Dataset, 'samples' | 'inputs'>): boolean {
  const { network, batchSize, l1, l2, clipping, decayBiases, optimizer } = config
  return (
    (batchSize === 'full' || batchSize === samples) &&
    samples <= mostSamples &&
    inputs <= mostUnits &&
    network.layers.every(({ units, batchNorm, dropout }) => units <= mostUnits && batchNorm === null && dropout === 0) &&
    l1 === 0 &&
    l2 === 0 &&
    clipping.kind === 'none' &&
    (decayBiases || optimizer.weightDecay === 0)
  )
}

export interface FullBatchOptions {
  config: TrialConfig
  seed: number
  /** The training data. */
  data: Dataset
}

export class FullBatchLearner implements EpochLearner, Occupant {
  readonly block = blockSamples
  readonly mostEpochs: number
  private readonly workspace: Workspace
  private readonly plan: FullBatchPlan
  private readonly header: FullBatchHeader
  private readonly writer: SampleWriter
  private readonly source: RuleSource<Rule>
  private readonly rules: RuleTable
  private readonly named: readonly NamedTensor[]
  private readonly vectors: readonly Float32Array[]
  private readonly rule: OptimizerState
  /** Parameters and averages, as they lie in the workspace while it works. */
  private readonly numbers: Float32Array
  /** What the rule remembers besides. */
  private readonly memory: Float64Array
  /** Both after each epoch of the last call; the first lies in the workspace as long as no other learner has been there. */
  private history: Float32Array
  private readonly memoryHistory: Float64Array
  /** What else the last call left, which lies there like the history. */
  private readonly trained: { -readonly [K in keyof TrainedEpochs]: TrainedEpochs[K] }
  /** The places in the workspace. */
  private readonly places: { history: Float32Array } & Pick<TrainedEpochs, 'losses' | 'correct'>
  private readonly step: Step
  /** Steps before the last call, epochs that it was asked for, and those that have been selected. */
  private stepsBefore = 0
  private asked = 0
  private selected = 0
  /** Of those, the ones whose numbers have been brought over. */
  private settled = 0
  /** What the guest block of the workspace holds, while this learner occupies it. */
  private guest: Pick<SampleRange, 'start' | 'count'> & { data: Dataset } = { data: nothing, start: 0, count: 0 }

  /** Draws the initial weights. */
  constructor(
    module: FastModule,
    private readonly options: FullBatchOptions,
  ) {
    const { config, data, seed } = options
    const { optimizer, loss, network } = config
    const outputs = network.layers.at(-1)?.units ?? 0
    this.workspace = workspaceOf(module)
    this.source = rulesOf(optimizer)
    const { averages, initialAverage, initialMemory } = this.source
    this.plan = planFullBatch(config, data, averages, this.workspace.start)
    const { stride, count, epochs, tensors } = this.plan
    this.header = { plan: this.plan, loss: fullBatchLoss(loss, outputs, data.targets, data.samples), classified: data.targets.kind === 'classes' }
    this.writer = new SampleWriter(this.workspace, { inputs: data.inputs, outputs, soft: this.header.loss.soft })

    this.numbers = new Float32Array(stride * (1 + averages))
    const vectors = Array.from({ length: averages }, (_, k) => this.numbers.subarray(stride * (k + 1), stride * (k + 1) + count).fill(initialAverage))
    this.memory = Float64Array.from(initialMemory)
    this.vectors = [this.numbers.subarray(0, count)]
    this.rule = { steps: 0, vectors: this.memory.length > 0 ? [...vectors, this.memory] : vectors }
    this.named = tensors.map(({ name, shape, from, count }) => ({ name, shape, data: this.numbers.subarray(from, from + count) }))
    this.initialise(seed)

    this.mostEpochs = epochs
    this.rules = new RuleTable(this.workspace.doubles(this.plan.rules, epochs * RULE_NUMBERS))
    this.places = {
      history: this.workspace.floats(this.plan.history, epochs * this.numbers.length),
      losses: this.workspace.doubles(this.plan.losses, epochs),
      correct: this.workspace.doubles(this.plan.correct, epochs),
    }
    this.history = this.places.history
    this.trained = { finite: 0, losses: this.places.losses, correct: this.places.correct }
    this.memoryHistory = new Float64Array(epochs * this.memory.length)
    this.step = { t: 0, learningRate: 0, memory: this.memory.slice() }
  }

  get state(): readonly Float32Array[] {
    this.settle()
    return this.vectors
  }

  get optimizer(): OptimizerState {
    this.settle()
    return this.rule
  }

  tensors(): readonly NamedTensor[] {
    this.settle()
    return this.named
  }

  begin(parameters: readonly NamedTensor[]): void {
    loadParameters(this.named, parameters)
  }

  trainEpochs(rateOf: (k: number) => number, count: number): TrainedEpochs {
    if (count > this.mostEpochs) throw new RangeError(`${count} epochs in one call: there is room for ${this.mostEpochs}`)
    this.settle()
    this.enter()
    this.writeRules(rateOf, count)
    const { plan, trained, places, workspace } = this
    trained.finite = workspace.instance.kernels.fullBatchEpochs(plan.header, plan.rules, this.stepsBefore + 1, count, plan.history, plan.losses, plan.correct)
    trained.losses = places.losses
    trained.correct = places.correct
    this.history = places.history
    this.asked = count
    this.selected = 0
    this.settled = 0
    return trained
  }

  select(k: number): void {
    this.selected = k + 1
  }

  /** The numbers become those of the epoch that was selected last, for whoever asks for them: few ask after each of a thousand epochs. */
  private settle(): void {
    if (this.settled === this.selected) return
    const { numbers, history, memory, memoryHistory } = this
    const k = this.selected - 1
    const size = numbers.length
    numbers.set(history.subarray(size * k, size * (k + 1)))
    for (let i = 0; i < memory.length; i++) memory[i] = memoryHistory[k * memory.length + i]!
    this.rule.steps = this.stepsBefore + k + 1
    this.settled = this.selected
  }

  evaluate(data: Dataset, range: SampleRange): BlockScore {
    this.settle()
    this.enter()
    const { header, correct } = this.plan
    const loss = this.workspace.instance.kernels.fullBatchScore(header, this.blockOf(data, range), correct)
    return { loss, correct: this.workspace.doubles(correct, 1)[0]! }
  }

  /** The rules of the next steps, and what is remembered after each; the memory itself stays as it is until an epoch is selected. */
  private writeRules(rateOf: (k: number) => number, count: number): void {
    const { source, rules, step, memory, memoryHistory } = this
    this.stepsBefore = this.rule.steps
    step.memory.set(memory)
    let rows = 0
    for (let k = 0; k < count; k++) {
      const rate = rateOf(k)
      if (k === 0 || !source.steady || rate !== step.learningRate) {
        if (k > 0) rules.endAt(k)
        step.t = this.stepsBefore + k + 1
        step.learningRate = rate
        source.advance(step.t, step.memory)
        rules.write(rows++, source.rule(step))
        for (let i = 0; i < memory.length; i++) memoryHistory[k * memory.length + i] = step.memory[i]!
      }
    }
    rules.endAt(count)
  }

  /** Takes along the epochs of the last call that may still be asked for. */
  leave(): void {
    this.settle()
    if (this.selected === this.asked) return
    this.history = this.history.slice()
    this.trained.losses = this.trained.losses.slice()
    this.trained.correct = this.trained.correct.slice()
  }

  /** Brings numbers and samples into the workspace, where another learner may have been since. */
  private enter(): void {
    const { workspace, plan, options } = this
    if (workspace.enter(this)) {
      this.guest.data = nothing
      workspace.floats(plan.gradients, plan.stride).fill(0)
      writeHeader(workspace, this.header)
      for (const [i, rows] of plan.blocks.entries()) this.writer.write(options.data, { order: null, start: i * blockSamples, count: rows.samples }, rows)
      if (plan.moments !== null) {
        workspace.doubles(plan.moments.at, plan.moments.count).fill(0)
        workspace.instance.kernels.fullBatchMoments(plan.header)
      }
    }
    workspace.numbers.set(this.numbers, workspace.indexOf(plan.parameters))
  }

  /** Which block of the workspace has the samples of the range. */
  private blockOf(data: Dataset, range: SampleRange): number {
    const { plan, guest, workspace } = this
    const { start, count } = range
    const own = start / blockSamples
    if (data === this.options.data && plan.blocks[own]?.samples === count) return own
    if (guest.data !== data || guest.start !== start || guest.count !== count) {
      this.guest = { data, start, count }
      const rows = { ...plan.guest, samples: count, bytes: rowLength(count) * 4 }
      writeGuest(workspace, plan, rows)
      this.writer.write(data, range, rows)
    }
    return plan.blocks.length
  }

  private initialise(seed: number): void {
    const { plan, named, options } = this
    const layers = plan.layers.map(({ inputs, units }, index) => {
      const find = (name: string) => named.find((tensor) => tensor.name === `layers.${index}.${name}`) ?? null
      const weight = find('weight')
      if (weight === null) throw new RangeError(`layer ${index} has no weights`)
      return { inputs, outputs: units, weight, bias: find('bias') }
    })
    initialiseNetwork(layers, options.config.network, seed)
  }
}

/** No data: what the guest block holds at first. */
const nothing: Dataset = {
  samples: 0,
  inputs: 0,
  features: { kind: 'real', values: new Float64Array(0) },
  targets: { kind: 'values', values: new Float64Array(0), outputs: 0 },
}
