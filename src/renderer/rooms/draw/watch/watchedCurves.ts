/** From the recorded answers to a watched drawing to its curves, and to the epochs where the answer changed. */
import type { WatchedAnswer, WatchedCurve } from '../../../../api/drawings'
import type { LineSeries } from '../../../../charts/series'
import { argmax } from '../../../../engine/index'

type Answers = WatchedCurve['answers']

/** A digit that stayed below this all along is drawn thinner: ten equal lines would hide those that matter. */
const noticeable = 0.1

/** One curve a digit, 0 first: its probability over the epochs. */
export function probabilityCurves(answers: Answers): LineSeries[] {
  return Array.from({ length: 10 }, (_, digit): LineSeries => {
    const points = answers.map(({ epoch, probabilities }) => ({ x: epoch, y: probabilities[digit] ?? null }))
    const rises = points.some(({ y }) => (y ?? 0) >= noticeable)
    return { kind: 'line', label: String(digit), slot: digit + 1, points, emphasis: rises ? 'main' : 'secondary' }
  })
}

export interface AnswerChange {
  epoch: number
  from: number
  to: number
}

/** The epochs after which another digit was the most probable than after the recorded epoch before. */
export function answerChanges(answers: Answers): AnswerChange[] {
  const read = answers.map(({ epoch, probabilities }) => ({ epoch, digit: argmax(probabilities) }))
  return read.flatMap(({ epoch, digit }, i) => {
    const before = read[i - 1]
    return before !== undefined && before.digit !== digit ? [{ epoch, from: before.digit, to: digit }] : []
  })
}

/** With answers that have just come; one of an epoch that is there already replaces it. */
export function withAnswers(curves: readonly WatchedCurve[], arrived: readonly WatchedAnswer[]): WatchedCurve[] {
  return curves.map((curve) => {
    const own = arrived.filter(({ drawing }) => drawing === curve.id)
    if (own.length === 0) return curve
    const answers = new Map(curve.answers.map((answer) => [answer.epoch, answer]))
    for (const { epoch, probabilities } of own) answers.set(epoch, { epoch, probabilities })
    return { ...curve, answers: [...answers.values()].sort((a, b) => a.epoch - b.epoch) }
  })
}
