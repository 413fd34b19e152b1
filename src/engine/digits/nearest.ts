/** Which of many images are closest to one, pixel by pixel. */
import type { CompressedRows } from '../data/dataset'

/** An image and how far it is. */
export interface Neighbour {
  /** Its row. */
  index: number
  /** Euclidean distance, with ink from 0 to 1. */
  distance: number
}

/** Images that are asked about again and again. */
export class NearestImages {
  /** Of each image, the sum of its squared bytes. */
  private readonly squares: Float64Array

  /** @param rows the images without their zeros, which is most of them */
  constructor(private readonly rows: Pick<CompressedRows, 'starts' | 'entries'>) {
    const { starts, entries } = rows
    this.squares = Float64Array.from({ length: starts.length - 1 }, (_, r) => {
      let sum = 0
      for (let e = starts[r]!; e < starts[r + 1]!; e++) sum += (entries[e]! & 0xff) ** 2
      return sum
    })
  }

  /**
   * The closest images, the closest first; of equals the one that comes first. |q - x|² = |q|² + |x|² - 2 q·x, in whole numbers.
   * @param image bytes, as many as the images have pixels
   * @param count at most so many
   */
  find(image: Uint8Array, count: number): Neighbour[] {
    const { starts, entries } = this.rows
    // Sums of products of bytes are exact in float64, and it is what the loop multiplies in.
    const query = Float64Array.from(image)
    const ownSquare = query.reduce((sum, byte) => sum + byte * byte, 0)
    const found: { index: number; square: number }[] = []
    let limit = Infinity
    for (let r = 0; r < this.squares.length; r++) {
      let product = 0
      const end = starts[r + 1]!
      for (let e = starts[r]!; e < end; e++) {
        const entry = entries[e]!
        product += query[entry >>> 8]! * (entry & 0xff)
      }
      const square = ownSquare + this.squares[r]! - 2 * product
      if (square >= limit) continue
      const place = found.findIndex((other) => square < other.square)
      found.splice(place === -1 ? found.length : place, 0, { index: r, square })
      if (found.length > count) found.pop()
      if (found.length === count) limit = found.at(-1)?.square ?? Infinity
    }
    return found.map(({ index, square }) => ({ index, distance: Math.sqrt(square) / 255 }))
  }
}
