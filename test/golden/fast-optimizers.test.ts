/** The golden vectors of optimizers through the fast kernels, with the tolerance that their README allows float32. */
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import bytes from '../../src/engine/fast/assembly/index.ts?wasm'
import { padded } from '../../src/engine/fast/exports'
import { compileFast, instantiateFast } from '../../src/engine/fast/module'
import { FastOptimizer } from '../../src/engine/fast/optimizer'
import { Check } from './check'
import { built, optimizerOf, optimizerParams, rateOfStep, wordsFor } from './parts'
import { readGoldenCases, tensor, type GoldenCase } from './schema'

const shape = z.object({
  inputs: z.object({ p0: z.array(tensor), grads: z.array(tensor) }),
  expected: z.object({ p: z.array(tensor) }),
})

const float32Tolerance = { abs: 1e-5, rel: 1e-5 }

const given = process.env['GOLDEN_DIR']
const cases = readGoldenCases(resolve(given ?? resolve(import.meta.dirname, 'vectors'))).filter(({ kind }) => kind === 'optimizer')
/** golden.test.ts lists the others. */
const runnable = cases.filter(({ params }) => wordsFor('optimizer', optimizerOf(optimizerParams.parse(params))) === null)

const module = compileFast(bytes)

function run(golden: GoldenCase): Check {
  if (module === null) throw new Error('this Node has no WebAssembly SIMD')
  const check = new Check(float32Tolerance)
  const { inputs, expected } = shape.parse(golden)
  const params = optimizerParams.parse(golden.params)
  const instance = instantiateFast(module)
  const { memory } = instance
  const parameters = inputs.p0.map(({ shape: sizes, data }, k) => {
    const count = padded(data.length)
    const [weight, gradient] = [memory.allocateFloats(count), memory.allocateFloats(count)]
    return { name: `p${k}`, shape: sizes, weight, gradient, count, isWeight: sizes.length > 1 }
  })
  const optimizer = new FastOptimizer(built(optimizerOf(params)), true, parameters, instance)
  optimizer.ready()
  const views = parameters.map(({ name, weight, gradient }, k) => {
    const { length } = inputs.p0[k]!.data
    return { name, length, values: memory.floats(weight, length), gradients: memory.floats(gradient, length) }
  })
  for (const [k, { values }] of views.entries()) values.set(inputs.p0[k]!.data)
  const steps = inputs.grads[0]?.shape[0] ?? 0
  for (let step = 0; step < steps; step++) {
    for (const [k, { gradients, length }] of views.entries()) gradients.set(inputs.grads[k]!.data.slice(step * length, (step + 1) * length))
    optimizer.begin(rateOfStep(params, step))
    for (const k of parameters.keys()) optimizer.update(k)
    for (const [k, { name, length, values }] of views.entries())
      check.numbers(`${name} after step ${step + 1}`, values, expected.p[k]!.data.slice(step * length, (step + 1) * length))
  }
  check.equal('steps', optimizer.steps, steps)
  return check
}

describe('golden vectors of optimizers on the fast kernels', () => {
  it.runIf(given === undefined)("has cases in the project's own folder, all of them built", () => {
    expect(cases.length).toBeGreaterThan(20)
    expect(runnable).toHaveLength(cases.length)
  })

  it.each(runnable)('$id', (golden) => {
    expect(run(golden).compared).toBeGreaterThan(0)
  })
})
