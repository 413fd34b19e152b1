/** The first layer over rows whose zeros are left out. */
import { addUpRows } from './sparse-rows'

/** output[r] = bias + sum over entries of row r of the number times weight[input], in the order of the entries. */
export function sparseForward(
  rows: i32, starts: usize, entries: usize, table: usize, scale: usize, weight: usize, bias: usize, output: usize, columns: i32,
): void {
  const rowBytes = <usize>columns << 2
  for (let r = 0; r < rows; ++r) {
    const from = entries + (<usize>load<u32>(starts) << 2), to = entries + (<usize>load<u32>(starts, 4) << 2)
    addUpRows(from, to, table, scale, weight, rowBytes, bias, output, rowBytes)
    starts += 4
    output += rowBytes
  }
}

/** target = bias - shift W: what a row of zeros, which standardising makes -shift, gives. The rows of W come one after the other. */
export function shiftedBias(inputs: i32, shift: usize, weight: usize, bias: usize, target: usize, columns: i32): void {
  const rowBytes = <usize>columns << 2
  for (let offset: usize = 0; offset < rowBytes; offset += 16) {
    let sum = bias ? v128.load(bias + offset) : f32x4.splat(0), row = weight + offset
    for (let i = 0; i < inputs; ++i) {
      sum = f32x4.sub(sum, f32x4.mul(v128.load32_splat(shift + (<usize>i << 2)), v128.load(row)))
      row += rowBytes
    }
    v128.store(target + offset, sum)
  }
}
