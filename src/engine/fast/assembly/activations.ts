/**
 * Activations: one function applied to every number, and its derivative. The engine's files on each say the formulas; here is how they are
 * computed in float32.
 */
import { ELU, GELU_ERF, GELU_TANH, IDENTITY, LEAKY_RELU, RELU, SIGMOID, SILU, SOFTPLUS, TANH } from './codes'
import { between, exp4, expm14, log1pOfUnit4, sigmoid4, tanh4 } from './math'
import { shareBelow4 } from './normal'
import { HALF, MINUS_HALF, ONE, spread } from './spread'

/** f(x) for four numbers. With a constant code the compiler leaves one function of it. */
@inline
export function activate(code: i32, parameter: f32, x: v128): v128 {
  if (code == RELU) return positivePart(x)
  if (code == LEAKY_RELU) return v128.bitselect(x, f32x4.mul(x, f32x4.splat(parameter)), isPositive(x))
  if (code == ELU) return v128.bitselect(x, f32x4.mul(expm14(x), f32x4.splat(parameter)), isPositive(x))
  if (code == GELU_ERF) return f32x4.mul(x, shareBelow4(x))
  if (code == GELU_TANH) return f32x4.mul(x, sigmoid4(twiceArgument(between(STRAIGHT_FROM, x))))
  if (code == SILU) return f32x4.mul(x, sigmoid4(x))
  if (code == SIGMOID) return sigmoid4(x)
  if (code == TANH) return tanh4(x)
  if (code == SOFTPLUS) {
    const beta = f32x4.splat(parameter)
    const power = exp4(f32x4.neg(f32x4.abs(f32x4.mul(x, beta))))
    return f32x4.add(positivePart(x), f32x4.div(log1pOfUnit4(power), beta))
  }
  return x
}

/**
 * f'(x) for four numbers with y = f(x). ELU's is y + α, so that where it nears 0 it is right to α 6e-8, not to its last digits; the same
 * holds for 1 - y² and y (1 - y) of tanh and sigmoid, in the engine's other kernels too.
 * @param one comes from outside of the loop, which would load it for each vector
 * @param xAt, yAt where the numbers are, because a number that is loaded and not needed takes its time all the same
 */
@inline
function derive(code: i32, parameter: f32, one: v128, xAt: usize, yAt: usize): v128 {
  if (code == SIGMOID || code == TANH) {
    const y = v128.load(yAt)
    return code == TANH ? f32x4.sub(one, f32x4.mul(y, y)) : f32x4.mul(y, f32x4.sub(one, y))
  }
  const x = v128.load(xAt)
  if (code == RELU) return v128.and(one, isPositive(x))
  if (code == LEAKY_RELU) return v128.bitselect(one, f32x4.splat(parameter), isPositive(x))
  if (code == ELU) return v128.bitselect(one, f32x4.add(v128.load(yAt), f32x4.splat(parameter)), isPositive(x))
  if (code == GELU_ERF) return slopeOfGelu(x, v128.load(yAt))
  if (code == GELU_TANH) return slopeOfTanhGelu(x)
  if (code == SILU) return slopeOfSilu(x, v128.load(yAt))
  if (code == SOFTPLUS) return sigmoid4(f32x4.mul(x, f32x4.splat(parameter)))
  return one
}

export function activationForward(code: i32, parameter: f32, x: usize, y: usize, count: i32): void {
  switch (code) {
    case IDENTITY: return forward(IDENTITY, parameter, x, y, count)
    case RELU: return forward(RELU, parameter, x, y, count)
    case LEAKY_RELU: return forward(LEAKY_RELU, parameter, x, y, count)
    case ELU: return forward(ELU, parameter, x, y, count)
    case GELU_ERF: return forward(GELU_ERF, parameter, x, y, count)
    case GELU_TANH: return forward(GELU_TANH, parameter, x, y, count)
    case SILU: return forward(SILU, parameter, x, y, count)
    case SIGMOID: return forward(SIGMOID, parameter, x, y, count)
    case TANH: return forward(TANH, parameter, x, y, count)
    case SOFTPLUS: return forward(SOFTPLUS, parameter, x, y, count)
  }
}

export function activationBackward(code: i32, parameter: f32, x: usize, y: usize, gradOutput: usize, gradInput: usize, count: i32): void {
  switch (code) {
    case IDENTITY: return backward(IDENTITY, parameter, x, y, gradOutput, gradInput, count)
    case RELU: return backward(RELU, parameter, x, y, gradOutput, gradInput, count)
    case LEAKY_RELU: return backward(LEAKY_RELU, parameter, x, y, gradOutput, gradInput, count)
    case ELU: return backward(ELU, parameter, x, y, gradOutput, gradInput, count)
    case GELU_ERF: return backward(GELU_ERF, parameter, x, y, gradOutput, gradInput, count)
    case GELU_TANH: return backward(GELU_TANH, parameter, x, y, gradOutput, gradInput, count)
    case SILU: return backward(SILU, parameter, x, y, gradOutput, gradInput, count)
    case SIGMOID: return backward(SIGMOID, parameter, x, y, gradOutput, gradInput, count)
    case TANH: return backward(TANH, parameter, x, y, gradOutput, gradInput, count)
    case SOFTPLUS: return backward(SOFTPLUS, parameter, x, y, gradOutput, gradInput, count)
  }
}

