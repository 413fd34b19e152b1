/** How well a model reads labelled drawings. */

/** A drawing as it was read. */
export interface ReadDrawing {
  /** What it shows; null where nobody has said: it is read and not scored. */
  digit: number | null
  /** The digit with the highest probability, the first of equal ones. */
  predicted: number
}

/** How many of the labelled drawings were read as what. */
export interface DrawingScores {
  /** Drawings with a label. */
  labelled: number
  right: number
  /** right / labelled, 0 to 1; null where none has a label. */
  accuracy: number | null
  /** Counts, 10 rows of 10: the row is what the drawing shows, the column what was read. */
  confusion: number[][]
}

const DIGITS = 10

/** Counts what was read for what; drawings without a label are passed over. */
export function scoreDrawings(drawings: readonly ReadDrawing[]): DrawingScores {
  const confusion = Array.from({ length: DIGITS }, () => new Array<number>(DIGITS).fill(0))
  let [labelled, right] = [0, 0]
  for (const { digit, predicted } of drawings) {
    if (digit === null) continue
    labelled++
    if (digit === predicted) right++
    confusion[digit]![predicted]!++
  }
  return { labelled, right, accuracy: labelled === 0 ? null : right / labelled, confusion }
}
