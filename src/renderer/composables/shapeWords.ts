/** How large a data set is, in words. */
import type { DataShape } from '../../engine/config/data'
import { format } from '../format'

/** A text with a number in it, in the form that the number takes. */
type Translate = (key: string, named: { count: string }, plural: number) => string

export function shapeWords({ task, samples, inputs, outputs }: Pick<DataShape, 'task' | 'samples' | 'inputs' | 'outputs'>, t: Translate): string {
  const counted = (of: 'samples' | 'inputs' | DataShape['task'], count: number) => t(`datasets.shape.${of}`, { count: format.count(count) }, count)
  return [counted('samples', samples), counted('inputs', inputs), counted(task, outputs)].join(', ')
}
