/** Rows whose real columns end within their last vector. */

/** Bytes from the beginning of a row to its last vector. */
@inline
export function lastVector(columns: i32): usize {
  return <usize>((columns - 1) >> 2) << 4
}

/** All bits of those numbers of the last vector that are real columns. */
@inline
export function realLanes(columns: i32): v128 {
  return i32x4.le_s(i32x4(0, 1, 2, 3), i32x4.splat((columns - 1) & 3))
}

/** The four float32 of v as float64, added up in pairs: the sum of two of them in each half. */
@inline
export function pairSums(v: v128): v128 {
  return f64x2.add(f64x2.promote_low_f32x4(v), f64x2.promote_low_f32x4(highHalf(v)))
}

/** The last two of four numbers, in front. */
@inline
export function highHalf(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 2, 3, 0, 1)
}

/** Both halves of a pair of float64 together. */
@inline
export function sumOfPair(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1)
}
