/** Rows become columns. */

/**
 * target[j][i] = source[i][j].
 * @param sourceRow, targetRow bytes from a row to the next
 */
export function transpose(source: usize, rows: i32, columns: i32, sourceRow: usize, target: usize, targetRow: usize): void {
  for (let i = 0; i < rows; ++i) {
    const from = source + <usize>i * sourceRow
    let to = target + (<usize>i << 2)
    for (let j = 0; j < columns; ++j) {
      store<f32>(to, load<f32>(from + (<usize>j << 2)))
      to += targetRow
    }
  }
}
