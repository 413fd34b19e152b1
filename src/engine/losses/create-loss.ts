/** From the configuration of a loss to the loss. */
import type { LossConfig } from '../config/loss'
import type { Kernels } from '../kernels/kernels'
import { CrossEntropy } from './cross-entropy'
import type { Loss } from './loss'
import { MeanSquaredError } from './mse'

/** @param outputs outputs of the network: targets of a sample, or classes */
export function createLoss(config: LossConfig, outputs: number, kernels: Kernels): Loss {
  switch (config.name) {
    case 'mse':
      return new MeanSquaredError(kernels, outputs, config.reduction)
    case 'cross_entropy':
      return new CrossEntropy(kernels, outputs, config.reduction)
  }
}
