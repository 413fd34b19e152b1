/** A whole network on the fast kernels: its layers, and its tensors in the shapes that the rest of the engine knows. */
import type { NetworkConfig } from '../config/network'
import type { NamedTensor } from '../models/tensors'
import { padded, type Pointer } from './exports'
import type { FastInput } from './input'
import { FastLayer, type Rows } from './layer'
import type { FastInstance } from './module'
import type { FastParameter } from './parameter'

export interface FastNetworkOptions<I extends FastInput> {
  inputs: number
  /** Most rows of a block. */
  capacity: number
  /** Whether there is memory for a backward pass. */
  training: boolean
  /** Whether the gradient of the first layer's weights is written down. */
  firstGradient: boolean
  /** How samples reach the first layer. */
  input(first: FastLayer): I
}

/** A tensor as it lies in the kernels' memory, (in, out padded) or (out padded), and as views show it, (out, in) or (out). */
interface Placed {
  tensor: NamedTensor
  pointer: Pointer
  copy: Pointer
}

export class FastNetwork<I extends FastInput = FastInput> {
  readonly layers: readonly FastLayer[]
  readonly input: I
  readonly inputs: number
  readonly outputs: number
  /** Learned tensors in the order of the reference. */
  readonly parameters: readonly FastParameter[]
  /** Parameters and running statistics, padded as they lie in memory. */
  state: readonly Float32Array[] = []
  /** Wᵀ of each layer but the first, which the gradient by its inputs is made with. */
  private readonly transposed: readonly Pointer[]
  private readonly turned: boolean[]
  private readonly places: { name: string; shape: number[]; pointer: Pointer; copy: Pointer }[]
  private placed: readonly Placed[] = []

  /** Allocates; the memory is read and written after `ready`. */
  constructor(
    private readonly instance: FastInstance,
    { layers }: NetworkConfig,
    { inputs, capacity, training, firstGradient, input }: FastNetworkOptions<I>,
  ) {
    const { memory } = instance
    const widths = [inputs, ...layers.map(({ units }) => units)]
    this.inputs = inputs
    this.outputs = widths.at(-1)!
    this.layers = layers.map(
      (layer, index) => new FastLayer(instance, layer, { index, inputs: widths[index]!, capacity, training, weightGradient: index > 0 || firstGradient }),
    )
    this.input = input(this.layers[0]!)
    this.parameters = this.layers.flatMap((layer) => layer.parameters)
    this.transposed = this.layers.map((layer, index) => (training && index > 0 ? memory.allocateFloats(layer.units * padded(layer.inputs)) : 0))
    this.turned = this.layers.map(() => false)
    this.places = this.layers.flatMap(({ parameters, norm, units }, index) => {
      const statistic = (name: string, pointer: Pointer) => ({ name: `layers.${index}.norm.${name}`, shape: [units], weight: pointer })
      const statistics = norm === null ? [] : [statistic('running_mean', norm.runningMean), statistic('running_var', norm.runningVariance)]
      return [...parameters, ...statistics].map(({ name, shape, weight }) => ({ name, shape, pointer: weight, copy: memory.allocateFloats(sizeOf(shape)) }))
    })
  }

  /** Makes the views, and gives normalisation its first scales and variances; all else is 0. */
  ready(): void {
    const { memory } = this.instance
    this.input.ready()
    for (const { norm, units } of this.layers) {
      if (norm === null) continue
      memory.floats(norm.weight, units).fill(1)
      memory.floats(norm.runningVariance, units).fill(1)
    }
    this.state = this.places.map(({ shape, pointer }) => memory.floats(pointer, paddedSize(shape)))
    this.placed = this.places.map(({ name, shape, pointer, copy }) => ({ tensor: { name, shape, data: memory.floats(copy, sizeOf(shape)) }, pointer, copy }))
  }

  /** The tensors of the usual names and shapes; views that hold until the next call. */
  tensors(): readonly NamedTensor[] {
    for (const { tensor, pointer, copy } of this.placed) this.turn(tensor.shape, { from: pointer, to: copy, outwards: true })
    return this.placed.map(({ tensor }) => tensor)
  }

  /** Takes what was written into the views that `tensors` gave. */
  takeTensors(): void {
    for (const { tensor, pointer, copy } of this.placed) this.turn(tensor.shape, { from: copy, to: pointer, outwards: false })
    this.weightsChanged()
  }

  /** To be called after every change of the weights. */
  weightsChanged(): void {
    this.turned.fill(false)
  }

  /** The outputs for the rows that the input has gathered, in evaluation. */
  evaluate(rows: number): Rows {
    this.input.forward(rows)
    for (const [index, layer] of this.layers.entries()) {
      if (index > 0) layer.multiply(rows, this.layers[index - 1]!.evaluated)
      layer.activate(rows, { training: false, generator: 0 })
    }
    return this.layers.at(-1)!.evaluated
  }

  /** The outputs in training; the masks of dropout come from the generator at `generator`. */
  forward(rows: number, generator: Pointer): Rows {
    this.input.forward(rows)
    for (const [index, layer] of this.layers.entries()) {
      if (index > 0) layer.multiply(rows, this.layers[index - 1]!.output)
      layer.activate(rows, { training: true, generator })
    }
    return this.layers.at(-1)!.output
  }

  /** Where the loss writes the gradient by the outputs. */
  get gradOutput(): Rows {
    return this.layers.at(-1)!.delta
  }

  /**
   * The chain rule from the last layer to the second, and in the first as far as the delta of its sums; the weights of the first are the
   * input's business.
   * @param first whether the gradients start from zero
   */
  backward(rows: number, first: boolean): void {
    for (let index = this.layers.length - 1; index >= 0; index--) {
      const layer = this.layers[index]!
      layer.differentiate(rows, first)
      if (index === 0) return
      const below = this.layers[index - 1]!
      layer.accumulateWeights(rows, below.output, first)
      this.passDown(rows, index, layer, below)
    }
  }

  /** delta of the layer below = delta Wᵀ. */
  private passDown(rows: number, index: number, { weight, units, inputs, stride, delta }: FastLayer, below: FastLayer): void {
    const { kernels } = this.instance
    const turned = this.transposed[index]!
    const row = padded(inputs) * 4
    if (!this.turned[index]) kernels.transpose(weight, inputs, units, stride * 4, turned, row)
    this.turned[index] = true
    kernels.multiply(rows, padded(inputs), units, delta.pointer, stride * 4, 4, turned, row, below.delta.pointer, row, 0, 0)
  }

  /** Between (in, out padded) and (out, in); a vector is one row. */
  private turn(shape: readonly number[], { from, to, outwards }: { from: Pointer; to: Pointer; outwards: boolean }): void {
    const [out, inputs = 1] = shape
    const wide = padded(out!) * 4
    const { kernels } = this.instance
    if (outwards) kernels.transpose(from, inputs, out!, wide, to, inputs * 4)
    else kernels.transpose(from, out!, inputs, inputs * 4, to, wide)
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** Numbers of a tensor in the kernels' memory. */
function paddedSize([out, inputs = 1]: readonly number[]): number {
  return padded(out!) * inputs
}
