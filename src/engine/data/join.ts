/** Labelled images that join others of the same memory, without a copy of a pixel. */
import type { Dataset } from './dataset'
import { rowOf } from './scaling'

/**
 * The images of `data`, then those of `more`, all of them `times` over: as samples of an epoch they count so many times. The order within a
 * repetition is that of `more`.
 * @throws RangeError where the two are not images of one memory with the same classes
 */
export function joinImages(data: Dataset, more: Dataset, times: number): Dataset {
  const { features, targets } = data
  if (features.kind !== 'bytes' || more.features.values !== features.values || more.inputs !== data.inputs)
    throw new RangeError('images can only join images of the same size in the same memory')
  if (targets.kind !== 'classes' || more.targets.kind !== 'classes' || targets.classes !== more.targets.classes)
    throw new RangeError('images can only join images of the same classes')
  const samples = data.samples + times * more.samples
  const rows = Uint32Array.from({ length: samples }, (_, i) =>
    i < data.samples ? rowOf(features, i) : rowOf(more.features, (i - data.samples) % more.samples),
  )
  const labels = new Uint8Array(samples)
  labels.set(targets.labels.subarray(0, data.samples))
  for (let k = 0; k < times; k++) labels.set(more.targets.labels.subarray(0, more.samples), data.samples + k * more.samples)
  return { ...data, samples, features: { ...features, rows }, targets: { ...targets, labels } }
}
