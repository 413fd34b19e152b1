/** Images to distort, and both ways to do it. */
import type { Distorter } from '../../../../src/engine/augmentation/distorter'
import { noDistortion, type Distortion } from '../../../../src/engine/augmentation/distortion'
import { PIXELS, SIDE } from '../../../../src/engine/augmentation/frame'
import { ReferenceDistorter } from '../../../../src/engine/augmentation/reference'
import { FastDistorter } from '../../../../src/engine/fast/distorter'
import { compiledKernels } from '../fast/instance'

export const distorters: Record<'reference' | 'fast', (block: number) => Distorter> = {
  reference: (block) => new ReferenceDistorter(block),
  fast: (block) => new FastDistorter(compiledKernels(), block),
}

/** The image in which the pixels (x, y) have these grey values and all others are 0. */
export function imageOf(pixels: readonly (readonly [x: number, y: number, grey: number])[]): Uint8Array {
  const image = new Uint8Array(PIXELS)
  for (const [x, y, grey] of pixels) image[y * SIDE + x] = grey
  return image
}

/** A bar of full ink, from one corner to the other, both included. */
export function bar([left, top]: [number, number], [right, bottom]: [number, number], grey = 255): Uint8Array {
  return imageOf(
    Array.from({ length: PIXELS }, (_, i) => [i % SIDE, Math.floor(i / SIDE), grey] as const).filter(
      ([x, y]) => x >= left && x <= right && y >= top && y <= bottom,
    ),
  )
}

/** The pixels that are not 0, by row. */
export function litPixels(image: Uint8Array): [x: number, y: number, grey: number][] {
  return [...image].flatMap((grey, i) => (grey === 0 ? [] : [[i % SIDE, Math.floor(i / SIDE), grey] as [number, number, number]]))
}

export function distortWith(distorter: Distorter, image: Uint8Array, changes: Partial<Distortion>): Uint8Array {
  distorter.distort(image, 0, { ...noDistortion(), ...changes }, 0)
  return distorter.features.values.slice(0, PIXELS)
}
