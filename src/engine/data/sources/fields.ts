/** Fields that several sources of data share. */
import * as z from 'zod'
import { real, whole } from '../../config/fields'
import { limits } from '../../config/limits'
import { words } from '../../config/planned'
import { rareSamples } from '../classes'

export const samples = whole({ min: 4, max: limits.samples }, { label: 'Samples', unit: 'samples', help: 'How many samples each trial draws.' }).default(200)

/** The deviation of Gaussian noise on a target. */
export const targetNoise = real({ min: 0, max: 100 }, { label: 'Noise', unit: 'std', help: 'Standard deviation of the Gaussian noise added to y.' })

/** The deviation of Gaussian noise on both coordinates of a point. */
export const pointNoise = real(
  { min: 0, max: 10 },
  { label: 'Noise', unit: 'std', help: 'Standard deviation of the Gaussian noise added to both coordinates.' },
)

/** At most ten, which is how many colours can be told apart. */
export function classCount(help: string) {
  return whole({ min: 2, max: 10 }, { label: 'Classes', help })
}

const scaling = words('Scaling', ['none', 'unit', 'standard']).default('none').meta({
  label: 'Scaling',
  help: 'Features as they are, brought to [0, 1], or to mean 0 and variance 1; fitted on the training part alone and stored with the model.',
})

/** Common fields of sources with classes. */
export const classFields = {
  labelNoise: real(
    { min: 0, max: 1 },
    { label: 'Label noise', unit: 'fraction', help: 'The fraction of training labels that are replaced by another class, chosen at random.' },
  ).default(0),
  imbalance: real(
    { min: 0, max: 0.5 },
    {
      label: 'Imbalance',
      unit: 'share',
      help: 'The share of the rarest class, which is the last; the others share the rest evenly. 0 leaves the classes as they come.',
    },
  ).default(0),
  scaling,
}

/** The same for sources with numbers as targets, which have no classes to disturb. */
export const valueFields = {
  labelNoise: z.literal(0, { error: 'Label noise needs classes but the data has targets: leave it at 0' }).default(0),
  imbalance: z.literal(0, { error: 'Imbalance needs classes but the data has targets: leave it at 0' }).default(0),
  scaling,
}

/** The largest share that leaves the last of n classes the rarest is 1/n. */
export function checkImbalance(imbalance: number, classes: number, context: z.RefinementCtx): void {
  // A field that is out of its own limits has been refused already.
  if (imbalance <= 1 / classes || context.issues.length > 0) return
  const message = `Imbalance is ${imbalance} but the rarest of ${classes} classes has at most 1/${classes} of the samples`
  context.addIssue({ code: 'custom', path: ['imbalance'], message })
}

/** Every class has a sample. */
export function checkClassSizes({ samples, imbalance }: { samples: number; imbalance: number }, classes: number, context: z.RefinementCtx): void {
  const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['samples'], message })
  checkImbalance(imbalance, classes, context)
  if (context.issues.length > 0) return
  if (samples < classes) refuse(`Samples are ${samples} but there are ${classes} classes: take at least one of each`)
  else if (imbalance > 0 && rareSamples(samples, imbalance) < 1)
    refuse(`Samples are ${samples}, of which an imbalance of ${imbalance} leaves none to the rarest class: take at least ${Math.ceil(0.5 / imbalance)}`)
}

/** Everything is drawn into memory at once. */
export function checkNumbers({ samples, inputs, outputs }: { samples: number; inputs: number; outputs: number }, context: z.RefinementCtx): void {
  const numbers = samples * (inputs + outputs)
  if (numbers <= limits.numbers) return
  const message = `${samples} samples of ${inputs} inputs and ${outputs} outputs are ${numbers} numbers; at most ${limits.numbers} are allowed`
  context.addIssue({ code: 'custom', path: ['samples'], message })
}
