/** An experiment's name from a run's. */
import { expect, test } from 'vitest'
import { experimentName } from '../../../../src/renderer/composables/experimentName'

test('the setting and what parts it from the name are left out', () => {
  expect(experimentName({ name: 'Fig. 5 · activations · ReLU', setting: 'ReLU' })).toBe('Fig. 5 · activations')
  expect(experimentName({ name: 'XOR', setting: '' })).toBe('XOR')
  expect(experimentName({ name: 'renamed', setting: 'ReLU' })).toBe('renamed')
})
