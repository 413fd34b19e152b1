import { describe, expect, it } from 'vitest'
import { networkSchema } from '../../../../src/engine/config/network'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { buildNetwork } from '../../../../src/engine/layers/network'

const kernels = createReferenceKernels('float32')

describe('buildNetwork', () => {
  it('builds the layers of a configuration in order, with zero weights', () => {
    const config = networkSchema.parse({ layers: [{ units: 3, activation: 'relu' }, { units: 4, activation: 'tanh', bias: false }, { units: 2 }] })
    const network = buildNetwork(config, 5, kernels, 8)
    expect(network.modules.modules.map((module) => module.constructor.name)).toEqual(['Linear', 'Activation', 'Linear', 'Activation', 'Linear'])
    expect(network.modules.parameters.map(({ name, shape }) => `${name} ${shape.join('x')}`)).toEqual([
      'layers.0.weight 3x5',
      'layers.0.bias 3',
      'layers.1.weight 4x3',
      'layers.2.weight 2x4',
      'layers.2.bias 2',
    ])
    expect(network.outputs).toBe(2)
    expect([...network.modules.forward(new Float32Array(5).fill(1), 1).subarray(0, 2)]).toEqual([0, 0])
  })
})
