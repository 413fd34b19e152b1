/** From the configuration of a trial to the learner, with its initial weights. */
import type { TrialConfig } from '../config/experiment'
import type { Targets } from '../data/dataset'
import { initialiseNetwork } from '../initialisers/initialise'
import { createReferenceKernels } from '../kernels/reference'
import type { Learner } from './learner'
import { ModuleLearner } from './module-learner'

/**
 * @param inputs features of a sample
 * @param targets those of the training data, by which a loss may weigh the classes
 */
export function createLearner(config: TrialConfig, seed: number, inputs: number, targets: Targets): Learner {
  switch (config.kernels) {
    case 'reference': {
      const { network, loss, optimizer, precision } = config
      const learner = new ModuleLearner({ network, loss, optimizer, inputs, kernels: createReferenceKernels(precision), targets })
      initialiseNetwork(learner.network.linears, network, seed)
      return learner
    }
  }
}
