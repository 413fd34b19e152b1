/** The one trial that stands for many: the one in the middle, or the worst. All are places in the order given. */
import { sortAscending } from './quantiles'

/**
 * The place of the lower median: of the value at rank floor((n - 1) / 2), counted from 0, where equal values rank in the order given.
 * It is a value that really occurred, as the median trial must be. Throws a RangeError for no values or NaN.
 */
export function lowerMedianIndex(values: ArrayLike<number>): number {
  const places = rankedPlaces(values)
  return places[Math.floor((places.length - 1) / 2)]!
}

/** The place of the upper median: of the value at rank floor(n / 2), otherwise as `lowerMedianIndex`. */
export function upperMedianIndex(values: ArrayLike<number>): number {
  const places = rankedPlaces(values)
  return places[Math.floor(places.length / 2)]!
}

/**
 * The first place whose value is nearest to the median, half the sum of the lower and the upper. Distances are compared as they are
 * computed: for even n the two in the middle are equally far, and rounding decides between them, which is why the lower median is preferred.
 * Throws a RangeError for no values or NaN.
 */
export function nearestMedianIndex(values: ArrayLike<number>): number {
  const centre = (values[lowerMedianIndex(values)]! + values[upperMedianIndex(values)]!) / 2
  let nearest = 0
  for (let i = 1; i < values.length; i++) if (Math.abs(values[i]! - centre) < Math.abs(values[nearest]! - centre)) nearest = i
  return nearest
}

/** The place of the highest value, which for a loss is the worst; the first of equals. Throws a RangeError for no values or NaN. */
export function highestIndex(values: ArrayLike<number>): number {
  const highest = sortAscending(values).at(-1)
  let place = 0
  while (values[place] !== highest) place++
  return place
}

/** Places by ascending value, equal values in the order given. */
function rankedPlaces(values: ArrayLike<number>): number[] {
  sortAscending(values)
  const places = Array.from({ length: values.length }, (_, i) => i)
  // Comparison, not difference: two infinite values are equal, and their difference is no number.
  return places.sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b))
}
