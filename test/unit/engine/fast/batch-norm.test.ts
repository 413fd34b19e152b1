/** Batch normalisation on the fast kernels against the reference. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { padded } from '../../../../src/engine/fast/exports'
import type { NormShape, NormVectors } from '../../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { allocateRows, freshInstance, readPadding, readRows, writeRows } from './instance'
import { float32Array } from './numbers'

interface Given {
  shape: NormShape
  x: readonly number[]
  gradOutput: readonly number[]
  weight: readonly number[]
  bias: readonly number[]
  runningMean: readonly number[]
  runningVariance: readonly number[]
}

const kernels = createReferenceKernels('float32')

/** Memory of the fast kernels for a case, filled. */
function placed(given: Given) {
  const { shape, x, gradOutput, weight, bias, runningMean, runningVariance } = given
  const { rows, columns } = shape
  const instance = freshInstance()
  const block = () => allocateRows(instance, rows, columns)
  const column = () => allocateRows(instance, 1, columns)
  const at = {
    ...{ x: block(), y: block(), normalised: block(), gradOutput: block(), gradInput: block() },
    ...{ inverse: column(), weight: column(), bias: column(), runningMean: column(), runningVariance: column(), gradWeight: column(), gradBias: column() },
  }
  for (const [pointer, values] of [
    [at.x, x],
    [at.gradOutput, gradOutput],
    [at.weight, weight],
    [at.bias, bias],
  ] as const)
    writeRows(instance, pointer, columns, values)
  writeRows(instance, at.runningMean, columns, runningMean)
  writeRows(instance, at.runningVariance, columns, runningVariance)
  return { instance, at, row: padded(columns) }
}

/** Forward and backward in training. `inPlace` writes y over x and dx over dy. */
function train(given: Given, inPlace = false) {
  const { instance, at, row } = placed(given)
  const { rows, columns, momentum, epsilon } = given.shape
  const [y, gradInput] = inPlace ? [at.x, at.gradOutput] : [at.y, at.gradInput]
  instance.kernels.batchNormTraining(at.x, y, at.normalised, at.inverse, at.weight, at.bias, at.runningMean, at.runningVariance, rows, row, momentum, epsilon)
  instance.kernels.batchNormBackward(at.gradOutput, at.normalised, at.inverse, at.weight, at.gradWeight, at.gradBias, gradInput, rows, row)
  const blocks = { y, normalised: at.normalised, gradInput }
  const columnsOf = { runningMean: at.runningMean, runningVariance: at.runningVariance, gradWeight: at.gradWeight, gradBias: at.gradBias }
  const read = (places: object, count: number) => Object.fromEntries(Object.entries(places).map(([name, at]) => [name, readRows(instance, at, count, columns)]))
  const padding = [y, gradInput].flatMap((pointer) => readPadding(instance, pointer, rows, columns))
  const columnPadding = Object.values(columnsOf).flatMap((pointer) => readPadding(instance, pointer, 1, columns))
  return { numbers: { ...read(blocks, rows), ...read(columnsOf, 1) }, padding: [...padding, ...columnPadding] }
}

/** The reference's memory of what a case keeps for each column. */
function normOf({ weight, bias, runningMean, runningVariance }: Pick<Given, 'weight' | 'bias' | 'runningMean' | 'runningVariance'>): NormVectors {
  return {
    weight: Float32Array.from(weight),
    bias: Float32Array.from(bias),
    runningMean: Float32Array.from(runningMean),
    runningVariance: Float32Array.from(runningVariance),
  }
}

/** The same by the reference. */
function trainReference({ shape, x, gradOutput, weight, bias, runningMean, runningVariance }: Given) {
  const { rows, columns } = shape
  const block = () => new Float32Array(rows * columns)
  const [y, normalised, gradInput] = [block(), block(), block()]
  const kept = { normalised, inverseDeviation: new Float32Array(columns) }
  const norm = normOf({ weight, bias, runningMean, runningVariance })
  const [gradWeight, gradBias] = [new Float32Array(columns), new Float32Array(columns)]
  kernels.batchNormTraining(Float32Array.from(x), norm, kept, y, shape)
  kernels.batchNormParameterGradients(Float32Array.from(gradOutput), kept, gradWeight, gradBias, shape)
  kernels.batchNormTrainingInputGradient(Float32Array.from(gradOutput), norm.weight, kept, gradInput, shape)
  return {
    y,
    normalised,
    gradInput,
    runningMean: norm.runningMean,
    runningVariance: norm.runningVariance,
    gradWeight,
    gradBias,
    inverse: kept.inverseDeviation,
  }
}

