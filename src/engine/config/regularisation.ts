/** Penalties, clipping and the reach of weight decay, as the experiment names them. */
import { flag, real } from './fields'

export { clippingSchema, type ClippingConfig } from '../regularisation/registry'

const strength = { min: 0, max: 1e6 }

export const l1Schema = real(strength, {
  label: 'L1 penalty',
  unit: 'λ₁',
  help: 'Adds λ₁ times the sum of the absolute weights, without biases, to what is minimised; the recorded loss does not hold it.',
}).default(0)

export const l2Schema = real(strength, {
  label: 'L2 penalty',
  unit: 'λ₂',
  help: 'Adds half of λ₂ times the sum of the squared weights, without biases, to what is minimised; the recorded loss does not hold it.',
}).default(0)

export const decayBiasesSchema = flag({
  label: 'Decay biases',
  help: 'Weight decay acts on biases and on the scales and shifts of batch normalisation too, as in PyTorch unless told otherwise.',
}).default(true)
