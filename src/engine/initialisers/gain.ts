/** The gain of an initialiser: a factor of the weights' deviation that makes up for what the activation takes from a signal. */
import * as z from 'zod'

const error = 'Gain takes a number above 0 and at most 100, or "auto"'

/** "auto" is the gain of the layer's own activation, as `torch.nn.init.calculate_gain` has it. */
export const gain = z.union([z.literal('auto'), z.number().gt(0, { error }).max(100, { error })], { error }).meta({
  label: 'Gain',
  help: 'Factor of the weights; "auto" follows the activation: 1 for none and sigmoid, 5/3 for tanh, √2 for ReLU and its kin.',
})

export function resolveGain(configured: z.output<typeof gain>, activationGain: number): number {
  return configured === 'auto' ? activationGain : configured
}
