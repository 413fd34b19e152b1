/** A drawing is the same wherever, however large and however finely it is drawn: no digit's probability tells the difference. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPredictor, decodeModel, prepareDrawing, type Point, type Stroke } from '../../../src/engine/index'
import { readPretrained } from '../../../src/main/lab/pretrained'
import { drawings } from '../engine/digits/drawings'
import { compiledKernels } from '../engine/fast/instance'

const { config, parameters } = decodeModel(readPretrained(), 'pretrained model')
const predictor = createPredictor(config.network, 784, parameters, 'classification', { fast: compiledKernels() })

/** What docs/digits.md states. Coordinates are rounded to float64, which turns a grey value by one where it lies between two. */
const most = 0.01

function probabilities(strokes: readonly Stroke[]): Float64Array {
  const image = prepareDrawing(strokes)
  if (image === null) throw new Error('expected an image')
  return predictor.predict(Float64Array.from(image, (byte) => byte / 255))
}

function largestChange(before: readonly Stroke[], after: readonly Stroke[]): number {
  const [a, b] = [probabilities(before), probabilities(after)]
  return Math.max(...a.map((p, digit) => Math.abs(p - b[digit]!)))
}

const changed = (strokes: readonly Stroke[], change: (point: Point) => Point) => strokes.map((stroke) => stroke.map(change))

/** Points between those that are there, at these shares of each segment. */
function resampled(strokes: readonly Stroke[], shares: readonly number[]): Stroke[] {
  return strokes.map((stroke) =>
    stroke.flatMap((point, i): Point[] => {
      const before = stroke[i - 1]
      if (!before) return [point]
      return [...shares.map((share): Point => [before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share]), point]
    }),
  )
}

const drawing = fc.constantFrom(...drawings.map(({ strokes }) => strokes))
const offset = fc.double({ min: -5000, max: 5000, noNaN: true })

describe('no probability changes by more than one hundredth', () => {
  it('when a drawing is moved', () => {
    fc.assert(
      fc.property(drawing, offset, offset, (strokes, dx, dy) => {
        expect(
          largestChange(
            strokes,
            changed(strokes, ([x, y]) => [x + dx, y + dy]),
          ),
        ).toBeLessThanOrEqual(most)
      }),
      { numRuns: 300 },
    )
  })

  it('when it is drawn larger or smaller', () => {
    fc.assert(
      fc.property(drawing, fc.double({ min: -4, max: 4, noNaN: true }), (strokes, power) => {
        const factor = 10 ** power
        expect(
          largestChange(
            strokes,
            changed(strokes, ([x, y]) => [x * factor, y * factor]),
          ),
        ).toBeLessThanOrEqual(most)
      }),
      { numRuns: 300 },
    )
  })

  it('when its strokes have more points', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 }).map((all) => all.sort((a, b) => a - b))
    fc.assert(
      fc.property(drawing, shares, (strokes, at) => {
        expect(largestChange(strokes, resampled(strokes, at))).toBeLessThanOrEqual(most)
      }),
      { numRuns: 300 },
    )
  })
})
