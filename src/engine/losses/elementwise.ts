/** What losses have in common that measure each output against its own target. */
import * as z from 'zod'
import { words } from '../config/planned'
import type { LossKernels, LossShape, Vector } from '../kernels/kernels'
import type { BatchRows, BatchTargets, Loss } from './loss'

export const elementwiseReduction = words('Reduction', ['mean_all', 'sum', 'sum_outputs_mean_samples'])
  .meta({ label: 'Reduction', help: 'What the gradient is of: the mean over samples and outputs, the sum of all, or the mean over samples of the sum.' })
  .default('mean_all')
/** How errors of single outputs are put together; the formulas stand with `ElementwiseLoss`. */
export type ElementwiseReduction = z.output<typeof elementwiseReduction>

/**
 * With n samples of m outputs and l the error of one output, the objective is
 *   mean_all                  1/(nm) sum of l     PyTorch's 'mean'
 *   sum                       sum of l
 *   sum_outputs_mean_samples  1/n sum of l
 * and its gradient by an output is l' times the same factor. The loss of one sample is the mean of l over its m outputs with `mean_all`,
 * else their sum.
 */
export abstract class ElementwiseLoss implements Loss {
  readonly reads = 'values'
  readonly sampleWeights = null
  private readonly shape = { rows: 0, columns: 0, scale: 0 }

  constructor(
    protected readonly kernels: LossKernels,
    private readonly outputs: number,
    private readonly reduction: ElementwiseReduction,
  ) {
    this.shape.columns = outputs
  }

  evaluate(output: Vector, targets: BatchTargets, gradOutput: Vector, { rows, batch }: BatchRows): number {
    this.shape.rows = rows
    this.shape.scale = this.objective(this.perSample, batch)
    return this.perSample * this.measure(output, targets.values, gradOutput, this.shape)
  }

  objective(sum: number, batch: number): number {
    switch (this.reduction) {
      case 'sum':
        return sum
      case 'mean_all':
      case 'sum_outputs_mean_samples':
        return sum / batch
    }
  }

  /** Writes scale l' into `gradOutput` and returns the sum of l over rows and outputs. */
  protected abstract measure(output: Vector, target: Vector, gradOutput: Vector, shape: LossShape): number

  /** What the error of one output counts in the loss of its sample. */
  private get perSample(): number {
    return this.reduction === 'mean_all' ? 1 / this.outputs : 1
  }
}
