/** Fields that several optimizers have. */
import { real } from '../config/fields'
import { limits } from '../config/limits'

export const learningRate = real(
  { min: 0, max: limits.learningRate, open: true },
  { label: 'Learning rate', unit: 'η', help: 'Length of a step along the gradient.' },
).default(0.01)

export const weightDecay = real({ min: 0, max: 100 }, { label: 'Weight decay', unit: 'λ', help: 'Adds λ times each parameter to its gradient.' }).default(0)

export const decoupledWeightDecay = real(
  { min: 0, max: 100 },
  { label: 'Weight decay', unit: 'λ', help: 'Shrinks each parameter by the share η λ before the step, apart from the gradient.' },
).default(0)

/** A share from 0 up to, but not including, 1. */
export function share(label: string, help: string) {
  return real({ min: 0, max: 0.999999 }, { label, help })
}

export const beta1 = share('Beta 1', 'Decay of the mean of the gradients.').default(0.9)

export const beta2 = share('Beta 2', 'Decay of the mean of the squared gradients.').default(0.999)

export const epsilon = real(
  { min: 0, max: 1, open: true },
  { label: 'Epsilon', unit: 'ε', help: 'Added to the root, so that nothing is divided by zero.' },
).default(1e-8)
