/** The network diagram's geometry. */
import { expect, test } from 'vitest'
import { placeColumns, placeEdges } from '../../../../../src/renderer/rooms/setup/diagram'

test('wide layers show eight places, two of them dots', () => {
  const [input, hidden] = placeColumns([784, 3], { width: 600, height: 200 })
  expect(input?.nodes.filter(({ dot }) => dot)).toHaveLength(2)
  expect(input?.nodes).toHaveLength(8)
  expect(hidden?.nodes).toHaveLength(3)
})

test('columns stand apart within the width, units around one middle', () => {
  const columns = placeColumns([2, 9, 1], { width: 700, height: 200 })
  expect(columns.map(({ x }) => x)).toEqual([150, 350, 550])
  const middles = columns.map(({ nodes }) => (nodes[0]!.y + nodes.at(-1)!.y) / 2)
  expect(new Set(middles.map((y) => y.toFixed(6))).size).toBe(1)
})

test('every unit joins every unit of the next layer, dots none', () => {
  const edges = placeEdges(placeColumns([2, 10, 3], { width: 700, height: 200 }))
  // 2 x 6 into the first layer, 6 x 3 into the second.
  expect(edges.filter(({ layer }) => layer === 0)).toHaveLength(12)
  expect(edges.filter(({ layer }) => layer === 1)).toHaveLength(18)
})
