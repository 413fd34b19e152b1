/** Softmax and categorical cross-entropy in one. */
import * as z from 'zod'
import { real } from '../config/fields'
import { words } from '../config/planned'
import type { LossKernels, Vector } from '../kernels/kernels'
import { classWeightsSchema, resolveClassWeights } from './class-weights'
import { defineLoss, type BatchRows, type BatchTargets, type Loss, type LossUse, type Misfit } from './loss'

const reduction = words('Reduction', ['mean', 'sum'])
  .meta({ label: 'Reduction', help: 'What the gradient is of: the mean over the samples of a batch, or their sum.' })
  .default('mean')
/** Whether the objective is the mean or the sum over samples. */
export type CrossEntropyReduction = z.output<typeof reduction>

const schema = z.strictObject({
  name: z.literal('cross_entropy'),
  reduction,
  labelSmoothing: real(
    { min: 0, max: 1 },
    { label: 'Label smoothing', unit: 'ε', help: 'The share of each target that is spread evenly over all classes, so that no answer need be certain.' },
  ).default(0),
  classWeights: classWeightsSchema,
})

/** What a `CrossEntropy` is made of. */
export interface CrossEntropyOptions {
  classes: number
  reduction: CrossEntropyReduction
  /** 0 where it is left out. */
  labelSmoothing?: number
  /** The weight of each class; null or left out where all samples count the same. */
  classWeights?: Float64Array | null
  /** Whether the targets are distributions over the classes instead of labels. */
  soft?: boolean
}

/**
 * For logits z, p = softmax(z) and the true class t the loss of a sample is -log p[t]. From dp[t]/dz[c] = p[t] (1 where c = t, else 0) - p[t] p[c]
 *   dloss/dz[c] = -1/p[t] dp[t]/dz[c] = p[c] - (1 where c = t, else 0),
 * the report's "y_hat - y". The objective is the mean over the n samples, gradient (p - onehot) / n, or their sum, gradient p - onehot.
 *
 * In general the target is a distribution q over the K classes, the one-hot row for a label. Smoothing makes it (1 - e) q + e/K, class
 * weights multiply it: q' = w ((1 - e) q + e/K). Loss -sum of q' log p, gradient p sum(q') - q'.
 * As in PyTorch, the mean of weighted labels divides by the sum of the weights of the batch's true classes, w[t], and that of
 * distributions by n, weighted or not. The recorded loss is in all cases the plain mean over samples.
 * C. Szegedy et al., "Rethinking the inception architecture for computer vision", CVPR 2016, section 7, for the smoothing.
 */
export class CrossEntropy implements Loss {
  readonly reads: keyof BatchTargets
  readonly sampleWeights: Float64Array | null
  private readonly reduction: CrossEntropyReduction
  private readonly shape = { rows: 0, columns: 0, scale: 0 }
  private readonly target: { smoothing: number; classWeights: Float64Array }

  constructor(
    private readonly kernels: LossKernels,
    { classes, reduction, labelSmoothing = 0, classWeights = null, soft = false }: CrossEntropyOptions,
  ) {
    this.reduction = reduction
    this.reads = soft || labelSmoothing > 0 || classWeights !== null ? 'values' : 'labels'
    this.sampleWeights = soft ? null : classWeights
    this.shape.columns = classes
    this.target = { smoothing: labelSmoothing, classWeights: classWeights ?? new Float64Array(classes).fill(1) }
  }

  evaluate(output: Vector, targets: BatchTargets, gradOutput: Vector, { rows, batch }: BatchRows): number {
    this.shape.rows = rows
    this.shape.scale = this.objective(1, batch)
    return this.reads === 'labels'
      ? this.kernels.crossEntropy(output, targets.labels, gradOutput, this.shape)
      : this.kernels.softCrossEntropy(output, targets.values, gradOutput, this.shape, this.target)
  }

  objective(sum: number, batch: number): number {
    switch (this.reduction) {
      case 'sum':
        return sum
      case 'mean':
        return sum / batch
    }
  }
}

function fits({ classWeights }: z.output<typeof schema>, { task, outputs, bare }: LossUse): Misfit | null {
  if (task === 'regression') return { field: 'name', message: 'Cross-entropy needs classes but the data has targets: use mse' }
  if (!bare) return { field: 'activation', message: 'Cross-entropy applies the softmax itself: the output layer takes the activation identity' }
  if (Array.isArray(classWeights) && classWeights.length !== outputs)
    return { field: 'classWeights', message: `Class weights has ${classWeights.length} numbers but the data has ${outputs} classes: give one a class` }
  return null
}

/** Sums of probabilities that were stored in float32 miss 1 by up to this. */
const SUM_TOLERANCE = 1e-5

function valuesProblem(values: Float64Array): string | null {
  const wrong = values.find((value) => !(value >= 0))
  if (wrong !== undefined) return `expected probabilities of the classes, found ${wrong}`
  const sum = values.reduce((total, value) => total + value, 0)
  return Math.abs(sum - 1) <= SUM_TOLERANCE ? null : `expected probabilities of the classes that sum to 1, found a sum of ${sum}`
}

export const crossEntropy = defineLoss({
  title: 'Cross-entropy',
  formula: String.raw`\ell = -\sum_c y_c \ln p_c,\quad p = \operatorname{softmax}(z),\qquad \frac{\partial \ell}{\partial z} = p - y`,
  source: 'C. M. Bishop, "Pattern recognition and machine learning", Springer 2006, section 4.3.4',
  schema,
  fits,
  valuesProblem,
  build: ({ reduction, labelSmoothing, classWeights }, { outputs, targets }, kernels) =>
    new CrossEntropy(kernels, {
      classes: outputs,
      reduction,
      labelSmoothing,
      classWeights: resolveClassWeights(classWeights, outputs, targets),
      soft: targets?.kind === 'values',
    }),
})
