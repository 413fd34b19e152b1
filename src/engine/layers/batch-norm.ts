/** Batch normalisation of the columns of a batch. */
import * as z from 'zod'
import { real } from '../config/fields'
import type { KeptByNorm, Kernels, NormShape, NormVectors, Vector } from '../kernels/kernels'
import type { NamedTensor } from '../models/tensors'
import { allocateParameter, checkRows, type Module, type ModuleSize, type Parameter, type TrainingPass } from './module'

const error = 'Batch normalisation takes null or an object such as {"momentum": 0.1, "epsilon": 0.00001}; true stands for these values'

/** How a layer's configuration asks for it: null for a layer without. `true` stands for the defaults, `false` for null. */
export const batchNormSchema = z.preprocess(
  (input) => (input === true ? {} : input === false ? null : input),
  z
    .strictObject(
      {
        momentum: real({ min: 0, max: 1 }, { label: 'Momentum', help: 'Weight of a new batch in the running mean and variance.' }).default(0.1),
        epsilon: real(
          { min: 0, max: 1, open: true },
          { label: 'Epsilon', unit: 'ε', help: 'Added to the variance, so that nothing is divided by zero.' },
        ).default(1e-5),
      },
      { error },
    )
    .nullable(),
)
/** The fields of a layer's batch normalisation. */
export type BatchNormConfig = NonNullable<z.output<typeof batchNormSchema>>

/** What a `BatchNorm1d` is made of. */
export interface BatchNormOptions extends ModuleSize, BatchNormConfig {
  /** Prefix of the tensors' names, such as `layers.0.norm`. */
  name: string
}

/**
 * y = γ (x - mean) / sqrt(variance + ε) + β, column by column, with γ and β learned. In training mean and biased variance are those of the
 * batch, which must have two rows or more; the running mean and the running unbiased variance move towards the batch's by the share
 * `momentum`. In evaluation these stand in for the batch's. The names are PyTorch's: weight is γ, bias is β.
 * S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift", ICML 2015.
 */
export class BatchNorm1d implements Module {
  readonly parameters: readonly Parameter[]
  readonly tensors: readonly NamedTensor[]
  private readonly weight: Parameter
  private readonly bias: Parameter
  private readonly norm: NormVectors
  private readonly kept: KeptByNorm
  private readonly shape: NormShape
  /** How errors call it. */
  private readonly name: string
  private readonly capacity: number
  private readonly output: Vector
  private readonly gradInput: Vector
  /** Whether the last forward pass was one of training. */
  private training = false

  constructor(
    private readonly kernels: Kernels,
    { name, inputs, capacity, momentum, epsilon }: BatchNormOptions,
  ) {
    this.name = `Batch normalisation ${name}`
    this.weight = allocateParameter(kernels, `${name}.weight`, [inputs])
    this.bias = allocateParameter(kernels, `${name}.bias`, [inputs])
    this.weight.data.fill(1)
    const runningMean = kernels.allocate(inputs)
    const runningVariance = kernels.allocate(inputs).fill(1)
    this.norm = { weight: this.weight.data, bias: this.bias.data, runningMean, runningVariance }
    this.parameters = [this.weight, this.bias]
    this.tensors = [
      ...this.parameters,
      { name: `${name}.running_mean`, shape: [inputs], data: runningMean },
      { name: `${name}.running_var`, shape: [inputs], data: runningVariance },
    ]
    this.kept = { normalised: kernels.allocate(capacity * inputs), inverseDeviation: kernels.allocate(inputs) }
    this.shape = { rows: 0, columns: inputs, momentum, epsilon }
    this.capacity = capacity
    this.output = kernels.allocate(capacity * inputs)
    this.gradInput = kernels.allocate(capacity * inputs)
  }

  /** @throws RangeError in training for a batch of one row, whose variance is not defined */
  forward(x: Vector, rows: number, training?: TrainingPass): Vector {
    checkRows(this.name, 'x', x, rows, this.shape.columns, this.capacity)
    this.training = training !== undefined
    if (this.training && rows < 2) throw new RangeError(`Batch normalisation takes batches of 2 rows or more in training, got ${rows}`)
    this.shape.rows = rows
    if (this.training) this.kernels.batchNormTraining(x, this.norm, this.kept, this.output, this.shape)
    else this.kernels.batchNormEvaluation(x, this.norm, this.kept, this.output, this.shape)
    return this.output
  }

  /** dγ = sum of dy (x - mean) / d and dβ = sum of dy over the rows; for dL/dx see the kernels, where the derivation stands. */
  backward(gradOutput: Vector, rows: number): Vector {
    this.backwardParameters(gradOutput, rows)
    const { kernels, norm, kept, gradInput, shape } = this
    if (this.training) kernels.batchNormTrainingInputGradient(gradOutput, norm.weight, kept, gradInput, shape)
    else kernels.batchNormEvaluationInputGradient(gradOutput, norm.weight, kept, gradInput, shape)
    return gradInput
  }

  backwardParameters(gradOutput: Vector, rows: number): void {
    checkRows(this.name, 'dy', gradOutput, rows, this.shape.columns, this.capacity)
    this.shape.rows = rows
    this.kernels.batchNormParameterGradients(gradOutput, this.kept, this.weight.gradient, this.bias.gradient, this.shape)
  }
}
