/** What a regression's answers come to, output by output. */
import { mean, meanAbsoluteError, r2, rootMeanSquaredError } from '../../../engine/index'
import type { Answers } from './questions'

export type ValueAnswers = Extract<Answers, { task: 'regression' }>

export interface Residual {
  sample: number
  target: number
  predicted: number
  /** target - predicted: above 0 where the network answers too little. */
  residual: number
}

export interface ResidualReading {
  residuals: Residual[]
  /** Null without samples, as the others; `r2` also with one. */
  rootMeanSquared: number | null
  meanAbsolute: number | null
  r2: number | null
  /** The mean residual. */
  bias: number | null
}

/** @param output which of the outputs, from 0 */
export function readResiduals({ outputs, targets, predictions }: ValueAnswers, output: number): ResidualReading {
  const residuals = Array.from({ length: targets.length / outputs }, (_, sample) => {
    const target = targets[sample * outputs + output]!
    const predicted = predictions[sample * outputs + output]!
    return { sample, target, predicted, residual: target - predicted }
  })
  const wanted = residuals.map(({ target }) => target)
  const given = residuals.map(({ predicted }) => predicted)
  return {
    residuals,
    rootMeanSquared: rootMeanSquaredError(wanted, given),
    meanAbsolute: meanAbsoluteError(wanted, given),
    r2: r2(wanted, given),
    bias: residuals.length === 0 ? null : mean(residuals.map(({ residual }) => residual)),
  }
}

/** The largest first. */
export function largestResiduals(residuals: readonly Residual[], most: number): Residual[] {
  return [...residuals].sort((a, b) => Math.abs(b.residual) - Math.abs(a.residual)).slice(0, most)
}
