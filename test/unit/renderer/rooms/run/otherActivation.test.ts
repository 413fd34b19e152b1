import { expect, test } from 'vitest'
import { findPreset } from '../../../../../src/engine/config/presets'
import { validateExperiment } from '../../../../../src/engine/config/validate'
import { activationToCompare, withActivation } from '../../../../../src/renderer/rooms/run/otherActivation'

const xor = findPreset('fig3')!.config
const digits = findPreset('fig4')!.config
const line = findPreset('fig1')!.config

test('TanH is compared with ReLU, ReLU with TanH, and a network without hidden layers with nothing', () => {
  expect([xor, digits, line].map(({ network }) => activationToCompare(network.layers))).toEqual(['relu', 'tanh', null])
})

test('the other experiment differs in hidden activations and name alone', () => {
  const other = withActivation(xor, 'relu', 'ReLU')
  expect(other.network.layers.map(({ activation }) => activation.name)).toEqual(['relu', 'identity'])
  expect(other.name).toBe('Fig. 3 · XOR, ReLU')
  expect(validateExperiment(other).ok).toBe(true)
  expect({ ...other, name: xor.name, network: xor.network }).toEqual(xor)
  expect(withActivation({ ...xor, name: 'x'.repeat(120) }, 'relu', 'ReLU').name).toBe(`${'x'.repeat(114)}, ReLU`)
})
