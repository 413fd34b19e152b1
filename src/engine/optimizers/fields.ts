/** Fields that several optimizers have. */
import { real } from '../config/fields'
import { limits } from '../config/limits'

export const learningRate = real(
  { min: 0, max: limits.learningRate, open: true },
  { label: 'Learning rate', unit: 'η', help: 'Length of a step along the gradient.' },
).default(0.01)

export const weightDecay = real(
  { min: 0, max: 100 },
  { label: 'Weight decay', unit: 'λ', help: 'Adds λ times each parameter to its gradient, biases included.' },
).default(0)

/** A share from 0 up to, but not including, 1. */
export function share(label: string, help: string) {
  return real({ min: 0, max: 0.999999 }, { label, help })
}

export const epsilon = real({ min: 0, max: 1, open: true }, { label: 'Epsilon', unit: 'ε', help: 'Added to the root, so that nothing is divided by zero.' })
