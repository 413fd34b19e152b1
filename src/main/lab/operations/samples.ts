/** The sample runs that come with the program. */
import { addSamples } from '../samples'
import type { Operations, OperationContext } from './operations'

export function sampleOperations(context: OperationContext): Pick<Operations, 'samples.add'> {
  return { 'samples.add': () => addSamples(context) }
}