/** The loop of one function: `code` is a constant wherever it is inlined. */
@inline
function forward(code: i32, parameter: f32, x: usize, y: usize, count: i32): void {
  const bytes = <usize>count << 2
  if (code == IDENTITY) return memory.copy(y, x, bytes)
  const pairs = bytes & ~31
  // Two vectors at a time, because addresses and the end of the loop cost as much as several operations.
  for (let at: usize = 0; at < pairs; at += 32) {
    const argument = x + at, value = y + at
    const first = activate(code, parameter, v128.load(argument)), second = activate(code, parameter, v128.load(argument, 16))
    v128.store(value, first)
    v128.store(value, second, 16)
  }
  if (pairs < bytes) v128.store(y + pairs, activate(code, parameter, v128.load(x + pairs)))
}

@inline
function backward(code: i32, parameter: f32, x: usize, y: usize, gradOutput: usize, gradInput: usize, count: i32): void {
  const bytes = <usize>count << 2
  if (code == IDENTITY) return memory.copy(gradInput, gradOutput, bytes)
  const pairs = bytes & ~31
  const one = spread(ONE)
  // Two vectors at a time, because addresses and the end of the loop cost as much as the few operations of a slope.
  for (let at: usize = 0; at < pairs; at += 32) {
    const dy = gradOutput + at, dx = gradInput + at, argument = x + at, value = y + at
    v128.store(dx, f32x4.mul(v128.load(dy), derive(code, parameter, one, argument, value)))
    v128.store(dx, f32x4.mul(v128.load(dy, 16), derive(code, parameter, one, argument + 16, value + 16)), 16)
  }
  if (pairs == bytes) return
  const slope = derive(code, parameter, one, x + pairs, y + pairs)
  v128.store(gradInput + pairs, f32x4.mul(v128.load(gradOutput + pairs), slope))
}

@inline
function isPositive(x: v128): v128 {
  return f32x4.gt(x, f32x4.splat(0))
}

/** 0 where x <= 0; NaN stays. */
@inline
function positivePart(x: v128): v128 {
  return v128.andnot(x, f32x4.le(x, f32x4.splat(0)))
}

/** 1 / (1 + e) for e = e^-|x|: the sigmoid of |x|; e times it is that of -|x|. */
@inline
function sigmoidOfPower(power: v128): v128 {
  const one = spread(ONE)
  return f32x4.div(one, f32x4.add(one, power))
}

/** sigmoid(x) + y sigmoid(-x). */
@inline
function slopeOfSilu(x: v128, y: v128): v128 {
  const power = exp4(f32x4.neg(f32x4.abs(x)))
  const large = sigmoidOfPower(power)
  const small = f32x4.mul(large, power)
  const positive = isPositive(x)
  return f32x4.add(v128.bitselect(large, small, positive), f32x4.mul(y, v128.bitselect(small, large, positive)))
}

/** 1 / sqrt(2π). */
const DENSITY_AT_0 = memory.data<f32>([0.3989422804014327])
/** Below this y has lost digits to subnormal numbers. */
const TINY = memory.data<f32>([1e-30])

/** Φ(x) + x φ(x); y / x is Φ(x). */
@inline
function slopeOfGelu(x: v128, y: v128): v128 {
  const share = v128.bitselect(spread(HALF), f32x4.div(y, x), f32x4.lt(f32x4.abs(x), spread(TINY)))
  const power = exp4(f32x4.mul(f32x4.mul(x, x), spread(MINUS_HALF)))
  return f32x4.add(share, f32x4.mul(f32x4.mul(x, power), spread(DENSITY_AT_0)))
}

/** 2 sqrt(2/π). */
const TWICE_SQRT_2_OVER_PI = memory.data<f32>([1.5957691216057308])
const CUBIC = memory.data<f32>([0.044715])
/** 3 0.044715 2 sqrt(2/π). */
const GROWTH = memory.data<f32>([0.21406444881780073])

/** 2u with u = sqrt(2/π) (x + 0.044715 x³). */
@inline
function twiceArgument(x: v128): v128 {
  const z = f32x4.mul(x, x)
  const scaled = f32x4.mul(x, spread(TWICE_SQRT_2_OVER_PI))
  return f32x4.add(scaled, f32x4.mul(f32x4.mul(scaled, z), spread(CUBIC)))
}

/** Beyond these the curve is straight to the last bit, and x² might overflow. */
const STRAIGHT_FROM = memory.data<f32>([-100, 100])

/** s + x s (1 - s) 2u' for s = sigmoid(2u), where s (1 - s) = e / (1 + e)² with e = e^-|2u|. */
@inline
function slopeOfTanhGelu(x: v128): v128 {
  const limited = between(STRAIGHT_FROM, x)
  const power = exp4(f32x4.neg(f32x4.abs(twiceArgument(limited))))
  const large = sigmoidOfPower(power)
  const small = f32x4.mul(large, power)
  const z = f32x4.mul(limited, limited)
  const growth = f32x4.add(spread(TWICE_SQRT_2_OVER_PI), f32x4.mul(z, spread(GROWTH)))
  const bend = f32x4.mul(f32x4.mul(large, small), f32x4.mul(limited, growth))
  return f32x4.add(v128.bitselect(large, small, isPositive(x)), bend)
}