function cases(x: (length: number) => fc.Arbitrary<number[]> = float32Array): fc.Arbitrary<Given> {
  const sizes = fc.tuple(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 1, max: 20 }))
  const positive = (length: number) => float32Array(length).map((numbers) => numbers.map((number) => Math.fround(Math.abs(number))))
  return sizes.chain(([rows, columns]) =>
    fc.record({
      shape: fc.constant({ rows, columns, momentum: 0.1, epsilon: 1e-5 }),
      x: x(rows * columns),
      gradOutput: float32Array(rows * columns),
      weight: float32Array(columns),
      bias: float32Array(columns),
      runningMean: float32Array(columns),
      runningVariance: positive(columns),
    }),
  )
}

/** 2^-24: what rounding to float32 takes of a number at most. */
const rounding = 2 ** -24

/**
 * The sums are the same float64 ones. n has four roundings (the difference, less the rest of the mean, the inverse, the product), of numbers as
 * large as n; y one more of each of its terms; dx as many again as its terms, by weight times inverse. Running statistics are rounded once, and
 * may fall on the other side. Where the float32 n of the two differ, so do the sums that are made of them.
 */
function expectClose(given: Given, got: ReturnType<typeof train>['numbers'], want: ReturnType<typeof trainReference>): void {
  const { rows, columns } = given.shape
  const largest = (numbers: ArrayLike<number>) => Math.max(1, ...Array.from(numbers, Math.abs))
  const within = (name: keyof typeof want, size: (i: number) => number) => {
    for (const [i, number] of got[name]!.entries()) expect(Math.abs(number - want[name][i]!), `${name}[${i}]`).toBeLessThanOrEqual(size(i) * rounding)
  }
  const n = largest(want.normalised)
  const dy = largest(given.gradOutput)
  within('normalised', () => 6 * n)
  within('y', (i) => 8 * (n * Math.abs(given.weight[i % columns]!) + Math.abs(given.bias[i % columns]!)) + 1e-30)
  within('gradBias', (i) => 2 * Math.abs(want.gradBias[i]!) + 1e-30)
  within('gradWeight', () => 8 * rows * dy * n)
  within('gradInput', (i) => 16 * Math.abs(given.weight[i % columns]!) * want.inverse[i % columns]! * dy * (2 + n * n) + 1e-30)
  within('runningMean', () => 4)
  within('runningVariance', () => 32)
}

