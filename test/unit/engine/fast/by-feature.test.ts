/** Products and losses of samples that lie side by side. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { softCrossEntropy } from '../../../../src/engine/kernels/reference/softmax'
import { freshInstance } from './instance'
import { allocateRows, readRows, rowBytes, writeRows } from './rows-by-feature'

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
          kernels.combineRows(rows, inner, w, rowStep, columnStep, from, biased ? b : 0, to, rowBytes(samples))
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
          const bytes = rowBytes(samples)
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

/** Logits and targets of samples that lie side by side; `loss` computes it with either kernel. */
interface Scored {
  classes: number
  samples: number
  scale: number
  logits: number[]
  targets: number[]
}

const anyScored = fc
  .record({ classes: fc.integer({ min: 2, max: 7 }), samples: fc.integer({ min: 1, max: 20 }), scale: fc.constantFrom(1, 0.05) })
  .chain(({ classes, samples, scale }): fc.Arbitrary<Scored> => {
    const numbers = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: classes * samples, maxLength: classes * samples })
    const logit = fc.oneof(fc.float({ min: -30, max: 30, noNaN: true }), fc.constantFrom(0, 1))
    const targets = numbers(fc.float({ min: 0, max: 1, noNaN: true }))
    return fc.record({ classes: fc.constant(classes), samples: fc.constant(samples), scale: fc.constant(scale), logits: numbers(logit), targets })
  })

/** The loss and the gradient by the logits, and what stands in the padding of the gradient. */
function crossEntropy({ classes, samples, scale, logits, targets }: Scored, paired = false): { loss: number; gradient: number[] } {
  const instance = freshInstance()
  const { kernels } = instance
  const [z, q, gradient] = [0, 1, 2].map(() => allocateRows(instance, classes, samples))
  const mass = allocateRows(instance, 1, samples)
  const bytes = rowBytes(samples)
  writeRows(instance, q!, samples, targets)
  const masses = Array.from({ length: samples }, (_, s) => targets.reduce((sum, value, i) => (i % samples === s ? sum + value : sum), 0))
  writeRows(instance, mass, samples, masses)
  if (!paired) {
    writeRows(instance, z!, samples, logits)
    const loss = kernels.crossEntropyByFeature(classes, z!, q!, mass, gradient!, scale, bytes)
    return { loss, gradient: readRows(instance, gradient!, classes, samples) }
  }
  writeRows(instance, z!, samples, logits.slice(samples).map((logit, s) => logit - logits[s]!)) // prettier-ignore
  const loss = kernels.crossEntropyOfPair(z!, q!, mass, gradient!, scale, bytes)
  const ofSecond = readRows(instance, gradient!, 1, samples)
  return { loss, gradient: [...ofSecond.map((value) => -value), ...ofSecond] }
}

function expectReference(scored: Scored, paired: boolean): void {
  const { classes, samples, scale, logits, targets } = scored
  const { loss, gradient } = crossEntropy(scored, paired)
  const bySample = (values: number[]) => Float64Array.from({ length: values.length }, (_, i) => values[(i % classes) * samples + Math.floor(i / classes)]!)
  const expected = new Float64Array(classes * samples)
  const soft = { smoothing: 0, classWeights: new Float64Array(classes).fill(1) }
  const wanted = softCrossEntropy(bySample(logits), bySample(targets), expected, { rows: samples, columns: classes, scale }, soft)
  // Each sample's loss is up to 60 masses of 7, rounded to float32.
  expect(Math.abs(loss - wanted)).toBeLessThan(1e-6 * Math.max(1, wanted) + samples * 2e-5)
  for (let i = 0; i < gradient.length; i++) {
    const other = expected[(i % samples) * classes + Math.floor(i / samples)]!
    expect(Math.abs(gradient[i]! - other)).toBeLessThan(4e-6 * scale)
  }
}

describe('crossEntropyByFeature', () => {
  it('agrees with the reference, whatever the targets', () => {
    fc.assert(
      fc.property(anyScored, (scored) => {
        expectReference(scored, false)
      }),
      { numRuns: 100 },
    )
  })

  it('keeps NaN, of any logit', () => {
    for (const classes of [2, 3]) {
      for (let wrong = 0; wrong < classes; wrong++) {
        const logits = Array.from({ length: classes }, (_, c) => (c === wrong ? NaN : 1))
        const targets = logits.map((_, c) => Number(c === 0))
        expect(crossEntropy({ classes, samples: 1, scale: 1, logits, targets }).loss).toBeNaN()
      }
    }
  })
})

describe('crossEntropyOfPair', () => {
  it('agrees with the reference for two classes', () => {
    fc.assert(
      fc.property(
        anyScored.filter(({ classes }) => classes === 2),
        (scored) => {
          expectReference(scored, true)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps the digits of small losses and gradients', () => {
    // d = 30 against the first class: ln(1 + e^-30) = 9.36e-14, and e^-30 / (1 + e^-30) as much.
    const { loss, gradient } = crossEntropy({ classes: 2, samples: 1, scale: 1, logits: [30, 0], targets: [1, 0] }, true)
    expect(loss / 9.357622968839e-14).toBeCloseTo(1, 5)
    expect(gradient[1]! / 9.357622968839e-14).toBeCloseTo(1, 5)
  })

  it('takes an answer as certain from a distance of 88 on', () => {
    const { loss, gradient } = crossEntropy({ classes: 2, samples: 2, scale: 1, logits: [88, 500, 0, 0], targets: [1, 1, 0, 0] }, true)
    expect(loss).toBe(0)
    expect(gradient.slice(2)).toEqual([0, 0])
  })

  it('has a finite sum where each loss is finite, however large', () => {
    // 40 samples, 2e38 on the wrong side each: 8e39 in all, which float32 has no number for.
    const samples = 40
    const logits = Array.from({ length: 2 * samples }, (_, i) => (i < samples ? 0 : 2e38))
    const { loss, gradient } = crossEntropy({ classes: 2, samples, scale: 1, logits, targets: logits.map((z) => Number(z === 0)) }, true)
    expect(loss / 8e39).toBeCloseTo(1, 6)
    expect(gradient.slice(samples)).toEqual(new Array<number>(samples).fill(1))
  })

  it('keeps NaN', () => {
    expect(crossEntropy({ classes: 2, samples: 1, scale: 1, logits: [NaN, 0], targets: [1, 0] }, true).loss).toBeNaN()
  })
})

describe('countCorrectByFeature', () => {
  it('counts the first largest output, and the sign of a single one', () => {
    const instance = freshInstance()
    const [x, labels] = [allocateRows(instance, 3, 5), allocateRows(instance, 1, 5)]
    // Largest outputs: 2, 0 (of equal ones the first), 1, 1, 0.
    writeRows(instance, x, 5, [0, 5, 1, -2, 3, 1, 5, 2, -1, 2, 2, 5, 0, -3, 1])
    instance.memory.floats(labels, 8).set([2, 0, 1, 0, 0, -1, -1, -1])
    expect(instance.kernels.countCorrectByFeature(3, x, labels, rowBytes(5))).toBe(4)
    // One output: class 1 where it is above 0.
    instance.memory.floats(labels, 8).set([0, 1, 1, 1, 0, -1, -1, -1])
    expect(instance.kernels.countCorrectByFeature(1, x, labels, rowBytes(5))).toBe(3)
  })
})
