/** Linear regression from the moments of its data. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshInstance } from './instance'
import { allocateRows, rowBytes, writeRows } from './rows-by-feature'

const small = fc.float({ min: -4, max: 4, noNaN: true })

function numbers(count: number): fc.Arbitrary<number[]> {
  return fc.array(small, { minLength: count, maxLength: count })
}

interface Problem {
  inputs: number
  units: number
  biased: boolean
  samples: number
  /** (inputs, samples) */
  x: number[]
  /** (units, samples) */
  targets: number[]
  /** (units, inputs), and behind them the biases. */
  parameters: number[]
}

/** The sum of the squared errors and the gradients of half of its mean, by the kernel. */
function byMoments({ inputs, units, biased, samples, x, targets, parameters }: Problem) {
  const instance = freshInstance()
  const { kernels, memory } = instance
  const [features, wanted] = [allocateRows(instance, inputs, samples), allocateRows(instance, units, samples)]
  const count = units * inputs
  const [theta, gradient, moments] = [count + units, count + units, 2 * (36 + 21)].map((length) => memory.allocateFloats(length))
  // What the padding of a row has must not count.
  memory.floats(features, (inputs * rowBytes(samples)) / 4).fill(7)
  memory.floats(wanted, (units * rowBytes(samples)) / 4).fill(7)
  writeRows(instance, features, samples, x)
  writeRows(instance, wanted, samples, targets)
  memory.floats(theta!, parameters.length).set(parameters)
  kernels.addMoments(inputs, units, Number(biased), samples, features, wanted, rowBytes(samples), moments!)
  const [bias, gradBias] = biased ? [theta! + 4 * count, gradient! + 4 * count] : [0, 0]
  const loss = kernels.gradientFromMoments(inputs, units, theta!, bias, gradient!, gradBias, moments!, 0.5 / samples)
  return { loss, gradient: [...memory.floats(gradient!, biased ? count + units : count)] }
}

/** The same, sample by sample. */
function bySamples({ inputs, units, biased, samples, x, targets, parameters }: Problem) {
  let loss = 0
  const gradient = new Array<number>(biased ? units * inputs + units : units * inputs).fill(0)
  for (let s = 0; s < samples; s++) {
    for (let u = 0; u < units; u++) {
      let error = (biased ? parameters[units * inputs + u]! : 0) - targets[u * samples + s]!
      for (let i = 0; i < inputs; i++) error += parameters[u * inputs + i]! * x[i * samples + s]!
      loss += error * error
      for (let i = 0; i < inputs; i++) gradient[u * inputs + i]! += (error * x[i * samples + s]!) / samples
      if (biased) gradient[units * inputs + u]! += error / samples
    }
  }
  return { loss, gradient }
}

const problem: fc.Arbitrary<Problem> = fc
  .record({ inputs: fc.integer({ min: 1, max: 5 }), units: fc.integer({ min: 1, max: 3 }), samples: fc.integer({ min: 1, max: 300 }), biased: fc.boolean() })
  .chain(({ inputs, units, samples, biased }) =>
    fc.record({
      inputs: fc.constant(inputs),
      units: fc.constant(units),
      samples: fc.constant(samples),
      biased: fc.constant(biased),
      x: numbers(inputs * samples),
      targets: numbers(units * samples),
      parameters: numbers(units * inputs + units),
    }),
  )

describe('moments', () => {
  it('give the loss and the gradients of the samples, to the last bits of float32', () => {
    let asked = 0
    fc.assert(
      fc.property(problem, (drawn) => {
        const [moments, samples] = [byMoments(drawn), bySamples(drawn)]
        if (moments.loss < 0) return
        asked++
        expect(Math.abs(moments.loss - samples.loss)).toBeLessThanOrEqual(1e-6 * samples.loss)
        // Each is a mean of products of errors up to 4 times the root of the mean square and numbers up to 4.
        const size = 4 * Math.sqrt(samples.loss / drawn.samples)
        for (const [i, value] of samples.gradient.entries()) expect(Math.abs(moments.gradient[i]! - value)).toBeLessThanOrEqual(1e-6 * size)
      }),
      { numRuns: 100 },
    )
    expect(asked).toBeGreaterThan(50)
  })

  it('of blocks add up', () => {
    const instance = freshInstance()
    const { kernels, memory } = instance
    const row = allocateRows(instance, 1, 5)
    const moments = memory.allocateFloats(14)
    writeRows(instance, row, 5, [1, 2, 3, 4, 5])
    for (let k = 0; k < 2; k++) kernels.addMoments(1, 1, 1, 5, row, row, rowBytes(5), moments)
    // x'x, x'1, 1'x, 1'1; x'y, 1'y; y'y.
    expect([...memory.doubles(moments, 7)]).toEqual([110, 30, 30, 10, 110, 30, 110])
  })

  it('say so where the errors are too small for differences of them', () => {
    const x = [1, 2, 3, 4, 5, 6]
    const near = { inputs: 1, units: 1, biased: true, samples: 6, x, targets: x.map((value) => 2 * value + 1) }
    expect(byMoments({ ...near, parameters: [2, 1.000001] }).loss).toBeLessThan(0)
    expect(byMoments({ ...near, parameters: [2, 1] }).loss).toBeLessThan(0)
    expect(byMoments({ ...near, parameters: [2, 1.5] }).loss).toBeCloseTo(6 * 0.25, 12)
    // Errors of 1, of a column so far from 0 that its products cancel to them.
    const far = x.map((value) => 1e6 + value)
    expect(byMoments({ ...near, x: far, targets: [1, -1, 1, -1, 1, -1], parameters: [1, -1_000_003.5] }).loss).toBeLessThan(0)
  })
})
