import { expect, test } from 'vitest'
import { dataSchema } from '../../../../../src/engine/config/data'
import { tabsOf } from '../../../../../src/renderer/rooms/inspect/tabs'

const set = { digest: 'ab'.repeat(32), task: 'classification', samples: 150, inputs: 2, outputs: 3 }

test.each([
  ['a plane that is drawn has a boundary that moves', 'xor', ['answers', 'scores', 'boundary', 'live']],
  ['a curve has a boundary', 'sine', ['residuals', 'boundary']],
  ['digits have none', 'mnist', ['answers', 'scores']],
  ['an imported table of two columns is played with too', { source: 'table', set }, ['answers', 'scores', 'boundary', 'live']],
  ['a table of more columns has no boundary, and the playground says why', { source: 'table', set: { ...set, inputs: 3 } }, ['answers', 'scores', 'live']],
  ['numbers over two inputs are played with', { source: 'linear_map', inputs: 2, outputs: 1 }, ['residuals', 'live']],
  ['numbers over more inputs are not', { source: 'linear_map', inputs: 3, outputs: 1 }, ['residuals']],
])('%s', (_, data, first) => {
  expect(tabsOf({ data: dataSchema.parse(data) })).toEqual([...first, 'weights', 'histories', 'units', 'update', 'gradients'])
})
