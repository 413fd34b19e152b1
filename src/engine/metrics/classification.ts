/** How well classes are told apart. */

/** The place of the largest of `length` values from `start`; the first of equals wins, and NaN never does. */
export function argmax(values: ArrayLike<number>, start = 0, length = values.length - start): number {
  let best = 0
  for (let i = 1; i < length; i++) {
    const value = values[start + i]!
    const leader = values[start + best]!
    if (value > leader || (Number.isNaN(leader) && !Number.isNaN(value))) best = i
  }
  return best
}

/**
 * The class of the largest score in each row.
 * @param scores (rows, classes), row-major: probabilities or logits
 */
export function predictClasses(scores: ArrayLike<number>, rows: number, classes: number): Uint8Array {
  if (scores.length < rows * classes) throw new RangeError(`${rows} rows of ${classes} classes take ${rows * classes} scores, got ${scores.length}`)
  const predicted = new Uint8Array(rows)
  for (let row = 0; row < rows; row++) predicted[row] = argmax(scores, row * classes, classes)
  return predicted
}

/** The share of right predictions, 0 to 1; null without samples. Throws a RangeError when the lengths differ. */
export function accuracy(labels: ArrayLike<number>, predicted: ArrayLike<number>): number | null {
  checkLengths(labels, predicted)
  if (labels.length === 0) return null
  let right = 0
  for (let i = 0; i < labels.length; i++) if (labels[i] === predicted[i]) right++
  return right / labels.length
}

/**
 * The share of samples whose class is among the k highest scores of their row, 0 to 1; null without samples. Of equal scores the first
 * counts as higher, so that k = 1 gives the accuracy of `predictClasses`. (scikit-learn's top_k_accuracy_score takes the last of equals.)
 * @param scores (rows, classes), row-major: probabilities or logits
 * @param k whole, from 1 to the number of classes, else a RangeError
 */
export function topKAccuracy(labels: ArrayLike<number>, scores: ArrayLike<number>, classes: number, k: number): number | null {
  if (!(Number.isInteger(k) && k >= 1 && k <= classes)) throw new RangeError(`top-k takes k from 1 to ${classes}, got ${k}`)
  checkScores(labels, scores, classes)
  if (labels.length === 0) return null
  let right = 0
  for (let row = 0; row < labels.length; row++) if (rankOf(labels[row]!, scores, row * classes, classes) < k) right++
  return right / labels.length
}

/** How many classes of the row that starts at `start` come before this one. */
function rankOf(label: number, scores: ArrayLike<number>, start: number, classes: number): number {
  const own = scores[start + label]!
  let before = 0
  for (let c = 0; c < classes; c++) if (scores[start + c]! > own || (scores[start + c] === own && c < label)) before++
  // A score that is no number ranks last, as it never is the largest.
  return Number.isNaN(own) ? classes : before
}

/**
 * Counts of samples, (classes, classes) row-major: rows are the true class, columns the predicted one.
 * Throws a RangeError when the lengths differ or a class is out of range.
 */
export function confusionMatrix(labels: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): Uint32Array {
  checkLengths(labels, predicted)
  const counts = new Uint32Array(classes * classes)
  for (let i = 0; i < labels.length; i++) {
    const truth = labels[i]!
    const guess = predicted[i]!
    if (!isClass(truth, classes) || !isClass(guess, classes)) throw new RangeError(`sample ${i} has the classes ${truth} and ${guess}, of ${classes}`)
    counts[truth * classes + guess]!++
  }
  return counts
}

/** Throws a RangeError unless every label is a class and every row has its scores. */
export function checkScores(labels: ArrayLike<number>, scores: ArrayLike<number>, classes: number): void {
  const rows = labels.length
  if (scores.length < rows * classes) throw new RangeError(`${rows} rows of ${classes} classes take ${rows * classes} scores, got ${scores.length}`)
  for (let row = 0; row < rows; row++) {
    if (!isClass(labels[row]!, classes)) throw new RangeError(`sample ${row} has the class ${labels[row]}, of ${classes}`)
  }
}

function isClass(value: number, classes: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < classes
}

function checkLengths(labels: ArrayLike<number>, predicted: ArrayLike<number>): void {
  if (labels.length !== predicted.length) throw new RangeError(`${labels.length} labels do not match ${predicted.length} predictions`)
}
