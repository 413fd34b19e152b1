/**
 * Reads a fully connected network out of an ONNX graph. Only the operators of `operators` are known; each value of the graph is a constant,
 * a function of the units of one layer, or the answer, and whatever is none of these is refused by the name of its node.
 */
import { DataError } from '../../engine/data/data-error'
import { quote } from '../../engine/data/describe'
import { erf } from '../../engine/numbers/erf'
import type { ActivationConfig } from '../../engine/config/network'
import { activations } from '../../engine/layers/activations/registry'
import type { ReadNetwork } from '../models/read-network'
import { points, recognise } from '../models/recognise'
import { decodeOnnx, isReadType, type OnnxGraph, type OnnxNode, type OnnxTensor } from './proto'
import { addAffine, addLayer, inputStage, layerProblem, layersOf, type Stage, type Weights } from './stage'
import { numbersOf } from './values'

type Value =
  | { kind: 'constant'; tensor: OnnxTensor; transposed: boolean }
  /** A function of each unit of the stage, by its values at `points`. */
  | { kind: 'units'; stage: Stage; wave: Float64Array }
  /** Through a softmax: nothing may follow. */
  | { kind: 'answer'; stage: Stage; activation: ActivationConfig }
type Units = Extract<Value, { kind: 'units' }>
type Constant = Extract<Value, { kind: 'constant' }>

const unary: Record<string, (x: number, node: Reader) => number> = {
  Relu: (x) => Math.max(0, x),
  LeakyRelu: (x, node) => (x < 0 ? node.float('alpha', 0.01) * x : x),
  Elu: (x, node) => (x < 0 ? node.float('alpha', 1) * Math.expm1(x) : x),
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  Tanh: Math.tanh,
  Softplus: (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))),
  Erf: erf,
  Neg: (x) => -x,
  Gelu: (x, node) =>
    node.text('approximate', 'none') === 'tanh'
      ? (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
      : (x / 2) * (1 + erf(x * Math.SQRT1_2)),
}
const binary: Record<string, (x: number, y: number) => number> = {
  Add: (x, y) => x + y,
  Sub: (x, y) => x - y,
  Mul: (x, y) => x * y,
  Div: (x, y) => x / y,
  Pow: (x, y) => x ** y,
}
const others = ['Gemm', 'MatMul', 'BatchNormalization', 'Softmax', 'LogSoftmax', 'Flatten', 'Reshape', 'Identity', 'Dropout', 'Constant', 'Transpose'] as const
/** Of a sample: what is allocated for each of them is bounded by this. */
const mostFeatures = 100_000

/** All operators that are read. */
export const operators: readonly string[] = [...others, ...Object.keys(unary), ...Object.keys(binary)]

/** @throws DataError that names the byte, tensor or node at fault, what was expected and what to do */
export function readOnnx(bytes: Uint8Array, file: string): ReadNetwork {
  const { graph, opset, producer, metadata } = decodeOnnx(bytes, file)
  const values = new Map<string, Value>()
  for (const tensor of graph.initializers) values.set(tensor.name, { kind: 'constant', tensor, transposed: false })
  const input = readInput(graph, values, file)
  values.set(input.name, { kind: 'units', stage: inputStage(input.width), wave: Float64Array.from(points) })
  for (const node of graph.nodes) {
    const reader = new Reader(node, values, file)
    const value = reader.read()
    const [output = ''] = node.outputs
    if (values.has(output)) reader.refuse(`its output ${quote(output)} is there already`)
    values.set(output, value)
  }
  const [output] = graph.outputs
  if (output === undefined || graph.outputs.length > 1)
    throw new DataError(file, 'outputs', `expected one output, found ${graph.outputs.length}: export the model with its answers alone`)
  const value = values.get(output.name)
  if (value === undefined || value.kind === 'constant') throw new DataError(file, `output ${quote(output.name)}`, 'no node computes it from the input')
  const end = value.kind === 'answer' ? value : { stage: value.stage, activation: null }
  const { stage, activation } = end.activation === null ? settle(value, `output ${quote(output.name)}`, file) : end
  if (stage.from === null) throw new DataError(file, `output ${quote(output.name)}`, 'it has no layer with weights (Gemm or MatMul) before it')
  const precision = weightsType(stage, file)
  const layers = layersOf(stage, activation, precision)
  let first = stage
  while (first.from !== null) first = first.from.stage
  return { inputs: first.width ?? 0, layers, tail: value.kind === 'answer' ? 'softmax' : 'none', precision, producer, format: `ONNX, opset ${opset}`, metadata }
}

