import { describe, expect, it } from 'vitest'
import { networkSchema } from '../../../../src/engine/config/network'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { buildNetwork, createActivation } from '../../../../src/engine/layers/network'

const kernels = createReferenceKernels('float32')

describe('buildNetwork', () => {
  it('builds the layers of a configuration in order, with zero weights', () => {
    const config = networkSchema.parse({ layers: [{ units: 3, activation: 'relu' }, { units: 4, activation: 'tanh', bias: false }, { units: 2 }] })
    const network = buildNetwork(config, 5, kernels, 8)
    expect(network.modules.modules.map((module) => module.constructor.name)).toEqual(['Linear', 'ReLU', 'Linear', 'Tanh', 'Linear'])
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

describe('createActivation', () => {
  it('computes each activation by its own name', () => {
    const at = (name: Parameters<typeof createActivation>[0]) => createActivation(name, kernels, { inputs: 1, capacity: 1 })?.forward(Float32Array.of(-1), 1)[0]
    expect(at('identity')).toBeUndefined()
    expect(at('relu')).toBe(0)
    expect(at('sigmoid')).toBeCloseTo(0.2689414, 6)
    expect(at('tanh')).toBeCloseTo(-0.7615942, 6)
  })
})
