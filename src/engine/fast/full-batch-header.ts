/** Writes a plan into the memory of the kernels, field by field as assembly/full-batch.ts declares them. */
import { PAIR } from './assembly/full-batch-codes'
import type { Pointer } from './exports'
import type { FullBatchLoss } from './full-batch-loss'
import type { FullBatchPlan, PlannedLayer, SampleRows } from './full-batch-plan'
import type { Workspace } from './full-batch-workspace'

export interface FullBatchHeader {
  plan: FullBatchPlan
  loss: FullBatchLoss
  /** Whether the targets are classes, whose right answers are counted. */
  classified: boolean
}

export function writeHeader(workspace: Workspace, { plan, loss, classified }: FullBatchHeader): void {
  const { layers, difference, blocks, guest, parameters, gradients, moments, stride, averages } = plan
  const computed = difference === null ? layers : [...layers.slice(0, -1), difference]
  const average = (k: number) => (k < averages ? parameters + 4 * stride * (k + 1) : 0)
  const pair = difference === null ? undefined : layers.at(-1)

  const fields = new FieldWriter(workspace, plan.header)
  for (const value of [loss.scale, loss.perSample, loss.delta]) fields.double(value)
  fields.words(difference === null ? loss.code : PAIR, layers.length, plan.layerTable, blocks.length, plan.blockTable, Number(classified), moments?.at ?? 0)
  fields.words(parameters, gradients, average(0), average(1), average(2), stride, 4 * stride * (1 + averages))
  fields.words(pair?.weight ?? 0, pair?.bias ?? 0, pair?.gradWeight ?? 0, pair?.gradBias ?? 0)

  const layerFields = new FieldWriter(workspace, plan.layerTable)
  for (const layer of computed) writeLayer(layerFields, layer)
  const blockFields = new FieldWriter(workspace, plan.blockTable)
  for (const block of [...blocks, guest]) writeBlock(blockFields, block)
}

function writeLayer(fields: FieldWriter, { inputs, units, activation, weight, bias, gradWeight, gradBias, sums, output, delta }: PlannedLayer): void {
  fields.words(inputs, units, activation.code)
  fields.float(activation.parameter)
  fields.words(weight, bias, gradWeight, gradBias, sums, output, delta)
}

function writeBlock(fields: FieldWriter, { samples, bytes, features, targets, mass, labels }: SampleRows): void {
  fields.words(samples, bytes, features, targets, mass, labels)
}

/** The block behind those of the training data. */
export function writeGuest(workspace: Workspace, { blockTable, blocks }: FullBatchPlan, rows: SampleRows): void {
  writeBlock(new FieldWriter(workspace, blockTable + 24 * blocks.length), rows)
}

class FieldWriter {
  private readonly view: DataView

  constructor(
    workspace: Workspace,
    private at: Pointer,
  ) {
    this.view = new DataView(workspace.numbers.buffer)
  }

  words(...values: readonly number[]): void {
    for (const value of values) {
      this.view.setUint32(this.at, value, true)
      this.at += 4
    }
  }

  float(value: number): void {
    this.view.setFloat32(this.at, value, true)
    this.at += 4
  }

  double(value: number): void {
    this.view.setFloat64(this.at, value, true)
    this.at += 8
  }
}
