/** Four float32 numbers as two pairs of float64 and back, for sums that must not lose digits. */

/** The first two of the four. */
@inline
export function lowDoubles(x: v128): v128 {
  return f64x2.promote_low_f32x4(x)
}

/** The last two of the four. */
@inline
export function highDoubles(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1))
}

/** Each pair rounded to float32. */
@inline
export function rounded(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2)
}
