/** Activations and their slopes in float32 against the functions that the configuration names. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { activationCode } from '../../../../src/engine/fast/activation-codes'
import { activationFunction, activations, type ActivationConfig } from '../../../../src/engine/layers/activations/registry'
import { allocateRows, freshInstance } from './instance'

const instance = freshInstance()
const { kernels, memory } = instance
const most = 64
const [x, y] = [allocateRows(instance, 1, most), allocateRows(instance, 1, most)]
const [gradOutput, gradInput] = [allocateRows(instance, 1, most), allocateRows(instance, 1, most)]

const parameter = { alpha: fc.constantFrom(0, 0.5, 1, 100), slope: fc.constantFrom(0, 0.01, 0.3, 2), beta: fc.constantFrom(0.01, 1, 2.5, 1000) }

/** Every activation of the registry, the names checked by the test below, with the parameters that it takes. */
const configs: Record<ActivationConfig['name'], fc.Arbitrary<ActivationConfig>> = {
  identity: fc.constant({ name: 'identity' }),
  relu: fc.constant({ name: 'relu' }),
  leaky_relu: parameter.slope.map((negativeSlope) => ({ name: 'leaky_relu', negativeSlope })),
  elu: parameter.alpha.map((alpha) => ({ name: 'elu', alpha })),
  gelu_erf: fc.constant({ name: 'gelu_erf' }),
  gelu_tanh: fc.constant({ name: 'gelu_tanh' }),
  silu: fc.constant({ name: 'silu' }),
  sigmoid: fc.constant({ name: 'sigmoid' }),
  tanh: fc.constant({ name: 'tanh' }),
  softplus: parameter.beta.map((beta) => ({ name: 'softplus', beta })),
}

interface Passed {
  values: number[]
  slopes: number[]
}

/** Values, and what comes back for the given gradient. */
function pass(config: ActivationConfig, inputs: ArrayLike<number>, gradient: (i: number) => number = () => 1): Passed {
  const { code, parameter: number } = activationCode(config)
  const count = (inputs.length + 3) & ~3
  memory.floats(x, count).fill(0).set(Float32Array.from(inputs))
  memory.floats(gradOutput, count).set(Float32Array.from({ length: count }, (_, i) => gradient(i)))
  kernels.activationForward(code, number, x, y, count)
  kernels.activationBackward(code, number, x, y, gradOutput, gradInput, count)
  const read = (pointer: number): number[] => [...memory.floats(pointer, inputs.length)]
  return { values: read(y), slopes: read(gradInput) }
}

function expectNear(got: number, want: number, { abs, rel }: { abs: number; rel: number }): void {
  if (Math.abs(got - want) <= abs + rel * Math.abs(want) || Object.is(got, want)) return
  expect.fail(`${got} is not ${want}`)
}

const around = fc.array(
  fc.oneof(
    fc.integer({ min: -16_000, max: 16_000 }).map((number) => number / 1000),
    fc.float({ noNaN: true, noDefaultInfinity: true, max: Math.fround(3e36), min: Math.fround(-3e36) }),
  ),
  {
    minLength: 1,
    maxLength: 40,
  },
)

test('every activation of the registry has a code of its own', () => {
  const names = activations.map(({ schema }) => schema.shape.name.value)
  expect(Object.keys(configs).sort()).toEqual([...names].sort())
  const codes = Object.values(configs).map((config) => activationCode(fc.sample(config, 1)[0]!).code)
  expect(new Set(codes).size).toBe(names.length)
})

describe.each(Object.entries(configs))('%s', (_name, config) => {
  /**
   * Values: 4 ulp (5e-7) of the value; where a small value is a product with e^-u, u of about 16, a rounding of u makes a relative 16 6e-8
   * of what is then below 1e-6, which the absolute part covers.
   */
  test('is the reference to the digits of float32', () => {
    fc.assert(
      fc.property(config, around, (one, numbers) => {
        const inputs = Float32Array.from(numbers)
        const { value } = activationFunction(one)
        const { values } = pass(one, inputs)
        for (const [i, got] of values.entries()) expectNear(got, Math.fround(value(inputs[i]!)), { abs: 3e-7, rel: 5e-7 })
      }),
    )
  })

  /**
   * Slopes: at most a few roundings of numbers about 1, so 6e-7; y + α for the ELU rounds numbers about α, and so does the value in it.
   */
  test('has the slope of the reference, times the gradient from above', () => {
    fc.assert(
      fc.property(config, around, (one, numbers) => {
        const inputs = Float32Array.from(numbers)
        const { value, derivative } = activationFunction(one)
        const scale = one.name === 'elu' ? Math.max(1, one.alpha) : 1
        const { slopes } = pass(one, inputs, (i) => i - 2)
        for (const [i, got] of slopes.entries()) {
          // In float64, because the reference takes the slope of its GELU from y / x, and y of the smallest numbers has no digits in float32.
          const want = (i - 2) * derivative(inputs[i]!, value(inputs[i]!))
          expectNear(got, Math.fround(want), { abs: 6e-7 * scale * Math.abs(i - 2), rel: 6e-7 })
        }
      }),
    )
  })

  test('is the reference at 0, -0, the infinities and NaN, and so is its slope', () => {
    fc.assert(
      fc.property(config, (one) => {
        const inputs = [0, -0, Infinity, -Infinity, NaN]
        const { value, derivative } = activationFunction(one)
        const { values, slopes } = pass(one, inputs)
        expect(values).toEqual(inputs.map((input) => Math.fround(value(input))))
        const expected = inputs.map((input) => Math.fround(derivative(input, value(input))))
        // 0 and -0 are the same slope.
        expect(slopes.map((slope) => slope + 0)).toEqual(expected.map((slope) => slope + 0))
      }),
    )
  })

  test('carries a gradient of NaN on', () => {
    expect(pass(fc.sample(config, 1)[0]!, [-1, 0, 1, 2], () => NaN).slopes).toEqual([NaN, NaN, NaN, NaN])
  })

  test('works in place', () => {
    const one = fc.sample(config, 1)[0]!
    const inputs = [-3, -0.5, 0, 0.5, 3, 7, -7, 1]
    const apart = pass(one, inputs, (i) => i + 1)
    const { code, parameter: number } = activationCode(one)
    kernels.activationBackward(code, number, x, y, gradOutput, gradOutput, inputs.length)
    kernels.activationForward(code, number, x, x, inputs.length)
    expect([...memory.floats(x, inputs.length)]).toEqual(apart.values)
    expect([...memory.floats(gradOutput, inputs.length)]).toEqual(apart.slopes)
  })
})

/** Where the value nears 0 from below it keeps digits: the roundings of the exponent u, here up to 50, show as a relative u 6e-8 times a few. */
test.each([
  { config: { name: 'gelu_erf' }, at: [-3, -6, -10] },
  { config: { name: 'gelu_tanh' }, at: [-3, -5, -7] },
  { config: { name: 'silu' }, at: [-5, -20, -50] },
  { config: { name: 'sigmoid' }, at: [-5, -20, -50] },
  { config: { name: 'softplus', beta: 1 }, at: [-5, -20, -50] },
  { config: { name: 'elu', alpha: 1 }, at: [-1e-3, -1e-10, -1e-30] },
  { config: { name: 'tanh' }, at: [-1e-3, -1e-10, -1e-30] },
] satisfies { config: ActivationConfig; at: number[] }[])('$config.name keeps the digits of small values', ({ config, at }) => {
  const { value } = activationFunction(config)
  for (const [i, got] of pass(config, at).values.entries()) expectNear(got, value(Math.fround(at[i]!)), { abs: 0, rel: 1e-5 })
})
