/** Images of a set together with drawings, in one memory that all threads share. */
import type { Dataset } from '../engine/data/dataset'
import { compressRows } from '../engine/fast/compress'
import { digestDataset, digestTrialData } from './digests'
import type { DrawnSamples } from './drawn-samples'
import type { LoadedImages } from './image-files'

/**
 * The set with the drawings behind its training images. The set as it was is not changed; other trials still share it.
 * The digest of the training part covers the drawings' pixels and labels, so that a run is of other data by a single one.
 */
export function withDrawings({ training, test }: LoadedImages, { images, labels }: DrawnSamples): LoadedImages {
  const { samples, inputs, features, targets } = training.data
  if (features.kind !== 'bytes' || targets.kind !== 'classes') throw new RangeError('drawings can only join labelled images')
  const values = new Uint8Array(new SharedArrayBuffer(features.values.length + images.length))
  values.set(features.values)
  values.set(images, features.values.length)
  const { classes } = targets
  const apart: Dataset = { samples: labels.length, inputs, features: { kind: 'bytes', values: images }, targets: { kind: 'classes', labels, classes } }
  const together = { kind: 'bytes' as const, values, compressed: compressRows(values, inputs) }
  const rows = Uint32Array.from(labels, (_, i) => samples + i)
  return {
    training: { data: { ...training.data, features: together }, digest: digestTrialData(training.digest, digestDataset(apart)) },
    test,
    drawings: { ...apart, features: { ...together, rows } },
  }
}
