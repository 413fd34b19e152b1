/** Which part of a large layer is shown: some units in a row, the same in the drawing and in every matrix. */

/** Units, or features of a sample, that are shown of a layer; as many as a table of the step has room for. */
export const mostShown = 8

export interface Window {
  from: number
  count: number
  /** Of the layer. */
  of: number
}

/** @param page how many windows before it; a page that does not exist gives the nearest that does */
export function windowOf(of: number, page: number): Window {
  const from = Math.min(Math.max(0, page), pagesOf(of) - 1) * mostShown
  return { from, count: Math.min(mostShown, of - from), of }
}

export function pagesOf(of: number): number {
  return Math.ceil(of / mostShown)
}

/** The page on which the numbers of a sample are largest: of an image the first pixels are empty. */
export function fullestPage(sample: ArrayLike<number>): number {
  const sums = Array.from({ length: pagesOf(sample.length) }, () => 0)
  for (let i = 0; i < sample.length; i++) sums[Math.floor(i / mostShown)]! += Math.abs(sample[i]!)
  return sums.reduce((most, sum, page) => (sum > sums[most]! ? page : most), 0)
}
