/** Losses for samples that lie side by side, see ./by-feature: what is not a loss of each number by itself, and what is counted. */
import { exp4, log1p4, LOG2_E, overOf, TWO, twiceArtanh, underOf } from './math'
import { pairSums, sumOfPair } from './rows'
import { ONE, SIGN, spread } from './spread'

/** Bytes of samples whose losses are added up in float32, sixteen in each place, which is right to 1e-6 there, before the sum goes on in float64. */
const bytesOfSum: usize = 256

/** Where x / ln 2 is nearest to -127, and below, e^x is taken as 0. */
const LEAST_EXPONENT = memory.data<f32>([-88])
/** 1.5 2^23 + 127: added to a small number, it leaves its nearest whole number n in the last bits, as the exponent of 2^n; that of -127 is 0. */
const ROUNDER = memory.data<f32>([12583039])

/**
 * Softmax and cross-entropy for two classes, of which only the difference d of the two logits counts: with u = e^-|d| the probabilities are 1 and
 * u by 1 + u, and the gradients by the two logits are opposite. The gradient is that by d, of the second class: scale (mass p - q). It is
 * computed for the class with the smaller logit, where it keeps its digits when the answer is right and almost certain. Returns the sum of
 * -q log p over samples, with q in the two rows of `targets` and their sums in `mass`, which have 0 where there is no sample.
 *
 * u is a quotient U / V, see `overOf`: p = U / (U + V) takes one division, and with it ln(1 + u) = 2 artanh(p / (2 - p)) another one. The error of u
 * grows with |d|, as a rounding of d itself would make it.
 */
export function crossEntropyOfPair(difference: usize, targets: usize, mass: usize, gradient: usize, scale: f64, bytes: usize): f64 {
  const factor = f32x4.splat(<f32>scale)
  // Two short loops, because the processor works on several turns of a short one at the same time, which hides the latencies of polynomials.
  for (let at: usize = 0; at < bytes; at += 16) {
    const exponent = f32x4.pmax(v128.or(v128.load(difference + at), spread(SIGN)), spread(LEAST_EXPONENT))
    const doublings = f32x4.mul(exponent, spread(LOG2_E))
    const rounded = f32x4.add(doublings, spread(ROUNDER))
    const f = f32x4.sub(doublings, f32x4.sub(rounded, spread(ROUNDER)))
    const z = f32x4.mul(f, f)
    const over = overOf(f, z), under = underOf(z)
    const u = f32x4.mul(i32x4.shl(rounded, 23), f32x4.add(under, over))
    v128.store(gradient + at, f32x4.div(u, f32x4.add(u, f32x4.sub(under, over))))
  }
  let total = f64x2.splat(0)
  for (let from: usize = 0; from < bytes; from += bytesOfSum) {
    let losses = f32x4.splat(0)
    for (let at = from, end = min(bytes, from + bytesOfSum); at < end; at += 16) {
      const d = v128.load(difference + at)
      const m = v128.load(mass + at)
      const smaller = v128.load(gradient + at)
      const target = v128.bitselect(v128.load(targets + bytes + at), v128.load(targets + at), i32x4.shr_s(d, 31))
      const logarithm = f32x4.mul(m, twiceArtanh(f32x4.div(smaller, f32x4.sub(spread(TWO), smaller))))
      losses = f32x4.add(losses, f32x4.sub(logarithm, f32x4.mul(target, v128.or(d, spread(SIGN)))))
      const ofSmaller = f32x4.sub(f32x4.mul(m, smaller), target)
      v128.store(gradient + at, v128.xor(f32x4.mul(factor, ofSmaller), v128.andnot(spread(SIGN), d)))
    }
    total = f64x2.add(total, pairSums(losses))
  }
  const sum = sumOfPair(total)
  return sum == Infinity ? sumOfLargeDistances(difference, targets, bytes) : sum
}

/** The loss where its sum overflows in float32, though no sample's does: beside such distances nothing but they counts. */
function sumOfLargeDistances(difference: usize, targets: usize, bytes: usize): f64 {
  let total = f64x2.splat(0)
  for (let at: usize = 0; at < bytes; at += 16) {
    const d = v128.load(difference + at)
    const target = v128.bitselect(v128.load(targets + bytes + at), v128.load(targets + at), i32x4.shr_s(d, 31))
    total = f64x2.add(total, pairSums(f32x4.mul(target, f32x4.abs(d))))
  }
  return sumOfPair(total)
}