function readInput({ inputs }: OnnxGraph, values: ReadonlyMap<string, Value>, file: string): { name: string; width: number | null } {
  // Before IR version 4 initializers were listed as inputs too.
  const given = inputs.filter(({ name }) => !values.has(name))
  const [input] = given
  if (input === undefined || given.length > 1) throw new DataError(file, 'inputs', `expected one input, found ${given.length}`)
  const { name, type, shape } = input
  if (type !== 'float32' && type !== 'float64')
    throw new DataError(file, `input ${quote(name)}`, `expected float32 or float64, found ${type}: export the model with floating-point features`)
  if (shape.length === 1) throw new DataError(file, `input ${quote(name)}`, 'expected (samples, features), found one dimension')
  const sizes = shape.slice(1)
  const width = sizes.every((size) => typeof size === 'number') && sizes.length > 0 ? sizes.reduce((product, size) => product * size, 1) : null
  if (width !== null && (width < 1 || width > mostFeatures)) throw new DataError(file, `input ${quote(name)}`, `it has ${width} features, which is not read`)
  return { name, width }
}

/** The chain with the activation that its wave stands for. */
function settle(value: Value, place: string, file: string): { stage: Stage; activation: ActivationConfig } {
  if (value.kind !== 'units') throw new DataError(file, place, 'nothing can follow the softmax: export the model without what comes after it')
  const { stage, wave } = value
  const found = recognise(wave)
  switch (found.kind) {
    case 'activation':
      if (stage.from === null && found.config.name !== 'identity')
        throw new DataError(file, place, `the input goes through ${found.config.name} before the first layer, which no network here does`)
      return { stage, activation: found.config }
    case 'affine':
      if (stage.width === null)
        throw new DataError(file, place, 'the input is scaled, but the file does not say how many features it has: export it with a fixed size')
      return { stage: addAffine(stage, stage.width, [found.factor], [found.shift]), activation: { name: 'identity' } }
    case 'unknown':
      throw new DataError(
        file,
        place,
        `what is computed from the units of layer ${stage.layers} is none of the activations ${activations.map(({ schema }) => schema.shape.name.value).join(', ')}`,
      )
  }
}

/** All weights have one type. */
function weightsType(last: Stage, file: string): 'float32' | 'float64' {
  const types = new Set<string>()
  for (let stage = last; stage.from !== null; stage = stage.from.stage) types.add(stage.from.weights.tensor.type)
  const [type] = types
  if (types.size > 1 || (type !== 'float32' && type !== 'float64'))
    throw new DataError(file, 'weights', `expected all of float32 or all of float64, found ${[...types].join(' and ')}`)
  return type
}

/** One node with the values that it takes. */
class Reader {
  readonly #place: string

  constructor(
    private readonly node: OnnxNode,
    private readonly values: ReadonlyMap<string, Value>,
    private readonly file: string,
  ) {
    this.#place = `node ${quote(node.name)} (${node.operator.slice(0, 60)})`
  }

  refuse(problem: string): never {
    throw new DataError(this.file, this.#place, problem)
  }

  float(name: string, usual: number): number {
    const attribute = this.node.attributes.get(name)
    return attribute?.kind === 'float' ? attribute.value : usual
  }

  text(name: string, usual: string): string {
    const attribute = this.node.attributes.get(name)
    return attribute?.kind === 'text' ? attribute.value : usual
  }

  read(): Value {
    const { operator } = this.node
    const own = Object.hasOwn(unary, operator) ? unary[operator] : undefined
    if (own) {
      const { stage, wave } = this.#units(0)
      return { kind: 'units', stage, wave: wave.map((x) => own(x, this)) }
    }
    const pair = Object.hasOwn(binary, operator) ? binary[operator] : undefined
    if (pair) return this.#pairwise(pair)
    switch (operator) {
      case 'Constant':
        return this.#constantNode()
      case 'Transpose':
        return this.#transpose()
      case 'Identity':
      case 'Dropout':
        return this.#value(0)
      case 'Flatten':
      case 'Reshape':
        return this.#flatten(operator)
      case 'Gemm':
        return this.#gemm()
      case 'MatMul':
        return this.#layer(this.#weights(1, false))
      case 'BatchNormalization':
        return this.#norm()
      case 'Softmax':
      case 'LogSoftmax':
        return this.#softmax()
      default:
        return this.refuse(`this operator is not read; fully connected networks of these are: ${operators.join(', ')}`)
    }
  }

  #value(index: number): Value {
    const name = this.node.inputs[index] ?? ''
    const value = this.values.get(name)
    return value ?? this.refuse(name === '' ? `its input ${index + 1} is missing` : `its input ${quote(name)} is computed by no node before it`)
  }

