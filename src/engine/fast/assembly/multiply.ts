/**
 * The product of two matrices, by tiles that are added up in registers.
 *
 * Each number of the product is one chain of sums over k, from 0 on and one product at a time, started from the bias or from what is there; so the
 * bits depend neither on the tile that a number falls into nor on how many rows there are. The chain passes through memory after every block of k.
 */

/** Rows of B that are worked through at a time: so many numbers of 8 columns stay in the nearest cache while the rows of A pass by. */
const innerBlock: i32 = 392

/**
 * The 8 columns of B that are worked through are copied together first. In B itself their rows may lie so far apart that they fall on the same few
 * places of the cache and drive each other out: 1024 x 1024 takes 1.6 times as long without the copy. It pays for rows of B from `copiedFrom` bytes on
 * that are read by at least `copiedFor` rows of A.
 */
const panel: usize = memory.data(392 * 32, 16)
const panelRow: usize = 32
const copiedFrom: usize = 512
const copiedFor: i32 = 16

/** C = A B + bias or, with `accumulate`, C += A B. */
export function multiply(
  rows: i32, columns: i32, inner: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, c: usize, cRow: usize, bias: usize, accumulate: i32,
): void {
  let adding = accumulate != 0
  let k = 0
  do {
    const length = min(innerBlock, inner - k)
    multiplyBlock(rows, columns, length, a + <usize>k * aColumn, aRow, aColumn, b + <usize>k * bRow, bRow, c, cRow, bias, adding)
    adding = true
    k += innerBlock
  } while (k < inner)
}

function multiplyBlock(
  rows: i32, columns: i32, inner: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, c: usize, cRow: usize, bias: usize, adding: bool,
): void {
  const copies = rows >= copiedFor && bRow >= copiedFrom
  let column = 0
  for (; column + 8 <= columns; column += 8) {
    const offset = <usize>column << 2
    const start = bias ? bias + offset : 0
    let from = b + offset, fromRow = bRow
    if (copies) {
      copyPanel(inner, from, fromRow)
      from = panel
      fromRow = panelRow
    }
    let row = 0
    for (; row + 4 <= rows; row += 4) tile4x8(inner, a + <usize>row * aRow, aRow, aColumn, from, fromRow, c + <usize>row * cRow + offset, cRow, start, adding)
    for (; row < rows; ++row) tile1x8(inner, a + <usize>row * aRow, aColumn, from, fromRow, c + <usize>row * cRow + offset, start, adding)
  }
  if (column < columns) {
    const offset = <usize>column << 2
    const start = bias ? bias + offset : 0
    let row = 0
    for (; row + 4 <= rows; row += 4) tile4x4(inner, a + <usize>row * aRow, aRow, aColumn, b + offset, bRow, c + <usize>row * cRow + offset, cRow, start, adding)
    for (; row < rows; ++row) tile1x4(inner, a + <usize>row * aRow, aColumn, b + offset, bRow, c + <usize>row * cRow + offset, start, adding)
  }
}

function copyPanel(inner: i32, b: usize, bRow: usize): void {
  for (let to = panel, end = panel + <usize>inner * panelRow; to < end; to += panelRow) {
    v128.store(to, v128.load(b))
    v128.store(to, v128.load(b, 16), 16)
    b += bRow
  }
}

/** Where the sum for a place of C begins. */
@inline
function beginning(c: usize, bias: usize, offset: usize, adding: bool): v128 {
  return adding ? v128.load(c + offset) : bias ? v128.load(bias + offset) : f32x4.splat(0)
}

@inline
function plusProduct(sum: v128, x: v128, y: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, y))
}

@inline
function tile4x8(
  inner: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, c: usize, cRow: usize, bias: usize, adding: bool,
): void {
  const c0 = c, c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow
  let s00 = beginning(c0, bias, 0, adding), s01 = beginning(c0, bias, 16, adding)
  let s10 = beginning(c1, bias, 0, adding), s11 = beginning(c1, bias, 16, adding)
  let s20 = beginning(c2, bias, 0, adding), s21 = beginning(c2, bias, 16, adding)
  let s30 = beginning(c3, bias, 0, adding), s31 = beginning(c3, bias, 16, adding)
  let a0 = a, a1 = a0 + aRow, a2 = a1 + aRow, a3 = a2 + aRow
  for (let k = 0; k < inner; ++k) {
    const b0 = v128.load(b), b1 = v128.load(b, 16)
    let x = v128.load32_splat(a0)
    s00 = plusProduct(s00, x, b0)
    s01 = plusProduct(s01, x, b1)
    x = v128.load32_splat(a1)
    s10 = plusProduct(s10, x, b0)
    s11 = plusProduct(s11, x, b1)
    x = v128.load32_splat(a2)
    s20 = plusProduct(s20, x, b0)
    s21 = plusProduct(s21, x, b1)
    x = v128.load32_splat(a3)
    s30 = plusProduct(s30, x, b0)
    s31 = plusProduct(s31, x, b1)
    a0 += aColumn
    a1 += aColumn
    a2 += aColumn
    a3 += aColumn
    b += bRow
  }
  v128.store(c0, s00)
  v128.store(c0, s01, 16)
  v128.store(c1, s10)
  v128.store(c1, s11, 16)
  v128.store(c2, s20)
  v128.store(c2, s21, 16)
  v128.store(c3, s30)
  v128.store(c3, s31, 16)
}

@inline
function tile1x8(inner: i32, a: usize, aColumn: usize, b: usize, bRow: usize, c: usize, bias: usize, adding: bool): void {
  let s0 = beginning(c, bias, 0, adding), s1 = beginning(c, bias, 16, adding)
  for (let k = 0; k < inner; ++k) {
    const x = v128.load32_splat(a)
    s0 = plusProduct(s0, x, v128.load(b))
    s1 = plusProduct(s1, x, v128.load(b, 16))
    a += aColumn
    b += bRow
  }
  v128.store(c, s0)
  v128.store(c, s1, 16)
}

@inline
function tile4x4(
  inner: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, c: usize, cRow: usize, bias: usize, adding: bool,
): void {
  const c0 = c, c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow
  let s0 = beginning(c0, bias, 0, adding), s1 = beginning(c1, bias, 0, adding)
  let s2 = beginning(c2, bias, 0, adding), s3 = beginning(c3, bias, 0, adding)
  let a0 = a, a1 = a0 + aRow, a2 = a1 + aRow, a3 = a2 + aRow
  for (let k = 0; k < inner; ++k) {
    const y = v128.load(b)
    s0 = plusProduct(s0, v128.load32_splat(a0), y)
    s1 = plusProduct(s1, v128.load32_splat(a1), y)
    s2 = plusProduct(s2, v128.load32_splat(a2), y)
    s3 = plusProduct(s3, v128.load32_splat(a3), y)
    a0 += aColumn
    a1 += aColumn
    a2 += aColumn
    a3 += aColumn
    b += bRow
  }
  v128.store(c0, s0)
  v128.store(c1, s1)
  v128.store(c2, s2)
  v128.store(c3, s3)
}

@inline
function tile1x4(inner: i32, a: usize, aColumn: usize, b: usize, bRow: usize, c: usize, bias: usize, adding: bool): void {
  let s = beginning(c, bias, 0, adding)
  for (let k = 0; k < inner; ++k) {
    s = plusProduct(s, v128.load32_splat(a), v128.load(b))
    a += aColumn
    b += bRow
  }
  v128.store(c, s)
}
