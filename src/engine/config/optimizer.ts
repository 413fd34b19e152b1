/** Optimizers, with their learning rate and constants, and the schedules that change the rate. */
import * as z from 'zod'
import { real } from './fields'
import { limits } from './limits'
import { planned } from './planned'
import { variants } from './variants'

const common = {
  learningRate: real(
    { min: 0, max: limits.learningRate, open: true },
    { label: 'Learning rate', unit: 'η', help: 'Length of a step along the gradient.' },
  ).default(0.01),
  weightDecay: real({ min: 0, max: 100 }, { label: 'Weight decay', unit: 'λ', help: 'Adds λ times each parameter to its gradient, biases included.' }).default(
    0,
  ),
}
const beta = (label: string, help: string) => real({ min: 0, max: 0.999999 }, { label, help })

const sgd = z.strictObject({ name: z.literal('sgd'), ...common })

const momentum = z.strictObject({
  name: z.literal('momentum'),
  ...common,
  momentum: beta('Momentum', 'Share of the last step that is kept.').default(0.9),
  nesterov: planned('Nesterov momentum', false),
})

const adam = z.strictObject({
  name: z.literal('adam'),
  ...common,
  learningRate: common.learningRate.unwrap().default(0.001),
  beta1: beta('Beta 1', 'Decay of the mean of the gradients.').default(0.9),
  beta2: beta('Beta 2', 'Decay of the mean of the squared gradients.').default(0.999),
  epsilon: real({ min: 0, max: 1, open: true }, { label: 'Epsilon', unit: 'ε', help: 'Added to the root, so that nothing is divided by zero.' }).default(1e-8),
  amsgrad: planned('AMSGrad', false),
})

export const optimizerSchema = variants('Optimizer', 'name', [sgd, momentum, adam], ['adamw', 'rmsprop', 'adagrad', 'nadam', 'lion'])
export type OptimizerConfig = z.output<typeof optimizerSchema>

export const scheduleSchema = variants(
  'Schedule',
  'name',
  [z.strictObject({ name: z.literal('constant') })],
  ['step', 'exponential', 'cosine', 'warmup_cosine', 'one_cycle', 'reduce_on_plateau'],
)
export type ScheduleConfig = z.output<typeof scheduleSchema>
