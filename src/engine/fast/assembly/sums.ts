/** Sums over the rows of a matrix. */

/** target[j] = sum over rows of source[r][j], in the order of the rows, or, with `accumulate`, target[j] and then that much more. */
export function sumRows(source: usize, rows: i32, columns: i32, target: usize, accumulate: i32): void {
  const bytes = <usize>columns << 2
  let column: usize = 0
  for (; column + 32 <= bytes; column += 32) {
    let s0 = f32x4.splat(0), s1 = f32x4.splat(0), from = source + column
    if (accumulate) {
      s0 = v128.load(target + column)
      s1 = v128.load(target + column, 16)
    }
    for (let r = 0; r < rows; ++r) {
      s0 = f32x4.add(s0, v128.load(from))
      s1 = f32x4.add(s1, v128.load(from, 16))
      from += bytes
    }
    v128.store(target + column, s0)
    v128.store(target + column, s1, 16)
  }
  if (column < bytes) {
    let s = accumulate ? v128.load(target + column) : f32x4.splat(0), from = source + column
    for (let r = 0; r < rows; ++r) {
      s = f32x4.add(s, v128.load(from))
      from += bytes
    }
    v128.store(target + column, s)
  }
}
