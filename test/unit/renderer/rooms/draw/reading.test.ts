import { expect, test } from 'vitest'
import type { Predictor, Stroke } from '../../../../../src/engine/index'
import { prepareDrawing } from '../../../../../src/engine/index'
import { readDrawing, toFeatures, trustOf } from '../../../../../src/renderer/rooms/draw/reading'

/** Answers with fixed probabilities and remembers what it was asked. */
function fake(probabilities: number[]): { predictor: Predictor; asked: ArrayLike<number>[] } {
  const asked: ArrayLike<number>[] = []
  const predict = (features: ArrayLike<number>) => {
    asked.push(features)
    return Float64Array.from(probabilities)
  }
  return { asked, predictor: { inputs: 784, outputs: 10, predict, predictRows: predict, predictDataset: () => Float64Array.from(probabilities) } }
}

const one: Stroke[] = [[[100, 40], [104, 240]]] // prettier-ignore

test('the digit is the most probable class, beside it the next', () => {
  const { predictor, asked } = fake([0, 0.6, 0, 0, 0, 0, 0, 0.3, 0.1, 0])
  const reading = readDrawing(one, predictor)
  expect(reading).toMatchObject({ digit: 1, runnerUp: 7 })
  expect(reading!.pixels).toEqual(prepareDrawing(one))
  expect(Array.from(asked[0]!)).toEqual(Array.from(reading!.pixels, (grey) => grey / 255))
})

test('an empty pad is not read', () => {
  const { predictor, asked } = fake([])
  expect(readDrawing([], predictor)).toBeNull()
  expect(asked).toEqual([])
})

test('grey values become shares of ink', () => {
  expect(toFeatures(Uint8Array.of(0, 51, 255))).toEqual(Float64Array.of(0, 0.2, 1))
})

test('an answer is sure from the confidence on that the model names, and nobody knows where it names none', () => {
  const reading = readDrawing(one, fake([0, 0.6, 0, 0, 0, 0, 0, 0.3, 0.1, 0]).predictor)!
  expect(trustOf(reading, 0.6)).toBe('sure')
  expect(trustOf(reading, 0.61)).toBe('unsure')
  expect(trustOf(reading, null)).toBe('uncalibrated')
})