  #units(index: number): Units {
    const value = this.#value(index)
    if (value.kind === 'answer') return this.refuse('nothing can follow the softmax: export the model without what comes after it')
    return value.kind === 'units' ? value : this.refuse('it computes with constants alone: simplify the graph before export (constant folding)')
  }

  #constant(index: number): Constant {
    const value = this.#value(index)
    if (value.kind === 'constant') return value
    return this.refuse(`its input ${index + 1} is computed from the features, where constant numbers are read`)
  }

  /** Numbers that stand for all units, or one for each. */
  #vector(index: number, width: number | null): Float64Array {
    const { tensor } = this.#constant(index)
    if (tensor.type !== 'float32' && tensor.type !== 'float64')
      return this.refuse(`its input ${quote(tensor.name)} has the type ${tensor.type}, expected float32 or float64`)
    const items = tensor.shape.reduce((product, size) => product * size, 1)
    const fits = items === 1 || (items === tensor.shape.at(-1) && items <= mostFeatures && (width === null || items === width))
    return fits
      ? numbersOf(tensor)
      : this.refuse(`its input ${quote(tensor.name)} of shape ${tensor.shape.join(' x ')} is not one number for each of ${width ?? 'the'} units`)
  }

  #constantNode(): Value {
    const value = this.node.attributes.get('value')
    if (value?.kind === 'tensor') return { kind: 'constant', tensor: { ...value.value, name: this.node.outputs[0] ?? '' }, transposed: false }
    const single = this.node.attributes.get('value_float')
    if (single?.kind !== 'float') return this.refuse('it has no value that is read: a tensor or a number')
    const data = new Uint8Array(Float32Array.of(single.value).buffer)
    return { kind: 'constant', tensor: { name: this.node.outputs[0] ?? '', shape: [], type: 'float32', data }, transposed: false }
  }

  #transpose(): Value {
    const { tensor, transposed } = this.#constant(0)
    const order = this.node.attributes.get('perm')
    if (tensor.shape.length !== 2 || (order?.kind === 'wholes' && order.value.join() !== '1,0')) return this.refuse('only matrices of weights are transposed')
    return { kind: 'constant', tensor, transposed: !transposed }
  }

  #flatten(operator: 'Flatten' | 'Reshape'): Value {
    const value = this.#value(0)
    if (value.kind === 'constant') return this.refuse('only features are made flat, constants are not')
    if (operator === 'Flatten') {
      const axis = this.node.attributes.get('axis')
      if (axis?.kind === 'whole' && axis.value !== 1) this.refuse(`its axis is ${axis.value}, expected 1: a sample stays a row`)
      return value
    }
    const { tensor } = this.#constant(1)
    if (tensor.type !== 'int64' || tensor.data.length !== 16)
      return this.refuse('only a reshape to (samples, features) is read: export the model with a flatten instead')
    const [, columns = 0] = numbersOf(tensor)
    const { width } = value.stage
    if (columns !== -1 && width !== null && columns !== width) this.refuse(`it makes rows of ${columns} features out of ${width}`)
    return value
  }

  #weights(index: number, transB: boolean): Weights {
    const { tensor, transposed } = this.#constant(index)
    if (!isReadType(tensor.type) || tensor.type === 'int64')
      return this.refuse(`its weights ${quote(tensor.name)} have the type ${tensor.type}, expected float32 or float64`)
    const [rows, columns, ...more] = tensor.shape
    if (rows === undefined || columns === undefined || more.length > 0)
      return this.refuse(`its weights ${quote(tensor.name)} have the shape ${tensor.shape.join(' x ')}, expected a matrix`)
    // (units, inputs) unless one of both turns it.
    const turned = transB === transposed
    return turned ? { tensor, transposed: true, units: columns, inputs: rows } : { tensor, transposed: false, units: rows, inputs: columns }
  }

  #layer(weights: Weights): Units {
    const before = this.#value(0)
    if (before.kind === 'constant') return this.refuse('constants stand on the left of its product: export the model with samples as rows')
    const { stage, activation } = settle(before, this.#place, this.file)
    const problem = layerProblem(stage, weights)
    if (problem !== null) this.refuse(problem)
    return { kind: 'units', stage: addLayer(stage, activation, weights), wave: Float64Array.from(points) }
  }

  /** alpha A B + beta C. */
  #gemm(): Units {
    const whole = (name: string) => {
      const attribute = this.node.attributes.get(name)
      return attribute?.kind === 'whole' ? attribute.value : 0
    }
    if (whole('transA') !== 0) this.refuse('it transposes the samples (transA), which is not read')
    const layer = this.#layer(this.#weights(1, whole('transB') !== 0))
    const units = layer.stage.width ?? 0
    const [alpha, beta] = [this.float('alpha', 1), this.float('beta', 1)]
    const hasBias = (this.node.inputs[2] ?? '') !== ''
    if (!hasBias && alpha === 1) return layer
    const bias = hasBias ? this.#vector(2, units).map((value) => beta * value) : new Float64Array(1)
    return { ...layer, stage: addAffine(layer.stage, units, [alpha], bias) }
  }

  /** The units where nothing but a factor and a shift was applied to them since their layer; null after an activation. */
  #plain({ stage, wave }: Units): Stage | null {
    const found = recognise(wave)
    if (found.kind === 'affine') return stage.width === null ? null : addAffine(stage, stage.width, [found.factor], [found.shift])
    return found.kind === 'activation' && found.config.name === 'identity' ? stage : null
  }

  #norm(): Units {
    const stage = this.#plain(this.#units(0))
    const width = stage?.width ?? null
    if (stage === null || width === null)
      return this.refuse('it stands neither after a linear layer nor before the first one: fold it into the weights before export')
    if (this.node.outputs.length > 1) this.refuse('it is in training mode: export the model in evaluation (model.eval())')
    const vectors = [1, 2, 3, 4].map((index) => this.#vector(index, width))
    const [weight, bias, runningMean, runningVariance] = vectors
    if (!weight || !bias || !runningMean || !runningVariance || vectors.some(({ length }) => length !== width))
      return this.refuse(`expected four vectors of ${width} numbers`)
    const epsilon = Number(this.float('epsilon', 1e-5).toPrecision(6))
    if (!(epsilon > 0 && epsilon <= 1) || runningVariance.some((variance) => !(variance >= 0))) this.refuse('its variances and epsilon must not be negative')
    const wave = Float64Array.from(points)
    if (stage.from !== null && stage.norm === null)
      return { kind: 'units', stage: { ...stage, norm: { weight, bias, runningMean, runningVariance, epsilon } }, wave }
    const factor = weight.map((value, unit) => value / Math.sqrt(runningVariance[unit]! + epsilon))
    return {
      kind: 'units',
      stage: addAffine(
        stage,
        width,
        factor,
        bias.map((value, unit) => value - runningMean[unit]! * factor[unit]!),
      ),
      wave,
    }
  }

  #softmax(): Value {
    const units = this.#units(0)
    const axis = this.node.attributes.get('axis')
    if (axis?.kind === 'whole' && axis.value !== 1 && axis.value !== -1)
      this.refuse(`its axis is ${axis.value}, expected 1 or -1: over the classes of a sample`)
    return { kind: 'answer', ...settle(units, this.#place, this.file) }
  }

  /** With a constant, or with another function of the same units. */
  #pairwise(apply: (x: number, y: number) => number): Units {
    const [a, b] = [this.#value(0), this.#value(1)]
    if (a.kind === 'constant' && b.kind === 'constant')
      return this.refuse('it computes with constants alone: simplify the graph before export (constant folding)')
    if (a.kind === 'units' && b.kind === 'units') {
      if (a.stage !== b.stage) this.refuse('it joins two paths through the network, of which only one is read')
      return { ...a, wave: a.wave.map((x, i) => apply(x, b.wave[i]!)) }
    }
    const [units, constant] = a.kind === 'constant' ? [this.#units(1), 0] : [this.#units(0), 1]
    const numbers = this.#vector(constant, units.stage.width)
    const [number] = numbers
    if (numbers.length === 1 && number !== undefined) return { ...units, wave: units.wave.map((x) => (constant === 0 ? apply(number, x) : apply(x, number))) }
    return this.#affine(units, numbers, constant === 0)
  }

  /** A constant for each unit: it goes into weights and bias. */
  #affine(units: Units, numbers: Float64Array, constantFirst: boolean): Units {
    const stage = this.#plain(units) ?? this.refuse('a number for each unit is read before an activation, not after it')
    const width = numbers.length
    const [ones, zeros] = [new Float64Array(width).fill(1), new Float64Array(width)]
    const after = (factor: Float64Array, shift: Float64Array): Units => ({
      kind: 'units',
      stage: addAffine(stage, width, factor, shift),
      wave: Float64Array.from(points),
    })
    switch (this.node.operator) {
      case 'Add':
        return after(ones, numbers)
      case 'Mul':
        return after(numbers, zeros)
      case 'Sub':
        return constantFirst
          ? after(
              ones.map((one) => -one),
              numbers,
            )
          : after(
              ones,
              numbers.map((value) => -value),
            )
      case 'Div':
        return constantFirst
          ? this.refuse('it divides by the units')
          : after(
              numbers.map((value) => 1 / value),
              zeros,
            )
      default:
        return this.refuse('it takes one number for all units, not one for each')
    }
  }
}
