/**
 * One step of each optimizer, in the form that the files of `engine/optimizers` give as formulas.
 *
 * The constants of a rule are computed in float64 and rounded once, 1 - beta2 too: taken in float32 it would be wrong by 5e-5. A rule without
 * a gradient is the same with 0 in its place, for the rows of a sparse layer that no sample of a batch lights. NaN stays NaN on every path.
 *
 * Roots and quotients take the processor's divider six cycles for four numbers, and the loops come near to that. Setting small averages to 0
 * within them would add a third to Adam's time; hence `flushAverages`, which is called once in many steps.
 */

/** The rule that was set last. */
let rule: i32 = 0
const SGD: i32 = 1
const MOMENTUM: i32 = 2
const ADAGRAD: i32 = 3
const RMSPROP: i32 = 4
const ADAM: i32 = 5
const NADAM: i32 = 6
const LION: i32 = 7

/** Constants of the rule; each rule reads those that its setter writes. */
let rate: f32 = 0
let weightDecay: f32 = 0
/** What a decoupled weight decay takes of each weight: 1 - shrink, whose digits float32 has no room for beside a 1. */
let lost: f32 = 0
/** Decay of the first average and the share of the gradient that enters it. */
let keepFirst: f32 = 0
let freshFirst: f32 = 0
/** The same of the average of the squares. */
let keepSquare: f32 = 0
let freshSquare: f32 = 0
let epsilon: f32 = 0
let momentum: f32 = 0
let meanRate: f32 = 0
/** Nesterov's form, the centred form or AMSGrad. */
let variant: bool = false

/** Averages below it become 0, as in the reference: they decay towards numbers that are slow and that rounding never lets reach 0. */
const SMALLEST_KEPT: f32 = 1e-30
/** The least epsilon: one that float32 has no number for would make 0 / 0 of weights that never had a gradient, and of the padding. */
const LEAST_EPSILON: f64 = 1e-37

/** All bits 0 as long as every weight written was finite: w - w is 0 then, else NaN. */
let nonFinite: v128 = i32x4.splat(0)

export function setSgd(rateOfStep: f64, decay: f64): void {
  rule = SGD
  rate = <f32>rateOfStep
  weightDecay = <f32>decay
}

export function setMomentum(rateOfStep: f64, decay: f64, keep: f64, fresh: f64, nesterov: i32): void {
  rule = MOMENTUM
  rate = <f32>rateOfStep
  weightDecay = <f32>decay
  keepFirst = <f32>keep
  freshFirst = <f32>fresh
  variant = nesterov != 0
}

export function setAdagrad(rateOfStep: f64, decay: f64, addend: f64): void {
  rule = ADAGRAD
  rate = <f32>rateOfStep
  weightDecay = <f32>decay
  epsilon = atLeast(addend)
}

export function setRmsprop(rateOfStep: f64, decay: f64, alpha: f64, addend: f64, keepOfStep: f64, centered: i32): void {
  rule = RMSPROP
  rate = <f32>rateOfStep
  weightDecay = <f32>decay
  keepSquare = <f32>alpha
  freshSquare = <f32>(1 - alpha)
  epsilon = atLeast(addend)
  momentum = <f32>keepOfStep
  variant = centered != 0
}

/** m / (sqrt(v) / correction + epsilon) = correction m / (sqrt(v) + correction epsilon), which saves a division for each number. */
export function setAdam(
  rateOfStep: f64, decay: f64, shrink: f64, beta1: f64, beta2: f64, addend: f64, correction: f64, amsgrad: i32,
): void {
  rule = ADAM
  rate = <f32>(rateOfStep * correction)
  weightDecay = <f32>decay
  lost = <f32>(1 - shrink)
  setAverages(beta1, beta2)
  epsilon = atLeast(addend * correction)
  variant = amsgrad != 0
}

/** As in Adam, both sides of the fraction are multiplied by the root of the correction. */
export function setNadam(gradientRate: f64, rateOfMean: f64, decay: f64, beta1: f64, beta2: f64, addend: f64, correction: f64): void {
  rule = NADAM
  const root = Math.sqrt(correction)
  rate = <f32>(gradientRate * root)
  meanRate = <f32>(rateOfMean * root)
  weightDecay = <f32>decay
  setAverages(beta1, beta2)
  epsilon = atLeast(addend * root)
}

