import { describe, expect, it } from 'vitest'
import type { LossConfig } from '../../../../src/engine/config/loss'
import type { Targets } from '../../../../src/engine/data/dataset'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { createLoss, losses } from '../../../../src/engine/losses/registry'
import { createStream } from '../../../../src/engine/random/stream'
import { checkLoss } from '../../../../src/engine/verify/gradient-check'
import { batchTargets } from './evaluate'

const kernels = createReferenceKernels('float64')
const stream = createStream(7, 'data')
const times = <T>(length: number, draw: () => T) => Array.from({ length }, draw)

/** What the values of a batch are drawn from, by the target that a loss is made for. */
const targetKinds = {
  numbers: (length: number) => times(length, () => stream.gaussian()),
  shares: (length: number) => times(length, () => stream.uniform()),
  'yes or no': (length: number) => times(length, () => stream.integerBelow(2)),
}

const elementwise = (['mean_all', 'sum', 'sum_outputs_mean_samples'] as const).flatMap((reduction) => [
  { config: { name: 'mse', reduction } as const, kinds: ['numbers'] as const },
  { config: { name: 'mae', reduction } as const, kinds: ['numbers'] as const },
  { config: { name: 'huber', reduction, delta: 1 } as const, kinds: ['numbers'] as const },
  { config: { name: 'huber', reduction, delta: 0.3 } as const, kinds: ['numbers'] as const },
  { config: { name: 'bce_with_logits', reduction } as const, kinds: ['shares', 'yes or no'] as const },
])

const crossEntropies = (['mean', 'sum'] as const).flatMap((reduction) =>
  [0, 0.15, 1].flatMap((labelSmoothing) =>
    ([null, 'balanced', 'listed'] as const).flatMap((weights) =>
      (['labels', 'one-hot rows', 'distributions'] as const)
        .filter((kind) => weights !== 'balanced' || kind === 'labels')
        .map((kind) => ({ reduction, labelSmoothing, weights, kind })),
    ),
  ),
)

const shapes = [
  [1, 1],
  [1, 5],
  [6, 1],
  [4, 3],
] as const

describe.each(shapes)('gradients of a batch of %i rows and %i outputs', (rows, outputs) => {
  it.each(elementwise.flatMap(({ config, kinds }) => kinds.map((kind) => ({ config, kind, name: JSON.stringify(config) }))))(
    '$name against $kind',
    ({ config, kind }) => {
      const values = targetKinds[kind](rows * outputs)
      // Off the kinks of the absolute error at 0 and of the Huber loss at delta.
      const output = values.map((value, i) => value + (i % 2 === 0 ? 1 : -1) * [0.13, 0.7, 2.4][i % 3]!)
      const report = checkLoss({
        kernels,
        loss: createLoss(config, outputs, kernels),
        output: Float64Array.from(output),
        targets: batchTargets({ values, outputs }),
        rows,
      })
      expect(report.checked).toBe(rows * outputs)
      expect(report.passed, JSON.stringify(report.worst)).toBe(true)
    },
  )
})

describe.each(shapes.filter(([, outputs]) => outputs > 1))('gradients of a batch of %i rows and %i classes', (rows, outputs) => {
  it.each(crossEntropies)(
    'cross-entropy by $reduction, smoothing $labelSmoothing, weights $weights, against $kind',
    ({ reduction, labelSmoothing, weights, kind }) => {
      const labels = times(rows, () => stream.integerBelow(outputs))
      const listed = times(outputs, () => 0.2 + 3 * stream.uniform())
      const classWeights = weights === 'listed' ? listed : weights
      const config: LossConfig = { name: 'cross_entropy', reduction, labelSmoothing, classWeights }
      const oneHot = batchTargets({ labels, outputs }).values
      const soft = times(rows, () => distribution(outputs)).flat()
      const targets = kind === 'distributions' ? batchTargets({ values: soft, outputs }) : batchTargets({ labels, outputs })
      const training: Targets =
        kind === 'labels'
          ? { kind: 'classes', labels: Uint8Array.from(labels), classes: outputs }
          : { kind: 'values', values: Float64Array.from(kind === 'distributions' ? soft : oneHot), outputs }
      const loss = createLoss(config, outputs, kernels, training)
      const report = checkLoss({ kernels, loss, output: Float64Array.from(times(rows * outputs, () => 2 * stream.gaussian())), targets, rows })
      expect(report.checked).toBe(rows * outputs)
      expect(report.passed, JSON.stringify(report.worst)).toBe(true)
    },
  )
})

function distribution(length: number): number[] {
  const shares = times(length, () => stream.uniform())
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / sum)
}

it('leaves no loss of the registry out', () => {
  const checked = new Set<string>(['cross_entropy', ...elementwise.map(({ config }) => config.name)])
  expect(new Set(losses.map(({ schema }) => schema.shape.name.value))).toEqual(checked)
})
