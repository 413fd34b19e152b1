/** What each distortion does to an image, by the reference and by the fast kernels. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noDistortion } from '../../../../src/engine/augmentation/distortion'
import { PIXELS } from '../../../../src/engine/augmentation/frame'
import { bar, distorters, distortWith, imageOf, litPixels } from './images'

const quarter = Math.PI / 2
const bytes = fc.uint8Array({ minLength: PIXELS, maxLength: PIXELS })

describe.each(Object.entries(distorters))('%s', (_, create) => {
  const distorter = create(2)
  const distort = (image: Uint8Array, changes: Parameters<typeof distortWith>[2]) => distortWith(distorter, image, changes)

  it('nothing to do leaves every byte as it is', () => {
    fc.assert(
      fc.property(bytes, (image) => {
        expect(distort(image, {})).toEqual(image)
      }),
      { numRuns: 20 },
    )
  })

  it('a shift by one pixel moves the digit by one pixel', () => {
    const image = imageOf([[5, 7, 200], [6, 7, 90]]) // prettier-ignore
    expect(litPixels(distort(image, { shiftX: 1 }))).toEqual([[6, 7, 200], [7, 7, 90]]) // prettier-ignore
    expect(litPixels(distort(image, { shiftX: -2, shiftY: 3 }))).toEqual([[3, 10, 200], [4, 10, 90]]) // prettier-ignore
  })

  it('what is moved out of the frame is gone, and paper comes in', () => {
    expect(litPixels(distort(bar([0, 0], [27, 27]), { shiftX: 27, shiftY: -26 }))).toEqual([[27, 0, 255], [27, 1, 255]]) // prettier-ignore
    expect(litPixels(distort(bar([0, 0], [27, 27]), { shiftX: 14, shiftY: 28 }))).toEqual([])
  })

  it('half a pixel spreads a grey value over two, a quarter by shares', () => {
    // 200 / 2 = 100; 200 * 3 / 4 = 150 and 200 / 4 = 50.
    expect(litPixels(distort(imageOf([[5, 7, 200]]), { shiftX: 0.5 }))).toEqual([[5, 7, 100], [6, 7, 100]]) // prettier-ignore
    expect(litPixels(distort(imageOf([[5, 7, 200]]), { shiftY: 0.25 }))).toEqual([[5, 7, 150], [5, 8, 50]]) // prettier-ignore
  })

  it('a quarter turn makes a bar that stands one that lies, clockwise', () => {
    // About (13.5, 13.5): (x, y) goes to (27 - y, x).
    expect(distort(bar([10, 4], [11, 20]), { rotation: quarter })).toEqual(bar([7, 10], [23, 11]))
    expect(distort(bar([10, 4], [11, 20]), { rotation: -quarter })).toEqual(bar([4, 16], [20, 17]))
    expect(distort(bar([10, 4], [11, 20]), { rotation: 2 * quarter })).toEqual(bar([16, 7], [17, 23]))
  })

  it('scaling to half of the width leaves the height', () => {
    // From the middle at 13.5: the pixels 10 to 17 span 8 and then 4 pixels, 12 to 15, which fall half-way between those of the original.
    expect(distort(bar([10, 4], [17, 20]), { scaleX: 0.5 })).toEqual(bar([12, 4], [15, 20]))
    expect(distort(bar([10, 4], [17, 23]), { scaleY: 0.5 })).toEqual(bar([10, 9], [17, 18]))
  })

  it('shear leans what stands: below the middle to the right, above it to the left', () => {
    // tan 45° = 1: row y moves by y - 13.5, so that a standing bar becomes a diagonal, each pixel half on either side.
    const leaning = distort(bar([13, 12], [13, 15], 100), { shear: Math.PI / 4 })
    expect(litPixels(leaning)).toEqual([
      [11, 12, 50], [12, 12, 50],
      [12, 13, 50], [13, 13, 50],
      [13, 14, 50], [14, 14, 50],
      [14, 15, 50], [15, 15, 50],
    ]) // prettier-ignore
  })

  it('a pixel thicker grows to its four neighbours, half a pixel by half of their grey', () => {
    expect(litPixels(distort(imageOf([[5, 7, 200]]), { thickness: 1 }))).toEqual([[5, 6, 200], [4, 7, 200], [5, 7, 200], [6, 7, 200], [5, 8, 200]]) // prettier-ignore
    expect(litPixels(distort(imageOf([[5, 7, 200]]), { thickness: 0.5 }))).toEqual([[5, 6, 100], [4, 7, 100], [5, 7, 200], [6, 7, 100], [5, 8, 100]]) // prettier-ignore
  })

  it('a pixel thinner leaves what has ink all around, half a pixel half of the rest', () => {
    expect(distort(bar([5, 5], [9, 8]), { thickness: -1 })).toEqual(bar([6, 6], [8, 7]))
    expect(litPixels(distort(bar([5, 5], [6, 6], 200), { thickness: -0.5 })).map(([, , grey]) => grey)).toEqual([100, 100, 100, 100])
  })

  it('ink at the edge of the frame grows only into the frame', () => {
    expect(distort(bar([0, 0], [27, 27]), { thickness: 1 })).toEqual(bar([0, 0], [27, 27]))
    expect(distort(bar([0, 0], [0, 27]), { thickness: 1 })).toEqual(bar([0, 0], [1, 27]))
    expect(distort(bar([27, 27], [27, 27]), { thickness: 1 })).toEqual(imageOf([[27, 26, 255], [26, 27, 255], [27, 27, 255]])) // prettier-ignore
  })

  it('noise that is the same at all nodes moves the sheet as a whole', () => {
    // The weights of the spline add up to 1; the deviation of the noise is taken for sqrt(0.5 * 0.4604 / 12) = 0.1385 on average over the places.
    const noise = new Float64Array(98)
    noise.fill(0.5, 0, 49)
    const moved = distort(imageOf([[15, 7, 200]]), { elastic: Math.sqrt((0.5 * 0.4604) / 12), noise })
    // 0.5 pixels further right in the original is 0.5 to the left in the result.
    expect(litPixels(moved)).toEqual([[14, 7, 100], [15, 7, 100]]) // prettier-ignore
  })

  it('the second image of a block lies behind the first', () => {
    const [first, second] = [imageOf([[1, 1, 9]]), imageOf([[2, 2, 8]])]
    distorter.distort(first, 0, noDistortion(), 0)
    distorter.distort(second, 0, noDistortion(), 1)
    expect(distorter.features.values).toEqual(Uint8Array.from([...first, ...second]))
  })

  it('finds the image where it lies', () => {
    const image = imageOf([[1, 1, 9], [27, 27, 7]]) // prettier-ignore
    distorter.distort(Uint8Array.from([...new Uint8Array(PIXELS).fill(3), ...image, ...new Uint8Array(PIXELS).fill(4)]), PIXELS, noDistortion(), 0)
    expect(distorter.features.values.slice(0, PIXELS)).toEqual(image)
  })
})
