/** One update of a network taken apart: every number of its forward pass, its backward pass and the step of its optimizer. */
import type { TrialConfig } from '../config/experiment'
import type { Dataset, Targets } from '../data/dataset'
import type { Vector } from '../kernels/kernels'
import { Activation } from '../layers/activation'
import { BatchNorm1d } from '../layers/batch-norm'
import { Linear } from '../layers/linear'
import type { Module, Parameter } from '../layers/module'
import { weighSamples } from '../losses/class-weights'
import type { NamedTensor } from '../models/tensors'
import type { Optimizer } from '../optimizers/optimizer'
import { createOptimizer, createOptimizerSparingBiases } from '../optimizers/registry'
import { addPenaltyGradient } from '../regularisation/penalty'
import type { Regularisation } from '../regularisation/regularisation'
import { createClip } from '../regularisation/registry'
import { createBatch } from '../training/batch'
import { createObjective, type Objective } from './objective'

/** Numbers of a step under the symbol of its formula; a vector is one row. */
export interface StepMatrix {
  symbol: string
  rows: number
  columns: number
  values: Float64Array
}

/** What is computed in a step; `Gradient` marks the backward passes. */
export type StepKind = 'linear' | 'norm' | 'activation' | 'loss' | 'activationGradient' | 'normGradient' | 'linearGradient' | 'update'

/** One step: from what is given to what it makes. */
export interface UpdateStep {
  kind: StepKind
  /** The layer from 0; the last one for the loss. */
  layer: number
  given: StepMatrix[]
  made: StepMatrix[]
}

/** What is trained, and on which samples. */
export interface UpdateOptions {
  config: Pick<TrialConfig, 'network' | 'loss' | 'optimizer'> & Regularisation
  /** The parameters to begin with. */
  parameters: readonly NamedTensor[]
  data: Dataset
  /** Samples of a batch; batches follow each other in the order of the data, and begin again after the last whole one. */
  rows: number
  /** Updates that are taken before the one that is shown. */
  before: number
  targets: Targets
  /** Told after each of those. */
  progress?: (done: number, total: number) => void
}

/** The update with the place of its batch. */
export interface TakenApart {
  /** The first sample of the batch. */
  start: number
  /** Of the batch, before the update. */
  objective: number
  steps: UpdateStep[]
}

/**
 * By the reference kernels in float64, with the optimizer from its beginning and at its base rate. As in evaluation nothing is dropped and batch
 * normalisation takes its running statistics, so that each number follows from those that are shown.
 * @throws RangeError when the parameters are not those of the network, or the data has fewer samples than a batch
 */
export function takeUpdateApart({ config, parameters, data, rows, before, targets, progress }: UpdateOptions): TakenApart {
  if (data.samples < rows) throw new RangeError(`a batch of ${rows} samples is taken from ${data.samples}`)
  const objective = createObjective({ config, parameters, data, rows, targets })
  const rule = (config.decayBiases ? createOptimizer : createOptimizerSparingBiases)(config.optimizer, objective.module.parameters, objective.kernels)
  const batch = createBatch(objective.kernels, { inputs: data.inputs, outputs: outputsOf(objective), capacity: rows }, objective.loss.reads)
  const batches = Math.floor(data.samples / rows)
  const gather = (update: number) => {
    const start = (update % batches) * rows
    batch.gather(data, { order: null, start, count: rows })
    return start
  }
  const current: Objective = { ...objective, x: batch.features, targets: batch.targets }
  for (let update = 0; update < before; update++) {
    gather(update)
    runUpdate(current, config, rule)
    progress?.(update + 1, before)
  }
  const start = gather(before)
  return { start, ...runUpdate(current, config, rule) }
}

function outputsOf({ module, x, rows }: Objective): number {
  return module.forward(x, rows).length / rows
}

function runUpdate(objective: Objective, config: UpdateOptions['config'], rule: Optimizer): Omit<TakenApart, 'start'> {
  const { module, rows } = objective
  const layers = layersOf(module.modules)
  const steps: UpdateStep[] = []
  const inputs: StepMatrix[] = []
  let y = objective.x
  for (const [i, one] of module.modules.entries()) {
    const x = matrix('X', y, rows)
    inputs.push(x)
    y = one.forward(y, rows)
    const kind = kindOf(one)
    if (kind !== null) steps.push({ kind, layer: layers[i]!, given: [x, ...parametersOf(one)], made: [matrix('Y', y, rows)] })
  }
  const { value, gradOutput, step } = lossStep(objective, y, layers.at(-1) ?? 0)
  steps.push(step)
  steps.push(...backward(objective, gradOutput, { layers, inputs }))
  steps.push(...update(module.parameters, config, rule))
  return { objective: value, steps }
}

