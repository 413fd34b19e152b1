/** Whatever optimizer, schedule or clipping is chosen: each of its fields tells its label and a help. */
import { describe, expect, it } from 'vitest'
import { listFields } from '../../../../src/engine/config/describe'
import { optimizers } from '../../../../src/engine/optimizers/registry'
import { clippings } from '../../../../src/engine/regularisation/registry'
import { schedules } from '../../../../src/engine/schedules/registry'
import { xorTrial } from '../training/small-trials'

const groups = {
  optimizer: { key: 'name', words: optimizers.map(({ schema }) => schema.shape.name.value) },
  schedule: { key: 'name', words: schedules.map(({ schema }) => schema.shape.name.value) },
  clipping: { key: 'kind', words: clippings.map(({ schema }) => schema.shape.kind.value) },
}

describe.each(Object.entries(groups))('%s', (group, { key, words }) => {
  it.each(words)('%s', (word) => {
    const fields = listFields(group, xorTrial({ [group]: word, epochs: 10 })).filter(({ path }) => path !== `${group}.${key}`)
    for (const field of fields) expect(field, field.path).toMatchObject({ label: /\w/, help: /\.$/ })
  })
})

it('penalties and the reach of weight decay do too', () => {
  const fields = listFields('', xorTrial()).filter(({ path }) => ['l1', 'l2', 'decayBiases'].includes(path))
  expect(fields).toHaveLength(3)
  for (const field of fields) expect(field, field.path).toMatchObject({ label: /\w/, help: /\.$/ })
})
