/** Dropout: masks of the random words that the reference draws, and their product with activations and gradients. */

/** xoshiro128**, step by step as `engine/random/generator.ts` has it; its words lie at `generator`. */
export function drawMask(generator: usize, threshold: u32, scale: f64, mask: usize, rows: i32, real: i32): void {
  let s0 = load<u32>(generator)
  let s1 = load<u32>(generator, 4)
  let s2 = load<u32>(generator, 8)
  let s3 = load<u32>(generator, 12)
  const kept = reinterpret<u32>(<f32>scale)
  const width = (real + 3) & ~3
  let place = mask
  for (let r = 0; r < rows; ++r) {
    for (let j = 0; j < real; ++j) {
      const word = rotl<u32>(s1 * 5, 7) * 9
      const shifted = s1 << 9
      s2 ^= s0
      s3 ^= s1
      s1 ^= s2
      s0 ^= s3
      s2 ^= shifted
      s3 = rotl<u32>(s3, 11)
      // All bits of the scale or none: with a branch, which random words decide, all of this takes three times as long.
      store<u32>(place, kept & (0 - <u32>(word >= threshold)))
      place += 4
    }
    for (let j = real; j < width; ++j) {
      store<f32>(place, 0)
      place += 4
    }
  }
  store<u32>(generator, s0)
  store<u32>(generator, s1, 4)
  store<u32>(generator, s2, 8)
  store<u32>(generator, s3, 12)
}

/** A number that is not finite shows even where it is dropped. */
export function applyMask(x: usize, mask: usize, y: usize, count: i32): void {
  const bytes = <usize>count << 2
  for (let i: usize = 0; i < bytes; i += 16) v128.store(y + i, f32x4.mul(v128.load(x + i), v128.load(mask + i)))
}
