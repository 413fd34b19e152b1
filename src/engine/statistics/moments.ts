/** Mean and standard deviation. */

type Values = readonly number[] | Float64Array

/** The arithmetic mean. Throws a RangeError for no values. */
export function mean(values: Values): number {
  if (values.length === 0) throw new RangeError('the mean takes at least 1 value')
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

/** sqrt(sum (x - mean)^2 / n): the spread of these values themselves. Throws a RangeError for no values. */
export function populationDeviation(values: Values): number {
  return Math.sqrt(squaredDeviations(values) / values.length)
}

/** sqrt(sum (x - mean)^2 / (n - 1)): an estimate of the spread where the values came from; null for fewer than 2. */
export function sampleDeviation(values: Values): number | null {
  return values.length < 2 ? null : Math.sqrt(squaredDeviations(values) / (values.length - 1))
}

/** The mean is taken off first: the mean of squares less the square of the mean would cancel. */
function squaredDeviations(values: Values): number {
  const centre = mean(values)
  let sum = 0
  for (const value of values) sum += (value - centre) * (value - centre)
  return sum
}