export function setLion(rateOfStep: f64, shrink: f64, beta1: f64, beta2: f64): void {
  rule = LION
  rate = <f32>rateOfStep
  lost = <f32>(1 - shrink)
  setAverages(beta1, beta2)
}

function setAverages(beta1: f64, beta2: f64): void {
  keepFirst = <f32>beta1
  freshFirst = <f32>(1 - beta1)
  keepSquare = <f32>beta2
  freshSquare = <f32>(1 - beta2)
}

function atLeast(addend: f64): f32 {
  return <f32>max(addend, LEAST_EPSILON)
}

export function updateParameter(weight: usize, gradient: usize, a: usize, b: usize, c: usize, count: i32): void {
  applyRule(weight, gradient, a, b, c, count)
}

export function updatesAreFinite(): i32 {
  return v128.any_true(nonFinite) ? 0 : 1
}

export function forgetNonFinite(): void {
  nonFinite = i32x4.splat(0)
}

/** The sums of Adagrad and the maxima of AMSGrad only grow, so that none of them is on its way to 0. */
export function flushAverages(a: usize, b: usize, c: usize, count: i32): void {
  if (rule == ADAGRAD) return
  if (a) flush(a, <usize>count << 2)
  if (b) flush(b, <usize>count << 2)
  if (c && rule != ADAM) flush(c, <usize>count << 2)
}

/** NaN is not smaller than anything and stays. */
function flush(averages: usize, bytes: usize): void {
  const smallest = f32x4.splat(SMALLEST_KEPT)
  for (let i: usize = 0; i < bytes; i += 16) {
    const average = v128.load(averages + i)
    v128.store(averages + i, v128.andnot(average, f32x4.lt(f32x4.abs(average), smallest)))
  }
}

/** Applies the rule to `count` numbers, a multiple of 4. */
export function applyRule(weight: usize, gradient: usize, a: usize, b: usize, c: usize, count: i32): void {
  apply(true, weight, gradient, a, b, c, <usize>count << 2)
}

/** The same where the gradient is 0. */
export function applyRuleWithoutGradient(weight: usize, a: usize, b: usize, c: usize, count: i32): void {
  apply(false, weight, 0, a, b, c, <usize>count << 2)
}

/** Each rule is compiled twice, with a gradient and without. */
@inline
function apply(hasGradient: bool, weight: usize, gradient: usize, a: usize, b: usize, c: usize, bytes: usize): void {
  switch (rule) {
    case SGD: return sgd(hasGradient, weight, gradient, bytes)
    case MOMENTUM: return steppingAlongBuffer(hasGradient, weight, gradient, a, bytes)
    case ADAGRAD: return adagrad(hasGradient, weight, gradient, a, bytes)
    case RMSPROP: {
      const mean = variant ? b : 0
      const buffer = momentum > 0 ? (variant ? c : b) : 0
      return rmsprop(hasGradient, weight, gradient, a, mean, buffer, bytes)
    }
    case ADAM: {
      // The plain form, by far the most frequent, has a loop of its own: it is the general one without terms that are 0.
      if (variant) adam(hasGradient, true, true, weight, gradient, a, b, c, bytes)
      else if (weightDecay != 0 || lost != 0) adam(hasGradient, true, false, weight, gradient, a, b, c, bytes)
      else adam(hasGradient, false, false, weight, gradient, a, b, c, bytes)
      return
    }
    case NADAM: return nadam(hasGradient, weight, gradient, a, b, bytes)
    case LION: return lion(hasGradient, weight, gradient, a, bytes)
  }
}

/** g + weightDecay w. */
@inline
function decayed(hasGradient: bool, gradient: usize, w: v128, decay: v128): v128 {
  const fromWeight = f32x4.mul(decay, w)
  return hasGradient ? f32x4.add(v128.load(gradient), fromWeight) : fromWeight
}

/** Stores a new weight and notes in `seen` whether it is not finite. */
@inline
function storeWeight(weight: usize, w: v128, seen: v128): v128 {
  v128.store(weight, w)
  return v128.or(seen, f32x4.sub(w, w))
}

