/**
 * The sum of some rows of a matrix, each times a number: what a sparse layer does forward, with rows of the weight, and backward, with rows of the
 * gradient by its outputs.
 *
 * An entry is row << 8 | byte, and its number is table[byte] or, with `scale`, table[byte] scale[row]. Each column is one chain of sums, in the order of
 * the entries; so its bits do not depend on the block of columns that it falls into.
 */

/**
 * target = start + sum over entries from `entry` to `end` of the number times matrix[row], for the first `bytes` of a row of `rowBytes`; `start` 0
 * stands for zeros.
 */
@inline
export function addUpRows(
  entry: usize, end: usize, table: usize, scale: usize, matrix: usize, rowBytes: usize, start: usize, target: usize, bytes: usize,
): void {
  let offset: usize = 0
  for (; offset + 128 <= bytes; offset += 128) addUp32(entry, end, table, scale, matrix + offset, rowBytes, start ? start + offset : 0, target + offset)
  if (offset + 64 <= bytes) {
    addUp16(entry, end, table, scale, matrix + offset, rowBytes, start ? start + offset : 0, target + offset)
    offset += 64
  }
  if (offset + 32 <= bytes) {
    addUp8(entry, end, table, scale, matrix + offset, rowBytes, start ? start + offset : 0, target + offset)
    offset += 32
  }
  if (offset < bytes) addUp4(entry, end, table, scale, matrix + offset, rowBytes, start ? start + offset : 0, target + offset)
}

/** The number of an entry, four times. */
@inline
function numberOf(packed: u32, table: usize, scale: usize): v128 {
  const number = v128.load32_splat(table + (<usize>(packed & 255) << 2))
  return scale ? f32x4.mul(number, v128.load32_splat(scale + (<usize>(packed >> 8) << 2))) : number
}

@inline
function beginning(start: usize, offset: usize): v128 {
  return start ? v128.load(start + offset) : f32x4.splat(0)
}

@inline
function plusProduct(sum: v128, x: v128, y: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, y))
}

@inline
function addUp32(entry: usize, end: usize, table: usize, scale: usize, matrix: usize, rowBytes: usize, start: usize, target: usize): void {
  let s0 = beginning(start, 0), s1 = beginning(start, 16), s2 = beginning(start, 32), s3 = beginning(start, 48)
  let s4 = beginning(start, 64), s5 = beginning(start, 80), s6 = beginning(start, 96), s7 = beginning(start, 112)
  for (; entry < end; entry += 4) {
    const packed = load<u32>(entry)
    const x = numberOf(packed, table, scale), row = matrix + <usize>(packed >> 8) * rowBytes
    s0 = plusProduct(s0, x, v128.load(row))
    s1 = plusProduct(s1, x, v128.load(row, 16))
    s2 = plusProduct(s2, x, v128.load(row, 32))
    s3 = plusProduct(s3, x, v128.load(row, 48))
    s4 = plusProduct(s4, x, v128.load(row, 64))
    s5 = plusProduct(s5, x, v128.load(row, 80))
    s6 = plusProduct(s6, x, v128.load(row, 96))
    s7 = plusProduct(s7, x, v128.load(row, 112))
  }
  v128.store(target, s0)
  v128.store(target, s1, 16)
  v128.store(target, s2, 32)
  v128.store(target, s3, 48)
  v128.store(target, s4, 64)
  v128.store(target, s5, 80)
  v128.store(target, s6, 96)
  v128.store(target, s7, 112)
}

@inline
function addUp16(entry: usize, end: usize, table: usize, scale: usize, matrix: usize, rowBytes: usize, start: usize, target: usize): void {
  let s0 = beginning(start, 0), s1 = beginning(start, 16), s2 = beginning(start, 32), s3 = beginning(start, 48)
  for (; entry < end; entry += 4) {
    const packed = load<u32>(entry)
    const x = numberOf(packed, table, scale), row = matrix + <usize>(packed >> 8) * rowBytes
    s0 = plusProduct(s0, x, v128.load(row))
    s1 = plusProduct(s1, x, v128.load(row, 16))
    s2 = plusProduct(s2, x, v128.load(row, 32))
    s3 = plusProduct(s3, x, v128.load(row, 48))
  }
  v128.store(target, s0)
  v128.store(target, s1, 16)
  v128.store(target, s2, 32)
  v128.store(target, s3, 48)
}

@inline
function addUp8(entry: usize, end: usize, table: usize, scale: usize, matrix: usize, rowBytes: usize, start: usize, target: usize): void {
  let s0 = beginning(start, 0), s1 = beginning(start, 16)
  for (; entry < end; entry += 4) {
    const packed = load<u32>(entry)
    const x = numberOf(packed, table, scale), row = matrix + <usize>(packed >> 8) * rowBytes
    s0 = plusProduct(s0, x, v128.load(row))
    s1 = plusProduct(s1, x, v128.load(row, 16))
  }
  v128.store(target, s0)
  v128.store(target, s1, 16)
}

@inline
function addUp4(entry: usize, end: usize, table: usize, scale: usize, matrix: usize, rowBytes: usize, start: usize, target: usize): void {
  let s = beginning(start, 0)
  for (; entry < end; entry += 4) {
    const packed = load<u32>(entry)
    s = plusProduct(s, numberOf(packed, table, scale), v128.load(matrix + <usize>(packed >> 8) * rowBytes))
  }
  v128.store(target, s)
}
