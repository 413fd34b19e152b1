/** Softmax and categorical cross-entropy in one. */
import type { LossConfig } from '../config/loss'
import type { Kernels, Vector } from '../kernels/kernels'
import type { BatchRows, BatchTargets, Loss } from './loss'

export type CrossEntropyReduction = Extract<LossConfig, { name: 'cross_entropy' }>['reduction']

/**
 * For logits z, p = softmax(z) and the true class t the loss of a sample is -log p[t]. From dp[t]/dz[c] = p[t] (1 where c = t, else 0) - p[t] p[c]
 *   dloss/dz[c] = -1/p[t] dp[t]/dz[c] = p[c] - (1 where c = t, else 0),
 * the report's "y_hat - y". The objective is the mean over the n samples, gradient (p - onehot) / n, or their sum, gradient p - onehot.
 */
export class CrossEntropy implements Loss {
  readonly reads = 'labels'
  private readonly shape = { rows: 0, columns: 0, scale: 0 }

  constructor(
    private readonly kernels: Kernels,
    classes: number,
    private readonly reduction: CrossEntropyReduction,
  ) {
    this.shape.columns = classes
  }

  evaluate(output: Vector, targets: BatchTargets, gradOutput: Vector, { rows, batch }: BatchRows): number {
    this.shape.rows = rows
    this.shape.scale = this.objective(1, batch)
    return this.kernels.crossEntropy(output, targets.labels, gradOutput, this.shape)
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
