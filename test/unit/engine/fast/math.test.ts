/** Errors of the elementary functions in float32, over all exponents, against the engine's own in float64. */
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import bytes from '../../../../src/engine/fast/assembly/elementary.ts?wasm'
import { erfc } from '../../../../src/engine/numbers/erf'
import { exp, expm1 } from '../../../../src/engine/numbers/exp'
import { log } from '../../../../src/engine/numbers/log'
import { log1p } from '../../../../src/engine/numbers/log1p'
import { sigmoid } from '../../../../src/engine/numbers/sigmoid'
import { tanh } from '../../../../src/engine/numbers/tanh'

type Kernel = (x: number, y: number, count: number) => void
const kernel = z.custom<Kernel>((value) => typeof value === 'function')
const elementary = z.object({ exp: kernel, expm1: kernel, log: kernel, log1p: kernel, log1pOfUnit: kernel, tanh: kernel, sigmoid: kernel, shareBelow: kernel })
type Name = keyof z.output<typeof elementary>

/** Bits of float32 a sample apart: 64 samples of each exponent and sign, at other fractions in each. */
const stride = 131_071
const spread = Math.floor(2 ** 32 / stride)
const pageBytes = 65_536
const [from, to] = [pageBytes, pageBytes + 4 * 2 * spread]

const memory = new WebAssembly.Memory({ initial: 16 })
const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory, abort: () => undefined } })
const kernels = elementary.parse(instance.exports)

interface Case {
  name: Name
  reference: (x: number) => number
  /** Largest error in units of the last place, as the docs of the function state it. */
  ulp: number
  /** Where the function is neither 0 nor constant. */
  range: [number, number]
  /** Results smaller than this may be 0. */
  flushed?: number
  /** Where the function is defined; everywhere if it is left out. */
  domain?: [number, number]
}

const cases: Case[] = [
  { name: 'exp', reference: exp, ulp: 1, range: [-90, 90], flushed: 1.7e-38 },
  { name: 'expm1', reference: expm1, ulp: 1.6, range: [-20, 90] },
  { name: 'log', reference: log, ulp: 0.9, range: [0, 4] },
  { name: 'log1p', reference: log1p, ulp: 1.7, range: [-1, 4] },
  { name: 'log1pOfUnit', reference: log1p, ulp: 2, range: [0, 1], domain: [0, 1] },
  { name: 'tanh', reference: tanh, ulp: 3.3, range: [-10, 10] },
  { name: 'sigmoid', reference: sigmoid, ulp: 2.5, range: [-90, 90], flushed: 1.2e-38 },
  { name: 'shareBelow', reference: (x) => 0.5 * erfc(-x * Math.SQRT1_2), ulp: 8, range: [-14, 6], flushed: 1.7e-38 },
]

function run(name: Name, x: Float32Array): Float32Array {
  new Float32Array(memory.buffer, from, x.length).set(x)
  kernels[name](from, to, x.length)
  return new Float32Array(memory.buffer, to, x.length).slice()
}

/** All exponents, both signs, NaN and infinities; then as many evenly over the range. */
function samplePoints({ range: [low, high], domain: [least, most] = [-Infinity, Infinity] }: Case): Float32Array {
  const words = Uint32Array.from({ length: spread }, (_, i) => i * stride)
  const even = Float32Array.from({ length: spread }, (_, i) => low + ((high - low) * (i + 0.5)) / spread)
  return Float32Array.of(...new Float32Array(words.buffer), ...even).map((x) => (x >= least && x <= most ? x : low))
}

/** The distance from one float32 of that size to the next. */
function lastPlace(y: number): number {
  return 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(y)))) - 23)
}

/** |got - want| in units of the last place; 0 where the result is what it must be exactly. */
function errorOf(got: number, want: number, flushed: number): number {
  const rounded = Math.fround(want)
  if (Object.is(got, rounded) || Math.abs(got) + Math.abs(want) < flushed) return 0
  if (!Number.isFinite(got) || !Number.isFinite(rounded)) return Math.abs(want) > 3.40282e38 && got === Math.sign(want) * Infinity ? 0 : Infinity
  return Math.abs(got - want) / lastPlace(want)
}

describe.each(cases)('$name', (one) => {
  test(`is at most ${one.ulp} ulp off`, () => {
    const x = samplePoints(one)
    const y = run(one.name, x)
    let worst = { error: 0, x: 0 }
    for (const [i, argument] of x.entries()) {
      const error = errorOf(y[i]!, one.reference(argument), one.flushed ?? 0)
      if (!(error <= worst.error)) worst = { error, x: argument }
    }
    expect(worst.error, `at ${worst.x}`).toBeLessThanOrEqual(one.ulp)
    expect(worst.error).toBeGreaterThan(one.ulp / 4)
  })

  test('is exact at its limits, and NaN stays NaN in every lane', () => {
    const limits = [0, -0, Infinity, -Infinity].filter((x) => one.domain === undefined || (x >= 0 && x <= 1))
    const y = run(
      one.name,
      Float32Array.from({ length: 4 }, (_, i) => limits[i] ?? 0),
    )
    expect([...y.subarray(0, limits.length)]).toEqual(limits.map((x) => Math.fround(one.reference(x))))
    expect([...run(one.name, new Float32Array(4).fill(NaN))]).toEqual([NaN, NaN, NaN, NaN])
  })
})

test('tanh is odd to the bit and never beyond 1', () => {
  const x = Float32Array.from({ length: spread }, (_, i) => (10 * i) / spread)
  const [right, left] = [
    run('tanh', x),
    run(
      'tanh',
      x.map((number) => -number),
    ),
  ]
  expect(left).toEqual(right.map((number) => -number))
  expect(right.every((number) => number <= 1)).toBe(true)
})

test('the logarithms have no value below their end, where they are infinite', () => {
  expect([...run('log', Float32Array.of(-1e-45, -1, 0, -0))]).toEqual([NaN, NaN, -Infinity, -Infinity])
  expect([...run('log1p', Float32Array.of(-1.0000001, -2, -1, -Infinity))]).toEqual([NaN, NaN, -Infinity, NaN])
})

test('e^0 is 1 exactly', () => {
  expect([...run('exp', Float32Array.of(0, -0, 0, -0))]).toEqual([1, 1, 1, 1])
})
