/** Which samples the network is scored on but never learns from, and how many are left to learn from. */
import * as z from 'zod'
import { flag, real } from './fields'
import { variants } from './variants'

/** Part of the training data, chosen at random from the trial's seed. */
const holdout = z.strictObject({
  kind: z.literal('holdout'),
  fraction: real(
    { min: 0, max: 0.9, open: true },
    { label: 'Held out', unit: 'fraction', help: 'The fraction of the training data, rounded to whole samples, that is kept for validation.' },
  ).default(0.1),
  stratified: flag({ label: 'Stratified', help: 'Each class keeps its share in both parts; targets, which have no classes, are split as they come.' }).default(
    true,
  ),
})

export const validationSchema = variants('Validation', 'kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('test') }),
  holdout,
])
export type ValidationConfig = z.output<typeof validationSchema>
export type HoldoutConfig = z.output<typeof holdout>

export interface PartSizes {
  /** Samples to learn from. */
  training: number
  validation: number
}

/** What is known of the data before any are drawn or read. */
interface SourceSizes {
  /** To learn from; a holdout is taken from these. */
  samples: number
  /** Of the given test set. */
  testSamples: number
  /** That join the training part alone; absent where there are none. */
  addedSamples?: number
}

/** How many samples each part has, known before any are drawn or read. */
export function partSizes({ samples, testSamples, addedSamples = 0 }: SourceSizes, validation: ValidationConfig): PartSizes {
  switch (validation.kind) {
    case 'none':
      return { training: samples + addedSamples, validation: 0 }
    case 'test':
      return { training: samples + addedSamples, validation: testSamples }
    case 'holdout': {
      const { training, validation: held } = holdoutSizes(samples, validation.fraction)
      return { training: training + addedSamples, validation: held }
    }
  }
}

/** The validation part of n samples has fraction n of them, rounded to the nearest whole number, half up. */
export function holdoutSizes(samples: number, fraction: number): PartSizes {
  const validation = Math.round(fraction * samples)
  return { training: samples - validation, validation }
}
