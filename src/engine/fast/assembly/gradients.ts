/** What stands between the gradient and the step: penalties, norms, limits. */

/** The sign is 0 of 0; NaN reaches the gradient through l2 w. */
export function addPenalty(weight: usize, gradient: usize, count: i32, l1: f64, l2: f64): void {
  const up = f32x4.splat(<f32>l1)
  const down = f32x4.splat(<f32>-l1)
  const quadratic = f32x4.splat(<f32>l2)
  const zero = f32x4.splat(0)
  const bytes = <usize>count << 2
  for (let i: usize = 0; i < bytes; i += 16) {
    const w = v128.load(weight + i)
    const signed = v128.or(v128.and(up, f32x4.gt(w, zero)), v128.and(down, f32x4.lt(w, zero)))
    const derivative = f32x4.add(signed, f32x4.mul(quadratic, w))
    v128.store(gradient + i, f32x4.add(v128.load(gradient + i), derivative))
  }
}

/** In float64 the square of no float32 overflows or vanishes. Two numbers a lane, added up in their order. */
export function sumOfSquares(x: usize, count: i32): f64 {
  let low = f64x2.splat(0)
  let high = f64x2.splat(0)
  const bytes = <usize>count << 2
  for (let i: usize = 0; i < bytes; i += 16) {
    const first = f64x2.promote_low_f32x4(v128.load64_zero(x + i))
    const second = f64x2.promote_low_f32x4(v128.load64_zero(x + i, 8))
    low = f64x2.add(low, f64x2.mul(first, first))
    high = f64x2.add(high, f64x2.mul(second, second))
  }
  const sum = f64x2.add(low, high)
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

export function scaleBy(x: usize, count: i32, factor: f64): void {
  const factors = f32x4.splat(<f32>factor)
  const bytes = <usize>count << 2
  for (let i: usize = 0; i < bytes; i += 16) v128.store(x + i, f32x4.mul(v128.load(x + i), factors))
}

export function clampTo(x: usize, count: i32, limit: f64): void {
  const most = f32x4.splat(<f32>limit)
  const least = f32x4.splat(<f32>-limit)
  const infinity = f32x4.splat(Infinity)
  const bytes = <usize>count << 2
  for (let i: usize = 0; i < bytes; i += 16) {
    const numbers = v128.load(x + i)
    const clamped = f32x4.pmin(f32x4.pmax(numbers, least), most)
    v128.store(x + i, v128.bitselect(clamped, numbers, f32x4.lt(f32x4.abs(numbers), infinity)))
  }
}

/** x - x is 0 of every finite number, else NaN. */
export function allFinite(x: usize, count: i32): i32 {
  let seen = i32x4.splat(0)
  const bytes = <usize>count << 2
  for (let i: usize = 0; i < bytes; i += 16) {
    const numbers = v128.load(x + i)
    seen = v128.or(seen, f32x4.sub(numbers, numbers))
  }
  return v128.any_true(seen) ? 0 : 1
}
