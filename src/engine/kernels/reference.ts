/** The reference kernels: plain TypeScript in float32 or float64. They are the specification that faster kernels are held against. */
import type { Kernels, Precision } from './kernels'
import * as activations from './reference/activations'
import * as batchNorm from './reference/batch-norm'
import * as dropout from './reference/dropout'
import * as linear from './reference/linear'
import * as losses from './reference/losses'
import * as scores from './reference/scores'
import * as softmax from './reference/softmax'

/**
 * Both precisions run the same loops: intermediate results are float64, as all arithmetic in JavaScript, and are rounded to the
 * precision where they are stored.
 */
export function createReferenceKernels(precision: Precision): Kernels {
  return {
    name: 'reference',
    precision,
    allocate: precision === 'float32' ? (length) => new Float32Array(length) : (length) => new Float64Array(length),
    ...linear,
    ...activations,
    ...dropout,
    ...batchNorm,
    ...softmax,
    ...losses,
    ...scores,
  }
}
