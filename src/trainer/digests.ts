/** SHA-256 of weights, files and data: the engine computes no hashes itself. */
import { createHash } from 'node:crypto'
import type { Dataset } from '../engine/data/dataset'
import type { NamedTensor } from '../engine/models/tensors'

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Of all parameters in their order, little-endian as every processor that Electron runs on stores them. */
export function digestParameters(parameters: readonly NamedTensor[]): string {
  const hash = createHash('sha256')
  for (const { data } of parameters) hash.update(data)
  return hash.digest('hex')
}

/** Of the shape, the features and the targets. */
export function digestDataset(dataset: Dataset): string {
  const { samples, inputs, features, targets } = dataset
  const width = targets.kind === 'classes' ? targets.classes : targets.outputs
  return createHash('sha256')
    .update(`${samples} ${inputs} ${features.kind} ${targets.kind} ${width}\n`)
    .update(features.values)
    .update(targets.kind === 'classes' ? targets.labels : targets.values)
    .digest('hex')
}

/** Of the training data and, where there is any, the validation data, given by their own digests. */
export function digestTrialData(training: string, validation: string | null): string {
  return createHash('sha256')
    .update(`${training} ${validation ?? 'none'}\n`)
    .digest('hex')
}

/** Of some samples of data that has a digest: which rows they are, and their labels. */
export function digestSelection(data: string, { samples, features, targets }: Dataset): string {
  const hash = createHash('sha256').update(`${data} ${samples}\n`)
  if (features.rows !== undefined) hash.update(features.rows)
  return hash.update(targets.kind === 'classes' ? targets.labels : targets.values).digest('hex')
}
