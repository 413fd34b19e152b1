/** How samples come into the kernels' memory: as dense rows of numbers, or as compressed rows without their zeros. */
import type { Features, Scaling } from '../data/dataset'
import { rowOf, shadeOf } from '../data/scaling'
import { Batch, sampleAt, type SampleRange } from '../training/batch'
import { compressedRows, copyRows } from './compress'
import { padded, type Pointer } from './exports'
import type { FastLayer, Rows } from './layer'
import type { FastInstance } from './module'

/** The features of a block of samples, where the first layer reads them. */
export interface FastInput {
  /** Once the memory is allocated. */
  ready(): void
  gather(features: Features, range: SampleRange): void
  /** The sums of the first layer. */
  forward(rows: number): void
  /** The gradient of the first layer's weights, from its delta; added to what earlier blocks of the update left. */
  accumulate(rows: number, first: boolean): void
}

/** Rows of float32. */
export class DenseInput implements FastInput {
  readonly rows: Rows
  private batch: Batch | null = null

  constructor(
    protected readonly instance: FastInstance,
    protected readonly layer: FastLayer,
    protected readonly capacity: number,
  ) {
    const stride = padded(layer.inputs)
    this.rows = { pointer: instance.memory.allocateFloats(capacity * stride), stride }
  }

  ready(): void {
    const { rows, capacity, layer } = this
    this.batch = new Batch(
      { features: this.instance.memory.floats(rows.pointer, capacity * rows.stride), labels: new Uint8Array(0), values: new Float32Array(0) },
      { inputs: layer.inputs, inputRow: rows.stride, outputs: 0, outputRow: 0 },
      'labels',
    )
  }

  gather(features: Features, range: SampleRange): void {
    this.batch?.gatherFeatures(features, range)
  }

  forward(rows: number): void {
    this.layer.multiply(rows, this.rows)
  }

  accumulate(rows: number, first: boolean): void {
    this.layer.accumulateWeights(rows, this.rows, first)
  }
}

/** Rows of float32 that are made of bytes, such as those of images without many zeros: the bytes are copied and looked up by the kernels. */
export class ByteInput extends DenseInput {
  private readonly bytes: Pointer
  private readonly table: Pointer
  private view = new Uint8Array(0)

  constructor(instance: FastInstance, layer: FastLayer, capacity: number) {
    super(instance, layer, capacity)
    this.bytes = instance.memory.allocate(capacity * layer.inputs)
    this.table = instance.memory.allocateFloats(256)
  }

  override ready(): void {
    const { memory } = this.instance
    this.view = memory.bytesAt(this.bytes, this.capacity * this.layer.inputs)
    memory.floats(this.table, 256).set(shadeOf)
  }

  override gather(features: Features, range: SampleRange): void {
    if (features.kind !== 'bytes') throw new RangeError('the training data is made of bytes, but not the data to evaluate')
    const { inputs } = this.layer
    for (let row = 0; row < range.count; row++) {
      const from = rowOf(features, sampleAt(range, row)) * inputs
      this.view.set(features.values.subarray(from, from + inputs), row * inputs)
    }
    this.instance.kernels.expandBytes(this.bytes, this.table, range.count, inputs, this.rows.pointer)
  }
}

/** What a compressed input needs to know of the data that it will see. */
export interface SparseInputOptions {
  capacity: number
  /** Of bytes, where features are standardised; null where they are not. */
  scaling: Scaling | null
  /** The inputs that the training data ever lights; null where the step moves the weights of the others too. */
  lit: Uint8Array | null
}

/** Rows of entries; what a byte stands for is looked up, and the scaling of standardised features is folded into the products. */
export class SparseInput implements FastInput {
  private readonly starts: Pointer
  private readonly entries: Pointer
  private readonly ends: Pointer
  private readonly sorted: Pointer
  private readonly table: Pointer
  private readonly scale: Pointer
  private readonly shift: Pointer
  /** The first layer's bias less what the shift takes from its sums. */
  private readonly bias: Pointer
  private readonly deltaSums: Pointer
  private readonly litInputs: Pointer
  private startsView = new Uint32Array(0)
  private entriesView = new Uint32Array(0)

  constructor(
    private readonly instance: FastInstance,
    private readonly layer: FastLayer,
    private readonly options: SparseInputOptions,
  ) {
    const { memory } = instance
    const { inputs } = layer
    const { capacity, scaling, lit } = options
    const words = (count: number) => memory.allocate(count * 4)
    this.starts = words(capacity + 1)
    this.entries = words(capacity * inputs)
    this.ends = words(inputs + 1)
    this.sorted = words(capacity * inputs)
    this.table = words(256)
    this.scale = scaling === null ? 0 : words(inputs)
    this.shift = scaling === null ? 0 : words(inputs)
    this.bias = scaling === null ? layer.bias : words(layer.stride)
    this.deltaSums = scaling === null ? 0 : words(layer.stride)
    this.litInputs = lit === null ? 0 : memory.allocate(inputs)
  }

  ready(): void {
    const { memory } = this.instance
    const { capacity, scaling, lit } = this.options
    const { inputs } = this.layer
    memory.floats(this.table, 256).set(shadeOf)
    this.startsView = memory.words(this.starts, capacity + 1)
    this.entriesView = memory.words(this.entries, capacity * inputs)
    if (lit !== null) memory.bytesAt(this.litInputs, inputs).set(lit)
    if (scaling === null) return
    memory.floats(this.scale, inputs).set(scaling.factor)
    memory.floats(this.shift, inputs).set(scaling.shift.map((shift, i) => shift * scaling.factor[i]!))
  }

  gather(features: Features, range: SampleRange): void {
    if (features.kind !== 'bytes') throw new RangeError('the training data is made of bytes, but not the data to evaluate')
    copyRows(compressedRows(features, this.layer.inputs), features.rows ?? null, range, this.startsView, this.entriesView)
  }

  forward(rows: number): void {
    const { kernels } = this.instance
    const { weight, bias, sums, stride, inputs } = this.layer
    if (this.shift !== 0) kernels.shiftedBias(inputs, this.shift, weight, bias, this.bias, stride)
    kernels.sparseForward(rows, this.starts, this.entries, this.table, this.scale, weight, this.bias, sums, stride)
  }

  accumulate(rows: number, first: boolean): void {
    this.sort(rows)
    const { inputs, delta, gradWeight, stride } = this.layer
    const { ends, sorted, table, scale, shift, deltaSums } = this
    this.instance.kernels.sparseGradient(inputs, ends, sorted, table, scale, shift, delta.pointer, deltaSums, gradWeight, stride, first ? 0 : 1)
  }

  /** Prepares `update` for the delta of these rows. */
  sort(rows: number): void {
    const { kernels } = this.instance
    kernels.sortEntries(rows, this.starts, this.entries, this.layer.inputs, this.ends, this.sorted)
    if (this.deltaSums !== 0) kernels.sumRows(this.layer.delta.pointer, rows, this.layer.stride, this.deltaSums, 0)
  }

  /** The step of the rule that is set, along the gradient of the sorted rows, without writing that gradient down. */
  update({ a, b, c }: { a: Pointer; b: Pointer; c: Pointer }): void {
    const { inputs, weight, delta, stride } = this.layer
    const { ends, sorted, table, scale, shift, deltaSums, litInputs } = this
    this.instance.kernels.sparseUpdate(inputs, ends, sorted, table, scale, shift, delta.pointer, deltaSums, litInputs, weight, a, b, c, stride)
  }
}
