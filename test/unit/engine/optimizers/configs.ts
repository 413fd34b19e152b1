/** Every optimizer as it comes, and with everything switched on. */
import { optimizerSchema, type OptimizerConfig } from '../../../../src/engine/config/optimizer'
import { optimizers } from '../../../../src/engine/optimizers/registry'

const full: Record<string, object> = {
  sgd: { weightDecay: 0.1 },
  momentum: { weightDecay: 0.1, nesterov: true },
  adagrad: { weightDecay: 0.1, lrDecay: 0.1, initialAccumulator: 0.1 },
  rmsprop: { weightDecay: 0.1, centred: true, momentum: 0.9 },
  adam: { weightDecay: 0.1, amsgrad: true },
  adamw: { weightDecay: 0.1, amsgrad: true },
  nadam: { weightDecay: 0.1 },
  lion: { weightDecay: 0.1 },
}

export const optimizerNames = optimizers.map(({ schema }) => schema.shape.name.value)

export const optimizerConfigs: readonly OptimizerConfig[] = optimizerNames.flatMap((name) => [
  optimizerSchema.parse(name),
  optimizerSchema.parse({ name, ...full[name] }),
])

/** The same for `it.each`, with a text for the name of the test. */
export const eachConfig = optimizerConfigs.map((config) => ({ text: JSON.stringify(config), config }))
