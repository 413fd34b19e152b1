/** Losses and their reductions, named as in the golden vectors. */
import * as z from 'zod'
import { planned, plannedObject, words } from './planned'
import { variants } from './variants'

const mse = z.strictObject({
  name: z.literal('mse'),
  reduction: words('Reduction', ['mean_all', 'sum', 'sum_outputs_mean_samples']).default('mean_all'),
})

const crossEntropy = z.strictObject({
  name: z.literal('cross_entropy'),
  reduction: words('Reduction', ['mean', 'sum']).default('mean'),
  labelSmoothing: planned('Label smoothing', 0),
  classWeights: plannedObject('Weighting of classes'),
})

/** The reduction scales gradients only: the recorded loss is always the mean over samples. */
export const lossSchema = variants('Loss', 'name', [mse, crossEntropy], ['mae', 'huber', 'bce_with_logits'])
export type LossConfig = z.output<typeof lossSchema>
