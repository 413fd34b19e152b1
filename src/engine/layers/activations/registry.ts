/** Every activation, from simple to complex: the closed union that a layer's configuration chooses from. */
import type * as z from 'zod'
import { findPart, schemasOf } from '../../config/part'
import { variants } from '../../config/variants'
import type { ScalarFunction } from '../../kernels/kernels'
import { elu } from './elu'
import { geluErf } from './gelu-erf'
import { geluTanh } from './gelu-tanh'
import { identity } from './identity'
import { leakyRelu } from './leaky-relu'
import { relu } from './relu'
import { sigmoid } from './sigmoid'
import { silu } from './silu'
import { softplus } from './softplus'
import { tanh } from './tanh'

/** The activations: name, fields, formula, source and implementation of each. */
export const activations = [identity, relu, leakyRelu, elu, geluErf, geluTanh, silu, sigmoid, tanh, softplus] as const

export const activationSchema = variants('Activation', 'name', schemasOf(activations))
/** An activation with its fields, such as `{ name: 'elu', alpha: 1 }`. */
export type ActivationConfig = z.output<typeof activationSchema>

export function activationFunction(config: ActivationConfig): ScalarFunction {
  return findPart(activations, 'name', config.name).create(config)
}

/** The gain of weights in front of the activation. */
export function gainOf(config: ActivationConfig): number {
  return findPart(activations, 'name', config.name).gain(config)
}
