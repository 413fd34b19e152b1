/** Products and losses of samples that lie side by side. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { softCrossEntropy } from '../../../../src/engine/kernels/reference/softmax'
import { padded } from '../../../../src/engine/fast/exports'
import { allocateRows, freshInstance, readRows, writeRows } from './instance'

const small = fc.float({ min: -4, max: 4, noNaN: true })

/** Numbers of (rows, columns). */
function matrix(rows: number, columns: number): fc.Arbitrary<number[]> {
  return fc.array(small, { minLength: rows * columns, maxLength: rows * columns })
}

const shapes = fc.record({ rows: fc.integer({ min: 1, max: 11 }), inner: fc.integer({ min: 1, max: 11 }), samples: fc.integer({ min: 1, max: 30 }) })

describe('combineRows', () => {
  it('adds up y = W x + b for each sample, with any number of rows and inputs, also with W transposed', () => {
    fc.assert(
      fc.property(
        shapes.chain(({ rows, inner, samples }) =>
          fc.record({
            rows: fc.constant(rows),
            inner: fc.constant(inner),
            samples: fc.constant(samples),
            weight: matrix(rows, inner),
            bias: matrix(rows, 1),
            x: matrix(inner, samples),
            biased: fc.boolean(),
            transposed: fc.boolean(),
          }),
        ),
        ({ rows, inner, samples, weight, bias, x, biased, transposed }) => {
          const instance = freshInstance()
          const { kernels, memory } = instance
          const [w, b] = [memory.allocateFloats(rows * inner), memory.allocateFloats(rows)]
          const [from, to] = [allocateRows(instance, inner, samples), allocateRows(instance, rows, samples)]
          const at = (r: number, i: number) => (transposed ? i * rows + r : r * inner + i)
          memory.floats(w, rows * inner).set(weight)
          memory.floats(b, rows).set(bias)
          writeRows(instance, from, samples, x)
          const [rowStep, columnStep] = transposed ? [4, rows * 4] : [inner * 4, 4]
          kernels.combineRows(rows, inner, w, rowStep, columnStep, from, biased ? b : 0, to, padded(samples) * 4)
          const y = readRows(instance, to, rows, samples)
          for (let r = 0; r < rows; r++) {
            for (let s = 0; s < samples; s++) {
              let sum = biased ? bias[r]! : 0
              for (let i = 0; i < inner; i++) sum += weight[at(r, i)]! * x[i * samples + s]!
              // 11 products of up to 16, each rounded to 2^-24 of the sum so far.
              expect(Math.abs(y[r * samples + s]! - sum)).toBeLessThan(2e-4)
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('multiplyRows and sumOfEachRow', () => {
  it('add up over samples, from 0 or onto what is there, and write nothing beside', () => {
    fc.assert(
      fc.property(
        shapes.chain(({ rows, inner, samples }) =>
          fc.record({
            rows: fc.constant(rows),
            inner: fc.constant(inner),
            samples: fc.constant(samples),
            a: matrix(rows, samples),
            b: matrix(inner, samples),
            accumulate: fc.boolean(),
            transposed: fc.boolean(),
          }),
        ),
        ({ rows, inner, samples, a, b, accumulate, transposed }) => {
          const instance = freshInstance()
          const { kernels, memory } = instance
          const [left, right] = [allocateRows(instance, rows, samples), allocateRows(instance, inner, samples)]
          const [products, sums] = [memory.allocateFloats(rows * inner + 1), memory.allocateFloats(rows + 1)]
          writeRows(instance, left, samples, a)
          writeRows(instance, right, samples, b)
          memory.floats(products, rows * inner + 1).fill(3)
          memory.floats(sums, rows + 1).fill(3)
          const [aStep, bStep] = transposed ? [4, rows * 4] : [inner * 4, 4]
          const bytes = padded(samples) * 4
          kernels.multiplyRows(rows, inner, left, right, products, aStep, bStep, bytes, accumulate ? 1 : 0)
          kernels.sumOfEachRow(rows, left, sums, bytes, accumulate ? 1 : 0)
          const [found, foundSums] = [memory.floats(products, rows * inner + 1), memory.floats(sums, rows + 1)]
          const start = accumulate ? 3 : 0
          for (let r = 0; r < rows; r++) {
            const sum = a.slice(r * samples, (r + 1) * samples).reduce((total, value) => total + value, start)
            expect(Math.abs(foundSums[r]! - sum)).toBeLessThan(1e-4)
            for (let i = 0; i < inner; i++) {
              let product = start
              for (let s = 0; s < samples; s++) product += a[r * samples + s]! * b[i * samples + s]!
              // 30 products of up to 16.
              expect(Math.abs(found[transposed ? i * rows + r : r * inner + i]! - product)).toBeLessThan(5e-4)
            }
          }
          expect([found[rows * inner], foundSums[rows]]).toEqual([3, 3])
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('crossEntropyByFeature', () => {
  it('agrees with the reference for two classes and for more, whatever the targets; the padding gets no gradient', () => {
    fc.assert(
      fc.property(
        fc.record({ classes: fc.integer({ min: 2, max: 7 }), samples: fc.integer({ min: 1, max: 20 }), scale: fc.constantFrom(1, 0.05) }).chain((shape) =>
          fc.record({
            shape: fc.constant(shape),
            logits: fc.array(fc.oneof(fc.float({ min: -30, max: 30, noNaN: true }), fc.constantFrom(0, 1)), {
              minLength: shape.classes * shape.samples,
              maxLength: shape.classes * shape.samples,
            }),
            targets: fc.array(fc.float({ min: 0, max: 1, noNaN: true }), {
              minLength: shape.classes * shape.samples,
              maxLength: shape.classes * shape.samples,
            }),
          }),
        ),
        ({ shape: { classes, samples, scale }, logits, targets }) => {
          const instance = freshInstance()
          const { kernels } = instance
          const [z, q, mass, gradient] = [
            allocateRows(instance, classes, samples),
            allocateRows(instance, classes, samples),
            allocateRows(instance, 1, samples),
            allocateRows(instance, classes, samples),
          ]
          writeRows(instance, z, samples, logits)
          writeRows(instance, q, samples, targets)
          const masses = Array.from({ length: samples }, (_, s) => targets.reduce((sum, value, i) => (i % samples === s ? sum + value : sum), 0))
          writeRows(instance, mass, samples, masses)
          const loss = kernels.crossEntropyByFeature(classes, z, q, mass, gradient, scale, padded(samples) * 4)

          const bySample = (values: number[]) =>
            Float64Array.from({ length: values.length }, (_, i) => values[(i % classes) * samples + Math.floor(i / classes)]!)
          const expected = new Float64Array(classes * samples)
          const wanted = softCrossEntropy(
            bySample(logits),
            bySample(targets),
            expected,
            { rows: samples, columns: classes, scale },
            { smoothing: 0, classWeights: new Float64Array(classes).fill(1) },
          )
          // Each sample's loss is up to 60 masses of 7, rounded to float32.
          expect(Math.abs(loss - wanted)).toBeLessThan(1e-6 * Math.max(1, wanted) + samples * 2e-5)
          const found = readRows(instance, gradient, classes, samples)
          for (let i = 0; i < found.length; i++) {
            const other = expected[(i % samples) * classes + Math.floor(i / samples)]!
            expect(Math.abs(found[i]! - other)).toBeLessThan(4e-6 * scale)
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  it('keeps NaN, of any logit', () => {
    for (const classes of [2, 3]) {
      for (let wrong = 0; wrong < classes; wrong++) {
        const instance = freshInstance()
        const [z, q, mass, gradient] = [
          allocateRows(instance, classes, 1),
          allocateRows(instance, classes, 1),
          allocateRows(instance, 1, 1),
          allocateRows(instance, classes, 1),
        ]
        writeRows(
          instance,
          z,
          1,
          Array.from({ length: classes }, (_, c) => (c === wrong ? NaN : 1)),
        )
        writeRows(instance, q, 1, Array.from({ length: classes }, (_, c) => (c === 0 ? 1 : 0))) // prettier-ignore
        writeRows(instance, mass, 1, [1])
        expect(instance.kernels.crossEntropyByFeature(classes, z, q, mass, gradient, 1, 16)).toBeNaN()
      }
    }
  })
})

describe('countCorrectByFeature', () => {
  it('counts the first largest output, and the sign of a single one', () => {
    const instance = freshInstance()
    const [x, labels] = [allocateRows(instance, 3, 5), allocateRows(instance, 1, 5)]
    // Largest outputs: 2, 0 (of equal ones the first), 1, 1, 0.
    writeRows(instance, x, 5, [0, 5, 1, -2, 3, 1, 5, 2, -1, 2, 2, 5, 0, -3, 1])
    instance.memory.floats(labels, 8).set([2, 0, 1, 0, 0, -1, -1, -1])
    expect(instance.kernels.countCorrectByFeature(3, x, labels, 32)).toBe(4)
    // One output: class 1 where it is above 0.
    instance.memory.floats(labels, 8).set([0, 1, 1, 1, 0, -1, -1, -1])
    expect(instance.kernels.countCorrectByFeature(1, x, labels, 32)).toBe(3)
  })
})

describe('lineGradient', () => {
  it('is what the kernels of any network give for y = w x + b under the squared error: gradients to the bit, the loss to 1e-6', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 700 }).chain((samples) =>
          fc.record({
            samples: fc.constant(samples),
            x: matrix(1, samples),
            targets: matrix(1, samples),
            line: fc.tuple(small, small),
            biased: fc.boolean(),
            accumulate: fc.integer({ min: 0, max: 1 }),
          }),
        ),
        ({ samples, x, targets, line, biased, accumulate }) => {
          const instance = freshInstance()
          const { kernels, memory } = instance
          const [from, wanted, output, delta] = [1, 1, 1, 1].map((rows) => allocateRows(instance, rows, samples))
          const [parameters, gradient, general] = [2, 2, 2].map((count) => memory.allocateFloats(count))
          writeRows(instance, from!, samples, x)
          writeRows(instance, wanted!, samples, targets)
          memory.floats(parameters!, 2).set(line)
          for (const pointer of [gradient!, general!]) memory.floats(pointer, 2).fill(0.5)
          const bytes = padded(samples) * 4
          const scale = 1 / samples
          const bias = biased ? parameters! + 4 : 0
          const loss = kernels.lineGradient(samples, from!, wanted!, parameters!, bias, gradient!, scale, accumulate)

          kernels.combineRows(1, 1, parameters!, 4, 4, from!, bias, output!, bytes)
          const sum = kernels.squaredError(output!, wanted!, delta!, 1, samples, scale)
          kernels.multiplyRows(1, 1, delta!, from!, general!, 4, 4, bytes, accumulate)
          if (biased) kernels.sumOfEachRow(1, delta!, general! + 4, bytes, accumulate)
          expect([...memory.floats(gradient!, 2)]).toEqual([...memory.floats(general!, 2)])
          // Up to 16 squares of a place are added up in float32, where those of numbers below 1e-19 are 0.
          expect(Math.abs(loss - sum)).toBeLessThanOrEqual(1e-6 * sum + 1e-30)
        },
      ),
      { numRuns: 60 },
    )
  })
})
