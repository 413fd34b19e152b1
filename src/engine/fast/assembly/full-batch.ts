/**
 * Epochs of a small problem that is trained in full batches, one after the other in one call. What the problem is stands in memory as a plan,
 * which `../full-batch-plan.ts` writes field by field in the order in which it stands here.
 */
import { activationBackward, activationForward } from './activations'
import { combineRows, multiplyRows, sumOfEachRow } from './by-feature'
import { BINARY_CROSS_ENTROPY, CROSS_ENTROPY, FLUSH_EVERY, HUBER_ERROR, PAIR, SQUARED_ERROR } from './full-batch-codes'
import { absoluteError, binaryCrossEntropy, huberError, squaredError } from './losses'
import { countCorrectByFeature, crossEntropyByFeature, crossEntropyOfPair } from './losses-by-feature'
import { addMoments, gradientFromMoments } from './moments'
import { applyRule, flushAverages, forgetNonFinite, updatesAreFinite } from './optimizers'
import { ruleBytes, setRuleFrom } from './rule-table'

@unmanaged
class Plan {
  /** Factor of the gradient. */
  scale: f64
  /** What the kernel's sum counts in the losses of the samples. */
  perSample: f64
  /** Where the Huber loss turns. */
  delta: f64
  loss: i32
  layers: i32
  layerTable: usize
  blocks: i32
  blockTable: usize
  /** Whether answers are counted. */
  classified: i32
  /** The moments of the training data, where they are all that an epoch asks for; else 0. */
  moments: usize
  parameters: usize
  gradients: usize
  /** The rule's averages, 0 where it has fewer. */
  a: usize
  b: usize
  c: usize
  /** Of parameters, gradients and each of the averages; a multiple of 4. */
  stride: i32
  /** Bytes of parameters and averages together. */
  stateBytes: usize
  /** Two classes under the cross-entropy: weights and biases of both, and their gradients. */
  pairWeight: usize
  pairBias: usize
  pairGradWeight: usize
  pairGradBias: usize
}

@unmanaged
class Layer {
  inputs: i32
  units: i32
  activation: i32
  parameter: f32
  weight: usize
  bias: usize
  gradWeight: usize
  gradBias: usize
  sums: usize
  /** The same rows as the sums where there is no activation. */
  output: usize
  delta: usize
}

@unmanaged
class Block {
  samples: i32
  bytes: usize
  features: usize
  targets: usize
  mass: usize
  labels: usize
}

@inline
function layerAt(plan: Plan, index: i32): Layer {
  return changetype<Layer>(plan.layerTable + <usize>index * offsetof<Layer>())
}

@inline
function blockAt(plan: Plan, index: i32): Block {
  return changetype<Block>(plan.blockTable + <usize>index * offsetof<Block>())
}

/**
 * Trains `count` epochs by the rules of the table, the first of them step number `step`. After each the state is written to `history`, and the sum of its losses before the
 * step and its right answers to `losses` and `correct`. Returns how many were finite: it ends after the first that was not, whose loss is there.
 */
export function fullBatchEpochs(pointer: usize, rules: usize, step: i32, count: i32, history: usize, losses: usize, correct: usize): i32 {
  const plan = changetype<Plan>(pointer)
  forgetNonFinite()
  let ruleEnd = 0
  for (let epoch = 0; epoch < count; ++epoch) {
    const place = <usize>epoch << 3
    const loss = differentiate(plan, correct + place)
    store<f64>(losses + place, loss)
    if (!isFinite(loss)) return epoch
    if (epoch == ruleEnd) {
      ruleEnd = setRuleFrom(rules)
      rules += ruleBytes
    }
    if ((step + epoch) % FLUSH_EVERY == 0) flushAverages(plan.a, plan.b, plan.c, plan.stride)
    applyRule(plan.parameters, plan.gradients, plan.a, plan.b, plan.c, plan.stride)
    if (!updatesAreFinite()) return epoch
    for (let at: usize = 0; at < plan.stateBytes; at += 16) v128.store(history + at, v128.load(plan.parameters + at))
    history += plan.stateBytes
  }
  return count
}

/** The sum of the losses of a block; its right answers go to `correct`. */
export function fullBatchScore(pointer: usize, index: i32, correct: usize): f64 {
  const plan = changetype<Plan>(pointer)
  const block = blockAt(plan, index)
  if (plan.loss == PAIR) takeDifference(plan)
  forward(plan, block)
  const loss = measure(plan, block)
  store<f64>(correct, <f64>countCorrect(plan, block))
  return loss
}

/** Takes the moments of the training data, for a plan with a place of zeros for them. */
export function fullBatchMoments(pointer: usize): void {
  const plan = changetype<Plan>(pointer)
  const layer = layerAt(plan, 0)
  for (let i = 0; i < plan.blocks; ++i) {
    const block = blockAt(plan, i)
    addMoments(layer.inputs, layer.units, i32(layer.bias != 0), block.samples, block.features, block.targets, block.bytes, plan.moments)
  }
}

/** The sum of the losses of all samples, and its gradients. */
function differentiate(plan: Plan, correct: usize): f64 {
  if (plan.moments) {
    const layer = layerAt(plan, 0)
    const sum = gradientFromMoments(
      layer.inputs, layer.units, layer.weight, layer.bias, layer.gradWeight, layer.gradBias, plan.moments, plan.scale,
    )
    if (sum >= 0) return plan.perSample * sum
  }
  if (plan.loss == PAIR) takeDifference(plan)
  let loss: f64 = 0
  let count = 0
  for (let i = 0; i < plan.blocks; ++i) {
    const block = blockAt(plan, i)
    const accumulate = i32(i > 0)
    forward(plan, block)
    loss += measure(plan, block)
    count += countCorrect(plan, block)
    backward(plan, block, accumulate)
  }
  store<f64>(correct, <f64>count)
  if (plan.loss == PAIR) opposeGradients(plan)
  return loss
}

