/** The fully connected layer: y = W x + b. */
import type { Kernels, Vector } from '../kernels/kernels'
import { allocateParameter, checkRows, type Module, type ModuleSize, type Parameter } from './module'

/** What a `Linear` is made of. */
export interface LinearOptions extends ModuleSize {
  /** Prefix of the parameters' names, such as `layers.0`. */
  name: string
  outputs: number
  bias: boolean
}

/**
 * Y = X Wᵀ + b for a batch X with a sample in each row; W is (outputs, inputs), b is (outputs). Weights start at zero: an initialiser
 * draws them.
 */
export class Linear implements Module {
  readonly weight: Parameter
  readonly bias: Parameter | null
  readonly parameters: readonly Parameter[]
  readonly tensors: readonly Parameter[]
  readonly inputs: number
  readonly outputs: number
  /** How errors call it. */
  private readonly name: string
  private readonly capacity: number
  private readonly output: Vector
  private readonly gradInput: Vector
  private readonly shape: { rows: number; inputs: number; outputs: number }
  /** The last x, which the gradient of W needs. */
  private input: Vector

  constructor(
    private readonly kernels: Kernels,
    { name, inputs, outputs, bias, capacity }: LinearOptions,
  ) {
    this.name = `Linear ${name}`
    this.inputs = inputs
    this.outputs = outputs
    this.capacity = capacity
    this.weight = allocateParameter(kernels, `${name}.weight`, [outputs, inputs])
    this.bias = bias ? allocateParameter(kernels, `${name}.bias`, [outputs]) : null
    this.parameters = this.bias === null ? [this.weight] : [this.weight, this.bias]
    this.tensors = this.parameters
    this.output = kernels.allocate(capacity * outputs)
    this.gradInput = kernels.allocate(capacity * inputs)
    this.shape = { rows: 0, inputs, outputs }
    this.input = kernels.allocate(0)
  }

  forward(x: Vector, rows: number): Vector {
    checkRows(this.name, 'x', x, rows, this.inputs, this.capacity)
    this.input = x
    this.shape.rows = rows
    this.kernels.linearForward(x, this.weight.data, this.bias?.data ?? null, this.output, this.shape)
    return this.output
  }

  /**
   * For one sample y[o] = b[o] + sum over i of W[o, i] x[i], so
   *   dL/dW[o, i] = dL/dy[o] x[i]                        dW = dYᵀ X, summed over the batch
   *   dL/db[o]    = dL/dy[o]                             db = sum of dY over the batch
   *   dL/dx[i]    = sum over o of dL/dy[o] W[o, i]       dX = dY W
   * Dividing by the batch is the loss's business.
   */
  backward(gradOutput: Vector, rows: number): Vector {
    this.backwardParameters(gradOutput, rows)
    this.kernels.linearInputGradient(gradOutput, this.weight.data, this.gradInput, this.shape)
    return this.gradInput
  }

  backwardParameters(gradOutput: Vector, rows: number): void {
    checkRows(this.name, 'dy', gradOutput, rows, this.outputs, this.capacity)
    this.shape.rows = rows
    this.kernels.linearParameterGradients(this.input, gradOutput, this.weight.gradient, this.bias?.gradient ?? null, this.shape)
  }
}
