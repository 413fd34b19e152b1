/** Kind `optimizer`: first values and the gradients of each step -> the values after each step. */
import * as z from 'zod'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import type { Parameter } from '../../../src/engine/layers/module'
import { createOptimizer } from '../../../src/engine/optimizers/registry'
import type { Kind } from '../kind'
import { built, optimizerOf, optimizerParams, rateOfStep, wordsFor } from '../parts'
import { tensor } from '../schema'

const shape = z.object({
  inputs: z.object({ p0: z.array(tensor), grads: z.array(tensor) }),
  expected: z.object({ p: z.array(tensor) }),
})

export const optimizer: Kind = {
  notSupported: (golden) => wordsFor('optimizer', optimizerOf(optimizerParams.parse(golden.params))),
  float32: true,
  run(golden, check, precision) {
    const { inputs, expected } = shape.parse(golden)
    const params = optimizerParams.parse(golden.params)
    const kernels = createReferenceKernels(precision)
    const parameters: Parameter[] = inputs.p0.map(({ shape: sizes, data }, k) => {
      const values = kernels.allocate(data.length)
      values.set(data)
      return { name: `p${k}`, shape: sizes, data: values, gradient: kernels.allocate(data.length) }
    })
    const rule = createOptimizer(built(optimizerOf(params)), parameters, kernels)
    const steps = inputs.grads[0]?.shape[0] ?? 0
    for (let step = 0; step < steps; step++) {
      for (const [k, { data, gradient }] of parameters.entries()) gradient.set(inputs.grads[k]!.data.slice(step * data.length, (step + 1) * data.length))
      rule.step(rateOfStep(params, step))
      for (const [k, { name, data }] of parameters.entries())
        check.numbers(`${name} after step ${step + 1}`, data, expected.p[k]!.data.slice(step * data.length, (step + 1) * data.length))
    }
    check.equal('steps', rule.state.steps, steps)
  },
}
