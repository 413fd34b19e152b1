/**
 * How near predicted numbers come to the true ones. Targets and predictions are (rows, outputs), row-major; of several outputs each is
 * scored by itself, and the score is the plain mean of theirs, as in scikit-learn. All throw a RangeError when the sizes do not match.
 */

/** Root mean squared error, sqrt(1/n sum of (prediction - target)²), in units of the target; null without samples. */
export function rootMeanSquaredError(targets: ArrayLike<number>, predictions: ArrayLike<number>, outputs = 1): number | null {
  return meanOverOutputs(targets, predictions, outputs, 1, (o, rows) => Math.sqrt(squaredErrors(targets, predictions, outputs, o) / rows))
}

/** Mean absolute error, 1/n sum of |prediction - target|, in units of the target; null without samples. */
export function meanAbsoluteError(targets: ArrayLike<number>, predictions: ArrayLike<number>, outputs = 1): number | null {
  return meanOverOutputs(targets, predictions, outputs, 1, (o, rows) => {
    let sum = 0
    for (let i = o; i < targets.length; i += outputs) sum += Math.abs(predictions[i]! - targets[i]!)
    return sum / rows
  })
}

/**
 * The coefficient of determination, R² = 1 - sum of (target - prediction)² / sum of (target - mean)²: 1 is perfect, 0 as good as the mean
 * of the targets, below 0 worse. Where the targets do not vary it is 1 for perfect predictions, else 0; null for fewer than 2 samples.
 */
export function r2(targets: ArrayLike<number>, predictions: ArrayLike<number>, outputs = 1): number | null {
  return meanOverOutputs(targets, predictions, outputs, 2, (o, rows) => {
    let sum = 0
    let varies = false
    for (let i = o; i < targets.length; i += outputs) {
      sum += targets[i]!
      varies ||= targets[i] !== targets[o]
    }
    const residual = squaredErrors(targets, predictions, outputs, o)
    if (!varies) return residual === 0 ? 1 : 0
    const mean = sum / rows
    let total = 0
    for (let i = o; i < targets.length; i += outputs) total += (targets[i]! - mean) * (targets[i]! - mean)
    return 1 - residual / total
  })
}

function squaredErrors(targets: ArrayLike<number>, predictions: ArrayLike<number>, outputs: number, o: number): number {
  let sum = 0
  for (let i = o; i < targets.length; i += outputs) sum += (predictions[i]! - targets[i]!) * (predictions[i]! - targets[i]!)
  return sum
}

/** The mean of the scores of each output; null for fewer rows than the score takes. */
function meanOverOutputs(
  targets: ArrayLike<number>,
  predictions: ArrayLike<number>,
  outputs: number,
  least: number,
  score: (output: number, rows: number) => number,
): number | null {
  const rows = targets.length / outputs
  if (targets.length !== predictions.length) throw new RangeError(`${targets.length} targets do not match ${predictions.length} predictions`)
  if (!(Number.isInteger(rows) && outputs >= 1)) throw new RangeError(`${targets.length} targets are no rows of ${outputs} outputs`)
  if (rows < least) return null
  let sum = 0
  for (let o = 0; o < outputs; o++) sum += score(o, rows)
  return sum / outputs
}
