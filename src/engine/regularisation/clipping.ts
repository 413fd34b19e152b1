/** What every clipping is: a bound on the gradients of a step. */
import type * as z from 'zod'
import { real } from '../config/fields'
import type { Part } from '../config/part'
import type { Vector } from '../kernels/kernels'

/** Changes the gradients of all parameters together. A gradient that is not finite is never clipped to a finite one: the trial diverges. */
export type Clip = (gradients: readonly Vector[]) => void

/** A clipping that a configuration can name. */
export interface ClippingPart<S extends z.ZodObject = z.ZodObject> extends Part<S> {
  /** Throws a ZodError where the configuration is not its own. */
  create(config: unknown): Clip
}

/** Makes a part of a clipping's description; `build` gets the configuration as the schema reads it. */
export function defineClipping<S extends z.ZodObject>(description: Part<S> & { build(config: z.output<S>): Clip }): ClippingPart<S> {
  const { build, ...part } = description
  return { ...part, create: (config) => build(part.schema.parse(config)) }
}

export function limit(help: string) {
  return real({ min: 0, max: 1e9, open: true }, { label: 'Limit', help }).default(1)
}
