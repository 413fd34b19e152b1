/**
 * Images of 28 x 28 bytes, made thicker or thinner and warped: `../../augmentation` says what is computed, `thickness` and `warp` there
 * compute the same bytes.
 */

const side: i32 = 28
/** Cells of the mesh along each axis, of 4 x 4 pixels, and its points. */
const cells: i32 = 7
const points: i32 = 8
/** Bytes from a row of a framed image to the next: a column of paper, 28 pixels, three of paper. */
const row: usize = 32
/** A pixel whose neighbours to the right and below are paper too, as it is. */
const blank: i32 = 29 * 32 + 29
/** Places are whole numbers of 1/65536 pixel. */
const one: i32 = 1 << 16
/** Half of the last bit of a share. */
const half: i32 = 1 << 7

/** Framed images, with a row of paper above and two below: the original, and that with other strokes. */
const original = memory.data(992, 16)
const changed = memory.data(992, 16)

/**
 * @param image 784 bytes
 * @param share 256 times the pixels that each edge of a stroke moves, from -256, thinner, to 256, thicker
 * @param meshX points x points, the place that each shows in the original
 * @param result 784 bytes
 */
export function distortImage(image: usize, share: i32, meshX: usize, meshY: usize, result: usize): void {
  for (let y: usize = 0; y < 28; ++y) memory.copy(original + (y + 1) * row + 1, image + y * 28, 28)
  let source = original
  if (share != 0) {
    changeThickness(share)
    source = changed
  }
  warp(source, meshX, meshY, result)
}

/**
 * entries = input << 8 | byte of the bytes that are not zero.
 * @returns how many there are
 */
export function compressImage(image: usize, entries: usize): i32 {
  const first = entries
  for (let i: i32 = 0; i < 784; i += 16) {
    let lit = i8x16.bitmask(i8x16.ne(v128.load(image + i), i8x16.splat(0)))
    while (lit != 0) {
      const input = i + ctz(lit)
      store<u32>(entries, (input << 8) | <i32>load<u8>(image + input))
      entries += 4
      lit &= lit - 1
    }
  }
  return <i32>((entries - first) >> 2)
}

function changeThickness(share: i32): void {
  const towards = i16x8.splat(<i16>abs(share)), stay = i16x8.splat(<i16>(256 - abs(share)))
  // What grows into the frame is no part of the image.
  const leftInside = i8x16(0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)
  const rightInside = i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0)
  for (let at = row; at < 29 * row; at += row) {
    thickenRow(at, share > 0, towards, stay, leftInside)
    thickenRow(at + 16, share > 0, towards, stay, rightInside)
  }
}

/** Sixteen pixels of a row. */
@inline
function thickenRow(at: usize, grows: bool, towards: v128, stay: v128, inside: v128): void {
  const here = v128.load(original + at)
  const left = v128.load(original + at - 1), right = v128.load(original + at + 1)
  const above = v128.load(original + at - row), below = v128.load(original + at + row)
  const edge = grows
    ? i8x16.max_u(i8x16.max_u(here, i8x16.max_u(left, right)), i8x16.max_u(above, below))
    : i8x16.min_u(i8x16.min_u(here, i8x16.min_u(left, right)), i8x16.min_u(above, below))
  const low = between(i16x8.extend_low_i8x16_u(here), i16x8.extend_low_i8x16_u(edge), towards, stay)
  const high = between(i16x8.extend_high_i8x16_u(here), i16x8.extend_high_i8x16_u(edge), towards, stay)
  v128.store(changed + at, v128.and(i8x16.narrow_i16x8_u(low, high), inside))
}

/** (256 here + (edge - here) share + 128) / 256, which fits 16 bits without a sign on its way. */
@inline
function between(here: v128, edge: v128, towards: v128, stay: v128): v128 {
  return i16x8.shr_u(i16x8.add(i16x8.add(i16x8.mul(here, stay), i16x8.mul(edge, towards)), i16x8.splat(128)), 8)
}

