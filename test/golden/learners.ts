/** The learners that train the lab's trials, on either kernels, with weights that are given and gradients that are looked at. */
import bytes from '../../src/engine/fast/assembly/index.ts?wasm'
import { trialSchema, type TrialConfig } from '../../src/engine/config/experiment'
import type { Dataset } from '../../src/engine/data/dataset'
import { padded } from '../../src/engine/fast/exports'
import { compileFast, type FastModule } from '../../src/engine/fast/module'
import type { NamedTensor } from '../../src/engine/models/tensors'
import { createEpochLearner, createLearner } from '../../src/engine/training/create-learner'
import type { Vector } from '../../src/engine/kernels/kernels'
import type { SampleRange } from '../../src/engine/training/batch'
import type { BlockScore, EpochLearner, Learner } from '../../src/engine/training/learner'

export type Arithmetic = Pick<TrialConfig, 'kernels' | 'precision'>
export const onFastKernels: Arithmetic = { kernels: 'fast', precision: 'float32' }

/** Network, loss, optimizer and penalties; all else of a trial is not asked of the golden vectors. */
export type GoldenTrial = Pick<TrialConfig, 'network' | 'loss' | 'optimizer'> & Partial<Pick<TrialConfig, 'l1' | 'l2'>>

export const fastModule: FastModule = compiled()

function compiled(): FastModule {
  const module = compileFast(bytes)
  if (module === null) throw new Error('this Node has no WebAssembly SIMD')
  return module
}

/** Its data, which a learner is handed anyway, stands for nothing. */
const anyTrial = trialSchema.parse({ data: 'line', network: { layers: [{ units: 1 }] }, loss: 'mse', optimizer: 'sgd', epochs: 1 })

export interface GoldenLearnerOptions extends GoldenTrial {
  /** What it is trained on. */
  data: Dataset
  /** Samples of the largest batch. */
  batchSize: number
  /** Samples of the largest update; with more than one batch every gradient is written down. */
  updateSize?: number
  arithmetic: Arithmetic
}

/** A learner, and its tensors in the shapes that the vectors have: weights (out, in). */
export class GoldenLearner {
  private readonly learner: Learner
  private readonly kernels: TrialConfig['kernels']

  constructor({ data, batchSize, updateSize = batchSize, arithmetic, ...trial }: GoldenLearnerOptions) {
    this.kernels = arithmetic.kernels
    const config = { ...anyTrial, ...trial, ...arithmetic }
    this.learner = createLearner(config, { seed: 1, training: data, plan: { batchSize, updateSize }, fast: fastModule })
  }

  /** The parameters as they are now. */
  get parameters(): Vector[] {
    return this.learner.tensors().map(({ data }) => data.slice())
  }

  /** Of the last batch; RangeError where the kernels step along a gradient that they never write down. */
  get gradients(): Vector[] {
    const { pending } = this.learner
    const { shapes } = this
    if (pending.length < shapes.length) throw new RangeError(`${pending.length} gradients for ${shapes.length} tensors`)
    return shapes.map((shape, k) => {
      const places = this.placesOf(shape)
      return Float64Array.from({ length: places.length }, (_, i) => pending[k]![places[i]!]!)
    })
  }

  /** Gives the network its weights, before it has computed anything. */
  takeParameters(tensors: readonly ArrayLike<number>[]): void {
    const { shapes } = this
    if (tensors.length !== shapes.length) throw new RangeError(`${tensors.length} tensors for ${shapes.length} parameters`)
    for (const [k, shape] of shapes.entries()) for (const [i, place] of this.placesOf(shape).entries()) this.learner.state[k]![place] = tensors[k]![i]!
  }

  /** The tensors by name; views. */
  get tensors(): readonly NamedTensor[] {
    return this.learner.tensors()
  }

  /** Forward and backward for one batch, in blocks as the session takes them; the sum of the losses. */
  accumulate(data: Dataset, { order, start, count }: SampleRange): number {
    let sum = 0
    for (let done = 0; done < count; done += this.learner.block) {
      const range = { order, start: start + done, count: Math.min(this.learner.block, count - done) }
      sum += this.learner.accumulate(data, range, { first: done === 0, batch: count }).loss
    }
    return sum
  }

  update(learningRate: number): void {
    this.learner.update(learningRate)
  }

  /** All samples. */
  evaluate(data: Dataset): BlockScore {
    const total = { loss: 0, correct: 0 }
    for (let start = 0; start < data.samples; start += this.learner.block) {
      const score = this.learner.evaluate(data, { order: null, start, count: Math.min(this.learner.block, data.samples - start) })
      total.loss += score.loss
      total.correct += score.correct
    }
    return total
  }

  private get shapes(): number[][] {
    return this.learner.tensors().map(({ shape }) => shape)
  }

  /** Where each number of a tensor lies in the kernels' memory: the fast ones keep weights as (in, out padded). */
  private placesOf([out = 0, inputs = 1]: readonly number[]): number[] {
    return Array.from({ length: out * inputs }, (_, i) => (this.kernels === 'reference' ? i : (i % inputs) * padded(out) + Math.floor(i / inputs)))
  }
}

/** The fast kernels' learner of whole epochs, which has tensors of the usual shapes; null where the network or the data is too large for it. */
export function epochLearnerOf(trial: GoldenTrial, data: Dataset): EpochLearner | null {
  const config: TrialConfig = { ...anyTrial, ...trial, ...onFastKernels, batchSize: 'full' }
  return createEpochLearner(config, { seed: 1, training: data, plan: { batchSize: data.samples, updateSize: data.samples }, fast: fastModule })
}
