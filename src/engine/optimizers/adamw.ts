/** AdamW: Adam with a weight decay that stays out of its averages. */
import * as z from 'zod'
import { Adam, adamFields, adamRate } from './adam'
import { decoupledWeightDecay } from './fields'
import { defineOptimizer } from './optimizer'

/** p is multiplied by 1 - learningRate weightDecay, then Adam's step follows along the gradient alone. */
export const adamw = defineOptimizer({
  title: 'AdamW',
  formula: String.raw`p \leftarrow (1 - \eta\lambda)\, p - \eta \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \varepsilon} \text{ with the averages of Adam}`,
  source: 'I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2',
  schema: z.strictObject({ name: z.literal('adamw'), learningRate: adamRate, weightDecay: decoupledWeightDecay.unwrap().default(0.01), ...adamFields }),
  averages: ({ amsgrad }) => (amsgrad ? 3 : 2),
  build: (config, parameters, kernels) => new Adam({ ...config, decoupled: true }, parameters, kernels),
})
