import { describe, expect, it } from 'vitest'
import { networkSchema } from '../../../../src/engine/config/network'
import { lossSchema } from '../../../../src/engine/losses/registry'
import { createObjective, takeGradient } from '../../../../src/engine/inspect/objective'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import type { NamedTensor } from '../../../../src/engine/models/tensors'
import { compareParameters, gradientTolerance } from '../../../../src/engine/verify/gradient-check'
import { withMistake, type Mistake } from '../../../../src/engine/verify/mistakes'

/** y = 2 x + 1 as stored in float32, on the samples (1, 5) and (2, 3). */
const line = {
  config: { network: networkSchema.parse({ layers: [{ units: 1 }] }), loss: lossSchema.parse({ name: 'mse', reduction: 'mean_all' }) },
  parameters: [
    { name: 'layers.0.weight', shape: [1, 1], data: Float32Array.of(2) },
    { name: 'layers.0.bias', shape: [1], data: Float32Array.of(1) },
  ] satisfies NamedTensor[],
  data: {
    samples: 3,
    inputs: 1,
    features: { kind: 'real' as const, values: Float64Array.of(1, 2, 99) },
    targets: { kind: 'values' as const, values: Float64Array.of(5, 3, 99), outputs: 1 },
  },
  rows: 2,
}

/** Two classes, a hidden layer of tanh. */
const curved = {
  config: {
    network: networkSchema.parse({ layers: [{ units: 2, activation: 'tanh', dropout: 0.5 }, { units: 2 }] }),
    loss: lossSchema.parse({ name: 'cross_entropy', reduction: 'mean' }),
  },
  parameters: [
    { name: 'layers.0.weight', shape: [2, 2], data: Float64Array.of(0.5, -1, 0.3, 0.8) },
    { name: 'layers.0.bias', shape: [2], data: Float64Array.of(0.1, -0.2) },
    { name: 'layers.1.weight', shape: [2, 2], data: Float64Array.of(1, -0.7, 0.2, 0.9) },
    { name: 'layers.1.bias', shape: [2], data: Float64Array.of(0, 0.3) },
  ] satisfies NamedTensor[],
  data: {
    samples: 3,
    inputs: 2,
    features: { kind: 'real' as const, values: Float64Array.of(1, 0.5, -0.7, 2, 0.4, -1.1) },
    targets: { kind: 'classes' as const, labels: Uint8Array.of(0, 1, 1), classes: 2 },
  },
  rows: 3,
}

describe('takeGradient', () => {
  it('gives objective and gradients of the first samples', () => {
    const objective = createObjective({ ...line, targets: line.data.targets })
    // Errors 3 - 5 = -2 and 5 - 3 = 2: mean square 4; dw = mean of 2 e x = (-4 + 8) / 2 = 2, db = mean of 2 e = 0.
    expect(takeGradient(objective)).toBe(4)
    expect(takeGradient(objective)).toBe(4)
    expect(objective.module.parameters.map(({ gradient }) => [...gradient])).toEqual([[2], [0]])
  })
})

describe('compareParameters', () => {
  it('agrees with backpropagation at every parameter, and leaves the parameters as they were', () => {
    const objective = createObjective({ ...curved, targets: curved.data.targets })
    const told: number[] = []
    const compared = compareParameters(objective, { progress: (done, total) => told.push(done / total) })
    expect(compared.map(({ name, comparisons }) => [name, comparisons.length])).toEqual([
      ['layers.0.weight', 4],
      ['layers.0.bias', 2],
      ['layers.1.weight', 4],
      ['layers.1.bias', 2],
    ])
    expect(told).toHaveLength(12)
    expect(told.at(-1)).toBe(1)
    expect(Math.max(...compared.flatMap(({ comparisons }) => comparisons.map(({ error }) => error)))).toBeLessThan(gradientTolerance)
    expect(objective.module.parameters.map(({ data }) => [...data])).toEqual(curved.parameters.map(({ data }) => [...data]))
  })

  it('compares the chosen places alone', () => {
    const objective = createObjective({ ...line, targets: line.data.targets })
    const [weight, bias] = compareParameters(objective, { places: ({ name }) => (name === 'layers.0.weight' ? [0] : []) })
    expect(weight!.comparisons[0]!.analytic).toBe(2)
    expect(weight!.comparisons[0]!.numeric).toBeCloseTo(2, 8)
    expect(bias!.comparisons).toEqual([])
  })

  /** Parameters with an error above the tolerance. */
  function wrong(mistake: Mistake): string[] {
    const kernels = withMistake(createReferenceKernels('float64'), mistake)
    return compareParameters(createObjective({ ...curved, targets: curved.data.targets, kernels }))
      .filter(({ comparisons }) => comparisons.some(({ error }) => error > gradientTolerance))
      .map(({ name }) => name)
  }

  it('catches each mistake where it does harm', () => {
    // The activation's slope is missing in all that lies before it, nowhere behind it.
    expect(wrong('activation')).toEqual(['layers.0.weight', 'layers.0.bias'])
    expect(wrong('bias')).toEqual(['layers.0.bias', 'layers.1.bias'])
    expect(wrong('scale')).toEqual(['layers.0.weight', 'layers.0.bias', 'layers.1.weight', 'layers.1.bias'])
  })

  it.each([
    ['mse', 'mean_all'],
    ['mae', 'mean_all'],
    ['huber', 'mean_all'],
    ['bce_with_logits', 'mean_all'],
  ] as const)('catches the mistaken scale of %s', (name, reduction) => {
    const kernels = withMistake(createReferenceKernels('float64'), 'scale')
    const data = { ...line.data, targets: { kind: 'values' as const, values: Float64Array.of(0, 1, 0), outputs: 1 } }
    const config = { ...line.config, loss: lossSchema.parse({ name, reduction }) }
    const [weight] = compareParameters(createObjective({ ...line, config, data, targets: data.targets, kernels }))
    expect(weight!.comparisons[0]!.error).toBeGreaterThan(0.1)
  })
})
