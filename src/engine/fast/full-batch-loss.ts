/** The loss of a full batch: asked once which kernel it calls, and with what, because a full batch always asks the same. */
import type { Targets } from '../data/dataset'
import type { LossKernels, LossShape, SoftTargets, Vector } from '../kernels/kernels'
import { weighSamples } from '../losses/class-weights'
import { createLoss, type LossConfig } from '../losses/registry'
import { ABSOLUTE_ERROR, BINARY_CROSS_ENTROPY, CROSS_ENTROPY, HUBER_ERROR, SQUARED_ERROR } from './assembly/full-batch-codes'

/** A call of a kernel. */
interface LossCall {
  /** See assembly/full-batch-codes.ts. */
  code: number
  /** Factor of the gradient. */
  scale: number
  /** Where the Huber loss turns. */
  delta: number
  /** What a cross-entropy makes of the targets, else null. */
  soft: SoftTargets | null
}

export interface FullBatchLoss extends LossCall {
  /** What the kernel's sum counts in the losses of the samples, by the reduction. */
  perSample: number
}

/** @param samples those of the batch, all of the training data */
export function fullBatchLoss(config: LossConfig, outputs: number, targets: Targets, samples: number): FullBatchLoss {
  const recorder = new LossRecorder(outputs)
  const loss = createLoss(config, outputs, recorder, targets)
  const weights = loss.sampleWeights
  const batch = weights === null || targets.kind !== 'classes' ? samples : weighSamples(weights, targets.labels, { order: null, start: 0, count: samples })
  const none = new Float32Array(0)
  const perSample = loss.evaluate(none, { labels: new Uint8Array(0), values: none }, none, { rows: 0, batch })
  if (recorder.call === null) throw new Error(`the loss ${config.name} calls no kernel`)
  return { ...recorder.call, perSample }
}

/** Takes note of the kernel that a loss calls; each answers 1, so that the loss returns its factor. */
class LossRecorder implements LossKernels {
  call: LossCall | null = null

  constructor(private readonly outputs: number) {}

  crossEntropy(_logits: Vector, _labels: Uint8Array, _gradient: Vector, shape: LossShape): number {
    return this.record(CROSS_ENTROPY, shape, { soft: { smoothing: 0, classWeights: new Float64Array(this.outputs).fill(1) } })
  }

  softCrossEntropy(_logits: Vector, _targets: Vector, _gradient: Vector, shape: LossShape, soft: SoftTargets): number {
    return this.record(CROSS_ENTROPY, shape, { soft })
  }

  squaredError(_prediction: Vector, _target: Vector, _gradient: Vector, shape: LossShape): number {
    return this.record(SQUARED_ERROR, shape)
  }

  absoluteError(_prediction: Vector, _target: Vector, _gradient: Vector, shape: LossShape): number {
    return this.record(ABSOLUTE_ERROR, shape)
  }

  huberError(_prediction: Vector, _target: Vector, _gradient: Vector, shape: LossShape, delta: number): number {
    return this.record(HUBER_ERROR, shape, { delta })
  }

  binaryCrossEntropy(_logits: Vector, _target: Vector, _gradient: Vector, shape: LossShape): number {
    return this.record(BINARY_CROSS_ENTROPY, shape)
  }

  private record(code: number, { scale }: LossShape, { delta = 0, soft = null }: Partial<Pick<LossCall, 'delta' | 'soft'>> = {}): number {
    this.call = { code, scale, delta, soft }
    return 1
  }
}
