/** Whether a classifier is right as often as it says. */
import { argmax, checkScores } from './classification'

/** The samples whose confidence lies within one bin; bin b of B covers (b/B, (b + 1)/B]. Both means are 0 where there are none. */
export interface CalibrationBin {
  count: number
  /** Share of right predictions among them. */
  accuracy: number
  /** Their mean confidence. */
  confidence: number
}

/** How far stated probabilities are from shares of right answers. */
export interface Calibration {
  /** The reliability curve: accuracy against confidence, bin by bin. */
  bins: CalibrationBin[]
  /** Expected calibration error: the mean over samples of |accuracy - confidence| of their bin; null without samples. */
  expectedError: number | null
  /** The largest of these differences; null without samples. */
  maximumError: number | null
}

/**
 * The confidence of a prediction is the largest probability of its row. Perfectly calibrated, predictions of confidence 0.8 are right in
 * 80 % of cases. C. Guo et al., "On calibration of modern neural networks", ICML 2017, equations 2, 3 and 5.
 * @param probabilities (rows, classes), row-major
 * @throws RangeError for a label that is no class, a confidence outside (0, 1], or fewer than 1 bin
 */
export function calibration(labels: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number, bins = 15): Calibration {
  if (!(Number.isInteger(bins) && bins >= 1)) throw new RangeError(`calibration takes at least 1 bin, got ${bins}`)
  checkScores(labels, probabilities, classes)
  const sums = Array.from({ length: bins }, () => ({ count: 0, right: 0, confidence: 0 }))
  for (let row = 0; row < labels.length; row++) {
    const predicted = argmax(probabilities, row * classes, classes)
    const confidence = probabilities[row * classes + predicted]!
    const sum = sums[binOf(confidence, bins, row)]!
    sum.count++
    sum.confidence += confidence
    if (predicted === labels[row]) sum.right++
  }
  const curve = sums.map(({ count, right, confidence }) => {
    return count === 0 ? { count, accuracy: 0, confidence: 0 } : { count, accuracy: right / count, confidence: confidence / count }
  })
  return { bins: curve, ...errorsOf(curve, labels.length) }
}

function errorsOf(bins: readonly CalibrationBin[], samples: number): Pick<Calibration, 'expectedError' | 'maximumError'> {
  if (samples === 0) return { expectedError: null, maximumError: null }
  const gaps = bins.map(({ accuracy, confidence }) => Math.abs(accuracy - confidence))
  return { expectedError: bins.reduce((sum, { count }, b) => sum + (count / samples) * gaps[b]!, 0), maximumError: Math.max(...gaps) }
}

/** The bin whose upper edge is the first at or above the confidence; compared with the edges, as products would round across them. */
function binOf(confidence: number, bins: number, row: number): number {
  // A sum of probabilities rounds, and so may a single one.
  if (!(confidence > 0 && confidence <= 1 + 1e-6)) throw new RangeError(`sample ${row} has the confidence ${confidence}, not a probability above 0`)
  let bin = Math.min(bins - 1, Math.floor(confidence * bins))
  if (bin > 0 && confidence <= bin / bins) bin--
  return bin
}
