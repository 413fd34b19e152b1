/** What every initialiser is: the distribution that a layer's first weights are drawn from. */
import type * as z from 'zod'
import type { Part } from '../config/part'

/** Inputs and outputs of a layer. */
export interface Fan {
  fanIn: number
  fanOut: number
}

/** The biases are zero or uniform in plus or minus `bias`. */
export interface WeightDistribution {
  weight: { kind: 'uniform'; bound: number } | { kind: 'normal'; deviation: number } | { kind: 'constant'; value: number }
  bias: number
}

/** An initialiser that a configuration can name. */
export interface InitialiserPart<S extends z.ZodObject = z.ZodObject> extends Part<S> {
  /**
   * @param activationGain the gain of the layer's activation, for an initialiser that follows it
   * @throws ZodError where the configuration is not its own
   */
  distribution(config: unknown, fan: Fan, activationGain: number): WeightDistribution
}

/** Makes a part of an initialiser's description; `draw` gets the configuration as the schema reads it. */
export function defineInitialiser<S extends z.ZodObject>(
  description: Part<S> & { draw(config: z.output<S>, fan: Fan, activationGain: number): WeightDistribution },
): InitialiserPart<S> {
  const { draw, ...part } = description
  return { ...part, distribution: (config, fan, activationGain) => draw(part.schema.parse(config), fan, activationGain) }
}

/** Uniform with mean 0 and the given standard deviation: a bound b has the variance b² / 3. Biases are zero. */
export function uniformOf(deviation: number): WeightDistribution {
  return { weight: { kind: 'uniform', bound: Math.sqrt(3) * deviation }, bias: 0 }
}

/** Normal with mean 0, not truncated. Biases are zero. */
export function normalOf(deviation: number): WeightDistribution {
  return { weight: { kind: 'normal', deviation }, bias: 0 }
}