function warp(source: usize, meshX: usize, meshY: usize, result: usize): void {
  memory.fill(result, 0, 784)
  let columns = i8x16.splat(0), columnsRight = i8x16.splat(0)
  let top = side, bottom = -1
  for (let y: i32 = 0; y < side; ++y) {
    const at = source + <usize>(y + 1) * row
    const left = v128.load(at), right = v128.load(at, 16)
    if (!v128.any_true(v128.or(left, right))) continue
    columns = v128.or(columns, left)
    columnsRight = v128.or(columnsRight, right)
    bottom = y
    if (top == side) top = y
  }
  if (bottom < 0) return
  const zero = i8x16.splat(0)
  const lit = i8x16.bitmask(i8x16.ne(columns, zero)) | (i8x16.bitmask(i8x16.ne(columnsRight, zero)) << 16)
  // Counted without the frame's column.
  const left = ctz(lit) - 1, right = 30 - clz(lit)
  for (let y: i32 = 0; y < cells; ++y) {
    for (let x: i32 = 0; x < cells; ++x) {
      const corner = <usize>(y * points + x) << 2
      if (reaches(meshX + corner, left, right) && reaches(meshY + corner, top, bottom))
        warpCell(source, meshX + corner, meshY + corner, result + <usize>(y * 4 * side + x * 4))
    }
  }
}

/** Whether the places of a cell, which lie between those of its corners, come near the ink along one axis. */
@inline
function reaches(corner: usize, first: i32, last: i32): bool {
  const a = load<i32>(corner), b = load<i32>(corner, 4), c = load<i32>(corner, 32), d = load<i32>(corner, 36)
  return max(max(a, b), max(c, d)) > (first - 1) * one && min(min(a, b), min(c, d)) < (last + 1) * one + half
}

function warpCell(source: usize, meshX: usize, meshY: usize, to: usize): void {
  let leftX = load<i32>(meshX), rightX = load<i32>(meshX, 4)
  let leftY = load<i32>(meshY), rightY = load<i32>(meshY, 4)
  const leftStepX = (load<i32>(meshX, 32) - leftX) >> 2, rightStepX = (load<i32>(meshX, 36) - rightX) >> 2
  const leftStepY = (load<i32>(meshY, 32) - leftY) >> 2, rightStepY = (load<i32>(meshY, 36) - rightY) >> 2
  for (let line = 0; line < 4; ++line) {
    store<u32>(to, warpFour(source, places(leftX, (rightX - leftX) >> 2), places(leftY, (rightY - leftY) >> 2)))
    leftX += leftStepX
    rightX += rightStepX
    leftY += leftStepY
    rightY += rightStepY
    to += side
  }
}

/** Four places, each a step further. */
@inline
function places(from: i32, step: i32): v128 {
  return i32x4.add(i32x4.splat(from), i32x4.mul(i32x4.splat(step), i32x4(0, 1, 2, 3)))
}

/** The grey values at four places as four bytes. */
@inline
function warpFour(source: usize, x: v128, y: v128): u32 {
  const column = i32x4.add(i32x4.shr_s(x, 16), i32x4.splat(1))
  const line = i32x4.add(i32x4.shr_s(y, 16), i32x4.splat(1))
  const last = i32x4.splat(side)
  // Without a sign, what lies to the left or above is far to the right.
  const inside = v128.and(i32x4.le_u(column, last), i32x4.le_u(line, last))
  const at = v128.bitselect(i32x4.add(i32x4.shl(line, 5), column), i32x4.splat(blank), inside)
  const a = source + i32x4.extract_lane(at, 0), b = source + i32x4.extract_lane(at, 1)
  const c = source + i32x4.extract_lane(at, 2), d = source + i32x4.extract_lane(at, 3)
  const shareX = v128.and(i32x4.shr_u(x, 8), i32x4.splat(255))
  const shareY = v128.and(i32x4.shr_u(y, 8), i32x4.splat(255))
  // Weights of a pair of pixels: 256 - share, and share.
  const pair = v128.or(i32x4.sub(i32x4.splat(256), shareX), i32x4.shl(shareX, 16))
  const upper = i32x4.dot_i16x8_s(pairs(load<u16>(a), load<u16>(b), load<u16>(c), load<u16>(d)), pair)
  const lower = i32x4.dot_i16x8_s(pairs(load<u16>(a, 32), load<u16>(b, 32), load<u16>(c, 32), load<u16>(d, 32)), pair)
  const sum = i32x4.add(i32x4.shl(upper, 8), i32x4.mul(i32x4.sub(lower, upper), shareY))
  const grey = i32x4.shr_u(i32x4.add(sum, i32x4.splat(1 << 15)), 16)
  const words = i16x8.narrow_i32x4_u(grey, grey)
  return i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0)
}

/** Four pairs of neighbouring pixels as numbers of 16 bits. */
@inline
function pairs(a: u16, b: u16, c: u16, d: u16): v128 {
  const low = <i32>a | (<i32>b << 16), high = <i32>c | (<i32>d << 16)
  return i16x8.extend_low_i8x16_u(i32x4.replace_lane(i32x4.splat(low), 1, high))
}
