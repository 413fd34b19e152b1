/** Features that are stored as bytes become numbers. */

/** output[r][i] = table[bytes[r inputs + i]]; the padding stays as it is. */
export function expandBytes(bytes: usize, table: usize, rows: i32, inputs: i32, output: usize): void {
  const outputRow = <usize>((inputs + 3) & ~3) << 2
  for (let r = 0; r < rows; ++r) {
    let to = output
    const end = bytes + inputs
    for (; bytes + 4 <= end; bytes += 4) {
      store<f32>(to, shade(table, load<u8>(bytes)))
      store<f32>(to, shade(table, load<u8>(bytes, 1)), 4)
      store<f32>(to, shade(table, load<u8>(bytes, 2)), 8)
      store<f32>(to, shade(table, load<u8>(bytes, 3)), 12)
      to += 16
    }
    for (; bytes < end; ++bytes) {
      store<f32>(to, shade(table, load<u8>(bytes)))
      to += 4
    }
    output += outputRow
  }
}

@inline
function shade(table: usize, byte: u8): f32 {
  return load<f32>(table + (<usize>byte << 2))
}
