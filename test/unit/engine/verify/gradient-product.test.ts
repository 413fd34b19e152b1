/**
 * Every layer with every activation under every loss in every reduction, with labels, distributions or values as targets: the gradient
 * by each weight and each input is held against central differences. The registries say what there is, so that a new part is checked
 * without a line here.
 */
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { lossSchema, type LossConfig } from '../../../../src/engine/config/loss'
import { activationSchema, layerSchema, networkSchema, type ActivationConfig } from '../../../../src/engine/config/network'
import type { Targets } from '../../../../src/engine/data/dataset'
import type { ScalarFunction, Vector } from '../../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { Activation } from '../../../../src/engine/layers/activation'
import { activationFunction, activations } from '../../../../src/engine/layers/activations/registry'
import type { TrainingPass } from '../../../../src/engine/layers/module'
import { buildNetwork, type Network } from '../../../../src/engine/layers/network'
import type { BatchTargets, Loss } from '../../../../src/engine/losses/loss'
import { createLoss, lossMisfit, losses, outputUnits } from '../../../../src/engine/losses/registry'
import { createStream, type RandomStream } from '../../../../src/engine/random/stream'
import { createBatch } from '../../../../src/engine/training/batch'
import { checkNetwork } from '../../../../src/engine/verify/gradient-check'
import { configurationsOf } from './part-configs'

const kernels = createReferenceKernels('float64')

/** What a hidden layer has besides its weights. */
const layers = {
  'weights and biases': {},
  'weights alone': { bias: false },
  'batch normalisation': { batchNorm: { epsilon: 0.1 } },
  dropout: { dropout: 0.4 },
  'batch normalisation and dropout': { batchNorm: { epsilon: 0.1 }, dropout: 0.4 },
} as const
type Layer = (typeof layers)[keyof typeof layers]

/** What a sample should be answered with. */
const targetKinds = ['values', 'labels', 'distributions'] as const
type TargetKind = (typeof targetKinds)[number]

/** Classes; targets of a sample are as many, or two where a loss tells two classes apart. */
const CLASSES = 3

interface Shape {
  rows: number
  inputs: number
  units: readonly [number, number]
  seed: number
}
const shapes: fc.Arbitrary<Shape> = fc.record({
  rows: fc.integer({ min: 3, max: 5 }),
  inputs: fc.integer({ min: 1, max: 3 }),
  units: fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 })),
  seed: fc.integer({ min: 1, max: 1e6 }),
})

/** A product of all choices: which layer, activation, loss, targets; drawn numbers are still open. */
interface Combination {
  layer: Layer
  activation: fc.Arbitrary<Record<string, unknown>>
  loss: fc.Arbitrary<Record<string, unknown>>
  kind: TargetKind
}

/** What was checked in all. */
const total = { combinations: 0, derivatives: 0, error: 0 }
afterAll(() => {
  const { combinations, derivatives, error } = total
  process.stdout.write(`gradient check: ${combinations} combinations, ${derivatives} derivatives, largest error ${error.toExponential(1)} of 1e-7 allowed\n`)
})

describe.each(activations.map((part) => [part.title, part] as const))('%s', (_title, activation) => {
  it.each(losses.map((part) => [part.title, part] as const))('under %s', (_name, loss) => {
    const combinations: Combination[] = Object.values(layers).flatMap((layer) =>
      configurationsOf(activation.schema, 0).flatMap((one) =>
        targetKinds.flatMap((kind) => configurationsOf(loss.schema, CLASSES).map((other) => ({ layer, activation: one, loss: other, kind }))),
      ),
    )
    const checked = combinations.map(checkCombination)
    expect(checked.filter((derivatives) => derivatives > 0).length).toBeGreaterThanOrEqual(2 * Object.keys(layers).length)
  })
})

/** How many derivatives were compared; 0 where the loss does not take such targets. */
function checkCombination({ layer, activation, loss, kind }: Combination, index: number): number {
  let checked = 0
  const property = fc.property(fc.noBias(shapes), fc.noBias(activation), fc.noBias(loss), (shape, activationInput, lossInput) => {
    const config = { layer, activation: activationSchema.parse(activationInput), loss: lossSchema.parse(lossInput) }
    const report = check(config, kind, shape)
    if (report === null) return
    checked += report.checked
    total.error = Math.max(total.error, report.worst.error)
    expect(report.passed, `${JSON.stringify({ ...config, kind, ...shape })}: ${JSON.stringify(report.worst)}`).toBe(true)
  })
  fc.assert(property, { numRuns: 1, seed: 1000 + index, endOnFailure: true })
  total.combinations += checked > 0 ? 1 : 0
  total.derivatives += checked
  return checked
}