/**
 * Softmax and cross-entropy against `targets` q (classes): gradient[c] = scale (mass p[c] - q[c]), and the sum over samples of
 * mass log(sum of e^z) - sum of q z, where the mass is the sum of q. Samples of no mass and no target, as in the padding, count nothing.
 * e^(z - largest) is 1 for the largest logit: the sum of the others keeps its digits where the answer is almost certain.
 */
export function crossEntropyByFeature(
  classes: i32, logits: usize, targets: usize, mass: usize, gradient: usize, scale: f64, bytes: usize,
): f64 {
  const factor = f32x4.splat(<f32>scale)
  const zero = f32x4.splat(0)
  const all = <usize>classes * bytes
  let total = f64x2.splat(0)
  for (let at: usize = 0; at < bytes; at += 16) {
    let largest = v128.load(logits + at)
    for (let c = bytes; c < all; c += bytes) largest = f32x4.pmax(largest, v128.load(logits + c + at))
    let others = zero, found = zero, missed = zero
    for (let c: usize = 0; c < all; c += bytes) {
      const distance = f32x4.sub(v128.load(logits + c + at), largest)
      const power = exp4(distance)
      // Of equal logits one is the largest.
      const isLargest = v128.andnot(f32x4.eq(distance, zero), found)
      found = v128.or(found, isLargest)
      others = f32x4.add(others, v128.andnot(power, isLargest))
      missed = f32x4.sub(missed, f32x4.mul(v128.load(targets + c + at), distance))
      v128.store(gradient + c + at, power)
    }
    const m = v128.load(mass + at)
    total = f64x2.add(total, pairSums(f32x4.add(missed, f32x4.mul(m, log1p4(others)))))
    const share = f32x4.div(m, f32x4.add(others, spread(ONE)))
    for (let c: usize = 0; c < all; c += bytes) {
      const p = f32x4.mul(v128.load(gradient + c + at), share)
      v128.store(gradient + c + at, f32x4.mul(factor, f32x4.sub(p, v128.load(targets + c + at))))
    }
  }
  return sumOfPair(total)
}

/**
 * Samples whose first largest output is at the label; a single output is the logit of class 1 against class 0. Labels are float32, -1 where
 * there is no sample.
 */
export function countCorrectByFeature(outputs: i32, x: usize, labels: usize, bytes: usize): i32 {
  return outputs == 1 ? countRightSigns(x, labels, bytes) : countRightLargest(outputs, x, labels, bytes)
}

function countRightSigns(x: usize, labels: usize, bytes: usize): i32 {
  const one = spread(ONE), zero = f32x4.splat(0)
  let correct = i32x4.splat(0)
  for (let at: usize = 0; at < bytes; at += 16) {
    const answer = v128.and(f32x4.gt(v128.load(x + at), zero), one)
    correct = i32x4.sub(correct, f32x4.eq(answer, v128.load(labels + at)))
  }
  return sumOfCounts(correct)
}

function countRightLargest(outputs: i32, x: usize, labels: usize, bytes: usize): i32 {
  const all = <usize>outputs * bytes
  let correct = i32x4.splat(0)
  for (let at: usize = 0; at < bytes; at += 16) {
    let largest = v128.load(x + at)
    let answer = f32x4.splat(0)
    let c: f32 = 0
    for (let row = bytes; row < all; row += bytes) {
      const output = v128.load(x + row + at)
      const isLarger = f32x4.gt(output, largest)
      c += 1
      largest = f32x4.pmax(largest, output)
      answer = v128.bitselect(f32x4.splat(c), answer, isLarger)
    }
    correct = i32x4.sub(correct, f32x4.eq(answer, v128.load(labels + at)))
  }
  return sumOfCounts(correct)
}

@inline
function sumOfCounts(correct: v128): i32 {
  const pairs = i32x4.add(correct, v128.shuffle<i32>(correct, correct, 2, 3, 0, 1))
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1)
}
