/** What stands between the gradients of the loss and the step of the optimizer. */
import type { PenaltyConfig } from './penalty'
import type { ClippingConfig } from './registry'

/** Penalties, clipping and the reach of weight decay. */
export interface Regularisation extends PenaltyConfig {
  clipping: ClippingConfig
  /** Whether the optimizer's weight decay acts on biases, scales and shifts too. */
  decayBiases: boolean
}

export const noRegularisation: Regularisation = { l1: 0, l2: 0, clipping: { kind: 'none' }, decayBiases: true }
