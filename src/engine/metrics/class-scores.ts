/** Precision, recall and F1 of each class, and their plain means over the classes. */

/** One class against all others; tp, fp and fn count its true positives, false positives and false negatives. */
export interface ClassScores {
  /** tp / (tp + fp): the share of those called this class that are. */
  precision: number
  /** tp / (tp + fn): the share of this class that is called so. */
  recall: number
  /** 2 tp / (2 tp + fp + fn): the harmonic mean of both. */
  f1: number
  /** Samples of this class: tp + fn. */
  support: number
}

/** The scores of every class and their means. */
export interface ClassificationScores {
  classes: ClassScores[]
  /** Means over the classes, each counting the same, however rare. */
  macro: Omit<ClassScores, 'support'>
}

/**
 * Scores from the counts of a confusion matrix. 0/0 counts as 0, in the means too: precision where a class is never predicted, recall
 * where it does not occur. As scikit-learn's precision_recall_fscore_support with zero_division=0 and all classes as its labels.
 * @param confusion (classes, classes) row-major: rows are the true class, columns the predicted one
 */
export function scoreClasses(confusion: ArrayLike<number>, classes: number): ClassificationScores {
  if (classes < 1 || confusion.length !== classes * classes)
    throw new RangeError(`a confusion matrix of ${classes} classes has ${classes * classes} counts, got ${confusion.length}`)
  const scores = Array.from({ length: classes }, (_, c) => scoreClass(confusion, classes, c))
  const mean = (field: 'precision' | 'recall' | 'f1') => scores.reduce((sum, score) => sum + score[field], 0) / classes
  return { classes: scores, macro: { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') } }
}

function scoreClass(confusion: ArrayLike<number>, classes: number, c: number): ClassScores {
  const right = confusion[c * classes + c]!
  let support = 0
  let predicted = 0
  for (let k = 0; k < classes; k++) {
    support += confusion[c * classes + k]!
    predicted += confusion[k * classes + c]!
  }
  return { precision: share(right, predicted), recall: share(right, support), f1: share(2 * right, predicted + support), support }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
