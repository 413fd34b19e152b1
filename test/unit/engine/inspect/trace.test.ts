import { expect, it } from 'vitest'
import { networkSchema } from '../../../../src/engine/config/network'
import { createTrace } from '../../../../src/engine/inspect/trace'
import type { NamedTensor } from '../../../../src/engine/models/tensors'

const network = networkSchema.parse({ layers: [{ units: 2, activation: 'relu', dropout: 0.5 }, { units: 1 }] })
/** ReLU([x0 - x1, x1 - x0]), whose two numbers are summed: |x0 - x1|. */
const parameters: NamedTensor[] = [
  { name: 'layers.0.weight', shape: [2, 2], data: Float64Array.of(1, -1, -1, 1) },
  { name: 'layers.0.bias', shape: [2], data: Float64Array.of(0, 0) },
  { name: 'layers.1.weight', shape: [1, 2], data: Float64Array.of(1, 1) },
  { name: 'layers.1.bias', shape: [1], data: Float64Array.of(0.5) },
]

it('shows what each layer passes on, for each sample of the range, with nothing dropped', () => {
  const values = Float64Array.of(9, 9, 5, 1, 1, 3)
  const layers = createTrace(network, 2, parameters, 4).forward({ kind: 'real', values }, { order: null, start: 1, count: 2 })
  // Sample 1: sums 4 and -4, passed on 4 and 0, output 4.5. Sample 2: sums -2 and 2, passed on 0 and 2, output 2.5.
  expect(layers.map((layer) => [...layer])).toEqual([
    [4, 0, 0, 2],
    [4.5, 2.5],
  ])
})

it('takes features as they are scaled', () => {
  const scaling = { shift: Float64Array.of(1, 0), factor: Float64Array.of(2, 1) }
  const features = { kind: 'real' as const, values: Float64Array.of(5, 1), scaling }
  // (5 - 1) 2 = 8 and 1.
  expect(createTrace(network, 2, parameters, 1).forward(features, { order: null, start: 0, count: 1 })[1]![0]).toBe(7.5)
})

it('refuses parameters of another network', () => {
  expect(() => createTrace(network, 3, parameters, 1)).toThrow('layers.0.weight has shape (2, 2) with 4 numbers; the network takes (2, 3)')
})
