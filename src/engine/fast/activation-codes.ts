/** Activations as the kernels know them. */
import type { ActivationConfig } from '../layers/activations/registry'
import * as codes from './assembly/codes'

export interface ActivationCode {
  code: number
  /** α, a or β of the activation; 0 where it has none. */
  parameter: number
}

const codeOf: Partial<Record<ActivationConfig['name'], number>> = {
  identity: codes.IDENTITY,
  relu: codes.RELU,
  leaky_relu: codes.LEAKY_RELU,
  elu: codes.ELU,
  gelu_erf: codes.GELU_ERF,
  gelu_tanh: codes.GELU_TANH,
  silu: codes.SILU,
  sigmoid: codes.SIGMOID,
  tanh: codes.TANH,
  softplus: codes.SOFTPLUS,
}

function parameterOf(config: ActivationConfig): number {
  switch (config.name) {
    case 'leaky_relu':
      return config.negativeSlope
    case 'elu':
      return config.alpha
    case 'softplus':
      return config.beta
    default:
      return 0
  }
}

/** Whether the kernels have the activation. A new one trains on the reference alone until it is written for them too. */
export function isFastActivation({ name }: ActivationConfig): boolean {
  return codeOf[name] !== undefined
}

/** @throws RangeError for an activation that the kernels do not have; the schema refuses it before */
export function activationCode(config: ActivationConfig): ActivationCode {
  const code = codeOf[config.name]
  if (code === undefined) throw new RangeError(`the fast kernels have no activation ${config.name}`)
  return { code, parameter: parameterOf(config) }
}
