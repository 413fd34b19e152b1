/** Every initialiser: the closed union that a layer's configuration chooses from. */
import type * as z from 'zod'
import { findPart, schemasOf } from '../config/part'
import { variants } from '../config/variants'
import { gainOf, type ActivationConfig } from '../layers/activations/registry'
import { constant, zeros } from './constant'
import { heNormal, heUniform } from './he'
import type { Fan, WeightDistribution } from './initialiser'
import { lecunNormal, lecunUniform } from './lecun'
import { torchLinearDefault } from './torch-linear-default'
import { xavierNormal, xavierUniform } from './xavier'

/** The initialisers: name, fields, formula, source and implementation of each. */
export const initialisers = [torchLinearDefault, xavierUniform, xavierNormal, heUniform, heNormal, lecunUniform, lecunNormal, zeros, constant] as const

export const initialiserSchema = variants('Initialiser', 'name', schemasOf(initialisers))
/** An initialiser with its fields, such as `{ name: 'xavier_uniform', gain: 1 }`. */
export type InitialiserConfig = z.output<typeof initialiserSchema>

/** What the weights of a layer with the given activation are drawn from. */
export function weightDistribution(config: InitialiserConfig, fan: Fan, activation: ActivationConfig): WeightDistribution {
  return findPart(initialisers, 'name', config.name).distribution(config, fan, gainOf(activation))
}
