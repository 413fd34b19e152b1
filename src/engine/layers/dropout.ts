/** Dropout: in training each number is left out at random, so that no unit learns to rely on another. */
import { real } from '../config/fields'
import type { Kernels, Vector } from '../kernels/kernels'
import { checkRows, type Module, type ModuleSize, type TrainingPass } from './module'

/** How a layer's configuration asks for it. */
export const dropoutField = real(
  { min: 0, max: 0.95 },
  { label: 'Dropout', unit: 'fraction', help: 'In training each output of the layer is set to 0 with this probability.' },
)

/** What a `Dropout` is made of. */
export interface DropoutOptions extends ModuleSize {
  /** The probability that a number is left out, from 0 up to, but not including, 1. */
  probability: number
}

/** 2^32, one more than the largest word of a stream. */
const WORDS = 0x100000000

/**
 * Inverted dropout. In training y = x m / (1 - p), where each m is 0 with probability p, else 1, drawn anew in every pass: the mean of y
 * is x. In evaluation y = x. N. Srivastava, G. Hinton and others, "Dropout: a simple way to prevent neural networks from overfitting",
 * Journal of Machine Learning Research 15 (2014).
 */
export class Dropout implements Module {
  readonly parameters = []
  readonly tensors = []
  private readonly width: number
  private readonly capacity: number
  private readonly scale: number
  /** A word below it leaves its number out. */
  private readonly threshold: number
  private readonly output: Vector
  private readonly gradInput: Vector
  private readonly mask: Uint8Array
  /** Whether the last forward pass was one of training. */
  private masked = false

  /** @throws RangeError unless the probability is from 0 up to, but not including, 1 */
  constructor(
    private readonly kernels: Kernels,
    { inputs, capacity, probability }: DropoutOptions,
  ) {
    if (!(probability >= 0 && probability < 1)) throw new RangeError(`Dropout takes a probability from 0 up to, but not including, 1, got ${probability}`)
    this.width = inputs
    this.capacity = capacity
    this.scale = 1 / (1 - probability)
    this.threshold = Math.round(probability * WORDS)
    this.output = kernels.allocate(capacity * inputs)
    this.gradInput = kernels.allocate(capacity * inputs)
    this.mask = new Uint8Array(capacity * inputs)
  }

  forward(x: Vector, rows: number, training?: TrainingPass): Vector {
    checkRows('Dropout', 'x', x, rows, this.width, this.capacity)
    this.masked = training !== undefined
    if (training === undefined) return x
    const length = rows * this.width
    for (let i = 0; i < length; i++) this.mask[i] = training.random.nextUint32() < this.threshold ? 0 : 1
    this.kernels.applyMask(x, this.mask, this.scale, this.output, length)
    return this.output
  }

  /** dL/dx = dL/dy m / (1 - p) with the mask of the forward pass, in evaluation dL/dy. */
  backward(gradOutput: Vector, rows: number): Vector {
    checkRows('Dropout', 'dy', gradOutput, rows, this.width, this.capacity)
    if (!this.masked) return gradOutput
    this.kernels.applyMask(gradOutput, this.mask, this.scale, this.gradInput, rows * this.width)
    return this.gradInput
  }

  backwardParameters(): void {
    // There are none.
  }
}
