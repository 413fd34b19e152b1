/**
 * The gradient of the first layer's weight over sorted entries, alone or with the step of the optimizer that follows at once.
 *
 * The gradient of row i is the sum over the entries of input i, in the order of their samples, of the number times delta[sample]; where features are
 * standardised, scale[i] times that sum less shift[i] deltaSums.
 */
import { applyRule, applyRuleWithoutGradient } from './optimizers'
import { addUpRows } from './sparse-rows'

/** Room for the gradient of a row, or of a part of a row that is longer, in the page that belongs to the module. */
const scratchBytes: usize = 8192
const scratch: usize = memory.data(8192, 16)

/** gradient[i] = the gradient of row i or, with `accumulate`, that much more. */
export function sparseGradient(
  inputs: i32, ends: usize, sorted: usize, table: usize, scale: usize, shift: usize, delta: usize, deltaSums: usize, gradient: usize, columns: i32,
  accumulate: i32,
): void {
  const rowBytes = <usize>columns << 2
  for (let i = 0; i < inputs; ++i) {
    const end = <usize>load<u32>(ends)
    for (let offset: usize = 0; offset < rowBytes; offset += scratchBytes) {
      const bytes = min(scratchBytes, rowBytes - offset)
      gradientOfRow(sorted, end, table, delta + offset, rowBytes, bytes)
      if (shift) standardise(scale, shift, deltaSums + offset, bytes)
      if (accumulate) addScratch(gradient + offset, bytes)
      else memory.copy(gradient + offset, scratch, bytes)
    }
    gradient += rowBytes
    sorted = end
    ends += 4
    if (shift) {
      scale += 4
      shift += 4
    }
  }
}

/** Each row's gradient is followed by the step of the rule that was set last; rows of inputs that `lit` has 0 for stay as they are. */
export function sparseUpdate(
  inputs: i32, ends: usize, sorted: usize, table: usize, scale: usize, shift: usize, delta: usize, deltaSums: usize, lit: usize, weight: usize,
  a: usize, b: usize, c: usize, columns: i32,
): void {
  const rowBytes = <usize>columns << 2
  for (let i = 0; i < inputs; ++i) {
    const end = <usize>load<u32>(ends + (<usize>i << 2))
    const at = <usize>i * rowBytes
    if (sorted < end || shift) {
      for (let offset: usize = 0; offset < rowBytes; offset += scratchBytes) {
        const bytes = min(scratchBytes, rowBytes - offset), place = at + offset
        gradientOfRow(sorted, end, table, delta + offset, rowBytes, bytes)
        if (shift) standardise(scale + (<usize>i << 2), shift + (<usize>i << 2), deltaSums + offset, bytes)
        applyRule(weight + place, scratch, a + place, b + place, c + place, <i32>(bytes >> 2))
      }
    } else if (!lit || load<u8>(lit + i)) applyRuleWithoutGradient(weight + at, a + at, b + at, c + at, columns)
    sorted = end
  }
}

/** scratch = the sum over entries of the number times delta[sample]. */
function gradientOfRow(entry: usize, end: usize, table: usize, delta: usize, rowBytes: usize, bytes: usize): void {
  addUpRows(entry, end, table, 0, delta, rowBytes, 0, scratch, bytes)
}

/** scratch = scale scratch - shift deltaSums. */
function standardise(scale: usize, shift: usize, deltaSums: usize, bytes: usize): void {
  const factor = v128.load32_splat(scale), subtrahend = v128.load32_splat(shift)
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const scaled = f32x4.mul(factor, v128.load(scratch + offset))
    v128.store(scratch + offset, f32x4.sub(scaled, f32x4.mul(subtrahend, v128.load(deltaSums + offset))))
  }
}

/** target += scratch. */
function addScratch(target: usize, bytes: usize): void {
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    v128.store(target + offset, f32x4.add(v128.load(target + offset), v128.load(scratch + offset)))
  }
}