@inline
function sgd(hasGradient: bool, weight: usize, gradient: usize, bytes: usize): void {
  const eta = f32x4.splat(rate)
  const decay = f32x4.splat(weightDecay)
  let seen = nonFinite
  for (let i: usize = 0; i < bytes; i += 16) {
    const w = v128.load(weight + i)
    const g = decayed(hasGradient, gradient + i, w, decay)
    seen = storeWeight(weight + i, f32x4.sub(w, f32x4.mul(eta, g)), seen)
  }
  nonFinite = seen
}

@inline
function steppingAlongBuffer(hasGradient: bool, weight: usize, gradient: usize, buffer: usize, bytes: usize): void {
  const eta = f32x4.splat(rate)
  const decay = f32x4.splat(weightDecay)
  const keep = f32x4.splat(keepFirst)
  const fresh = f32x4.splat(freshFirst)
  const nesterov = variant
  let seen = nonFinite
  for (let i: usize = 0; i < bytes; i += 16) {
    const w = v128.load(weight + i)
    const g = decayed(hasGradient, gradient + i, w, decay)
    const sum = f32x4.add(f32x4.mul(keep, v128.load(buffer + i)), f32x4.mul(fresh, g))
    v128.store(buffer + i, sum)
    const step = nesterov ? f32x4.add(g, f32x4.mul(keep, sum)) : sum
    seen = storeWeight(weight + i, f32x4.sub(w, f32x4.mul(eta, step)), seen)
  }
  nonFinite = seen
}

@inline
function adagrad(hasGradient: bool, weight: usize, gradient: usize, squares: usize, bytes: usize): void {
  const eta = f32x4.splat(rate)
  const decay = f32x4.splat(weightDecay)
  const addend = f32x4.splat(epsilon)
  let seen = nonFinite
  for (let i: usize = 0; i < bytes; i += 16) {
    const w = v128.load(weight + i)
    const g = decayed(hasGradient, gradient + i, w, decay)
    const s = f32x4.add(v128.load(squares + i), f32x4.mul(g, g))
    v128.store(squares + i, s)
    const step = f32x4.div(f32x4.mul(eta, g), f32x4.add(f32x4.sqrt(s), addend))
    seen = storeWeight(weight + i, f32x4.sub(w, step), seen)
  }
  nonFinite = seen
}

/** `means` is 0 but in the centred form, `buffer` 0 without momentum. */
@inline
function rmsprop(hasGradient: bool, weight: usize, gradient: usize, squares: usize, means: usize, buffer: usize, bytes: usize): void {
  const eta = f32x4.splat(rate)
  const decay = f32x4.splat(weightDecay)
  const keep = f32x4.splat(keepSquare)
  const fresh = f32x4.splat(freshSquare)
  const addend = f32x4.splat(epsilon)
  const keepOfStep = f32x4.splat(momentum)
  let seen = nonFinite
  for (let i: usize = 0; i < bytes; i += 16) {
    const w = v128.load(weight + i)
    const g = decayed(hasGradient, gradient + i, w, decay)
    let v = f32x4.add(f32x4.mul(keep, v128.load(squares + i)), f32x4.mul(fresh, f32x4.mul(g, g)))
    v128.store(squares + i, v)
    if (means) {
      const m = f32x4.add(f32x4.mul(keep, v128.load(means + i)), f32x4.mul(fresh, g))
      v128.store(means + i, m)
      // Rounding alone can put the variance below zero. In this order NaN stays.
      v = f32x4.pmax(f32x4.sub(v, f32x4.mul(m, m)), f32x4.splat(0))
    }
    let step = f32x4.div(g, f32x4.add(f32x4.sqrt(v), addend))
    if (buffer) {
      step = f32x4.add(f32x4.mul(keepOfStep, v128.load(buffer + i)), step)
      v128.store(buffer + i, step)
    }
    seen = storeWeight(weight + i, f32x4.sub(w, f32x4.mul(eta, step)), seen)
  }
  nonFinite = seen
}