/** The number of the linear layer that each module belongs to. */
function layersOf(modules: readonly Module[]): number[] {
  let layer = -1
  return modules.map((module) => (module instanceof Linear ? ++layer : layer))
}

/** Null for a module that computes nothing in evaluation. */
function kindOf(module: Module): 'linear' | 'norm' | 'activation' | null {
  if (module instanceof Linear) return 'linear'
  if (module instanceof BatchNorm1d) return 'norm'
  return module instanceof Activation ? 'activation' : null
}

function lossStep({ loss, targets, rows, kernels }: Objective, output: Vector, layer: number): { value: number; gradOutput: Vector; step: UpdateStep } {
  const gradOutput = kernels.allocate(output.length)
  const z = matrix('Z', output, rows)
  const weight = weighSamples(loss.sampleWeights, targets.labels, { order: null, start: 0, count: rows })
  const value = loss.objective(loss.evaluate(output, targets, gradOutput, { rows, batch: weight }), weight)
  const truth = loss.reads === 'labels' ? matrix('t', Float64Array.from(targets.labels), rows) : matrix('T', targets.values, rows)
  return { value, gradOutput, step: { kind: 'loss', layer, given: [z, truth], made: [matrix('L', Float64Array.of(value), 1), matrix('dZ', gradOutput, rows)] } }
}

/**
 * From the last module to the first; nobody asks the first for dX.
 * @param inputs what each module took on the way forward
 */
function backward({ module, rows }: Objective, gradOutput: Vector, { layers, inputs }: { layers: number[]; inputs: readonly StepMatrix[] }): UpdateStep[] {
  module.zeroGradients()
  const steps: UpdateStep[] = []
  let gradient = gradOutput
  for (const [i, one] of [...module.modules.entries()].reverse()) {
    const dy = matrix('dY', gradient, rows)
    gradient = one.backward(gradient, rows)
    const kind = kindOf(one)
    if (kind === null) continue
    const learned = one.parameters.map((parameter) => ofParameter(`d${symbolOf(parameter)}`, parameter.shape, parameter.gradient))
    const step = { kind: `${kind}Gradient` as const, layer: layers[i]!, given: [dy, inputs[i]!], made: learned }
    steps.push(step)
    if (i === 0) continue
    // A bias adds: no derivative depends on it.
    step.given.push(...one.parameters.filter(({ name }) => name.endsWith('.weight')).map(valuesOf))
    step.made.push(matrix('dX', gradient, rows))
  }
  return steps
}

/** Penalties and clipping belong to the gradient that the optimizer follows, as in training. */
function update(parameters: readonly Parameter[], config: UpdateOptions['config'], rule: Optimizer): UpdateStep[] {
  addPenaltyGradient(parameters, config)
  createClip(config.clipping)(parameters.map(({ gradient }) => gradient))
  const given = parameters.map((one) => [ofParameter(symbolOf(one), one.shape, one.data), ofParameter(`d${symbolOf(one)}`, one.shape, one.gradient)])
  rule.step(config.optimizer.learningRate)
  return parameters.map((one, i) => ({
    kind: 'update',
    layer: Number(one.name.split('.')[1]),
    given: given[i]!,
    made: [ofParameter(`${symbolOf(one)}′`, one.shape, one.data)],
  }))
}

function parametersOf(module: Module): StepMatrix[] {
  return module.parameters.map(valuesOf)
}

function valuesOf(parameter: Parameter): StepMatrix {
  return ofParameter(symbolOf(parameter), parameter.shape, parameter.data)
}

/** W and b of a linear layer, γ and β of batch normalisation. */
function symbolOf({ name }: Parameter): string {
  const isNorm = name.includes('.norm.')
  return name.endsWith('.weight') ? (isNorm ? 'γ' : 'W') : isNorm ? 'β' : 'b'
}

/** A copy: modules write their results over those of the pass before. */
function matrix(symbol: string, values: Vector, rows: number): StepMatrix {
  return { symbol, rows, columns: values.length / rows, values: Float64Array.from(values) }
}

function ofParameter(symbol: string, [rows = 1, columns]: readonly number[], values: Vector): StepMatrix {
  return columns === undefined ? matrix(symbol, values, 1) : matrix(symbol, values, rows)
}
