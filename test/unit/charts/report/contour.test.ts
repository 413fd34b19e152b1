import { expect, test } from 'vitest'
import { contour } from '../../../../src/charts/report/contour'

test('a level between two columns is crossed where linear interpolation says', () => {
  // Columns 0 and 1 have the values 0 and 4: 1 is reached at a quarter of the way.
  expect(contour([0, 4, 0, 4], 2, 1)).toEqual([{ from: [0.25, 0], to: [0.25, 1] }])
})

test('no line where all values are on one side', () => {
  expect(contour([1, 2, 3, 4], 2, 0.5)).toEqual([])
  expect(contour([1, 2, 3, 4], 2, 9)).toEqual([])
})

test('a saddle keeps together the corners that the middle agrees with', () => {
  // High at the corners (0,0) and (1,1); the mean 0.6 is above 0.5, so the high corners are joined and the low ones cut off.
  const joined = contour([1, 0.2, 0.2, 1], 2, 0.5)
  expect(joined).toHaveLength(2)
  const cut = joined.map(({ from, to }) => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])
  // Each piece runs around one of the low corners (1,0) and (0,1).
  expect(cut.every(([x, y]) => (x! > 0.5 && y! < 0.5) || (x! < 0.5 && y! > 0.5))).toBe(true)
  // The mean 0.4 is below: now the high corners are cut off.
  const apart = contour([0.8, 0, 0, 0.8], 2, 0.5).map(({ from, to }) => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])
  expect(apart.every(([x, y]) => (x! < 0.5 && y! < 0.5) || (x! > 0.5 && y! > 0.5))).toBe(true)
})

test('a circle is found where it is, without gaps', () => {
  const size = 41
  const at = (i: number) => (2 * i) / (size - 1) - 1
  const values = Array.from({ length: size * size }, (_, i) => Math.hypot(at(i % size), at(Math.floor(i / size))))
  const segments = contour(values, size, 0.6)
  for (const { from, to } of segments) for (const [column, row] of [from, to]) expect(Math.hypot(at(column), at(row))).toBeCloseTo(0.6, 2)
  const ends = segments.flatMap(({ from, to }) => [from, to]).map((place) => place.map((value) => value.toFixed(6)).join())
  // Every end is shared by exactly two segments: the line is closed.
  for (const end of new Set(ends)) expect(ends.filter((one) => one === end)).toHaveLength(2)
})

test('values that are not size x size are refused', () => {
  expect(() => contour([1, 2, 3], 2, 0.5)).toThrow('a grid of 2 x 2 has 4 values, got 3')
})
