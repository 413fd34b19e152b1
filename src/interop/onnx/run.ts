/**
 * Evaluates an ONNX graph node by node, from the numbers in the file alone: the check of what was written. It shares no arithmetic with the
 * engine's kernels but the error function, and rounds every sum to float32, as a runtime does at worst.
 */
import { erf } from '../../engine/numbers/erf'
import type { OnnxModel, OnnxNode } from './proto'
import { numbersOf } from './values'

/** A matrix, row-major; constants of one row are spread over all. */
export interface Matrix {
  rows: number
  columns: number
  values: Float64Array
}

/**
 * @param features (rows, inputs)
 * @returns every value of the graph by its name
 * @throws RangeError for an operator that the writer does not write
 */
export function runOnnx({ graph }: OnnxModel, features: Matrix): Map<string, Matrix> {
  const values = new Map<string, Matrix>()
  for (const tensor of graph.initializers) {
    const [rows, columns] = tensor.shape.length === 2 ? [tensor.shape[0]!, tensor.shape[1]!] : [1, tensor.shape[0] ?? 1]
    values.set(tensor.name, { rows, columns, values: numbersOf(tensor) })
  }
  const [input] = graph.inputs
  if (input === undefined) throw new RangeError('the graph has no input')
  values.set(input.name, features)
  for (const node of graph.nodes) {
    const given = node.inputs.map((name) => {
      const value = values.get(name)
      if (value === undefined) throw new RangeError(`node ${node.name} has no value ${name}`)
      return value
    })
    values.set(node.outputs[0] ?? '', runNode(node, given))
  }
  return values
}

function runNode(node: OnnxNode, given: readonly Matrix[]): Matrix {
  const [a, b, c, d, e] = given
  if (a === undefined) throw new RangeError(`node ${node.name} has no input`)
  const second = () => {
    if (b === undefined) throw new RangeError(`node ${node.name} has one input, expected two`)
    return b
  }
  switch (node.operator) {
    case 'Gemm':
      return multiply(a, second(), c)
    case 'Add':
      return pairwise(a, second(), (x, y) => x + y)
    case 'Sub':
      return pairwise(a, second(), (x, y) => x - y)
    case 'Mul':
      return pairwise(a, second(), (x, y) => x * y)
    case 'Div':
      return pairwise(a, second(), (x, y) => x / y)
    case 'BatchNormalization': {
      if (c === undefined || d === undefined || e === undefined) throw new RangeError(`node ${node.name} has ${given.length} inputs, expected five`)
      const deviation = each(e, (variance) => Math.sqrt(variance + floatOf(node, 'epsilon', 1e-5)))
      const normal = pairwise(
        pairwise(a, d, (x, mean) => x - mean),
        deviation,
        (x, y) => x / y,
      )
      return pairwise(
        pairwise(normal, second(), (x, y) => x * y),
        c,
        (x, y) => x + y,
      )
    }
    case 'Relu':
      return each(a, (x) => Math.max(0, x))
    case 'LeakyRelu':
      return each(a, (x) => (x < 0 ? floatOf(node, 'alpha', 0.01) * x : x))
    case 'Elu':
      return each(a, (x) => (x < 0 ? floatOf(node, 'alpha', 1) * Math.expm1(x) : x))
    case 'Sigmoid':
      return each(a, (x) => 1 / (1 + Math.exp(-x)))
    case 'Tanh':
      return each(a, Math.tanh)
    case 'Softplus':
      return each(a, (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))))
    case 'Erf':
      return each(a, erf)
    case 'Neg':
      return each(a, (x) => -x)
    case 'Softmax':
      return softmax(a)
    case 'Concat':
      return beside(a, second())
    default:
      throw new RangeError(`node ${node.name} is a ${node.operator}, which is not evaluated`)
  }
}

function floatOf({ attributes }: OnnxNode, name: string, usual: number): number {
  const attribute = attributes.get(name)
  return attribute?.kind === 'float' ? attribute.value : usual
}

function each({ rows, columns, values }: Matrix, f: (x: number) => number): Matrix {
  return { rows, columns, values: values.map((x) => Math.fround(f(x))) }
}

/** A second matrix of one row, or of one number, is spread over the first. */
function pairwise(a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix {
  if ((b.columns !== a.columns && b.columns !== 1) || (b.rows !== a.rows && b.rows !== 1))
    throw new RangeError(`${b.rows} x ${b.columns} is not spread over ${a.rows} x ${a.columns}`)
  const values = new Float64Array(a.values.length)
  for (let r = 0; r < a.rows; r++) {
    for (let c = 0; c < a.columns; c++) {
      const at = r * a.columns + c
      values[at] = Math.fround(f(a.values[at]!, b.values[(b.rows === 1 ? 0 : r) * b.columns + (b.columns === 1 ? 0 : c)]!))
    }
  }
  return { rows: a.rows, columns: a.columns, values }
}

/** X Wᵀ + b. */
function multiply(x: Matrix, weights: Matrix, bias: Matrix | undefined): Matrix {
  if (weights.columns !== x.columns) throw new RangeError(`${x.columns} inputs do not fit weights of ${weights.columns}`)
  const units = weights.rows
  const values = new Float64Array(x.rows * units)
  for (let r = 0; r < x.rows; r++) {
    for (let unit = 0; unit < units; unit++) {
      let sum = bias?.values[unit] ?? 0
      for (let i = 0; i < x.columns; i++) sum = Math.fround(sum + Math.fround(x.values[r * x.columns + i]! * weights.values[unit * x.columns + i]!))
      values[r * units + unit] = sum
    }
  }
  return { rows: x.rows, columns: units, values }
}

function softmax({ rows, columns, values }: Matrix): Matrix {
  const shares = new Float64Array(values.length)
  for (let r = 0; r < rows; r++) {
    const row = values.subarray(r * columns, (r + 1) * columns)
    const largest = Math.max(...row)
    const powers = row.map((x) => Math.exp(x - largest))
    const sum = powers.reduce((total, power) => total + power, 0)
    shares.set(
      powers.map((power) => power / sum),
      r * columns,
    )
  }
  return { rows, columns, values: shares }
}

function beside(a: Matrix, b: Matrix): Matrix {
  const columns = a.columns + b.columns
  const values = new Float64Array(a.rows * columns)
  for (let r = 0; r < a.rows; r++) {
    values.set(a.values.subarray(r * a.columns, (r + 1) * a.columns), r * columns)
    values.set(b.values.subarray(r * b.columns, (r + 1) * b.columns), r * columns + a.columns)
  }
  return { rows: a.rows, columns, values }
}
