/** Tick texts. Chart.js rounds a lone 0.95 to "1.0" and prints 0.9500000000000001 in a callback, so ticks are formatted here. */

/** Significant digits of a tick; more would print the binary fraction. */
const significant = 6

const minus = '−'

/** As a part of the values: ticks that are nearer to each other would have the same text. */
const leastSpan = 1e-5

/** Whether an axis can show a range: less is the rounding of one value, no rise and no fall. */
export function hasHeight(low: number, high: number): boolean {
  return high - low > leastSpan * Math.max(Math.abs(low), Math.abs(high))
}

/** Number in words of the axis: at most six significant digits, a true minus sign, powers of ten beyond 1e6 and below 1e-4. */
export function numberText(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  const rounded = Number(value.toPrecision(significant))
  const text = size >= 1e6 || size < 1e-4 ? rounded.toExponential().replace('e+', 'e') : String(rounded)
  return text.replaceAll('-', minus)
}

/** Digits after the decimal point of the shortest text that keeps six significant digits. */
function fractionDigits(value: number): number {
  return Number(value.toPrecision(significant)).toFixed(12).replace(/0+$/, '').split('.')[1]?.length ?? 0
}

/** The texts of a linear axis: all ticks get the digits that the longest one needs, zero is "0". */
export function linearTickTexts(values: readonly number[]): string[] {
  const extreme = values.some((value) => value !== 0 && (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-4))
  if (extreme) return values.map(numberText)
  const digits = Math.max(0, ...values.map(fractionDigits))
  return values.map((value) => (value === 0 ? '0' : value.toFixed(digits).replace('-', minus)))
}

/**
 * The texts of a logarithmic axis. Powers of ten are named; where the axis shows fewer than two of them, 2 and 5 times a power
 * too; where it shows less than that, every tick.
 */
export function logTickTexts(values: readonly number[]): string[] {
  const named = values.map((value) => leadingDigit(value) === 1)
  if (named.filter(Boolean).length >= 2) return values.map((value, i) => (named[i] ? numberText(value) : ''))
  const halves = values.map((value) => [1, 2, 5].includes(leadingDigit(value)))
  if (halves.filter(Boolean).length >= 2) return values.map((value, i) => (halves[i] ? numberText(value) : ''))
  return values.map(numberText)
}

/** m of value = m * 10^k with 1 <= m < 10, rounded so that 0.1 + 0.2 counts as 3e-1. */
function leadingDigit(value: number): number {
  return Number(value.toExponential(5).split('e')[0])
}

/** As many ticks as a logarithmic axis names without crowding. */
const mostLogTicks = 10

/**
 * Ticks of a logarithmic axis from at most `low` to at least `high`: 1, 2 and 5 times the powers of ten or, where those are too many, the
 * powers alone. Throws a RangeError unless 0 < low <= high.
 */
export function logTicks(low: number, high: number): number[] {
  if (!(low > 0 && low <= high)) throw new RangeError(`a logarithmic axis takes 0 < low <= high, got ${low} and ${high}`)
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 2 }, (_, i) => Math.floor(Math.log10(low)) + i)
  for (const factors of [[1, 2, 5], [1]]) {
    const all = powers.flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
    const first = all.findLastIndex((value) => value <= low * (1 + 1e-9))
    const last = all.findIndex((value) => value >= high * (1 - 1e-9))
    const ticks = all.slice(Math.max(0, first), last + 1)
    if (ticks.length <= mostLogTicks || factors.length === 1) return ticks.length > 1 ? ticks : all.slice(Math.max(0, first), last + 2)
  }
  return [low, high]
}

/** Round numbers from at most `low` to at least `high`, about `count` of them, spaced by 1, 2 or 5 times a power of ten. */
export function niceTicks(low: number, high: number, count: number): number[] {
  const span = high > low ? high - low : 1
  const rough = span / Math.max(1, count - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}
