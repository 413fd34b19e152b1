import { expect, test } from 'vitest'
import { LabError } from '../../../src/api/failure'
import { openWriter, temporaryFolder } from './fixtures'

test('a view is listed under its kind by name, replaced by its name and deleted', () => {
  const { views } = openWriter(temporaryFolder())
  views.save({ kind: 'compare', name: 'Optimizers', state: { runs: [1, 2] } })
  views.save({ kind: 'compare', name: 'activations', state: { runs: [3] } })
  // The same name in another room is another view.
  views.save({ kind: 'runs', name: 'Optimizers', state: { search: 'adam' } })
  expect(views.list('compare').map(({ name }) => name)).toEqual(['activations', 'Optimizers'])
  expect(views.list('runs')).toMatchObject([{ kind: 'runs', name: 'Optimizers', state: { search: 'adam' } }])

  views.save({ kind: 'compare', name: 'Optimizers', state: { runs: [7] } })
  expect(views.list('compare')).toMatchObject([{ name: 'activations' }, { name: 'Optimizers', state: { runs: [7] } }])

  views.delete('compare', 'Optimizers')
  expect(views.list('compare').map(({ name }) => name)).toEqual(['activations'])
  expect(views.list('runs')).toHaveLength(1)
  expect(() => views.delete('compare', 'Optimizers')).toThrow(LabError)
})
