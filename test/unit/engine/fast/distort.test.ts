/** The kernels distort images to the bytes of the reference, and compress them. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { noDistortion, type Distortion } from '../../../../src/engine/augmentation/distortion'
import { PIXELS } from '../../../../src/engine/augmentation/frame'
import { ReferenceDistorter } from '../../../../src/engine/augmentation/reference'
import { compressRows } from '../../../../src/engine/fast/compress'
import { FastDistorter } from '../../../../src/engine/fast/distorter'
import { compiledKernels } from './instance'

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })

/** Beyond what any configuration asks for. */
const distortions: fc.Arbitrary<Distortion> = fc.record({
  shiftX: between(-30, 30),
  shiftY: between(-30, 30),
  rotation: between(-4, 4),
  scaleX: between(0.4, 3),
  scaleY: between(0.4, 3),
  shear: between(-1.1, 1.1),
  thickness: fc.oneof(fc.constantFrom(-1, 0, 1), between(-1, 1)),
  elastic: fc.oneof(fc.constant(0), between(0, 8)),
  noise: fc.array(between(-0.5, 0.5), { minLength: 98, maxLength: 98 }).map((noise) => Float64Array.from(noise)),
})

/** Mostly paper, as digits are, with ink anywhere, or a scribble over everything. */
const images = fc.oneof(
  fc.uint8Array({ minLength: PIXELS, maxLength: PIXELS }),
  fc.array(fc.tuple(fc.nat(PIXELS - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 60 }).map((lit) => {
    const image = new Uint8Array(PIXELS)
    for (const [at, grey] of lit) image[at] = grey
    return image
  }),
)

it('to the same bytes, whatever the image and the distortion', () => {
  const reference = new ReferenceDistorter(1)
  const fast = new FastDistorter(compiledKernels(), 1)
  fc.assert(
    fc.property(images, distortions, (image, distortion) => {
      reference.distort(image, 0, distortion, 0)
      fast.distort(image, 0, distortion, 0)
      expect(fast.features.values).toEqual(reference.features.values)
    }),
    { numRuns: 500 },
  )
})

it('and leaves their zeros out, image after image', () => {
  const fast = new FastDistorter(compiledKernels(), 3)
  fc.assert(
    fc.property(fc.array(images, { minLength: 3, maxLength: 3 }), (block) => {
      block.forEach((image, index) => {
        fast.distort(image, 0, noDistortion(), index)
      })
      const { starts, entries } = compressRows(Uint8Array.from(block.flatMap((image) => [...image])), PIXELS)
      expect([...fast.features.compressed.starts]).toEqual([...starts])
      expect([...fast.features.compressed.entries.subarray(0, starts[3])]).toEqual([...entries])
    }),
  )
})
