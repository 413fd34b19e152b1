/** From the configuration of a trial to the learner, with its initial weights. */
import type { TrialConfig } from '../config/experiment'
import type { Targets } from '../data/dataset'
import { initialiseNetwork } from '../initialisers/initialise'
import { createReferenceKernels } from '../kernels/reference'
import type { Learner } from './learner'
import { ModuleLearner } from './module-learner'

/** @param inputs features of a sample */
export function createLearner(config: TrialConfig, seed: number, inputs: number): Learner {
  switch (config.kernels) {
    case 'reference': {
      const { network, loss, optimizer, precision } = config
      const learner = new ModuleLearner({ network, loss, optimizer, inputs, kernels: createReferenceKernels(precision) })
      initialiseNetwork(learner.network.linears, network, seed)
      return learner
    }
  }
}
