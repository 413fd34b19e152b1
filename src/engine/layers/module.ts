/** The base of everything a network is made of: a function with parameters that knows its own derivative. */
import type { Kernels, Vector } from '../kernels/kernels'
import type { NamedTensor } from '../models/tensors'
import type { RandomStream } from '../random/stream'

/** A tensor that training changes, with the gradient of the objective beside it. */
export interface Parameter extends NamedTensor {
  /** dL / dparameter, of the same shape: what the backward passes since `zeroGradients` have added up. */
  readonly gradient: Vector
}

/** What a forward pass needs to know when it is one of training. */
export interface TrainingPass {
  /** Where random masks are drawn from; each pass has a stream of its own. */
  readonly random: Pick<RandomStream, 'nextUint32'>
}

/**
 * y = f(x), row by row, for batches of up to `capacity` rows. A module owns the memory of what it returns, allocated once: a result
 * holds until the module's next call. `backward` belongs to the latest `forward`: it takes its rows, and in evaluation too the gradient is
 * that of what `forward` computed.
 */
export interface Module {
  readonly parameters: readonly Parameter[]
  /** All that the trained module consists of: its parameters and, where it has some, running statistics, which no gradient changes. */
  readonly tensors: readonly NamedTensor[]
  /**
   * x (rows, inputs) to y (rows, outputs).
   * @param training given in training, left out in evaluation: some modules then compute another function
   */
  forward(x: Vector, rows: number, training?: TrainingPass): Vector
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

/** A parameter of zeros, with room for its gradient. */
export function allocateParameter(kernels: Pick<Kernels, 'allocate'>, name: string, shape: number[]): Parameter {
  const length = shape.reduce((product, size) => product * size, 1)
  return { name, shape, data: kernels.allocate(length), gradient: kernels.allocate(length) }
}

/** Throws a RangeError that names the module and both shapes, unless the vector holds the rows and the module has room for them. */
export function checkRows(module: string, what: string, vector: Vector, rows: number, columns: number, capacity: number): void {
  if (rows > capacity) throw new RangeError(`${module} has room for ${capacity} rows, got ${rows}`)
  if (vector.length >= rows * columns) return
  const got = vector.length % rows === 0 ? `(${rows}, ${vector.length / rows})` : `${vector.length} numbers`
  throw new RangeError(`${module} takes ${what} of shape (${rows}, ${columns}), got ${got}`)
}
