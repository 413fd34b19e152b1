/** How much arithmetic a trial is, to order trials and to foretell their time. */
import { dataShape } from './data'
import type { TrialConfig } from './experiment'
import { countMultiplyAdds } from './network'
import { partSizes } from './validation'

/** Multiply-adds of a forward pass over the training samples of an epoch: a measure up to a factor that all trials share. */
export function epochWork(trial: TrialConfig): number {
  const shape = dataShape(trial.data)
  return countMultiplyAdds(shape.inputs, trial.network.layers) * partSizes(shape, trial.validation).training
}

/** What a step costs besides, in multiply-adds. */
const stepOverhead = 30_000
/** An update of a parameter costs about as much as so many of its multiply-adds. */
const updateCost = 3

/** The whole trial: all its epochs, with what its steps cost. */
export function trialWork(trial: TrialConfig): number {
  const shape = dataShape(trial.data)
  const { training } = partSizes(shape, trial.validation)
  const steps = trial.batchSize === 'full' ? 1 : Math.ceil(training / trial.batchSize)
  const step = updateCost * countMultiplyAdds(shape.inputs, trial.network.layers) + stepOverhead
  return trial.epochs * (epochWork(trial) + steps * step)
}
