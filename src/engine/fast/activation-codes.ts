/** Activations as the kernels know them. */
import type { ActivationConfig } from '../layers/activations/registry'
import * as codes from './assembly/codes'

export interface ActivationCode {
  code: number
  /** α, a or β of the activation; 0 where it has none. */
  parameter: number
}

export function activationCode(config: ActivationConfig): ActivationCode {
  switch (config.name) {
    case 'identity':
      return { code: codes.IDENTITY, parameter: 0 }
    case 'relu':
      return { code: codes.RELU, parameter: 0 }
    case 'leaky_relu':
      return { code: codes.LEAKY_RELU, parameter: config.negativeSlope }
    case 'elu':
      return { code: codes.ELU, parameter: config.alpha }
    case 'gelu_erf':
      return { code: codes.GELU_ERF, parameter: 0 }
    case 'gelu_tanh':
      return { code: codes.GELU_TANH, parameter: 0 }
    case 'silu':
      return { code: codes.SILU, parameter: 0 }
    case 'sigmoid':
      return { code: codes.SIGMOID, parameter: 0 }
    case 'tanh':
      return { code: codes.TANH, parameter: 0 }
    case 'softplus':
      return { code: codes.SOFTPLUS, parameter: config.beta }
  }
}
