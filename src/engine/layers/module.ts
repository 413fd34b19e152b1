/** The base of everything a network is made of: a function with parameters that knows its own derivative. */
import type { Vector } from '../kernels/kernels'
import type { NamedTensor } from '../models/tensors'

/** A tensor that training changes, with the gradient of the objective beside it. */
export interface Parameter extends NamedTensor {
  /** dL / dparameter, of the same shape: what the backward passes since `zeroGradients` have added up. */
  readonly gradient: Vector
}

/**
 * y = f(x), row by row, for batches of up to `capacity` rows. A module owns the memory of what it returns, allocated once: a result
 * holds until the module's next call. `backward` belongs to the latest `forward` and takes its rows.
 */
export interface Module {
  readonly parameters: readonly Parameter[]
  /** x (rows, inputs) to y (rows, outputs). */
  forward(x: Vector, rows: number): Vector
  /** From dL/dy (rows, outputs): adds to the parameters' gradients and returns dL/dx (rows, inputs). */
  backward(gradOutput: Vector, rows: number): Vector
  /** The parameters' part of `backward` alone: nobody asks the first layer for dL/dx of the data, and it is the dearest product. */
  backwardParameters(gradOutput: Vector, rows: number): void
}

/** How a module is allocated. */
export interface ModuleSize {
  inputs: number
  /** Most rows of a batch. */
  capacity: number
}

/** Throws unless the vector holds the rows and the module has room for them. */
export function checkRows(module: string, what: string, vector: Vector, rows: number, columns: number, capacity: number): void {
  if (rows > capacity) throw new RangeError(`${module} has room for ${capacity} rows, got ${rows}`)
  if (vector.length < rows * columns)
    throw new RangeError(`${module} takes ${what} of shape (${rows}, ${columns}), ${rows * columns} numbers, got ${vector.length}`)
}
