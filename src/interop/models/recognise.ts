/**
 * Finds the activation that an expression computes, by its values at some points: exporters write a GELU or a SiLU out in a handful of
 * operators, each in its own way, and all ways give the same numbers.
 */
import type { ActivationConfig } from '../../engine/config/network'
import { activationFunction } from '../../engine/layers/activations/registry'

/** Where expressions are looked at: both sides of zero, near and far, and the places that tell parameters. */
export const points: readonly number[] = [-9, -6, -4, -3, -2.5, -2, -1.5, -1, -0.7, -0.3, -0.1, 0, 0.1, 0.3, 0.7, 1, 1.5, 2, 2.5, 3, 4, 6, 9]
/** Exporters keep constants in float32. */
const agreement = 2e-6

export type Recognised = { kind: 'activation'; config: ActivationConfig } | { kind: 'affine'; factor: number; shift: number } | { kind: 'unknown' }

/** @param values of the expression at `points` */
export function recognise(values: ArrayLike<number>): Recognised {
  const at = (x: number) => values[points.indexOf(x)]!
  const plain = { name: 'identity' } as const
  if (agrees(values, plain)) return { kind: 'activation', config: plain }
  const shift = at(0)
  const factor = at(1) - shift
  if (points.every((x, i) => isClose(values[i]!, factor * x + shift))) return { kind: 'affine', factor, shift }
  const config = candidates(at).find((candidate) => agrees(values, candidate))
  return config ? { kind: 'activation', config } : { kind: 'unknown' }
}

/** From simple to complex; parameters follow from the value at one point. */
function candidates(at: (x: number) => number): ActivationConfig[] {
  const slope = rounded(-at(-1))
  const alpha = rounded(at(-1) / Math.expm1(-1))
  const beta = rounded(Math.LN2 / at(0))
  return [
    { name: 'relu' },
    { name: 'sigmoid' },
    { name: 'tanh' },
    { name: 'silu' },
    { name: 'gelu_erf' },
    { name: 'gelu_tanh' },
    { name: 'softplus', beta: 1 },
    ...(slope > 0 && slope <= 100 ? [{ name: 'leaky_relu', negativeSlope: slope } as const] : []),
    ...(alpha > 0 && alpha <= 100 ? [{ name: 'elu', alpha } as const] : []),
    ...(beta > 0 && beta <= 1000 ? [{ name: 'softplus', beta } as const] : []),
  ]
}

/** The shortest number that float32 takes for the same: 0.01 and not 0.009999999776. */
function rounded(value: number): number {
  return Number(value.toPrecision(6))
}

function agrees(values: ArrayLike<number>, config: ActivationConfig): boolean {
  const { value } = activationFunction(config)
  return points.every((x, i) => isClose(values[i]!, value(x)))
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= agreement * Math.max(1, Math.abs(b))
}
