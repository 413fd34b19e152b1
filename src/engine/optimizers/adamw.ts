/** AdamW: Adam with a weight decay that stays out of its averages. */
import * as z from 'zod'
import { adamFields, adamRate, adamStep, applyAdam, type AdamRule } from './adam'
import { defineOptimizer } from './define'
import { decoupledWeightDecay } from './fields'

/** p is multiplied by 1 - learningRate weightDecay, then Adam's step follows along the gradient alone. */
export const adamw = defineOptimizer({
  title: 'AdamW',
  formula: String.raw`p \leftarrow (1 - \eta\lambda)\, p - \eta \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \varepsilon} \text{ with the averages of Adam}`,
  source: 'I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2',
  schema: z.strictObject({ name: z.literal('adamw'), learningRate: adamRate, weightDecay: decoupledWeightDecay.unwrap().default(0.01), ...adamFields }),
  averages: ({ amsgrad }) => (amsgrad ? 3 : 2),
  rule: (config, step): AdamRule => ({ ...adamStep(config, step), weightDecay: 0, shrink: 1 - step.learningRate * config.weightDecay }),
  apply: applyAdam,
})
