import { expect, it } from 'vitest'
import { plotRows } from '../../../../../src/renderer/rooms/guide/examples/plotRows'
import { sampled } from '../../../../../src/renderer/rooms/guide/examples/sampled'

it('lists named points, then each line under its name or the title of the axis', () => {
  const points = [{ x: 0, y: 1 }, { x: 1, y: 3 }] // prettier-ignore
  const rows = plotRows(
    [{ points, colour: 'red' }, { name: 'Tangent', points: points.slice(1), colour: 'red' }],
    [{ x: 0.5, y: 2, colour: 'red', name: 'Here' }, { x: 1, y: 3, colour: 'red' }],
    'f(x)',
  ) // prettier-ignore
  expect(rows).toEqual([
    { name: 'Here', x: 0.5, y: 2 },
    { name: 'f(x)', x: 0, y: 1 },
    { name: 'f(x)', x: 1, y: 3 },
    { name: 'Tangent', x: 1, y: 3 },
  ])
})

it('tells the course of a sampled function by points that lie evenly, both ends among them', () => {
  // 161 points from -4 to 4 are 160 steps of 0.05; 20 steps of 0.4 are left.
  const rows = plotRows([{ points: sampled(-4, 4, (x) => x * x), colour: 'red' }], [], 'x²')
  expect(rows).toHaveLength(21)
  expect([rows[0]?.x, rows[1]?.x, rows[20]?.x]).toEqual([-4, expect.closeTo(-3.6, 12), 4])
})
