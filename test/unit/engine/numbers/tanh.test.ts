import { describe, expect, it } from 'vitest'
import { sigmoid } from '../../../../src/engine/numbers/sigmoid'
import { tanh } from '../../../../src/engine/numbers/tanh'
import { points2To, uniformPoints } from './points'
import * as reference from './reference'

const one = reference.exactly(1)
const minusOne = reference.exactly(-1)

/** (e^2x - 1) / (e^2x + 1). */
function referenceTanh(x: number): reference.Big {
  const power = reference.exp(2 * x)
  return reference.divide(reference.add(power, minusOne), reference.add(power, one))
}

/** e^x / (1 + e^x). */
function referenceSigmoid(x: number): reference.Big {
  const power = reference.exp(x)
  return reference.divide(power, reference.add(power, one))
}

describe('tanh', () => {
  it.each([
    ['around 0', uniformPoints(4000, -1, 1)],
    ['where networks live', uniformPoints(3000, -5, 5)],
    ['up to saturation', uniformPoints(2000, -25, 25)],
    ['of small arguments', points2To(1000, -50, -1).flatMap((x) => [x, -x])],
  ])('errs by less than 2.3 ulp %s', (_, points) => {
    for (const x of points) expect(reference.ulpError(tanh(x), referenceTanh(x)), `tanh(${x})`).toBeLessThan(2.3)
  })

  it('is odd as bits', () => {
    for (const x of uniformPoints(1000, 0, 22)) expect(tanh(-x)).toBe(-tanh(x))
  })

  it('never leaves [-1, 1]', () => {
    for (const x of uniformPoints(5000, 15, 20)) expect(tanh(x)).toBeLessThanOrEqual(1)
  })

  it('takes its limits', () => {
    expect(tanh(0)).toBe(0)
    expect(tanh(-0)).toBe(-0)
    expect(tanh(5e-324)).toBe(5e-324)
    expect(tanh(-1e-300)).toBe(-1e-300)
    expect(tanh(1e300)).toBe(1)
    expect(tanh(Infinity)).toBe(1)
    expect(tanh(-Infinity)).toBe(-1)
    expect(tanh(NaN)).toBeNaN()
  })
})

describe('sigmoid', () => {
  it.each([
    ['around 0', uniformPoints(3000, -1, 1)],
    ['where networks live', uniformPoints(3000, -40, 40)],
    ['over the whole range', uniformPoints(2000, -745, 745)],
  ])('errs by less than 2.2 ulp %s', (_, points) => {
    for (const x of points) expect(reference.ulpError(sigmoid(x), referenceSigmoid(x)), `sigmoid(${x})`).toBeLessThan(2.2)
  })

  it('takes its limits', () => {
    expect(sigmoid(0)).toBe(0.5)
    expect(sigmoid(-0)).toBe(0.5)
    expect(sigmoid(1000)).toBe(1)
    expect(sigmoid(-1000)).toBe(0)
    expect(sigmoid(Infinity)).toBe(1)
    expect(sigmoid(-Infinity)).toBe(0)
    expect(sigmoid(NaN)).toBeNaN()
  })
})
