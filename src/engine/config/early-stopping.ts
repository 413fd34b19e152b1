/** When a trial ends before its last epoch. */
import * as z from 'zod'
import { flag, real, whole } from './fields'
import { limits } from './limits'

export const earlyStoppingSchema = z
  .strictObject(
    {
      patience: whole(
        { min: 1, max: limits.epochs },
        { label: 'Patience', unit: 'evaluations', help: 'Training stops after so many evaluated epochs in a row without a gain.' },
      ).default(10),
      minimumGain: real(
        { min: 0, max: 1e6 },
        { label: 'Minimum gain', help: 'The score by which the best epoch is chosen has to gain more than this to count.' },
      ).default(0),
      restoreBest: flag({ label: 'Best weights back', help: 'The trial ends with the weights of its best epoch instead of its last.' }).default(true),
    },
    { error: 'Early stopping takes null or an object such as {"patience": 10, "minimumGain": 0, "restoreBest": true}' },
  )
  .nullable()
  .meta({ label: 'Early stopping', help: 'Ends a trial that no longer gets better.' })

/**
 * Null for a trial that goes through all its epochs. The score is that by which the best epoch is chosen: validation accuracy, else
 * validation loss, else training loss.
 */
export type EarlyStoppingConfig = z.output<typeof earlyStoppingSchema>
