/** What every optimizer promises: its state is all that the next step depends on, and it starts without one. */
import { describe, expect, it } from 'vitest'
import { optimizerSchema, type OptimizerConfig } from '../../../../src/engine/config/optimizer'
import type { Precision } from '../../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import type { Parameter } from '../../../../src/engine/layers/module'
import type { Optimizer } from '../../../../src/engine/optimizers/optimizer'
import { createOptimizer, createOptimizerSparingBiases } from '../../../../src/engine/optimizers/registry'
import { createStream } from '../../../../src/engine/random/stream'
import { eachConfig, optimizerNames } from './configs'

function parametersFor(precision: Precision): Parameter[] {
  const kernels = createReferenceKernels(precision)
  const stream = createStream(1, 'initialisation')
  return [[2, 3], [3]].map((shape, k) => {
    const length = shape.reduce((product, size) => product * size, 1)
    const data = kernels.allocate(length)
    for (let i = 0; i < length; i++) data[i] = stream.gaussian()
    return { name: `p${k}`, shape, data, gradient: kernels.allocate(length) }
  })
}

/** The gradients of a step follow from its number alone. */
function stepAt(step: number, optimizer: Optimizer, parameters: readonly Parameter[], rate: number): void {
  const stream = createStream(2, 'initialisation', step)
  for (const { gradient } of parameters) for (let i = 0; i < gradient.length; i++) gradient[i] = stream.gaussian()
  optimizer.step(rate)
}

const builds = [
  ['', createOptimizer],
  [' in two groups', createOptimizerSparingBiases],
] as const
for (const precision of ['float32', 'float64'] as const) {
  for (const [group, build] of builds) {
    describe(`stopping after any step and going on with the stored state${group} in ${precision}`, () => {
      it.each(eachConfig)('gives the same bits: $text', ({ config }) => {
        const kernels = createReferenceKernels(precision)
        const whole = parametersFor(precision)
        const uninterrupted = build(config, whole, kernels)
        let parameters = parametersFor(precision)
        let optimizer = build(config, parameters, kernels)
        for (let step = 0; step < 12; step++) {
          stepAt(step, uninterrupted, whole, config.learningRate)
          stepAt(step, optimizer, parameters, config.learningRate)
          expect(parameters.map(({ data }) => data)).toEqual(whole.map(({ data }) => data))
          const stored = structuredClone({ data: parameters.map(({ data }) => data), vectors: optimizer.state.vectors, steps: optimizer.state.steps })
          parameters = parametersFor(precision)
          optimizer = build(config, parameters, kernels)
          for (const [k, { data }] of parameters.entries()) data.set(stored.data[k]!)
          for (const [k, vector] of optimizer.state.vectors.entries()) vector.set(stored.vectors[k]!)
          optimizer.state.steps = stored.steps
        }
      })
    })
  }
}

describe('decay without biases', () => {
  /** Weight and bias after one step without any gradient. */
  function decayed(config: OptimizerConfig, build: typeof createOptimizer): { weight: number; bias: number } {
    const one = (name: string, shape: number[]): Parameter => ({ name, shape, data: Float64Array.of(2), gradient: new Float64Array(1) })
    const parameters = [one('weight', [1, 1]), one('bias', [1])]
    build(config, parameters, createReferenceKernels('float64')).step(config.learningRate)
    return { weight: parameters[0]!.data[0]!, bias: parameters[1]!.data[0]! }
  }

  it.each(optimizerNames)('of %s leaves vectors as they are and decays matrices as before', (name) => {
    const config = optimizerSchema.parse({ name, weightDecay: 0.5 })
    const both = decayed(config, createOptimizer)
    expect(both.weight).toBeLessThan(2)
    expect(both.bias).toBe(both.weight)
    expect(decayed(config, createOptimizerSparingBiases)).toEqual({ weight: both.weight, bias: 2 })
  })

  it('counts the steps of both groups as one', () => {
    const parameters = parametersFor('float64')
    const optimizer = createOptimizerSparingBiases(optimizerSchema.parse('adam'), parameters, createReferenceKernels('float64'))
    optimizer.step(0.1)
    optimizer.step(0.1)
    expect(optimizer.state.steps).toBe(2)
    // Mean and variance of the weight, then of the bias.
    expect(optimizer.state.vectors.map(({ length }) => length)).toEqual([6, 6, 3, 3])
  })
})
