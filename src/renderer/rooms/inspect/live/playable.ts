/** Whether a trial can be played with: its answers are drawn over a plane, an axis for each input. */
import { dataShape } from '../../../../engine/config/data'
import type { TrialConfig } from '../../../../engine/config/experiment'

/** What there are too many of, or too few. */
export type Unplayable = 'inputs' | 'targets'

/** Null where it can: with two inputs and classes, or one number to answer. */
export function unplayable({ data }: Pick<TrialConfig, 'data'>): Unplayable | null {
  const { task, inputs, outputs } = dataShape(data)
  if (inputs !== 2) return 'inputs'
  return task === 'regression' && outputs !== 1 ? 'targets' : null
}
