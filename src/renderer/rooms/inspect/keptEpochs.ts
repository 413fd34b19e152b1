/** The epochs of a run whose weights are kept. */
import type { ModelKind, ModelRow } from '../../../api/records'

/** One epoch: which stored models hold its weights. */
export interface KeptEpoch {
  epoch: number
  /** The one to ask for. */
  model: ModelRow
  kinds: ModelKind[]
}

/** In order; models of the same epoch are the same weights. */
export function keptEpochs(models: readonly ModelRow[]): KeptEpoch[] {
  const byEpoch = Map.groupBy(models, ({ epoch }) => epoch)
  return [...byEpoch]
    .map(([epoch, same]) => ({ epoch, model: same.find(({ kind }) => kind === 'epoch') ?? same[0]!, kinds: same.map(({ kind }) => kind) }))
    .sort((a, b) => a.epoch - b.epoch)
}

/** At most `most` of them, spread evenly, the first and the last among them. */
export function someOf<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all]
  return Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))]!)
}
