/** Brings samples into the memory of the kernels, side by side. */
import type { Dataset } from '../data/dataset'
import type { SoftTargets } from '../kernels/kernels'
import type { Batch, SampleRange } from '../training/batch'
import type { Pointer } from './exports'
import type { SampleRows } from './full-batch-plan'
import type { Workspace } from './full-batch-workspace'

export interface SampleShape {
  inputs: number
  outputs: number
  /** What a cross-entropy makes of the targets; null where the loss takes them as they are. */
  soft: SoftTargets | null
}

export class SampleWriter {
  private readonly batch: Batch

  constructor(
    private readonly workspace: Workspace,
    private readonly shape: SampleShape,
  ) {
    this.batch = workspace.batchOf(shape.inputs, shape.outputs)
  }

  /** The padding of a row repeats the last sample, so that it can only overflow where a sample does, but has no target, mass and label. */
  write(data: Dataset, range: SampleRange, { features, targets, mass, labels, samples, bytes }: SampleRows): void {
    const { inputs, outputs } = this.shape
    const { batch } = this
    const { numbers, start } = this.workspace
    batch.gather(data, range)
    const row = bytes / 4
    const at = (pointer: Pointer) => (pointer - start) / 4
    for (let i = 0; i < inputs; i++) {
      const to = at(features) + i * row
      for (let s = 0; s < samples; s++) numbers[to + s] = batch.features[s * inputs + i]!
      numbers.fill(numbers[to + samples - 1]!, to + samples, to + row)
    }
    const { values } = batch.targets
    const ofMass = at(mass)
    numbers.fill(0, ofMass, ofMass + row)
    for (let o = 0; o < outputs; o++) {
      const to = at(targets) + o * row
      for (let s = 0; s < samples; s++) {
        const target = this.targetOf(values[s * outputs + o]!, o)
        numbers[to + s] = target
        numbers[ofMass + s]! += target
      }
      numbers.fill(0, to + samples, to + row)
    }
    const ofLabels = at(labels)
    numbers.fill(-1, ofLabels, ofLabels + row)
    if (data.targets.kind === 'classes') numbers.set(batch.targets.labels.subarray(0, samples), ofLabels)
  }

  /** w ((1 - smoothing) t + smoothing / K), see `Kernels.softCrossEntropy`. */
  private targetOf(value: number, output: number): number {
    const { soft, outputs } = this.shape
    return soft === null ? value : soft.classWeights[output]! * ((1 - soft.smoothing) * value + soft.smoothing / outputs)
  }
}
