/** Wrong labels on purpose, to see how training bears them. */
import { shuffleInPlace } from '../random/shuffle'
import { createStream } from '../random/stream'
import type { Dataset } from './dataset'

/**
 * round(share n) of the n labels, every choice equally likely, each replaced by one of the other classes, every one equally likely: exactly
 * this share of the labels is wrong. Drawn from the stream `label_noise` of the seed. Targets without classes stay as they are.
 * @param share from 0 to 1
 * @returns the data set with new labels; those of the given one are not changed
 */
export function replaceLabels(data: Dataset, share: number, seed: number): Dataset {
  const { samples, targets } = data
  if (share === 0 || targets.kind !== 'classes') return data
  const stream = createStream(seed, 'label_noise')
  const order = Uint32Array.from({ length: samples }, (_, i) => i)
  shuffleInPlace(order, stream)
  const labels = targets.labels.slice(0, samples)
  for (const sample of order.subarray(0, Math.round(share * samples))) {
    // 1 to classes - 1 steps ahead, around the circle of classes, is never the class itself.
    const step = 1 + stream.integerBelow(targets.classes - 1)
    labels[sample] = (labels[sample]! + step) % targets.classes
  }
  return { ...data, targets: { ...targets, labels } }
}
