/** Losses and their gradients in float32 against the reference kernels. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { padded } from '../../../../src/engine/fast/exports'
import type { LossShape, SoftTargets, Vector } from '../../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { allocateRows, freshInstance, readPadding, readRows, writeRows } from './instance'

const reference = createReferenceKernels('float32')
const instance = freshInstance()
const { kernels, memory } = instance

const largest = { rows: 40, columns: 40 }
const outputs = allocateRows(instance, largest.rows, largest.columns)
const targets = allocateRows(instance, largest.rows, largest.columns)
const gradient = allocateRows(instance, largest.rows, largest.columns)
const classWeights = allocateRows(instance, 1, largest.columns)
const labels = memory.allocate(largest.rows)

interface Measured {
  loss: number
  gradient: number[]
}

/** A loss by the fast kernels on padded rows and by the reference on plain ones. */
interface LossPair {
  fast(shape: LossShape): number
  reference(x: Vector, t: Vector, gradient: Vector, shape: LossShape): number
}

const delta = 1.5
const soft: SoftTargets = { smoothing: 0.1, classWeights: Float64Array.from({ length: largest.columns }, (_, c) => 0.5 + c / 8) }

const pairs: Record<string, LossPair> = {
  'cross-entropy': {
    fast: ({ rows, columns, scale }) => kernels.crossEntropy(outputs, labels, gradient, rows, columns, scale),
    reference: (x, _t, dx, shape) => reference.crossEntropy(x, memory.bytesAt(labels, largest.rows), dx, shape),
  },
  'soft cross-entropy': {
    fast: ({ rows, columns, scale }) => kernels.softCrossEntropy(outputs, targets, gradient, rows, columns, scale, soft.smoothing, classWeights),
    reference: (x, t, dx, shape) => reference.softCrossEntropy(x, t, dx, shape, soft),
  },
  'squared error': {
    fast: ({ rows, columns, scale }) => kernels.squaredError(outputs, targets, gradient, rows, columns, scale),
    reference: (x, t, dx, shape) => reference.squaredError(x, t, dx, shape),
  },
  'absolute error': {
    fast: ({ rows, columns, scale }) => kernels.absoluteError(outputs, targets, gradient, rows, columns, scale),
    reference: (x, t, dx, shape) => reference.absoluteError(x, t, dx, shape),
  },
  'Huber error': {
    fast: ({ rows, columns, scale }) => kernels.huberError(outputs, targets, gradient, rows, columns, scale, delta),
    reference: (x, t, dx, shape) => reference.huberError(x, t, dx, shape, delta),
  },
  'binary cross-entropy': {
    fast: ({ rows, columns, scale }) => kernels.binaryCrossEntropy(outputs, targets, gradient, rows, columns, scale),
    reference: (x, t, dx, shape) => reference.binaryCrossEntropy(x, t, dx, shape),
  },
}

interface Sample {
  rows: number
  columns: number
  x: Float32Array
  t: Float32Array
  classes: number[]
}

/** Evenly over the range, and evenly over the exponents. */
function outputsWithin(size: number): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: -10_000, max: 10_000 }).map((number) => (number * size) / 10_000),
    fc.float({ min: -size, max: size, noNaN: true }),
  )
}

/** Outputs within `size`, targets from 0 to 1. */
function samples(size: number): fc.Arbitrary<Sample> {
  return fc.tuple(fc.integer({ min: 1, max: largest.rows }), fc.integer({ min: 1, max: largest.columns })).chain(([rows, columns]) => {
    const count = { minLength: rows * columns, maxLength: rows * columns }
    return fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      x: fc.array(outputsWithin(size), count).map((numbers) => Float32Array.from(numbers)),
      t: fc.float32Array({ ...count, min: 0, max: 1, noNaN: true }),
      classes: fc.array(fc.integer({ min: 0, max: columns - 1 }), { minLength: rows, maxLength: rows }),
    })
  })
}

/** Numbers where the kernels promise not to look, large and finite. */
function dirtyPadding(): void {
  const all = largest.rows * padded(largest.columns)
  for (const pointer of [outputs, targets, gradient]) memory.floats(pointer, all).fill(1e30)
}

function measureFast({ fast }: LossPair, { rows, columns, x, t, classes }: Sample, scale: number): Measured {
  dirtyPadding()
  writeRows(instance, outputs, columns, x)
  writeRows(instance, targets, columns, t)
  memory.floats(classWeights, largest.columns).set(soft.classWeights)
  memory.bytesAt(labels, rows).set(classes)
  const loss = fast({ rows, columns, scale })
  expect(readPadding(instance, gradient, rows, columns).every((number) => Object.is(number, 0))).toBe(true)
  return { loss, gradient: readRows(instance, gradient, rows, columns) }
}

function measureReference(pair: LossPair, { rows, columns, x, t, classes }: Sample, scale: number): Measured {
  memory.bytesAt(labels, rows).set(classes)
  const dx = new Float32Array(rows * columns)
  const loss = pair.reference(x, t, dx, { rows, columns, scale })
  return { loss, gradient: [...dx] }
}

function expectNear(got: number, want: number, { abs, rel }: { abs: number; rel: number }): void {
  expect(Math.abs(got - want)).toBeLessThanOrEqual(abs + rel * Math.abs(want))
}

