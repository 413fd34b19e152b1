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

function isClass(value: number, classes: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < classes
}

function checkLengths(labels: ArrayLike<number>, predicted: ArrayLike<number>): void {
  if (labels.length !== predicted.length) throw new RangeError(`${labels.length} labels do not match ${predicted.length} predictions`)
}
