/** A loss evaluated on a small batch, for worked examples. */
import type { LossConfig } from '../../../../src/engine/config/loss'
import type { Targets } from '../../../../src/engine/data/dataset'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { weighSamples } from '../../../../src/engine/losses/class-weights'
import type { BatchTargets } from '../../../../src/engine/losses/loss'
import { createLoss } from '../../../../src/engine/losses/registry'

const kernels = createReferenceKernels('float64')

export interface Example {
  /** (rows, outputs). */
  output: number[]
  outputs: number
  labels?: number[]
  values?: number[]
  /** Rows of the whole batch, where the example is a part of one. */
  batch?: number
}

export function evaluate(config: LossConfig, { output, outputs, labels, values, batch: given }: Example) {
  const rows = output.length / outputs
  const training: Targets | null =
    labels !== undefined
      ? { kind: 'classes', labels: Uint8Array.from(labels), classes: outputs }
      : { kind: 'values', values: Float64Array.from(values ?? []), outputs }
  const loss = createLoss(config, outputs, kernels, training)
  const gradient = new Float64Array(output.length)
  const targets = labels === undefined ? batchTargets({ values: values ?? [], outputs }) : batchTargets({ labels, outputs })
  const batch = given ?? weighSamples(loss.sampleWeights, targets.labels, { order: null, start: 0, count: rows })
  const sum = loss.evaluate(Float64Array.from(output), targets, gradient, { rows, batch })
  return { reads: loss.reads, sum, objective: loss.objective(sum, batch), gradient: [...gradient] }
}

/** As a batch holds them: labels also as one-hot rows, or for one output as 0 or 1. */
export function batchTargets({ labels = [], values, outputs }: Pick<Example, 'labels' | 'values' | 'outputs'>): BatchTargets {
  const oneHot = labels.flatMap((label) => (outputs === 1 ? [label] : Array.from({ length: outputs }, (_, c) => Number(c === label))))
  return { labels: Uint8Array.from(labels), values: Float64Array.from(values ?? oneHot) }
}