function forward(plan: Plan, block: Block): void {
  const bytes = block.bytes
  let x = block.features
  for (let i = 0; i < plan.layers; ++i) {
    const layer = layerAt(plan, i)
    combineRows(layer.units, layer.inputs, layer.weight, <usize>layer.inputs << 2, 4, x, layer.bias, layer.sums, bytes)
    if (layer.output != layer.sums) activationForward(layer.activation, layer.parameter, layer.sums, layer.output, numbersOf(layer, bytes))
    x = layer.output
  }
}

function backward(plan: Plan, block: Block, accumulate: i32): void {
  const bytes = block.bytes
  for (let i = plan.layers - 1; i >= 0; --i) {
    const layer = layerAt(plan, i)
    const inputs = layer.inputs, units = layer.units, delta = layer.delta
    const step = <usize>inputs << 2
    const x = i > 0 ? layerAt(plan, i - 1).output : block.features
    if (layer.output != layer.sums) {
      activationBackward(layer.activation, layer.parameter, layer.sums, layer.output, delta, delta, numbersOf(layer, bytes))
    }
    if (units >= inputs) multiplyRows(units, inputs, delta, x, layer.gradWeight, step, 4, bytes, accumulate)
    else multiplyRows(inputs, units, x, delta, layer.gradWeight, 4, step, bytes, accumulate)
    if (layer.bias) sumOfEachRow(units, delta, layer.gradBias, bytes, accumulate)
    if (i > 0) combineRows(inputs, units, layer.weight, 4, step, delta, 0, layerAt(plan, i - 1).delta, bytes)
  }
}

@inline
function numbersOf(layer: Layer, bytes: usize): i32 {
  return layer.units * <i32>(bytes >> 2)
}

/** The loss, with its gradient in the delta of the last layer. */
function measure(plan: Plan, block: Block): f64 {
  const layer = layerAt(plan, plan.layers - 1)
  const bytes = block.bytes
  switch (plan.loss) {
    case PAIR: return plan.perSample * crossEntropyOfPair(layer.output, block.targets, block.mass, layer.delta, plan.scale, bytes)
    case CROSS_ENTROPY:
      return plan.perSample * crossEntropyByFeature(layer.units, layer.output, block.targets, block.mass, layer.delta, plan.scale, bytes)
  }
  let sum: f64 = 0
  for (let row: usize = 0; row < <usize>layer.units * bytes; row += bytes) {
    sum += measureRow(plan, layer.output + row, block.targets + row, layer.delta + row, block.samples)
    // The kernel writes up to the end of a vector; there may be one more.
    if (<usize>((block.samples + 3) & ~3) << 2 < bytes) v128.store(layer.delta + row + bytes - 16, f32x4.splat(0))
  }
  return plan.perSample * sum
}

/** A loss of each number by itself, of one output. */
function measureRow(plan: Plan, output: usize, targets: usize, delta: usize, samples: i32): f64 {
  switch (plan.loss) {
    case SQUARED_ERROR: return squaredError(output, targets, delta, 1, samples, plan.scale)
    case HUBER_ERROR: return huberError(output, targets, delta, 1, samples, plan.scale, plan.delta)
    case BINARY_CROSS_ENTROPY: return binaryCrossEntropy(output, targets, delta, 1, samples, plan.scale)
    default: return absoluteError(output, targets, delta, 1, samples, plan.scale)
  }
}

function countCorrect(plan: Plan, block: Block): i32 {
  if (!plan.classified) return 0
  const layer = layerAt(plan, plan.layers - 1)
  return countCorrectByFeature(layer.units, layer.output, block.labels, block.bytes)
}

/**
 * Under the cross-entropy two classes depend on the difference of their logits alone, so that the last layer of the plan is one unit, the
 * difference of the two: half of the work, and more digits. Its weights are taken from those of the two before each epoch, and its gradients
 * are those of the second and, with the other sign, of the first.
 */
function takeDifference(plan: Plan): void {
  const layer = layerAt(plan, plan.layers - 1)
  const second = plan.pairWeight + (<usize>layer.inputs << 2)
  for (let at: usize = 0; at < <usize>layer.inputs << 2; at += 4) store<f32>(layer.weight + at, load<f32>(second + at) - load<f32>(plan.pairWeight + at))
  if (layer.bias) store<f32>(layer.bias, load<f32>(plan.pairBias, 4) - load<f32>(plan.pairBias))
}

function opposeGradients(plan: Plan): void {
  const layer = layerAt(plan, plan.layers - 1)
  const second = plan.pairGradWeight + (<usize>layer.inputs << 2)
  for (let at: usize = 0; at < <usize>layer.inputs << 2; at += 4) {
    const gradient = load<f32>(layer.gradWeight + at)
    store<f32>(second + at, gradient)
    store<f32>(plan.pairGradWeight + at, -gradient)
  }
  if (!layer.bias) return
  store<f32>(plan.pairGradBias, load<f32>(layer.gradBias), 4)
  store<f32>(plan.pairGradBias, -load<f32>(layer.gradBias))
}
