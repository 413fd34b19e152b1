/** Training by hand, step by step, on either kernels. */
import bytes from '../../src/engine/fast/assembly/index.ts?wasm'
import type { TrialConfig } from '../../src/engine/config/experiment'
import { compileFast } from '../../src/engine/fast/module'
import { planBatches } from '../../src/engine/training/batch-plan'
import { createLearner } from '../../src/engine/training/create-learner'
import { EpochOrder } from '../../src/engine/training/epoch-order'
import type { Learner } from '../../src/engine/training/learner'
import type { ParityTrial } from './problems'

export const fast = compileFast(bytes)

export interface Steps {
  /** The mean loss of each update's samples, before the update. */
  losses: number[]
  correct: number[]
  learner: Learner
}

/**
 * Takes that many updates, as the session does: batches in blocks, several batches an update where that is asked for.
 * @param nudge share by which every other number of the initial state is changed
 */
export function takeSteps({ config, data }: ParityTrial, kernels: TrialConfig['kernels'], steps: number, nudge = 0): Steps {
  const plan = planBatches(config, data.samples)
  const learner = createLearner({ ...config, kernels }, { seed: 3, training: data, plan, fast })
  if (nudge !== 0) for (const vector of learner.state) for (let i = 0; i < vector.length; i += 2) vector[i]! *= 1 + nudge
  const orders = new EpochOrder(3, data.samples, config.shuffle)
  const taken: Steps = { losses: [], correct: [], learner }
  for (let epoch = 1; taken.losses.length < steps; epoch++) {
    const order = orders.of(epoch)
    for (let start = 0; start < plan.used && taken.losses.length < steps; start += plan.updateSize) {
      const end = Math.min(start + plan.updateSize, plan.used)
      let loss = 0
      let correct = 0
      for (let at = start; at < end;) {
        const batchEnd = Math.min(at - (at % plan.batchSize) + plan.batchSize, end)
        const count = Math.min(learner.block, batchEnd - at)
        const score = learner.accumulate(data, { order, start: at, count }, { first: at === start, batch: end - start })
        loss += score.loss
        correct += score.correct
        at += count
      }
      learner.update(config.optimizer.learningRate)
      taken.losses.push(loss / (end - start))
      taken.correct.push(correct)
    }
  }
  return taken
}
