/** What the pad asks about a drawing beyond its own model. */
import { NearestFinder } from '../nearest-finder'
import type { Operations, OperationContext } from './operations'

export function digitOperations({ options, closing }: OperationContext): Pick<Operations, 'digits.nearest'> {
  const finder = new NearestFinder(options.nearestThread)
  closing.push(() => finder.close())
  return { 'digits.nearest': (question) => finder.find(question) }
}
