/**
 * The sum of some rows of a matrix, each times a number: what a sparse layer does forward, with rows of the weight, and backward, with rows of the
 * gradient by its outputs.
 *
 * An entry is row << 8 | byte, and its number is table[byte] or, where there is a `scale`, table[byte] scale[row]. Each column is one chain of sums, in
 * the order of the entries; so its bits do not depend on the block of columns that it falls into.
 */

/**
 * Entries are taken apart before they are used, into the address of the row and the number: once for all blocks of columns, and away from the
 * multiplications and additions, which keep the processor's units busy enough.
 */
const mostBytes: usize = 8192
const addresses: usize = memory.data(2 * 8192, 16)
/** Bytes from an address to its number. */
const toNumber: usize = mostBytes

/**
 * target = start + sum over entries from `entry` to `end` of the number times matrix[row], for the first `bytes` of rows of `rowBytes`; `start` 0 stands
 * for zeros. Reads up to 3 entries beyond the end.
 */
export function addUpRows(
  entry: usize, end: usize, table: usize, scale: usize, matrix: usize, rowBytes: usize, start: usize, target: usize, bytes: usize,
): void {
  do {
    const next = min(end, entry + mostBytes)
    takeApart(entry, next, table, matrix, rowBytes)
    if (scale) scaleNumbers(entry, next, scale)
    addUp(addresses + next - entry, start, target, bytes)
    // More entries than there is room for go on with the sums where they stand.
    start = target
    entry = next
  } while (entry < end)
}

function takeApart(entry: usize, end: usize, table: usize, matrix: usize, rowBytes: usize): void {
  const base = i32x4.splat(<i32>matrix), step = i32x4.splat(<i32>rowBytes)
  for (let to = addresses; entry < end; entry += 16) {
    v128.store(to, i32x4.add(i32x4.mul(i32x4.shr_u(v128.load(entry), 8), step), base))
    // The byte comes first in memory.
    store<f32>(to, numberOf(table, load<u8>(entry)), toNumber)
    store<f32>(to, numberOf(table, load<u8>(entry, 4)), toNumber + 4)
    store<f32>(to, numberOf(table, load<u8>(entry, 8)), toNumber + 8)
    store<f32>(to, numberOf(table, load<u8>(entry, 12)), toNumber + 12)
    to += 16
  }
}

@inline
function numberOf(table: usize, byte: u8): f32 {
  return load<f32>(table + (<usize>byte << 2))
}

function scaleNumbers(entry: usize, end: usize, scale: usize): void {
  for (let at = addresses + toNumber; entry < end; entry += 4) {
    store<f32>(at, load<f32>(at) * load<f32>(scale + (<usize>(load<u32>(entry) >> 8) << 2)))
    at += 4
  }
}

/** By blocks of columns as wide as there are registers for. */
@inline
function addUp(end: usize, start: usize, target: usize, bytes: usize): void {
  let offset: usize = 0
  for (; offset + 128 <= bytes; offset += 128) addUp32(end, offset, start ? start + offset : 0, target + offset)
  if (offset + 64 <= bytes) {
    addUp16(end, offset, start ? start + offset : 0, target + offset)
    offset += 64
  }
  if (offset + 32 <= bytes) {
    addUp8(end, offset, start ? start + offset : 0, target + offset)
    offset += 32
  }
  if (offset < bytes) addUp4(end, offset, start ? start + offset : 0, target + offset)
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
function addUp32(end: usize, offset: usize, start: usize, target: usize): void {
  let s0 = beginning(start, 0), s1 = beginning(start, 16), s2 = beginning(start, 32), s3 = beginning(start, 48)
  let s4 = beginning(start, 64), s5 = beginning(start, 80), s6 = beginning(start, 96), s7 = beginning(start, 112)
  for (let entry = addresses; entry < end; entry += 4) {
    const x = v128.load32_splat(entry, toNumber), row = <usize>load<u32>(entry) + offset
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
function addUp16(end: usize, offset: usize, start: usize, target: usize): void {
  let s0 = beginning(start, 0), s1 = beginning(start, 16), s2 = beginning(start, 32), s3 = beginning(start, 48)
  for (let entry = addresses; entry < end; entry += 4) {
    const x = v128.load32_splat(entry, toNumber), row = <usize>load<u32>(entry) + offset
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
function addUp8(end: usize, offset: usize, start: usize, target: usize): void {
  let s0 = beginning(start, 0), s1 = beginning(start, 16)
  for (let entry = addresses; entry < end; entry += 4) {
    const x = v128.load32_splat(entry, toNumber), row = <usize>load<u32>(entry) + offset
    s0 = plusProduct(s0, x, v128.load(row))
    s1 = plusProduct(s1, x, v128.load(row, 16))
  }
  v128.store(target, s0)
  v128.store(target, s1, 16)
}

@inline
function addUp4(end: usize, offset: usize, start: usize, target: usize): void {
  let s = beginning(start, 0)
  for (let entry = addresses; entry < end; entry += 4) {
    s = plusProduct(s, v128.load32_splat(entry, toNumber), v128.load(<usize>load<u32>(entry) + offset))
  }
  v128.store(target, s)
}
