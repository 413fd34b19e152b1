/** How probable the classifier finds what is true. */
import { log } from '../numbers/log'
import { checkScores } from './classification'

/**
 * The mean over samples of -ln p of the true class; null without samples, Infinity where a true class was held to be impossible.
 * It is the cross-entropy loss, from probabilities instead of logits, without clipping.
 * @param probabilities (rows, classes), row-major
 * @throws RangeError for a label that is no class
 */
export function negativeLogLikelihood(labels: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): number | null {
  checkScores(labels, probabilities, classes)
  if (labels.length === 0) return null
  let sum = 0
  for (let row = 0; row < labels.length; row++) sum -= log(probabilities[row * classes + labels[row]!]!)
  return sum / labels.length
}
