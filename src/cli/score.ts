/** How many predictions are right: in all, by writer and by digit. */

export interface Prediction {
  /** Number of whoever drew it; null where it is not known. */
  writer: number | null
  /** What it shows; null where it is not known. */
  digit: number | null
  /** The class with the highest probability; null where nothing was drawn. */
  predicted: number | null
  /** One for each class; null where nothing was drawn. */
  probabilities: number[] | null
}

/** Shares of right answers, 0 to 1, over the predictions whose digit is known. */
export interface Scores {
  /** Null where no digit is known. */
  accuracy: number | null
  accuracyByWriter: Record<string, number>
  accuracyByDigit: Record<string, number>
}

export function scorePredictions(predictions: readonly Prediction[]): Scores {
  const known = predictions.filter(({ digit }) => digit !== null)
  return {
    accuracy: known.length === 0 ? null : shareRight(known),
    accuracyByWriter: sharesBy(known, ({ writer }) => writer),
    accuracyByDigit: sharesBy(known, ({ digit }) => digit),
  }
}

/** What stays unread counts as wrong. */
function shareRight(predictions: readonly Prediction[]): number {
  return predictions.filter(({ digit, predicted }) => digit === predicted).length / predictions.length
}

function sharesBy(predictions: readonly Prediction[], key: (prediction: Prediction) => number | null): Record<string, number> {
  const groups = Map.groupBy(predictions, key)
  return Object.fromEntries([...groups].flatMap(([name, members]) => (name === null ? [] : [[String(name), shareRight(members)]])))
}

/** The answer to one sample: its class is that of the highest probability, the first of equal ones. */
export function toPrediction(probabilities: ArrayLike<number>, { writer, digit }: Pick<Prediction, 'writer' | 'digit'>): Prediction {
  const values = Array.from(probabilities)
  return { writer, digit, predicted: values.indexOf(Math.max(...values)), probabilities: values }
}