function check({ layer, activation, loss: lossConfig }: { layer: Layer; activation: ActivationConfig; loss: LossConfig }, kind: TargetKind, shape: Shape) {
  const { rows, inputs, units, seed } = shape
  const use = useOf(lossConfig, kind)
  if (use === null) return null
  const hidden = units.map((count) => layerSchema.parse({ units: count, activation, ...layer }))
  const outer = lossMisfit(lossConfig, { ...use, bare: false }) === null ? activation : 'identity'
  const network = buildNetwork(networkSchema.parse({ layers: [...hidden, { units: outputUnits(lossConfig, use), activation: outer }] }), inputs, kernels, rows)
  const stream = createStream(seed, 'data')
  for (const { data } of network.modules.parameters) fill(data, () => 0.6 * stream.gaussian())
  const targets = drawTargets(kind, { rows, outputs: use.outputs, units: network.outputs }, stream)
  const loss = createLoss(lossConfig, network.outputs, kernels, targets)
  const batch = createBatch(kernels, { inputs, outputs: network.outputs, capacity: rows }, loss.reads)
  const features = { kind: 'real', values: fill(new Float64Array(rows * inputs), () => stream.gaussian()) } as const
  batch.gather({ samples: rows, inputs, features, targets }, { order: null, start: 0, count: rows })
  const training = () => ({ random: createStream(seed, 'dropout') })
  fc.pre(!hasKink({ network, activation, loss, batch, rows, training }))
  return checkNetwork({ kernels, module: network.modules, loss, x: batch.features, targets: batch.targets, rows, training })
}

/** The data that such targets make; null where the loss does not take them. */
function useOf(config: LossConfig, kind: TargetKind): { task: 'regression' | 'classification'; outputs: number } | null {
  const uses =
    kind === 'values' ? [{ task: 'regression', outputs: CLASSES } as const] : [CLASSES, 2].map((outputs) => ({ task: 'classification', outputs }) as const)
  return uses.find((use) => lossMisfit(config, { ...use, bare: true }) === null) ?? null
}

function drawTargets(kind: TargetKind, { rows, outputs, units }: { rows: number; outputs: number; units: number }, stream: RandomStream): Targets {
  const values = new Float64Array(rows * units)
  switch (kind) {
    case 'values':
      return { kind: 'values', values: fill(values, () => stream.gaussian()), outputs: units }
    case 'labels':
      return { kind: 'classes', labels: Uint8Array.from({ length: rows }, () => stream.integerBelow(outputs)), classes: outputs }
    case 'distributions':
      for (let row = 0; row < rows; row++) drawDistribution(values.subarray(row * units, (row + 1) * units), stream)
      return { kind: 'values', values, outputs: units }
  }
}

/** Shares that sum to 1; of a single output, which answers yes or no, the share of yes. */
function drawDistribution(row: Float64Array, stream: RandomStream): void {
  fill(row, () => stream.uniform())
  const sum = row.length === 1 ? 1 : row.reduce((total, share) => total + share, 0)
  for (let i = 0; i < row.length; i++) row[i]! /= sum
}

function fill<V extends Vector>(vector: V, draw: () => number): V {
  for (let i = 0; i < vector.length; i++) vector[i] = draw()
  return vector
}

/** How far from a value its derivative is looked at, on both sides. */
const ASIDE = 1e-4
/** The derivative leaves its tangent by less than a tenth of this between the two sides, unless it or its slope jumps. */
const BEND = 1e-6

interface Place {
  network: Network
  activation: ActivationConfig
  loss: Loss
  batch: { features: Vector; targets: BatchTargets }
  rows: number
  training: () => TrainingPass
}

/** Whether activation or loss has a kink, in itself or its slope, so near to a value it is given that central differences would step over it. */
function hasKink({ network, activation, loss, batch, rows, training }: Place): boolean {
  const f = activationFunction(activation)
  const pass = training()
  let values = batch.features
  for (const module of network.modules.modules) {
    if (module instanceof Activation && values.some((x) => jumps(f, x))) return true
    values = module.forward(values, rows, pass)
  }
  const [below, here, above] = [-ASIDE, 0, ASIDE].map((aside) => {
    const gradient = kernels.allocate(values.length)
    const moved = values.map((value) => value + aside)
    loss.evaluate(moved, batch.targets, gradient, { rows, batch: 1 })
    return gradient
  })
  return here!.some((slope, i) => bends(below![i]!, slope, above![i]!))
}

function jumps(f: ScalarFunction, x: number): boolean {
  const slope = (at: number) => f.derivative(at, f.value(at))
  return bends(slope(x - ASIDE), slope(x), slope(x + ASIDE))
}

function bends(below: number, here: number, above: number): boolean {
  return Math.abs(below - 2 * here + above) > BEND
}
