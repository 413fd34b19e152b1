/** One parameter of one number, led along given gradients. */
import { expect } from 'vitest'
import { optimizerSchema } from '../../../../src/engine/config/optimizer'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import type { Parameter } from '../../../../src/engine/layers/module'
import { createOptimizer } from '../../../../src/engine/optimizers/registry'

/** Values of one parameter after a step along each of the gradients. */
export function path(config: object, start: number, gradients: number[], rates?: number[]): number[] {
  const parameter: Parameter = { name: 'p', shape: [1], data: Float64Array.of(start), gradient: new Float64Array(1) }
  const parsed = optimizerSchema.parse(config)
  const optimizer = createOptimizer(parsed, [parameter], createReferenceKernels('float64'))
  const values = gradients.map((gradient, step) => {
    parameter.gradient[0] = gradient
    optimizer.step(rates?.[step] ?? parsed.learningRate)
    return parameter.data[0]!
  })
  expect(optimizer.state.steps).toBe(gradients.length)
  return values
}

export function expectPath(got: number[], want: number[]): void {
  expect(got).toHaveLength(want.length)
  for (const [i, value] of want.entries()) expect(got[i]).toBeCloseTo(value, 12)
}