describe.each(Object.entries(pairs))('%s', (_name, pair) => {
  /**
   * Every term of a loss is 0 or positive, so that relative errors do not grow in the sum: 3 ulp (2e-7) of an exponential or a product, and
   * a rounded difference of two outputs up to 20 apart, which the exponential turns into a relative 20 6e-8. A gradient is a difference of
   * numbers up to the class weights' 5.5.
   */
  test('is the reference to the digits of float32, and leaves padding 0', () => {
    fc.assert(
      fc.property(samples(10), (sample) => {
        const [got, want] = [measureFast(pair, sample, 0.25), measureReference(pair, sample, 0.25)]
        expectNear(got.loss, want.loss, { abs: 1e-30, rel: 2e-6 })
        for (const [i, number] of got.gradient.entries()) expectNear(number, want.gradient[i]!, { abs: 5e-7, rel: 2e-6 })
      }),
      { numRuns: 30 },
    )
  })

  test('is NaN where an output is NaN, in the same places of the gradient, and its padding is still 0', () => {
    fc.assert(
      fc.property(samples(10), fc.nat(), (sample, at) => {
        sample.x[at % sample.x.length] = NaN
        const [got, want] = [measureFast(pair, sample, 1), measureReference(pair, sample, 1)]
        expect(got.loss).toBeNaN()
        expect(got.gradient.map(Number.isNaN)).toEqual(want.gradient.map(Number.isNaN))
      }),
      { numRuns: 20 },
    )
  })

  test('is the reference for outputs up to 1e18 too, whose errors are finite in float32', () => {
    fc.assert(
      fc.property(samples(Math.fround(1e18)), (sample) => {
        const [got, want] = [measureFast(pair, sample, 1), measureReference(pair, sample, 1)]
        // A difference of 88 is told from the next float32 by 4e-6, and so is e to it.
        expectNear(got.loss, want.loss, { abs: 1e-30, rel: 1e-5 })
        for (const [i, number] of got.gradient.entries()) expectNear(number, want.gradient[i]!, { abs: 1e-5, rel: 1e-5 })
      }),
      { numRuns: 30 },
    )
  })
})

function one(x: readonly number[], t: readonly number[] = x.map(() => 0), label = 0): Sample {
  return { rows: 1, columns: x.length, x: Float32Array.from(x), t: Float32Array.from(t), classes: [label] }
}

test('cross-entropy of the logits ln 1, ln 2, ln 5 with the label 1 is -ln (2/8), and its gradient (1/8, 2/8 - 1, 5/8)', () => {
  const { loss, gradient: slopes } = measureFast(pairs['cross-entropy']!, one([0, Math.log(2), Math.log(5)], [0, 0, 0], 1), 1)
  expect(loss).toBeCloseTo(Math.log(4), 6)
  expect(slopes.map((slope) => Number(slope.toFixed(6)))).toEqual([0.125, -0.75, 0.625])
})

test('a small cross-entropy keeps its digits, and so does the gradient at the label', () => {
  // ln (1 + e^-20) = 2.0611536e-9, of which 1 + 2e-9 in float32 would leave nothing; the gradient is -e^-20 / (1 + e^-20).
  const { loss, gradient: slopes } = measureFast(pairs['cross-entropy']!, one([20, 0]), 1)
  expectNear(loss, Math.log1p(Math.exp(-20)), { abs: 0, rel: 3e-7 })
  expectNear(slopes[0]!, -Math.exp(-20), { abs: 0, rel: 3e-7 })
  expectNear(slopes[1]!, Math.exp(-20), { abs: 0, rel: 3e-7 })
})

test('the cross-entropy of a class far below the largest is their distance', () => {
  const { loss, gradient: slopes } = measureFast(pairs['cross-entropy']!, one([0, 1000], [0, 0], 0), 1)
  expect(loss).toBe(1000)
  expect(slopes).toEqual([-1, 1])
})

test('a small binary cross-entropy keeps its digits on both sides', () => {
  // Both are ln (1 + e^-30), with the gradients -e^-30 and e^-30 up to 1e-26.
  const { loss, gradient: slopes } = measureFast(pairs['binary cross-entropy']!, one([30, -30], [1, 0]), 1)
  expectNear(loss, 2 * Math.exp(-30), { abs: 0, rel: 3e-7 })
  expectNear(slopes[0]!, -Math.exp(-30), { abs: 0, rel: 3e-7 })
  expectNear(slopes[1]!, Math.exp(-30), { abs: 0, rel: 3e-7 })
})

test('Huber error with delta 1.5 of the errors 1, -2 and 0 is 1/2 + 1.5 (2 - 0.75) + 0', () => {
  const { loss, gradient: slopes } = measureFast(pairs['Huber error']!, one([1, -2, 0]), 1)
  expect(loss).toBe(2.375)
  expect(slopes).toEqual([1, -1.5, 0])
})

test('squared error of 3 is 9 with the slope 6, absolute error 3 with the slope 1, and where nothing is wrong the slope is 0', () => {
  expect(measureFast(pairs['squared error']!, one([3, 0]), 1)).toEqual({ loss: 9, gradient: [6, 0] })
  expect(measureFast(pairs['absolute error']!, one([3, 0]), 1)).toEqual({ loss: 3, gradient: [1, 0] })
})
