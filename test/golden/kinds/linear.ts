/** Kind `linear`: x, W, b, dy -> y, dx, dW, db. */
import * as z from 'zod'
import { Linear } from '../../../src/engine/layers/linear'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import type { Kind } from '../kind'
import { tensor } from '../schema'

const shape = z.object({
  inputs: z.object({ x: tensor, W: tensor, b: tensor.optional(), dy: tensor }),
  expected: z.object({ y: tensor, dx: tensor, dW: tensor, db: tensor.optional() }),
})

export const linear: Kind = {
  notSupported: () => null,
  float32: true,
  run(golden, check, precision) {
    const { inputs, expected } = shape.parse(golden)
    const [rows = 0, width = 0] = inputs.x.shape
    const outputs = inputs.W.shape[0] ?? 0
    const kernels = createReferenceKernels(precision)
    const layer = new Linear(kernels, { name: 'layers.0', inputs: width, outputs, bias: inputs.b !== undefined, capacity: rows })
    layer.weight.data.set(inputs.W.data)
    if (inputs.b !== undefined) layer.bias?.data.set(inputs.b.data)
    const x = kernels.allocate(inputs.x.data.length)
    x.set(inputs.x.data)
    const gradOutput = kernels.allocate(inputs.dy.data.length)
    gradOutput.set(inputs.dy.data)
    check.tensor('y', layer.forward(x, rows), expected.y)
    check.tensor('dx', layer.backward(gradOutput, rows), expected.dx)
    check.tensor('dW', layer.weight.gradient, expected.dW)
    if (expected.db !== undefined) check.tensor('db', layer.bias?.gradient ?? [], expected.db)
  },
}
