/** Where a small problem lies in the memory of the kernels, with its samples side by side. */
import type { TrialConfig } from '../config/experiment'
import { countMultiplyAdds, type LayerConfig } from '../config/network'
import type { Dataset } from '../data/dataset'
import { activationCode, type ActivationCode } from './activation-codes'
import { RULE_NUMBERS } from './assembly/full-batch-codes'
import { padded, type Pointer } from './exports'

/** Of the plan's parts as the kernels read them, see assembly/full-batch.ts. */
const headerBytes = 96
const layerBytes = 44
const blockBytes = 24

/** Samples of a block: their rows through a small network stay in the nearest cache. */
export const blockSamples = 256

/** Most epochs of one call: enough that the call costs nothing beside them. */
const mostEpochs = 1024
/** Numbers of all states that a call may leave behind: few enough that they leave the nearest cache to the samples. */
const mostNumbers = 1 << 12
/** Work of a call in nanoseconds, at the slow estimate of `epochWork`: a few milliseconds, so that a pause is prompt. */
const callWork = 1e7

/** One block of samples. */
export interface SampleRows {
  features: Pointer
  targets: Pointer
  /** Of each sample, the sum of its targets; read by the cross-entropy. */
  mass: Pointer
  labels: Pointer
  /** Real samples. */
  samples: number
  /** From a row to the next. */
  bytes: number
}

export interface PlannedLayer {
  inputs: number
  units: number
  activation: ActivationCode
  weight: Pointer
  /** 0 where there is none. */
  bias: Pointer
  gradWeight: Pointer
  gradBias: Pointer
  sums: Pointer
  /** f(sums); the same rows where f is the identity. */
  output: Pointer
  /** dL/d output, then dL/d sums. */
  delta: Pointer
}

/** A tensor among the parameters, by numbers. */
export interface PlannedTensor {
  name: string
  shape: number[]
  from: number
  count: number
}

export interface FullBatchPlan {
  layers: readonly PlannedLayer[]
  /**
   * Two classes under the cross-entropy depend on the difference of their logits alone: this is computed in the place of the last layer, one unit
   * with weights that the kernels take from the parameters and gradients that they give back. Null for other outputs.
   */
  difference: PlannedLayer | null
  tensors: readonly PlannedTensor[]
  /** The training data. */
  blocks: readonly SampleRows[]
  /** Samples from elsewhere, one block of them at a time. */
  guest: SampleRows
  /** Parameters, then the optimizer's averages of them. */
  parameters: Pointer
  gradients: Pointer
  /** Of the training data, where an epoch needs no more of it. */
  moments: { at: Pointer; count: number } | null
  /** Where the kernels leave the state after each epoch, the sum of its losses and its right answers, and read the rules. */
  history: Pointer
  losses: Pointer
  correct: Pointer
  rules: Pointer
  /** Where the plan itself is written. */
  header: Pointer
  layerTable: Pointer
  blockTable: Pointer
  /** Learned numbers. */
  count: number
  /** The same with the padding behind them. */
  stride: number
  averages: number
  /** Epochs of one call. */
  epochs: number
  /** The first byte behind all. */
  end: Pointer
}

type Problem = Pick<TrialConfig, 'network' | 'loss'>
type Samples = Pick<Dataset, 'samples' | 'inputs' | 'targets'>

/**
 * @param averages numbers that the optimizer keeps for each parameter
 * @param start where there is room
 */
export function planFullBatch({ network, loss }: Problem, { samples, inputs, targets }: Samples, averages: number, start: Pointer): FullBatchPlan {
  const room = new Room(start)
  const tensors = listTensors(network.layers, inputs)
  const count = tensors.reduce((sum, tensor) => sum + tensor.count, 0)
  const stride = padded(count)
  const state = stride * (1 + averages)
  const epochs = Math.max(1, Math.min(mostEpochs, Math.floor(mostNumbers / state), Math.floor(callWork / epochWork(network.layers, { samples, inputs }))))
  const numbers = { parameters: room.floats(state), gradients: room.floats(stride), history: room.floats(state * epochs) }
  const calls = { losses: room.bytes(8 * epochs), correct: room.bytes(8 * epochs), rules: room.bytes(8 * RULE_NUMBERS * epochs) }

  const outputs = network.layers.at(-1)?.units ?? 0
  const sizes = Array.from({ length: Math.ceil(samples / blockSamples) }, (_, i) => Math.min(blockSamples, samples - i * blockSamples))
  const blocks = sizes.map((size) => planSamples(room, size, inputs, outputs))
  const guest = planSamples(room, blockSamples, inputs, outputs)
  const layers = network.layers.map((layer, index) => planLayer(room, layer, tensorsOf(tensors, index), numbers))
  const last = layers.at(-1)
  const difference = last?.units === 2 && loss.name === 'cross_entropy' ? planDifference(room, last) : null
  const ofMoments = targets.kind === 'values' && loss.name === 'mse' ? countMoments(network.layers, inputs) : 0
  // With few samples for many inputs the samples are the smaller ones.
  const moments = ofMoments > 0 && ofMoments < samples ? { at: room.bytes(8 * ofMoments), count: ofMoments } : null
  const tables = {
    header: room.bytes(headerBytes),
    layerTable: room.bytes(layerBytes * layers.length),
    blockTable: room.bytes(blockBytes * (blocks.length + 1)),
  }
  return { layers, difference, tensors, blocks, guest, ...numbers, ...calls, ...tables, moments, count, stride, averages, epochs, end: room.end }
}

