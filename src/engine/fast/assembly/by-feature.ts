/**
 * Products for samples that lie side by side: a row holds one feature, or one unit, of all samples. That is how small problems lie, whose rows of
 * one sample would be shorter than a vector: four samples at a time are worked on instead of four units.
 *
 * Rows are `bytes` apart, a multiple of 32, so that loops take two vectors at a time: addresses and the end of the loop would cost as much as the
 * few operations of one. Weights are (outputs, inputs) without padding. Tiles reach over the last row where there are not enough: it is then
 * worked on several times, to the same result.
 */

/** The address of a row, or of the last one. */
@inline
function rowAt(rows: usize, row: i32, count: i32, bytes: usize): usize {
  return rows + <usize>min(row, count - 1) * bytes
}

/** The weight of an input that there is, else 0. */
@inline
function weightAt(weight: usize, columnStep: usize, column: i32, columns: i32): v128 {
  return column < columns ? v128.load32_splat(weight + <usize>column * columnStep) : f32x4.splat(0)
}

/** A bias in each place, 0 without one. */
@inline
function biasAt(bias: usize, row: i32, rows: i32): v128 {
  return bias ? v128.load32_splat(rowAt(bias, row, rows, 4)) : f32x4.splat(0)
}

@inline
function plusProduct(sum: v128, x: v128, y: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, y))
}

/**
 * y[r] = bias[r] + sum over i of weight[r][i] x[i] for r < rows, i < inner, in the order of i.
 * @param rowStep, columnStep bytes from a weight to that of the next row, of the next i: a transposed matrix costs nothing
 */
export function combineRows(
  rows: i32, inner: i32, weight: usize, rowStep: usize, columnStep: usize, x: usize, bias: usize, y: usize, bytes: usize,
): void {
  // With one or two inputs four rows at a time keep the adders busy, with more of them two rows and four inputs.
  if (inner == 1) {
    for (let r = 0; r < rows; r += 4) {
      if (bias) combine4x1(true, rows, weight, rowStep, x, bias, y, bytes, r)
      else combine4x1(false, rows, weight, rowStep, x, bias, y, bytes, r)
    }
  } else if (inner == 2) {
    for (let r = 0; r < rows; r += 4) combine4x2(rows, weight, rowStep, columnStep, x, bias, y, bytes, r)
  } else if (rows == 1) {
    combine1x4(true, inner, weight, columnStep, x, bias, y, bytes, 0)
    for (let i = 4; i < inner; i += 4) combine1x4(false, inner, weight, columnStep, x, bias, y, bytes, i)
  } else {
    for (let r = 0; r < rows; r += 2) combine2x4(true, rows, inner, weight, rowStep, columnStep, x, bias, y, bytes, r, 0)
    for (let i = 4; i < inner; i += 4) {
      for (let r = 0; r < rows; r += 2) combine2x4(false, rows, inner, weight, rowStep, columnStep, x, bias, y, bytes, r, i)
    }
  }
}

/** Four rows from r on, of one input. */
@inline
function combine4x1(biased: bool, rows: i32, weight: usize, rowStep: usize, x: usize, bias: usize, y: usize, bytes: usize, r: i32): void {
  const w0 = v128.load32_splat(rowAt(weight, r, rows, rowStep)), w1 = v128.load32_splat(rowAt(weight, r + 1, rows, rowStep))
  const w2 = v128.load32_splat(rowAt(weight, r + 2, rows, rowStep)), w3 = v128.load32_splat(rowAt(weight, r + 3, rows, rowStep))
  const b0 = biasAt(bias, r, rows), b1 = biasAt(bias, r + 1, rows), b2 = biasAt(bias, r + 2, rows), b3 = biasAt(bias, r + 3, rows)
  const y0 = rowAt(y, r, rows, bytes), y1 = rowAt(y, r + 1, rows, bytes), y2 = rowAt(y, r + 2, rows, bytes), y3 = rowAt(y, r + 3, rows, bytes)
  for (let at: usize = 0; at < bytes; at += 32) {
    const u = v128.load(x + at), v = v128.load(x + at + 16)
    v128.store(y0 + at, biased ? plusProduct(b0, w0, u) : f32x4.mul(w0, u))
    v128.store(y0 + at + 16, biased ? plusProduct(b0, w0, v) : f32x4.mul(w0, v))
    v128.store(y1 + at, biased ? plusProduct(b1, w1, u) : f32x4.mul(w1, u))
    v128.store(y1 + at + 16, biased ? plusProduct(b1, w1, v) : f32x4.mul(w1, v))
    v128.store(y2 + at, biased ? plusProduct(b2, w2, u) : f32x4.mul(w2, u))
    v128.store(y2 + at + 16, biased ? plusProduct(b2, w2, v) : f32x4.mul(w2, v))
    v128.store(y3 + at, biased ? plusProduct(b3, w3, u) : f32x4.mul(w3, u))
    v128.store(y3 + at + 16, biased ? plusProduct(b3, w3, v) : f32x4.mul(w3, v))
  }
}