describe('in training', () => {
  it('two rows become -1 and 1', () => {
    // mean 3, biased variance 4, unbiased 8, epsilon 0 for all that float32 knows: n = -1, 1; y = 2 n + 5. Running: 1 + 0.5 (3 - 1), 1 + 0.5 (8 - 1).
    // dy = (1, 3): sum 4, sum of dy n = 2; dx = 2 / 2 (dy - 4/2 - n 2/2) = (1 - 2 + 1, 3 - 2 - 1)
    const shape = { rows: 2, columns: 1, momentum: 0.5, epsilon: 1e-37 }
    const given = { shape, x: [1, 5], gradOutput: [1, 3], weight: [2], bias: [5], runningMean: [1], runningVariance: [1] }
    expect(train(given).numbers).toEqual({
      y: [3, 7],
      normalised: [-1, 1],
      gradInput: [0, 0],
      runningMean: [2],
      runningVariance: [4.5],
      gradWeight: [2],
      gradBias: [4],
    })
  })

  it('follows the reference, in place too, and keeps the padding', () => {
    fc.assert(
      fc.property(cases(), fc.boolean(), (given, inPlace) => {
        const { numbers, padding } = train(given, inPlace)
        expectClose(given, numbers, trainReference(given))
        expect(padding.every((number) => number === 0)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('loses no digits where the numbers lie far from 0', () => {
    // 10000 and its next neighbours, 1/1024 apart: n is known to all digits, although the mean itself has none to spare.
    const far = (length: number) =>
      fc.array(
        fc.integer({ min: -8, max: 8 }).map((step) => 10000 + step / 1024),
        { minLength: length, maxLength: length },
      )
    fc.assert(
      fc.property(cases(far), (given) => {
        const want = trainReference(given)
        const n = Math.max(1, ...want.normalised.map(Math.abs))
        for (const [i, number] of train(given).numbers['normalised']!.entries())
          expect(Math.abs(number - want.normalised[i]!)).toBeLessThanOrEqual(6 * n * rounding)
      }),
      { numRuns: 100 },
    )
  })

  it('gives a constant column and the padding zeros, whatever epsilon', () => {
    const shape = { rows: 3, columns: 1, momentum: 0.1, epsilon: 1e-300 }
    const { numbers, padding } = train({ shape, x: [7, 7, 7], gradOutput: [1, 2, 3], weight: [1], bias: [0], runningMean: [0], runningVariance: [1] })
    expect(numbers['normalised']).toEqual([0, 0, 0])
    expect(padding.every((number) => number === 0)).toBe(true)
  })

  it('lets NaN through to all of its column and to no other', () => {
    const shape = { rows: 2, columns: 2, momentum: 0.1, epsilon: 1e-5 }
    const { numbers } = train({
      shape,
      x: [NaN, 1, 2, 3],
      gradOutput: [1, 1, 1, 1],
      weight: [1, 1],
      bias: [0, 0],
      runningMean: [0, 0],
      runningVariance: [1, 1],
    })
    expect(numbers['y']!.map(Number.isNaN)).toEqual([true, false, true, false])
    expect(numbers['gradInput']!.map(Number.isNaN)).toEqual([true, false, true, false])
    expect(numbers['runningMean']!.map(Number.isNaN)).toEqual([true, false])
  })

  it('adds to the gradients of an earlier block', () => {
    const shape = { rows: 2, columns: 1, momentum: 0.5, epsilon: 1e-37 }
    const { instance, at, row } = placed({ shape, x: [1, 5], gradOutput: [1, 3], weight: [2], bias: [5], runningMean: [1], runningVariance: [1] })
    writeRows(instance, at.normalised, 1, [-1, 1])
    for (let block = 0; block < 2; block++)
      instance.kernels.batchNormBackward(at.gradOutput, at.normalised, at.inverse, at.weight, at.gradWeight, at.gradBias, at.gradInput, 2, row)
    expect([at.gradWeight, at.gradBias].map((pointer) => readRows(instance, pointer, 1, 1))).toEqual([[4], [8]])
  })
})

describe('in evaluation', () => {
  it('follows the reference and leaves the running statistics alone', () => {
    fc.assert(
      fc.property(cases(), (given) => {
        const { rows, columns, epsilon } = given.shape
        const { instance, at, row } = placed(given)
        instance.kernels.batchNormEvaluation(at.x, at.y, at.weight, at.bias, at.runningMean, at.runningVariance, rows, row, epsilon)
        const [y, n] = [new Float32Array(rows * columns), new Float32Array(rows * columns)]
        const norm = normOf(given)
        const kept = { normalised: n, inverseDeviation: new Float32Array(columns) }
        kernels.batchNormEvaluation(Float32Array.from(given.x), norm, kept, y, given.shape)
        for (const [i, number] of readRows(instance, at.y, rows, columns).entries()) {
          const size = Math.abs(n[i]! * norm.weight[i % columns]!) + Math.abs(norm.bias[i % columns]!)
          // The difference, the inverse, two products and the sum.
          expect(Math.abs(number - y[i]!)).toBeLessThanOrEqual(6 * rounding * size + 1e-37)
        }
        expect(readPadding(instance, at.y, rows, columns).every((number) => number === 0)).toBe(true)
        expect(readRows(instance, at.runningMean, 1, columns)).toEqual([...norm.runningMean])
        expect(readRows(instance, at.runningVariance, 1, columns)).toEqual([...norm.runningVariance])
      }),
      { numRuns: 100 },
    )
  })
})