@inline
function adam(
  hasGradient: bool, decays: bool, amsgrad: bool, weight: usize, gradient: usize, means: usize, squares: usize, maxima: usize, bytes: usize,
): void {
  const eta = f32x4.splat(rate)
  const decay = f32x4.splat(weightDecay)
  const share = f32x4.splat(lost)
  const keepMean = f32x4.splat(keepFirst)
  const freshMean = f32x4.splat(freshFirst)
  const keep = f32x4.splat(keepSquare)
  const fresh = f32x4.splat(freshSquare)
  const addend = f32x4.splat(epsilon)
  let seen = nonFinite
  for (let i: usize = 0; i < bytes; i += 16) {
    const w = v128.load(weight + i)
    const g = decays ? decayed(hasGradient, gradient + i, w, decay) : hasGradient ? v128.load(gradient + i) : f32x4.splat(0)
    const m = f32x4.add(f32x4.mul(keepMean, v128.load(means + i)), f32x4.mul(freshMean, g))
    let v = f32x4.add(f32x4.mul(keep, v128.load(squares + i)), f32x4.mul(fresh, f32x4.mul(g, g)))
    v128.store(means + i, m)
    v128.store(squares + i, v)
    if (amsgrad) {
      v = f32x4.pmax(v, v128.load(maxima + i))
      v128.store(maxima + i, v)
    }
    const step = f32x4.div(f32x4.mul(eta, m), f32x4.add(f32x4.sqrt(v), addend))
    seen = storeWeight(weight + i, f32x4.sub(w, decays ? f32x4.add(step, f32x4.mul(share, w)) : step), seen)
  }
  nonFinite = seen
}

@inline
function nadam(hasGradient: bool, weight: usize, gradient: usize, means: usize, squares: usize, bytes: usize): void {
  const ofGradient = f32x4.splat(rate)
  const ofMean = f32x4.splat(meanRate)
  const decay = f32x4.splat(weightDecay)
  const keepMean = f32x4.splat(keepFirst)
  const freshMean = f32x4.splat(freshFirst)
  const keep = f32x4.splat(keepSquare)
  const fresh = f32x4.splat(freshSquare)
  const addend = f32x4.splat(epsilon)
  let seen = nonFinite
  for (let i: usize = 0; i < bytes; i += 16) {
    const w = v128.load(weight + i)
    const g = decayed(hasGradient, gradient + i, w, decay)
    const m = f32x4.add(f32x4.mul(keepMean, v128.load(means + i)), f32x4.mul(freshMean, g))
    const v = f32x4.add(f32x4.mul(keep, v128.load(squares + i)), f32x4.mul(fresh, f32x4.mul(g, g)))
    v128.store(means + i, m)
    v128.store(squares + i, v)
    const ahead = f32x4.add(f32x4.mul(ofGradient, g), f32x4.mul(ofMean, m))
    seen = storeWeight(weight + i, f32x4.sub(w, f32x4.div(ahead, f32x4.add(f32x4.sqrt(v), addend))), seen)
  }
  nonFinite = seen
}

@inline
function lion(hasGradient: bool, weight: usize, gradient: usize, means: usize, bytes: usize): void {
  const up = f32x4.splat(rate)
  const down = f32x4.splat(-rate)
  const zero = f32x4.splat(0)
  const share = f32x4.splat(lost)
  const mixKeep = f32x4.splat(keepFirst)
  const mixFresh = f32x4.splat(freshFirst)
  const keep = f32x4.splat(keepSquare)
  const fresh = f32x4.splat(freshSquare)
  let seen = nonFinite
  for (let i: usize = 0; i < bytes; i += 16) {
    const g = hasGradient ? v128.load(gradient + i) : zero
    const mean = v128.load(means + i)
    const mix = f32x4.add(f32x4.mul(mixKeep, mean), f32x4.mul(mixFresh, g))
    const signed = v128.or(v128.and(up, f32x4.gt(mix, zero)), v128.and(down, f32x4.lt(mix, zero)))
    // No comparison holds for NaN but this one, whose bits are NaN themselves.
    const step = v128.or(signed, f32x4.ne(mix, mix))
    v128.store(means + i, f32x4.add(f32x4.mul(keep, mean), f32x4.mul(fresh, g)))
    const w = v128.load(weight + i)
    seen = storeWeight(weight + i, f32x4.sub(w, f32x4.add(step, f32x4.mul(share, w))), seen)
  }
  nonFinite = seen
}