/** Gives out memory, piece by piece. */
class Room {
  constructor(public end: Pointer) {}

  bytes(count: number): Pointer {
    const pointer = this.end
    this.end += (count + 15) & ~15
    return pointer
  }

  floats(count: number): Pointer {
    return this.bytes(count * Float32Array.BYTES_PER_ELEMENT)
  }
}

function planSamples(room: Room, samples: number, inputs: number, outputs: number): SampleRows {
  const row = rowLength(samples)
  return {
    features: room.floats(inputs * row),
    targets: room.floats(outputs * row),
    mass: room.floats(row),
    labels: room.floats(row),
    samples,
    bytes: row * Float32Array.BYTES_PER_ELEMENT,
  }
}

function planLayer(
  room: Room,
  { units, activation }: LayerConfig,
  { weight, bias }: LayerTensors,
  { parameters, gradients }: Pick<FullBatchPlan, 'parameters' | 'gradients'>,
): PlannedLayer {
  const at = (base: Pointer, tensor: PlannedTensor | undefined) => (tensor === undefined ? 0 : base + tensor.from * Float32Array.BYTES_PER_ELEMENT)
  const sums = room.floats(units * blockSamples)
  return {
    inputs: weight.count / units,
    units,
    activation: activationCode(activation),
    weight: at(parameters, weight),
    bias: at(parameters, bias),
    gradWeight: at(gradients, weight),
    gradBias: at(gradients, bias),
    sums,
    output: activation.name === 'identity' ? sums : room.floats(units * blockSamples),
    delta: room.floats(units * blockSamples),
  }
}

function planDifference(room: Room, last: PlannedLayer): PlannedLayer {
  const { inputs, bias } = last
  return { ...last, units: 1, weight: room.floats(inputs), bias: bias === 0 ? 0 : room.floats(1), gradWeight: room.floats(inputs), gradBias: room.floats(1) }
}

/** Numbers of a row of samples: the kernels take eight at a time. */
export function rowLength(samples: number): number {
  return (samples + 7) & ~7
}

/**
 * Nanoseconds of an epoch on a slow processor with the slowest activation: a quarter of one for each multiplication or addition of forward
 * and backward pass, and 6 for each unit.
 */
function epochWork(layers: readonly LayerConfig[], { inputs, samples }: Pick<Samples, 'inputs' | 'samples'>): number {
  const units = layers.reduce((sum, layer) => sum + layer.units, 0)
  return samples * (1.5 * countMultiplyAdds(inputs, layers) + 6 * units)
}

/** Numbers of the moments of a layer of identity units, see assembly/moments.ts; of other networks they tell nothing: 0. */
function countMoments(layers: readonly LayerConfig[], inputs: number): number {
  const [only] = layers
  if (only === undefined || layers.length > 1 || only.activation.name !== 'identity') return 0
  const terms = inputs + Number(only.bias)
  return terms * terms + only.units * (terms + 1)
}

interface LayerTensors {
  weight: PlannedTensor
  bias: PlannedTensor | undefined
}

function tensorsOf(tensors: readonly PlannedTensor[], index: number): LayerTensors {
  const find = (name: string) => tensors.find((tensor) => tensor.name === `layers.${index}.${name}`)
  const weight = find('weight')
  if (weight === undefined) throw new RangeError(`layer ${index} has no weights`)
  return { weight, bias: find('bias') }
}

function listTensors(layers: readonly LayerConfig[], inputs: number): PlannedTensor[] {
  let from = 0
  return layers.flatMap(({ units, bias }, index) => {
    const width = layers[index - 1]?.units ?? inputs
    const weight = { name: `layers.${index}.weight`, shape: [units, width], from, count: units * width }
    from += weight.count
    if (!bias) return [weight]
    from += units
    return [weight, { name: `layers.${index}.bias`, shape: [units], from: from - units, count: units }]
  })
}