/** Four rows from r on, of two inputs; busy enough to take one vector at a time. */
@inline
function combine4x2(rows: i32, weight: usize, rowStep: usize, columnStep: usize, x: usize, bias: usize, y: usize, bytes: usize, r: i32): void {
  const w0 = rowAt(weight, r, rows, rowStep), w1 = rowAt(weight, r + 1, rows, rowStep)
  const w2 = rowAt(weight, r + 2, rows, rowStep), w3 = rowAt(weight, r + 3, rows, rowStep)
  const w00 = v128.load32_splat(w0), w01 = v128.load32_splat(w0 + columnStep), w10 = v128.load32_splat(w1), w11 = v128.load32_splat(w1 + columnStep)
  const w20 = v128.load32_splat(w2), w21 = v128.load32_splat(w2 + columnStep), w30 = v128.load32_splat(w3), w31 = v128.load32_splat(w3 + columnStep)
  const b0 = biasAt(bias, r, rows), b1 = biasAt(bias, r + 1, rows), b2 = biasAt(bias, r + 2, rows), b3 = biasAt(bias, r + 3, rows)
  const y0 = rowAt(y, r, rows, bytes), y1 = rowAt(y, r + 1, rows, bytes), y2 = rowAt(y, r + 2, rows, bytes), y3 = rowAt(y, r + 3, rows, bytes)
  const second = x + bytes
  for (let at: usize = 0; at < bytes; at += 16) {
    const u = v128.load(x + at), v = v128.load(second + at)
    v128.store(y0 + at, plusProduct(plusProduct(b0, w00, u), w01, v))
    v128.store(y1 + at, plusProduct(plusProduct(b1, w10, u), w11, v))
    v128.store(y2 + at, plusProduct(plusProduct(b2, w20, u), w21, v))
    v128.store(y3 + at, plusProduct(plusProduct(b3, w30, u), w31, v))
  }
}

/** The only row: what the four inputs from i on add to it, or begin it with. */
@inline
function combine1x4(begin: bool, inner: i32, weight: usize, columnStep: usize, x: usize, bias: usize, y: usize, bytes: usize, i: i32): void {
  const w0 = weightAt(weight, columnStep, i, inner), w1 = weightAt(weight, columnStep, i + 1, inner)
  const w2 = weightAt(weight, columnStep, i + 2, inner), w3 = weightAt(weight, columnStep, i + 3, inner)
  const b = biasAt(bias, 0, 1)
  const x0 = rowAt(x, i, inner, bytes), x1 = rowAt(x, i + 1, inner, bytes), x2 = rowAt(x, i + 2, inner, bytes), x3 = rowAt(x, i + 3, inner, bytes)
  for (let at: usize = 0; at < bytes; at += 32) {
    const first = plusProduct(plusProduct(begin ? b : v128.load(y + at), w0, v128.load(x0 + at)), w1, v128.load(x1 + at))
    const second = plusProduct(plusProduct(begin ? b : v128.load(y + at + 16), w0, v128.load(x0 + at + 16)), w1, v128.load(x1 + at + 16))
    v128.store(y + at, plusProduct(plusProduct(first, w2, v128.load(x2 + at)), w3, v128.load(x3 + at)))
    v128.store(y + at + 16, plusProduct(plusProduct(second, w2, v128.load(x2 + at + 16)), w3, v128.load(x3 + at + 16)))
  }
}

