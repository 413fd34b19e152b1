/** What a trained network's answers look like over its inputs. */
import { expect, test } from 'vitest'
import { dataSchema } from '../../../../../src/engine/config/data'
import { findPreset } from '../../../../../src/engine/config/presets'
import type { Predictor } from '../../../../../src/engine/index'
import { classField, curveOf, drawable, placeIn, planeOf, reachOf, samplePoints, square } from '../../../../../src/renderer/rooms/run/learned'

/** Answers by a function of a sample's features. */
function predictor(inputs: number, outputs: number, answer: (features: number[]) => number[]): Predictor {
  const predictRows = (features: ArrayLike<number>, rows: number) =>
    Float64Array.from(Array.from({ length: rows }, (_, row) => answer(Array.from({ length: inputs }, (__, k) => features[row * inputs + k] ?? 0))).flat())
  return { inputs, outputs, predict: (features) => predictRows(features, 1), predictRows, predictDataset: () => new Float64Array() }
}

test('two inputs and classes are a plane, one input and a target a curve, digits neither', () => {
  expect(drawable(findPreset('fig1')!.config)).toBe('curve')
  expect(drawable(findPreset('fig3')!.config)).toBe('plane')
  expect(drawable(findPreset('fig4')!.config)).toBeNull()
})

test('the field has its first row on top and says how sure the network is', () => {
  // Class 1 above the axis with probability 0.9, class 0 below with certainty.
  const field = classField(
    predictor(2, 2, ([, y = 0]) => (y > 0 ? [0.1, 0.9] : [1, 0])),
    square(1),
    4,
  )
  expect([...field.winner]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(field.certainty[0]).toBeCloseTo(0.8, 12)
  expect(field.certainty[15]).toBe(1)
})

test('a curve goes from edge to edge', () => {
  const curve = curveOf(
    predictor(1, 1, ([x = 0]) => [2 * x]),
    { low: -1.5, high: 1.5 },
    3,
  )
  expect(curve).toEqual([
    { x: -1.5, y: -3 },
    { x: 0, y: 0 },
    { x: 1.5, y: 3 },
  ])
})

test('samples become points, and the picture reaches as far as they do', () => {
  const points = samplePoints({
    samples: 2,
    inputs: 2,
    features: { kind: 'real', values: Float64Array.from([0.5, -0.25, 1.75, 0]) },
    targets: { kind: 'classes', labels: Uint8Array.from([1, 0]), classes: 2 },
  })
  expect(points).toEqual([
    { x: 0.5, y: -0.25, label: 1 },
    { x: 1.75, y: 0, label: 0 },
  ])
  expect(reachOf(points)).toBe(1.75)
  expect(reachOf([])).toBe(1)
})

test('a table is drawn with each axis by its own column, drawn data in a square', () => {
  const set = { digest: 'ab'.repeat(32), task: 'classification' as const, samples: 2, inputs: 2, outputs: 2 }
  const data = dataSchema.parse({ source: 'table', set })
  const points = [{ x: 0, y: 1000, label: 0 }, { x: 0.92, y: 1092, label: 1 }] // prettier-ignore
  const { x, y } = planeOf(points, { data })
  // The samples take 92 % of each axis: 0.04 and 4 lie beyond them on each side.
  expect([x.low, x.high, y.low, y.high].map((end) => Number(end.toFixed(9)))).toEqual([-0.04, 0.96, 996, 1096])
  expect(placeIn(y, 1046)).toBeCloseTo(0, 12)
  expect(planeOf([{ x: 2, y: 2, label: 0 }], { data }).x).toEqual({ low: 1, high: 3 })
  expect(planeOf(points, findPreset('fig3')!.config)).toEqual(square(1092))
  // The field is asked over the same plane: the cells of 2 x 2 have their middles at the quarters of each axis.
  const asked: number[][] = []
  const field = predictor(2, 2, (features) => {
    asked.push(features)
    return [1, 0]
  })
  classField(field, { x: { low: 0, high: 4 }, y: { low: 100, high: 200 } }, 2)
  expect(asked).toEqual([[1, 175], [3, 175], [1, 125], [3, 125]]) // prettier-ignore
})
