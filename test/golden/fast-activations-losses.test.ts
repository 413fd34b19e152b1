/** The golden vectors of activations and losses through the fast kernels, with the tolerance that their README allows float32. */
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import bytes from '../../src/engine/fast/assembly/index.ts?wasm'
import { activationCode } from '../../src/engine/fast/activation-codes'
import { padded } from '../../src/engine/fast/exports'
import { FastLossKernels } from '../../src/engine/fast/loss-kernels'
import { compileFast, instantiateFast, type FastInstance } from '../../src/engine/fast/module'
import type { BatchTargets, Loss } from '../../src/engine/losses/loss'
import { createLoss } from '../../src/engine/losses/registry'
import { Check } from './check'
import { activation, activationShape, compareDerivative } from './kinds/activation'
import { crossEntropyShape, elementwiseShape, loss, sizeOf, targetsOf } from './kinds/loss'
import { activationOf, built, lossOf, lossParams } from './parts'
import { readGoldenCases, type GoldenCase, type Tensor } from './schema'

const float32Tolerance = { abs: 1e-5, rel: 1e-5 }

const given = process.env['GOLDEN_DIR']
const golden = readGoldenCases(resolve(given ?? resolve(import.meta.dirname, 'vectors')))
/** golden.test.ts lists those that are not built. */
const activationCases = golden.filter((one) => one.kind === 'activation' && activation.notSupported(one) === null)
const lossCases = golden.filter((one) => one.kind === 'loss' && loss.notSupported(one) === null)

const module = compileFast(bytes)

function freshInstance(): FastInstance {
  if (module === null) throw new Error('this Node has no WebAssembly SIMD')
  return instantiateFast(module)
}

function runActivation(one: GoldenCase): Check {
  const check = new Check(float32Tolerance)
  const { params, inputs, expected } = activationShape.parse(one)
  const { code, parameter } = activationCode(built(activationOf(params)))
  const { kernels, memory } = freshInstance()
  const size = inputs.x.data.length
  const count = padded(size)
  const [x, y] = [memory.allocateFloats(count), memory.allocateFloats(count)]
  const [dy, dx] = [memory.allocateFloats(count), memory.allocateFloats(count)]
  const rounded = memory.floats(x, size)
  rounded.set(inputs.x.data)
  kernels.activationForward(code, parameter, x, y, count)
  check.tensor('y', memory.floats(y, size), expected.y)
  for (const [what, gradient, want] of [
    ['dydx', new Float32Array(size).fill(1), expected.dydx],
    ['dx', Float32Array.from(inputs.dy.data), expected.dx],
  ] as const) {
    memory.floats(dy, size).set(gradient)
    kernels.activationBackward(code, parameter, x, y, dy, dx, count)
    compareDerivative(check, what, { x: inputs.x, rounded, got: memory.floats(dx, size), want })
  }
  return check
}

/** A batch in the kernels' memory, in padded rows. */
interface FastBatch {
  kernels: FastLossKernels
  rows: number
  columns: number
  output: Float32Array
  gradient: Float32Array
  targets: BatchTargets
}

function batchOf(outputs: Tensor, values: readonly number[], labels: readonly number[]): FastBatch {
  const { rows, columns } = sizeOf(outputs)
  const { kernels, memory } = freshInstance()
  const length = rows * padded(columns)
  const [x, t, dx] = [memory.allocateFloats(length), memory.allocateFloats(length), memory.allocateFloats(length)]
  const weights = memory.allocateFloats(padded(columns))
  const classes = memory.allocate(rows)
  const batch: FastBatch = {
    kernels: new FastLossKernels(kernels, memory.floats(weights, columns)),
    rows,
    columns,
    output: memory.floats(x, length),
    gradient: memory.floats(dx, length),
    targets: { labels: memory.bytesAt(classes, rows), values: memory.floats(t, length) },
  }
  batch.targets.labels.set(labels)
  for (let r = 0; r < rows; r++) {
    batch.output.set(outputs.data.slice(r * columns, (r + 1) * columns), r * padded(columns))
    batch.targets.values.set(values.slice(r * columns, (r + 1) * columns), r * padded(columns))
  }
  return batch
}

function withoutPadding({ gradient, rows, columns }: FastBatch): number[] {
  return Array.from({ length: rows }, (_, r) => [...gradient.subarray(r * padded(columns), r * padded(columns) + columns)]).flat()
}

/** Compares the objective and its gradient. */
function compareLoss(check: Check, measured: Loss, batch: FastBatch, want: { loss: number; gradient: Tensor }): void {
  const { rows, output, targets, gradient } = batch
  const sum = measured.evaluate(output, targets, gradient, { rows, batch: rows })
  check.number('loss', measured.objective(sum, rows), want.loss)
  check.tensor('gradient', withoutPadding(batch), want.gradient)
}

function runElementwise(one: GoldenCase): Check {
  const check = new Check(float32Tolerance)
  const { inputs, expected } = elementwiseShape.parse(one)
  const batch = batchOf(inputs.pred, inputs.target.data, [])
  const measured = createLoss(built(lossOf(lossParams.parse(one.params))), batch.columns, batch.kernels)
  compareLoss(check, measured, batch, { loss: expected.loss, gradient: expected.dpred })
  return check
}

function runCrossEntropy(one: GoldenCase): Check {
  const check = new Check(float32Tolerance)
  const { inputs, expected } = crossEntropyShape.parse(one)
  const { columns } = sizeOf(inputs.logits)
  const labels = inputs.labels ?? []
  const oneHot = labels.flatMap((label) => Array.from({ length: columns }, (_, c) => Number(c === label)))
  const batch = batchOf(inputs.logits, inputs.targets?.data ?? oneHot, labels)
  const measured = createLoss(built(lossOf(lossParams.parse(one.params))), columns, batch.kernels, targetsOf(inputs, columns))
  compareLoss(check, measured, batch, { loss: expected.loss, gradient: expected.dlogits })
  const samples = Array.from({ length: batch.rows }, (_, row) => {
    const from = row * padded(columns)
    const sample = { labels: batch.targets.labels.subarray(row), values: batch.targets.values.subarray(from) }
    return measured.evaluate(batch.output.subarray(from), sample, batch.gradient, { rows: 1, batch: 1 })
  })
  check.tensor('per_sample', samples, expected.per_sample)
  return check
}

describe('golden vectors of activations and losses on the fast kernels', () => {
  it.runIf(given === undefined)("has cases in the project's own folder, all of them built", () => {
    expect(activationCases.length).toBeGreaterThan(9)
    expect(lossCases.length).toBeGreaterThan(9)
    expect(activationCases.length + lossCases.length).toBe(golden.filter(({ kind }) => kind === 'activation' || kind === 'loss').length)
  })

  it.each(activationCases)('$id', (one) => {
    expect(runActivation(one).compared).toBeGreaterThan(0)
  })

  it.each(lossCases)('$id', (one) => {
    const check = one.params['name'] === 'cross_entropy_logits' ? runCrossEntropy(one) : runElementwise(one)
    expect(check.compared).toBeGreaterThan(0)
  })
})
