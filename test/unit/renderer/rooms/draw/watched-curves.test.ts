/** Curves of a watched drawing, and the epochs where the answer changed. */
import { expect, test } from 'vitest'
import type { WatchedCurve } from '../../../../../src/api/drawings'
import { answerChanges, probabilityCurves, withAnswers } from '../../../../../src/renderer/rooms/draw/watch/watchedCurves'

/** Probabilities of which those named are given, and the others are 0. */
function answer(epoch: number, shares: Record<number, number>) {
  return { epoch, probabilities: Array.from({ length: 10 }, (_, digit) => shares[digit] ?? 0) }
}
const answers = [answer(3, { 1: 0.4, 7: 0.6 }), answer(4, { 1: 0.55, 7: 0.45 }), answer(5, { 1: 0.95, 7: 0.05 }), answer(6, { 4: 0.5, 1: 0.5 })]

test('a digit has one curve, in its own colour; one that never rose is thinner', () => {
  const curves = probabilityCurves(answers)
  expect(curves.map(({ label, slot }) => [label, slot])).toEqual(Array.from({ length: 10 }, (_, digit) => [String(digit), digit + 1]))
  expect(curves[7]).toMatchObject({ emphasis: 'main', points: [{ x: 3, y: 0.6 }, { x: 4, y: 0.45 }, { x: 5, y: 0.05 }, { x: 6, y: 0 }] }) // prettier-ignore
  expect(curves[0]?.emphasis).toBe('secondary')
})

test('the answer changes where another digit leads; of equal ones the first does', () => {
  // 7, 1, 1, then 1 and 4 are equal: the answer stays.
  expect(answerChanges(answers)).toEqual([{ epoch: 4, from: 7, to: 1 }])
  expect(answerChanges(answers.slice(0, 1))).toEqual([])
})

test('answers that come are put in order, each once, to the drawing that they are of', () => {
  const curve: WatchedCurve = { id: 5, run: 1, content: { strokes: [[[1, 1]]] }, digit: null, since: '', answers: answers.slice(0, 2) }
  const other = { ...curve, id: 6, answers: [] }
  const arrived = [answers[1]!, answers[2]!].map((one) => ({ drawing: 5, ...one }))
  const [own, untouched] = withAnswers([curve, other], [...arrived].reverse())
  expect(own?.answers.map(({ epoch }) => epoch)).toEqual([3, 4, 5])
  expect(untouched).toBe(other)
})
