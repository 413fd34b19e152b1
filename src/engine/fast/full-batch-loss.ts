/** A loss over samples that lie side by side: asked once which kernel it calls, and with what, because a full batch always asks the same. */
import type { Targets } from '../data/dataset'
import type { LossKernels, LossShape, SoftTargets, Vector } from '../kernels/kernels'
import { weighSamples } from '../losses/class-weights'
import { createLoss, type LossConfig } from '../losses/registry'
import type { FastKernels } from './exports'
import type { LayerRows, SampleRows } from './full-batch-layout'

/** The sum of the errors over a block, before `perSample`; writes the gradient into the layer's delta. */
type Measure = (kernels: FastKernels, rows: SampleRows, layer: LayerRows) => number

export interface FullBatchLoss {
  measure: Measure
  /** What the sum counts in the losses of the samples, by the loss's reduction. */
  perSample: number
  /** The shares of the classes where the loss is a cross-entropy, else null. */
  soft: SoftTargets | null
  /** Factor of the gradient where the loss is the squared error, else null. */
  squaredScale: number | null
}

/** @param samples those of the batch, all of the training data */
export function fullBatchLoss(config: LossConfig, outputs: number, targets: Targets, samples: number): FullBatchLoss {
  const recorder = new LossRecorder(outputs)
  const loss = createLoss(config, outputs, recorder, targets)
  const weights = targets.kind === 'classes' ? loss.sampleWeights : null
  const batch = weights === null || targets.kind !== 'classes' ? samples : weighSamples(weights, targets.labels, { order: null, start: 0, count: samples })
  const none = new Float32Array(0)
  const perSample = loss.evaluate(none, { labels: new Uint8Array(0), values: none }, none, { rows: 0, batch })
  if (recorder.measure === null) throw new Error(`the loss ${config.name} calls no kernel`)
  return { measure: recorder.measure, perSample, soft: recorder.soft, squaredScale: recorder.squaredScale }
}

/** Takes note of the kernel that a loss calls; each call answers 1, so that the loss returns its factor. */
class LossRecorder implements LossKernels {
  measure: Measure | null = null
  soft: SoftTargets | null = null
  squaredScale: number | null = null

  constructor(private readonly classes: number) {}

  crossEntropy(_logits: Vector, _labels: Uint8Array, _gradient: Vector, shape: LossShape): number {
    const soft = { smoothing: 0, classWeights: new Float64Array(this.classes).fill(1) }
    return this.softCrossEntropy(_logits, _logits, _gradient, shape, soft)
  }

  softCrossEntropy(_logits: Vector, _targets: Vector, _gradient: Vector, { scale }: LossShape, soft: SoftTargets): number {
    this.soft = soft
    this.measure = (kernels, { targets, mass, bytes }, { units, output, delta }) =>
      kernels.crossEntropyByFeature(units, output, targets, mass, delta, scale, bytes)
    return 1
  }

  squaredError(_prediction: Vector, _target: Vector, _gradient: Vector, { scale }: LossShape): number {
    this.squaredScale = scale
    this.measure = (kernels, { targets, samples }, { units, output, delta }) => kernels.squaredError(output, targets, delta, units, samples, scale)
    return 1
  }

  absoluteError(_prediction: Vector, _target: Vector, _gradient: Vector, { scale }: LossShape): number {
    this.measure = (kernels, { targets, samples }, { units, output, delta }) => kernels.absoluteError(output, targets, delta, units, samples, scale)
    return 1
  }

  huberError(_prediction: Vector, _target: Vector, _gradient: Vector, { scale }: LossShape, threshold: number): number {
    this.measure = (kernels, { targets, samples }, { units, output, delta }) => kernels.huberError(output, targets, delta, units, samples, scale, threshold)
    return 1
  }

  binaryCrossEntropy(_logits: Vector, _target: Vector, _gradient: Vector, { scale }: LossShape): number {
    this.measure = (kernels, { targets, samples }, { units, output, delta }) => kernels.binaryCrossEntropy(output, targets, delta, units, samples, scale)
    return 1
  }
}