/** The same for two rows from r on, one vector at a time. */
@inline
function combine2x4(
  begin: bool, rows: i32, inner: i32, weight: usize, rowStep: usize, columnStep: usize, x: usize, bias: usize, y: usize, bytes: usize, r: i32, i: i32,
): void {
  const w0 = rowAt(weight, r, rows, rowStep), w1 = rowAt(weight, r + 1, rows, rowStep)
  const w00 = weightAt(w0, columnStep, i, inner), w01 = weightAt(w0, columnStep, i + 1, inner)
  const w02 = weightAt(w0, columnStep, i + 2, inner), w03 = weightAt(w0, columnStep, i + 3, inner)
  const w10 = weightAt(w1, columnStep, i, inner), w11 = weightAt(w1, columnStep, i + 1, inner)
  const w12 = weightAt(w1, columnStep, i + 2, inner), w13 = weightAt(w1, columnStep, i + 3, inner)
  const b0 = biasAt(bias, r, rows), b1 = biasAt(bias, r + 1, rows)
  const x0 = rowAt(x, i, inner, bytes), x1 = rowAt(x, i + 1, inner, bytes), x2 = rowAt(x, i + 2, inner, bytes), x3 = rowAt(x, i + 3, inner, bytes)
  const y0 = rowAt(y, r, rows, bytes), y1 = rowAt(y, r + 1, rows, bytes)
  for (let at: usize = 0; at < bytes; at += 16) {
    const s = v128.load(x0 + at), t = v128.load(x1 + at), u = v128.load(x2 + at), v = v128.load(x3 + at)
    const begun0 = begin ? b0 : v128.load(y0 + at), begun1 = begin ? b1 : v128.load(y1 + at)
    const sum0 = plusProduct(plusProduct(plusProduct(plusProduct(begun0, w00, s), w01, t), w02, u), w03, v)
    const sum1 = plusProduct(plusProduct(plusProduct(plusProduct(begun1, w10, s), w11, t), w12, u), w13, v)
    v128.store(y0 + at, sum0)
    v128.store(y1 + at, sum1)
  }
}

/** The sums of the four places of a, of b, of c and of d. */
@inline
export function sumsOfPlaces(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 2, 6), v128.shuffle<f32>(a, b, 1, 5, 3, 7))
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 2, 6), v128.shuffle<f32>(c, d, 1, 5, 3, 7))
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
}

/** Puts, or adds, four sums into their places. Two places may be the same, for the same sum: all are read before the first is written. */
@inline
function putSums(sums: v128, accumulate: i32, p0: usize, p1: usize, p2: usize, p3: usize): void {
  let before = f32x4.splat(0)
  if (accumulate) {
    before = v128.load32_splat(p0)
    before = v128.load_lane<f32>(p1, before, 1)
    before = v128.load_lane<f32>(p2, before, 2)
    before = v128.load_lane<f32>(p3, before, 3)
  }
  const after = f32x4.add(before, sums)
  v128.store_lane<f32>(p0, after, 0)
  v128.store_lane<f32>(p1, after, 1)
  v128.store_lane<f32>(p2, after, 2)
  v128.store_lane<f32>(p3, after, 3)
}

/**
 * products[i][j] = or, with `accumulate` 1, += sum over samples of a[i] b[j], for i < aRows and j < bRows.
 * @param aStep, bStep bytes from a product to that of the next i, of the next j; it is fastest where aRows is the larger number
 */
export function multiplyRows(
  aRows: i32, bRows: i32, a: usize, b: usize, products: usize, aStep: usize, bStep: usize, bytes: usize, accumulate: i32,
): void {
  for (let i = 0; i < aRows; i += 4) {
    const a0 = rowAt(a, i, aRows, bytes), a1 = rowAt(a, i + 1, aRows, bytes), a2 = rowAt(a, i + 2, aRows, bytes), a3 = rowAt(a, i + 3, aRows, bytes)
    let p0 = rowAt(products, i, aRows, aStep), p1 = rowAt(products, i + 1, aRows, aStep)
    let p2 = rowAt(products, i + 2, aRows, aStep), p3 = rowAt(products, i + 3, aRows, aStep)
    let from = b
    let j = 0
    for (; j + 2 <= bRows; j += 2) {
      multiply4x2(a0, a1, a2, a3, from, from + bytes, bytes, accumulate, p0, p1, p2, p3, bStep)
      from += 2 * bytes
      p0 += 2 * bStep
      p1 += 2 * bStep
      p2 += 2 * bStep
      p3 += 2 * bStep
    }
    if (j < bRows) multiply4x1(a0, a1, a2, a3, from, bytes, accumulate, p0, p1, p2, p3)
  }
}

