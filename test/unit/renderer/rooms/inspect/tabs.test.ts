import { expect, test } from 'vitest'
import { dataSchema } from '../../../../../src/engine/config/data'
import { tabsOf } from '../../../../../src/renderer/rooms/inspect/tabs'

const set = { digest: 'ab'.repeat(32), task: 'classification', samples: 150, inputs: 2, outputs: 3 }

test.each([
  ['a plane that is drawn has a boundary that moves', 'xor', ['answers', 'scores', 'boundary', 'live']],
  ['a curve has a boundary', 'sine', ['residuals', 'boundary']],
  ['digits have none', 'mnist', ['answers', 'scores']],
  ['an imported table has a boundary over two columns, but is not drawn again from a seed', { source: 'table', set }, ['answers', 'scores', 'boundary']],
  ['a table of more columns has none', { source: 'table', set: { ...set, inputs: 3 } }, ['answers', 'scores']],
])('%s', (_, data, first) => {
  expect(tabsOf({ data: dataSchema.parse(data) })).toEqual([...first, 'weights', 'histories', 'units', 'update', 'gradients'])
})
