/** An imbalance between the classes of samples that are given rather than drawn: some are left out. */
import { shuffleInPlace } from '../random/shuffle'
import { createStream } from '../random/stream'
import type { Dataset } from './dataset'
import { takeSamples } from './split'

/**
 * How many of each class are kept, so that the last has the given share of them and the others are even among themselves: as many as
 * the scarcest class allows.
 * @param available samples of each class
 * @param share above 0, at most 1 / classes
 */
export function unevenSizes(available: readonly number[], share: number): number[] {
  const others = available.length - 1
  const shareOf = (label: number) => (label === others ? share : (1 - share) / others)
  const total = available.reduce((least, count, label) => Math.min(least, count / shareOf(label)), Infinity)
  // Rounding down keeps within what is there; the small number keeps whole results whole.
  return available.map((count, label) => Math.min(count, Math.floor(total * shareOf(label) + 1e-6)))
}

/** The samples that an imbalance leaves, chosen at random by the seed, in the order of the data. Targets without classes stay as they are. */
export function unbalance(data: Dataset, share: number, seed: number): Dataset {
  const { targets } = data
  if (share === 0 || targets.kind !== 'classes') return data
  const rows = Array.from({ length: targets.classes }, (): number[] => [])
  for (const [row, label] of targets.labels.subarray(0, data.samples).entries()) rows[label]!.push(row)
  const sizes = unevenSizes(
    rows.map((ofClass) => ofClass.length),
    share,
  )
  const stream = createStream(seed, 'selection')
  const kept = rows.flatMap((ofClass, label) => {
    shuffleInPlace(ofClass, stream)
    return ofClass.slice(0, sizes[label])
  })
  return takeSamples(data, Uint32Array.from(kept).sort())
}
