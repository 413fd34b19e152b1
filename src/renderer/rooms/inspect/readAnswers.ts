/** What a classifier's answers come to: counts, scores and the samples behind them. */
import {
  accuracy,
  calibration,
  type Calibration,
  type ClassificationScores,
  confusionMatrix,
  negativeLogLikelihood,
  predictClasses,
  scoreClasses,
} from '../../../engine/index'
import type { Answers } from './questions'

export type ClassAnswers = Extract<Answers, { task: 'classification' }>

export interface ClassReading extends ClassAnswers {
  samples: number
  predicted: Uint8Array
  /** (classes, classes): rows are the true class. */
  confusion: Uint32Array
  /** Null without samples, as the others. */
  accuracy: number | null
  negativeLogLikelihood: number | null
  scores: ClassificationScores
  calibration: Calibration
}

export function readAnswers(answers: ClassAnswers): ClassReading {
  const { labels, probabilities, classes } = answers
  const predicted = predictClasses(probabilities, labels.length, classes)
  const confusion = confusionMatrix(labels, predicted, classes)
  return {
    ...answers,
    samples: labels.length,
    predicted,
    confusion,
    accuracy: accuracy(labels, predicted),
    negativeLogLikelihood: negativeLogLikelihood(labels, probabilities, classes),
    scores: scoreClasses(confusion, classes),
    calibration: calibration(labels, probabilities, classes),
  }
}

/** A cell of the confusion matrix. */
export interface Cell {
  truth: number
  predicted: number
}

export const orders = ['surest', 'unsurest', 'number'] as const
export type Order = (typeof orders)[number]

/** The probability of the answer that was given. */
export function confidenceOf({ probabilities, classes, predicted }: ClassReading, sample: number): number {
  return probabilities[sample * classes + predicted[sample]!]!
}

/** The samples of a cell, or all that are misclassified; of equal confidence in the order of the data. */
export function samplesOf(reading: ClassReading, cell: Cell | null, order: Order): number[] {
  const { labels, predicted } = reading
  const chosen = Array.from(labels.keys()).filter((i) =>
    cell === null ? labels[i] !== predicted[i] : labels[i] === cell.truth && predicted[i] === cell.predicted,
  )
  const sign = { surest: -1, unsurest: 1, number: 0 }[order]
  return chosen.sort((a, b) => sign * (confidenceOf(reading, a) - confidenceOf(reading, b)) || a - b)
}
