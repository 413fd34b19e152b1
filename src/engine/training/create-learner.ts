/** From the configuration of a trial to the learner, with its initial weights. */
import type { TrialConfig } from '../config/experiment'
import type { Dataset } from '../data/dataset'
import { initialiseNetwork } from '../initialisers/initialise'
import { createReferenceKernels } from '../kernels/reference'
import { fitsFullBatch, FullBatchLearner } from '../fast/full-batch'
import { FastLearner } from '../fast/learner'
import type { FastModule } from '../fast/module'
import type { BatchPlan } from './batch-plan'
import type { EpochLearner, Learner } from './learner'
import { ModuleLearner } from './module-learner'

/** What a learner is made of besides its configuration. */
export interface LearnerOptions {
  seed: number
  /** The training data: its features, and its targets, by which a loss may weigh the classes. */
  training: Dataset
  plan: Pick<BatchPlan, 'batchSize' | 'updateSize'>
  /** The compiled kernels; null where there are none. */
  fast: FastModule | null
}

/** @throws RangeError when the configuration asks for fast kernels and none are given */
export function createLearner(config: TrialConfig, { seed, training, plan, fast }: LearnerOptions): Learner {
  switch (config.kernels) {
    case 'reference':
      return createModuleLearner(config, seed, training, plan.batchSize)
    case 'fast':
      if (fast === null) throw new RangeError('the configuration asks for the fast kernels, which were not given: hand over the compiled module as `fast`')
      return new FastLearner(fast, { config, seed, data: training, ...plan })
  }
}

/** The learner of whole epochs where the fast kernels have one for the trial, else null. */
export function createEpochLearner(config: TrialConfig, { seed, training, fast }: LearnerOptions): EpochLearner | null {
  if (config.kernels !== 'fast' || fast === null || !fitsFullBatch(config, training)) return null
  return new FullBatchLearner(fast, { config, seed, data: training })
}

function createModuleLearner(config: TrialConfig, seed: number, { inputs, targets }: Dataset, batchSize: number): ModuleLearner {
  const { network, loss, optimizer, precision } = config
  const kernels = createReferenceKernels(precision)
  const learner = new ModuleLearner({ network, loss, optimizer, regularisation: config, inputs, kernels, targets, seed, batchSize })
  initialiseNetwork(learner.network.linears, network, seed)
  return learner
}
