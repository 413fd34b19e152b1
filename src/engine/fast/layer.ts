/** One layer on the fast kernels: its memory, and what happens in it forward and backward. */
import type { LayerConfig } from '../config/network'
import { activationCode, type ActivationCode } from './activation-codes'
import { padded, type Pointer } from './exports'
import type { FastInstance } from './module'
import type { FastParameter } from './parameter'

/** A block of numbers: `rows` times `stride`. */
export interface Rows {
  pointer: Pointer
  /** Numbers from a row to the next. */
  stride: number
}

export interface FastLayerOptions {
  index: number
  inputs: number
  /** Most rows of a block. */
  capacity: number
  /** Whether there is memory for a backward pass. */
  training: boolean
  /** Whether the gradient of the weights is written down: not where the step follows it row by row. */
  weightGradient: boolean
}

/** The tensors of batch normalisation, and what it keeps for the backward pass. */
interface FastNorm {
  weight: Pointer
  bias: Pointer
  gradWeight: Pointer
  gradBias: Pointer
  runningMean: Pointer
  runningVariance: Pointer
  normalised: Pointer
  inverse: Pointer
  momentum: number
  epsilon: number
}

/** 2^32, one more than the largest word of a generator. */
const WORDS = 0x100000000

/** y = dropout(f(norm(x W + b))), each part where the layer has it. */
export class FastLayer {
  readonly units: number
  readonly inputs: number
  readonly stride: number
  readonly weight: Pointer
  readonly gradWeight: Pointer
  readonly bias: Pointer
  readonly gradBias: Pointer
  readonly norm: FastNorm | null
  /** Learned tensors in the order of the reference. */
  readonly parameters: readonly FastParameter[]
  /** x W + b, then normalised: what the activation is applied to. */
  readonly sums: Pointer
  /** f(sums); the same memory where f is the identity. */
  readonly activated: Pointer
  /** What the next layer reads. */
  readonly output: Rows
  /** dL/d output, in the backward pass turned into dL/d sums in place. */
  readonly delta: Rows
  private readonly activation: ActivationCode
  private readonly mask: Pointer
  private readonly dropout: number

  constructor(
    private readonly instance: FastInstance,
    { units, bias, batchNorm, activation, dropout }: LayerConfig,
    { index, inputs, capacity, training, weightGradient }: FastLayerOptions,
  ) {
    const { memory } = instance
    this.units = units
    this.inputs = inputs
    this.stride = padded(units)
    this.dropout = dropout
    this.activation = activationCode(activation)
    const column = () => memory.allocateFloats(this.stride)
    const block = () => memory.allocateFloats(capacity * this.stride)
    const gradient = (wanted: boolean, count: number) => (training && wanted ? memory.allocateFloats(count) : 0)

    this.weight = memory.allocateFloats(inputs * this.stride)
    this.gradWeight = gradient(weightGradient, inputs * this.stride)
    this.bias = bias ? column() : 0
    this.gradBias = gradient(bias, this.stride)
    this.norm =
      batchNorm === null
        ? null
        : {
            weight: column(),
            bias: column(),
            gradWeight: gradient(true, this.stride),
            gradBias: gradient(true, this.stride),
            runningMean: column(),
            runningVariance: column(),
            normalised: training ? block() : 0,
            inverse: column(),
            momentum: batchNorm.momentum,
            epsilon: batchNorm.epsilon,
          }
    this.sums = block()
    this.activated = activation.name === 'identity' ? this.sums : block()
    const masked = training && dropout > 0
    this.mask = masked ? block() : 0
    this.output = { pointer: masked ? block() : this.activated, stride: this.stride }
    this.delta = { pointer: training ? block() : 0, stride: this.stride }
    this.parameters = this.listParameters(`layers.${index}`)
  }

  /** sums = x W + b for the rows of x. */
  multiply(rows: number, x: Rows): void {
    const { weight, bias, sums, stride, inputs } = this
    this.instance.kernels.multiply(rows, stride, inputs, x.pointer, x.stride * 4, 4, weight, stride * 4, sums, stride * 4, bias, 0)
  }

  /**
   * From the sums to the output.
   * @param generator where the words of the masks' generator lie, 0 in evaluation
   */
  activate(rows: number, { training, generator }: { training: boolean; generator: Pointer }): void {
    const { kernels } = this.instance
    const { norm, sums, activated, stride, activation, units } = this
    if (norm !== null && training) {
      const { weight, bias, normalised, inverse, runningMean, runningVariance, momentum, epsilon } = norm
      kernels.batchNormTraining(sums, sums, normalised, inverse, weight, bias, runningMean, runningVariance, rows, stride, momentum, epsilon)
    } else if (norm !== null) {
      kernels.batchNormEvaluation(sums, sums, norm.weight, norm.bias, norm.runningMean, norm.runningVariance, rows, stride, norm.epsilon)
    }
    if (activated !== sums) kernels.activationForward(activation.code, activation.parameter, sums, activated, rows * stride)
    if (this.mask === 0) return
    if (training) {
      kernels.drawMask(generator, Math.round(this.dropout * WORDS), 1 / (1 - this.dropout), this.mask, rows, units)
      kernels.applyMask(activated, this.mask, this.output.pointer, rows * stride)
    }
  }

  /** What the next layer, or the loss, reads after an evaluation: nothing is left out there. */
  get evaluated(): Rows {
    return { pointer: this.activated, stride: this.stride }
  }

  /** dL/d output to dL/d sums, in place, and the gradients of bias and normalisation. */
  differentiate(rows: number, first: boolean): void {
    const { kernels, memory } = this.instance
    const { norm, sums, activated, stride, activation } = this
    const delta = this.delta.pointer
    if (this.mask !== 0) kernels.applyMask(delta, this.mask, delta, rows * stride)
    if (activated !== sums) kernels.activationBackward(activation.code, activation.parameter, sums, activated, delta, delta, rows * stride)
    if (norm !== null) {
      if (first) for (const gradient of [norm.gradWeight, norm.gradBias]) memory.floats(gradient, stride).fill(0)
      kernels.batchNormBackward(delta, norm.normalised, norm.inverse, norm.weight, norm.gradWeight, norm.gradBias, delta, rows, stride)
    }
    if (this.bias !== 0) kernels.sumRows(delta, rows, stride, this.gradBias, first ? 0 : 1)
  }

  /** dW = xᵀ delta, added to what earlier blocks left. */
  accumulateWeights(rows: number, x: Rows, first: boolean): void {
    const { inputs, stride, delta, gradWeight } = this
    this.instance.kernels.multiply(inputs, stride, rows, x.pointer, 4, x.stride * 4, delta.pointer, stride * 4, gradWeight, stride * 4, 0, first ? 0 : 1)
  }

  private listParameters(name: string): FastParameter[] {
    const { weight, bias, stride, units, inputs, norm } = this
    const vector = (suffix: string, pointer: Pointer, gradient: Pointer) => ({
      name: `${name}.${suffix}`,
      shape: [units],
      weight: pointer,
      gradient,
      count: stride,
      isWeight: false,
    })
    return [
      { name: `${name}.weight`, shape: [units, inputs], weight, gradient: this.gradWeight, count: inputs * stride, isWeight: true },
      ...(bias === 0 ? [] : [vector('bias', bias, this.gradBias)]),
      ...(norm === null ? [] : [vector('norm.weight', norm.weight, norm.gradWeight), vector('norm.bias', norm.bias, norm.gradBias)]),
    ]
  }
}
