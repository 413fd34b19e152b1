/** Measured numbers and limits in words, the same in window, terminal and files: points and per cent for shares, a true minus sign. */
import type { Measurement, Unit } from '../claims'
import type { Region } from './region'

/** How a number of a unit is written: its digits, and what stands behind the last. */
interface UnitWords {
  digits(value: number): string
  suffix: string
  /** Differences carry their sign. */
  signed?: boolean
  /** What is written is the value times this. */
  scale: number
}

const decimals = (count: number) => (value: number) => value.toFixed(count)
/** Three digits; small numbers with an exponent, large ones whole. */
function threeDigits(value: number): string {
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size < 0.001) return value.toExponential(2)
  return size < 1000 ? value.toPrecision(3) : value.toFixed(0)
}

const units: Record<Unit, UnitWords> = {
  accuracy: { digits: decimals(3), suffix: '', scale: 1 },
  points: { digits: decimals(2), suffix: ' points', signed: true, scale: 100 },
  share: { digits: decimals(1), suffix: ' %', scale: 100 },
  loss: { digits: threeDigits, suffix: '', scale: 1 },
  ratio: { digits: threeDigits, suffix: '', scale: 1 },
  epochs: { digits: decimals(1), suffix: ' epochs', scale: 1 },
  seconds: { digits: threeDigits, suffix: ' s', scale: 1 },
  r2: { digits: decimals(4), suffix: '', scale: 1 },
  slope: { digits: decimals(3), suffix: '', scale: 1 },
}

/** A measurement in words and numbers, such as "0.966 [0.964, 0.968], n = 15" or "+0.29 points [+0.21, +0.37], n = 15". */
export function measurementText({ value, interval, n, unit }: Measurement): string {
  if (value === null) return n === 0 ? 'not recorded' : `cannot be computed, n = ${n}`
  const { suffix } = units[unit]
  const number = `${numberText(value, unit)}${suffix}`
  if (interval !== null) return `${number} [${numberText(interval.low, unit)}, ${numberText(interval.high, unit)}], n = ${n}`
  return n === 1 ? `${number}, one trial, no interval` : `${number}, n = ${n}, no interval`
}

/** Such as "at least 90 %" or "above 0 and below 0.5 points". */
export function regionText({ from, to, inclusive }: Region, unit: Unit): string {
  if (to === Infinity) return `${inclusive ? 'at least' : 'above'} ${limitText(from, unit)}`
  if (from === -Infinity) return `${inclusive ? 'at most' : 'below'} ${limitText(to, unit)}`
  return `${inclusive ? `within ${limitNumber(from, unit)} to` : `above ${limitNumber(from, unit)} and below`} ${limitText(to, unit)}`
}

/** Zero is the same in every unit. */
function limitText(value: number, unit: Unit): string {
  const number = limitNumber(value, unit)
  if (value === 0) return number
  return unit === 'points' && number === '1' ? '1 point' : `${number}${units[unit].suffix}`
}

/** As it was settled, without rounding: the digits that multiplying by 100 makes up are taken off. */
function limitNumber(value: number, unit: Unit): string {
  const scaled = Number((value * units[unit].scale).toPrecision(6))
  return trueMinus(scaled !== 0 && Math.abs(scaled) < 0.001 ? scaled.toExponential() : String(scaled))
}

function numberText(value: number, unit: Unit): string {
  const { digits, scale, signed } = units[unit]
  const written = digits(value * scale)
  // What rounds to zero has no sign.
  const plain = Number(written) === 0 ? written.replace('-', '') : written
  return trueMinus(signed && Number(written) > 0 ? `+${plain}` : plain)
}

function trueMinus(text: string): string {
  return text.replaceAll('-', '−')
}