/** Four rows of a with two of b; `next` is how far the products of the second lie from those of the first. */
@inline
function multiply4x2(
  a0: usize, a1: usize, a2: usize, a3: usize, b0: usize, b1: usize, bytes: usize, accumulate: i32, p0: usize, p1: usize, p2: usize, p3: usize, next: usize,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00
  for (let at: usize = 0; at < bytes; at += 16) {
    const u = v128.load(b0 + at), v = v128.load(b1 + at)
    let x = v128.load(a0 + at)
    s00 = plusProduct(s00, x, u)
    s01 = plusProduct(s01, x, v)
    x = v128.load(a1 + at)
    s10 = plusProduct(s10, x, u)
    s11 = plusProduct(s11, x, v)
    x = v128.load(a2 + at)
    s20 = plusProduct(s20, x, u)
    s21 = plusProduct(s21, x, v)
    x = v128.load(a3 + at)
    s30 = plusProduct(s30, x, u)
    s31 = plusProduct(s31, x, v)
  }
  putSums(sumsOfPlaces(s00, s10, s20, s30), accumulate, p0, p1, p2, p3)
  putSums(sumsOfPlaces(s01, s11, s21, s31), accumulate, p0 + next, p1 + next, p2 + next, p3 + next)
}

/** Four rows of a with one of b, in the same order of sums. */
@inline
function multiply4x1(
  a0: usize, a1: usize, a2: usize, a3: usize, b: usize, bytes: usize, accumulate: i32, p0: usize, p1: usize, p2: usize, p3: usize,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
  for (let at: usize = 0; at < bytes; at += 32) {
    const u = v128.load(b + at), v = v128.load(b + at + 16)
    s0 = plusProduct(plusProduct(s0, v128.load(a0 + at), u), v128.load(a0 + at + 16), v)
    s1 = plusProduct(plusProduct(s1, v128.load(a1 + at), u), v128.load(a1 + at + 16), v)
    s2 = plusProduct(plusProduct(s2, v128.load(a2 + at), u), v128.load(a2 + at + 16), v)
    s3 = plusProduct(plusProduct(s3, v128.load(a3 + at), u), v128.load(a3 + at + 16), v)
  }
  putSums(sumsOfPlaces(s0, s1, s2, s3), accumulate, p0, p1, p2, p3)
}

/** sums[r] = or, with `accumulate` 1, += sum over samples of x[r]. */
export function sumOfEachRow(rows: i32, x: usize, sums: usize, bytes: usize, accumulate: i32): void {
  for (let r = 0; r < rows; r += 4) {
    const x0 = rowAt(x, r, rows, bytes), x1 = rowAt(x, r + 1, rows, bytes), x2 = rowAt(x, r + 2, rows, bytes), x3 = rowAt(x, r + 3, rows, bytes)
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
    for (let at: usize = 0; at < bytes; at += 32) {
      s0 = f32x4.add(f32x4.add(s0, v128.load(x0 + at)), v128.load(x0 + at + 16))
      s1 = f32x4.add(f32x4.add(s1, v128.load(x1 + at)), v128.load(x1 + at + 16))
      s2 = f32x4.add(f32x4.add(s2, v128.load(x2 + at)), v128.load(x2 + at + 16))
      s3 = f32x4.add(f32x4.add(s3, v128.load(x3 + at)), v128.load(x3 + at + 16))
    }
    const p0 = rowAt(sums, r, rows, 4), p1 = rowAt(sums, r + 1, rows, 4), p2 = rowAt(sums, r + 2, rows, 4), p3 = rowAt(sums, r + 3, rows, 4)
    putSums(sumsOfPlaces(s0, s1, s2, s3), accumulate, p0, p1, p2, p3)
  }
}
