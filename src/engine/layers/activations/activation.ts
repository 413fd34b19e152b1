/** What every activation is: one function of one number, and its derivative beside it. */
import type * as z from 'zod'
import type { Part } from '../../config/part'
import type { ScalarFunction } from '../../kernels/kernels'

/** An activation that a configuration can name. */
export interface ActivationPart<S extends z.ZodObject = z.ZodObject> extends Part<S> {
  /** Throws a ZodError where the configuration is not its own. */
  create(config: unknown): ScalarFunction
  /**
   * The factor by which weights in front of it are drawn wider, so that signals neither grow nor fade from layer to layer: what
   * `torch.nn.init.calculate_gain` returns, or the ReLU's where that knows none and the function follows the ReLU for large inputs.
   */
  gain(config: unknown): number
}

/** Makes a part of an activation's description; `build` and `gain` get the configuration as the schema reads it. */
export function defineActivation<S extends z.ZodObject>(
  description: Part<S> & { build(config: z.output<S>): ScalarFunction; gain(config: z.output<S>): number },
): ActivationPart<S> {
  const { build, gain, ...part } = description
  return { ...part, create: (config) => build(part.schema.parse(config)), gain: (config) => gain(part.schema.parse(config)) }
}
