/** The squared error. */
import type { LossConfig } from '../config/loss'
import type { Kernels, Vector } from '../kernels/kernels'
import type { BatchRows, BatchTargets, Loss } from './loss'

export type MseReduction = Extract<LossConfig, { name: 'mse' }>['reduction']

/**
 * With n samples of m outputs and e = prediction - target, the objective and its gradient are
 *   mean_all                  1/(nm) sum of e²     2 e / (nm)     PyTorch's 'mean'
 *   sum                       sum of e²            2 e
 *   sum_outputs_mean_samples  1/n sum of e²        2 e / n
 * The loss of one sample is the mean of its m squared errors with `mean_all`, else their sum.
 */
export class MeanSquaredError implements Loss {
  readonly reads = 'values'
  private readonly shape = { rows: 0, columns: 0, scale: 0 }

  constructor(
    private readonly kernels: Kernels,
    private readonly outputs: number,
    private readonly reduction: MseReduction,
  ) {
    this.shape.columns = outputs
  }

  evaluate(output: Vector, targets: BatchTargets, gradOutput: Vector, { rows, batch }: BatchRows): number {
    this.shape.rows = rows
    this.shape.scale = this.objective(this.perSample, batch)
    return this.perSample * this.kernels.squaredError(output, targets.values, gradOutput, this.shape)
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

  /** What one squared error counts in the loss of its sample. */
  private get perSample(): number {
    return this.reduction === 'mean_all' ? 1 / this.outputs : 1
  }
}
