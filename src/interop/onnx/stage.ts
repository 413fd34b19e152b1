/** What a graph has computed so far, as a chain of linear layers: each stage is a linear layer of the one before, none is ever changed. */
import type { ActivationConfig } from '../../engine/config/network'
import { limits } from '../../engine/config/limits'
import type { Precision, Vector } from '../../engine/kernels/kernels'
import type { ReadLayer, ReadNorm } from '../models/read-network'
import type { OnnxTensor } from './proto'
import { numbersOf } from './values'

/** y = scale (W x) + shift of each unit, then perhaps normalised; of the graph's input itself without W. */
export interface Stage {
  /** What the weights are applied to; null for the graph's input. */
  from: { stage: Stage; activation: ActivationConfig; weights: Weights } | null
  /** Null for an input whose size the file does not say. */
  width: number | null
  /** Null stands for ones. */
  scale: Float64Array | null
  /** Null stands for no bias. */
  shift: Float64Array | null
  norm: (Required<Omit<ReadNorm, 'epsilon'>> & { epsilon: number }) | null
  /** Layers and parameters so far. */
  layers: number
  parameters: number
}

/** A constant matrix and how it lies there. */
export interface Weights {
  tensor: OnnxTensor
  /** Whether it is stored as (inputs, units). */
  transposed: boolean
  units: number
  inputs: number
}

export function inputStage(width: number | null): Stage {
  return { from: null, width, scale: null, shift: null, norm: null, layers: 0, parameters: 0 }
}

/** What is wrong with one more layer of these weights, in words; null where it fits. Nothing is allocated before. */
export function layerProblem({ width, layers, parameters }: Stage, { units, inputs }: Weights): string | null {
  if (width !== null && width !== inputs) return `its weights take ${inputs} inputs, but ${width} come in`
  if (units < 1 || units > limits.units || inputs < 1) return `it has ${units} units of ${inputs} inputs; a layer has 1 to ${limits.units} units`
  if (layers === limits.layers) return `it would be layer ${layers + 1}; at most ${limits.layers} are read`
  const all = parameters + units * (inputs + 3)
  return all > limits.parameters ? `the network would have ${all} parameters; at most ${limits.parameters} are read` : null
}

export function addLayer(stage: Stage, activation: ActivationConfig, weights: Weights): Stage {
  const { units, inputs } = weights
  const from = { stage: stage.width === null ? { ...stage, width: inputs } : stage, activation, weights }
  return { from, width: units, scale: null, shift: null, norm: null, layers: stage.layers + 1, parameters: stage.parameters + units * (inputs + 3) }
}

/** factor y + shift, number by number; vectors of one number are for all. */
export function addAffine(stage: Stage, width: number, factor: ArrayLike<number>, shift: ArrayLike<number>): Stage {
  const of = (values: ArrayLike<number>, unit: number) => values[values.length === 1 ? 0 : unit]!
  const changed = (values: ArrayLike<number>, besides: (unit: number) => number) =>
    Float64Array.from({ length: width }, (_, unit) => values[unit]! * of(factor, unit) + besides(unit))
  const zeros = new Float64Array(width)
  if (stage.norm !== null) {
    const { weight, bias } = stage.norm
    return { ...stage, norm: { ...stage.norm, weight: changed(weight, () => 0), bias: changed(bias, (unit) => of(shift, unit)) } }
  }
  return {
    ...stage,
    width,
    scale: changed(stage.scale ?? zeros.map(() => 1), () => 0),
    shift: changed(stage.shift ?? zeros, (unit) => of(shift, unit)),
  }
}

/** The layers of the chain that ends with this stage. What the graph does to its input beforehand goes into the first weights. */
export function layersOf(last: Stage, activation: ActivationConfig, precision: Precision): ReadLayer[] {
  const layers: ReadLayer[] = []
  let after = activation
  for (let stage = last; stage.from !== null; stage = stage.from.stage) {
    layers.unshift(layerOf(stage, stage.from, after, precision))
    after = stage.from.activation
  }
  return layers
}

function layerOf(stage: Stage, from: NonNullable<Stage['from']>, activation: ActivationConfig, precision: Precision): ReadLayer {
  const { tensor, transposed, units, inputs } = from.weights
  const vector = (values: ArrayLike<number>): Vector => (precision === 'float32' ? Float32Array.from(values) : Float64Array.from(values))
  const given = numbersOf(tensor)
  const before = from.stage
  const weight = new Float64Array(units * inputs)
  const bias = stage.shift?.slice() ?? (before.shift === null ? null : new Float64Array(units))
  for (let unit = 0; unit < units; unit++) {
    const scale = stage.scale?.[unit] ?? 1
    for (let i = 0; i < inputs; i++) {
      const w = scale * given[transposed ? i * units + unit : unit * inputs + i]!
      // Only the graph's input has a scale of its own here: that of a layer is in its weights.
      if (before.from === null) {
        if (bias !== null && before.shift !== null) bias[unit]! += w * before.shift[i]!
        weight[unit * inputs + i] = w * (before.scale?.[i] ?? 1)
      } else weight[unit * inputs + i] = w
    }
  }
  const { norm } = stage
  return {
    units,
    weight: vector(weight),
    bias: bias === null ? null : vector(bias),
    norm:
      norm === null
        ? null
        : {
            weight: vector(norm.weight),
            bias: vector(norm.bias),
            runningMean: vector(norm.runningMean),
            runningVariance: vector(norm.runningVariance),
            epsilon: norm.epsilon,
          },
    activation,
  }
}
