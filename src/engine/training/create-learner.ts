/** From the configuration of a trial to the learner, with its initial weights. */
import type { TrialConfig } from '../config/experiment'
import type { Dataset } from '../data/dataset'
import { initialiseNetwork } from '../initialisers/initialise'
import { createReferenceKernels } from '../kernels/reference'
import type { Learner } from './learner'
import { ModuleLearner } from './module-learner'

/**
 * @param training the training data: its features, and its targets, by which a loss may weigh the classes
 * @param batchSize samples of the largest batch
 */
export function createLearner(config: TrialConfig, seed: number, { inputs, targets }: Pick<Dataset, 'inputs' | 'targets'>, batchSize: number): Learner {
  switch (config.kernels) {
    case 'reference': {
      const { network, loss, optimizer, precision } = config
      const learner = new ModuleLearner({
        network,
        loss,
        optimizer,
        regularisation: config,
        inputs,
        kernels: createReferenceKernels(precision),
        targets,
        seed,
        batchSize,
      })
      initialiseNetwork(learner.network.linears, network, seed)
      return learner
    }
    case 'fast':
      throw new RangeError('the fast kernels were not given')
  }
}
