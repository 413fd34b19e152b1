/** Parameters in the kernels' memory beside the same ones of the reference, for tests of what changes them number by number. */
import { padded } from '../../../../src/engine/fast/exports'
import type { FastInstance } from '../../../../src/engine/fast/module'
import type { FastParameter } from '../../../../src/engine/fast/parameter'
import type { Parameter } from '../../../../src/engine/layers/module'

/** Values and gradients of tensors of the given shapes, 0 at first. */
export function referenceParameters(shapes: readonly (readonly number[])[]): Parameter[] {
  return shapes.map((shape, k) => {
    const length = shape.reduce((product, size) => product * size, 1)
    return { name: `p${k}`, shape: [...shape], data: new Float32Array(length), gradient: new Float32Array(length) }
  })
}

/** Room for the same; each tensor is one row, because the order of its numbers makes no difference here. */
export function allocateParameters({ memory }: FastInstance, parameters: readonly Parameter[]): FastParameter[] {
  return parameters.map(({ name, shape, data }) => {
    const count = padded(data.length)
    const [weight, gradient] = [memory.allocateFloats(count), memory.allocateFloats(count)]
    return { name, shape, weight, gradient, count, isWeight: shape.length > 1 }
  })
}

/** Copies values, gradients or both from the reference. */
export function copyIn({ memory }: FastInstance, to: readonly FastParameter[], from: readonly Parameter[], what: readonly ('data' | 'gradient')[]): void {
  for (const [k, { weight, gradient }] of to.entries())
    for (const field of what) memory.floats(field === 'data' ? weight : gradient, from[k]![field].length).set(from[k]![field])
}

/** All numbers of a tensor's value or gradient, without and in the padding. */
export function readParameter({ memory }: FastInstance, { weight, gradient, shape, count }: FastParameter, what: 'data' | 'gradient' = 'data') {
  const length = shape.reduce((product, size) => product * size, 1)
  const numbers = [...memory.floats(what === 'data' ? weight : gradient, count)]
  return { numbers: numbers.slice(0, length), padding: numbers.slice(length) }
}
