/** Of each class asked for, the first image: a picture of a few samples needs no more of a set. */
import type { StoredImages } from '../../api/report'

/** In the order of the classes; fewer where a class is missing. */
export function firstImages({ inputs, pixels, labels }: StoredImages, classes: readonly number[]): StoredImages {
  const chosen = classes.map((one) => labels.indexOf(one)).filter((sample) => sample >= 0)
  const found = new Uint8Array(chosen.length * inputs)
  chosen.forEach((sample, k) => found.set(pixels.subarray(sample * inputs, (sample + 1) * inputs), k * inputs))
  return { samples: chosen.length, inputs, pixels: found, labels: Uint8Array.from(chosen, (sample) => labels[sample]!) }
}
