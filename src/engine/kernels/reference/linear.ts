/** The fully connected layer's three products, leaving out the zeros of their left factor. */
import type { LinearShape, Vector } from '../kernels'

/**
 * The non-zero numbers of one row and their columns. 81 % of MNIST's pixels are zero, and so is about half of what a ReLU lets
 * through: a product by zero adds nothing, so the loops below go over these alone. (0 times an infinite weight would be NaN; training
 * looks for such weights itself.) The values are float64 whatever the precision, so that sums are rounded once, where they are stored.
 */
let columns = new Uint32Array(1024)
let values = new Float64Array(1024)

/** Allocates only at the first call for a wider layer than any before. */
function reserve(width: number): void {
  if (width <= columns.length) return
  columns = new Uint32Array(width)
  values = new Float64Array(width)
}

/** Fills `columns` and `values` from x[start], x[start + 1], ..., and returns how many numbers are not zero. */
function gatherNonZero(x: Vector, start: number, width: number): number {
  let count = 0
  for (let i = 0; i < width; i++) {
    const value = x[start + i]!
    if (value !== 0) {
      columns[count] = i
      values[count] = value
      count++
    }
  }
  return count
}

/** y[r, o] = b[o] + sum over i of x[r, i] W[o, i]. */
export function linearForward(x: Vector, weight: Vector, bias: Vector | null, y: Vector, { rows, inputs, outputs }: LinearShape): void {
  reserve(inputs)
  for (let r = 0; r < rows; r++) {
    const count = gatherNonZero(x, r * inputs, inputs)
    for (let o = 0; o < outputs; o++) {
      const row = o * inputs
      let sum = 0
      for (let k = 0; k < count; k++) sum += values[k]! * weight[row + columns[k]!]!
      y[r * outputs + o] = bias === null ? sum : sum + bias[o]!
    }
  }
}

/** dW[o, i] += sum over r of dy[r, o] x[r, i]; db[o] += sum over r of dy[r, o]. */
export function linearParameterGradients(
  x: Vector,
  gradOutput: Vector,
  gradWeight: Vector,
  gradBias: Vector | null,
  { rows, inputs, outputs }: LinearShape,
): void {
  reserve(inputs)
  for (let r = 0; r < rows; r++) {
    const count = gatherNonZero(x, r * inputs, inputs)
    for (let o = 0; o < outputs; o++) {
      const gradient = gradOutput[r * outputs + o]!
      if (gradient === 0) continue
      const row = o * inputs
      for (let k = 0; k < count; k++) gradWeight[row + columns[k]!]! += gradient * values[k]!
      if (gradBias !== null) gradBias[o]! += gradient
    }
  }
}

/** dx[r, i] = sum over o of dy[r, o] W[o, i]. */
export function linearInputGradient(gradOutput: Vector, weight: Vector, gradInput: Vector, { rows, inputs, outputs }: LinearShape): void {
  reserve(inputs)
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < inputs; i++) values[i] = 0
    for (let o = 0; o < outputs; o++) {
      const gradient = gradOutput[r * outputs + o]!
      if (gradient === 0) continue
      const row = o * inputs
      for (let i = 0; i < inputs; i++) values[i]! += gradient * weight[row + i]!
    }
    for (let i = 0; i < inputs; i++) gradInput[r * inputs + i] = values[i]!
  }
}
