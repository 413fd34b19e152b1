/** Rows become columns. */

/**
 * target[j][i] = source[i][j], in squares of 4 x 4, the edges one by one.
 * @param sourceRow, targetRow bytes from a row to the next
 */
export function transpose(source: usize, rows: i32, columns: i32, sourceRow: usize, target: usize, targetRow: usize): void {
  let i = 0
  for (; i + 4 <= rows; i += 4) {
    let from = source + <usize>i * sourceRow, to = target + (<usize>i << 2), j = 0
    for (; j + 4 <= columns; j += 4) {
      transposeSquare(from, sourceRow, to, targetRow)
      from += 16
      to += targetRow << 2
    }
    for (; j < columns; ++j) {
      for (let r: usize = 0; r < 4; ++r) store<f32>(to + (r << 2), load<f32>(from + r * sourceRow))
      from += 4
      to += targetRow
    }
  }
  for (; i < rows; ++i) {
    let from = source + <usize>i * sourceRow, to = target + (<usize>i << 2)
    for (let j = 0; j < columns; ++j) {
      store<f32>(to, load<f32>(from))
      from += 4
      to += targetRow
    }
  }
}

@inline
function transposeSquare(source: usize, sourceRow: usize, target: usize, targetRow: usize): void {
  const source2 = source + (sourceRow << 1), target2 = target + (targetRow << 1)
  const a = v128.load(source), b = v128.load(source + sourceRow), c = v128.load(source2), d = v128.load(source2 + sourceRow)
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
  v128.store(target, v128.shuffle<f64>(ab0, cd0, 0, 2))
  v128.store(target + targetRow, v128.shuffle<f64>(ab0, cd0, 1, 3))
  v128.store(target2, v128.shuffle<f64>(ab2, cd2, 0, 2))
  v128.store(target2 + targetRow, v128.shuffle<f64>(ab2, cd2, 1, 3))
}
