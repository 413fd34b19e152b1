/** A ball on the parabola L(p) = p²/2, moved by an optimizer of the engine. */
import { findPart } from '../../../../engine/config/part'
import { createReferenceKernels, optimizers } from '../../../../engine/index'

export const descentOptimizers = ['sgd', 'momentum', 'adam'] as const
export type DescentOptimizer = (typeof descentOptimizers)[number]

export const startingPoint = -1.8

export function lossAt(p: number): number {
  return (p * p) / 2
}

/** The places after 0, 1, ..., `steps` steps; dL/dp = p. Ends early where a place is no finite number. */
export function descend(name: DescentOptimizer, learningRate: number, steps: number): number[] {
  const kernels = createReferenceKernels('float64')
  const parameter = { name: 'p', shape: [1], data: kernels.allocate(1), gradient: kernels.allocate(1) }
  const optimizer = findPart(optimizers, 'name', name).create({ name }, [parameter], kernels)
  parameter.data[0] = startingPoint
  const places = [startingPoint]
  for (let step = 0; step < steps; step++) {
    parameter.gradient[0] = parameter.data[0]
    optimizer.step(learningRate)
    const place = parameter.data[0]
    if (!Number.isFinite(place)) break
    places.push(place)
  }
  return places
}
