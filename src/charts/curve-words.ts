/** The sentences that describe a curve chart, in English; a window in another language hands in its own. */
import { numberText } from './ticks'

/** What can be said about one curve. */
export interface CurveFacts {
  label: string
  /** Trials behind the curve, null for a single run. */
  n: number | null
  first: KnownPoint
  last: KnownPoint
  lowest: KnownPoint
  highest: KnownPoint
  /** Points without a value. */
  gaps: number
}

export interface KnownPoint {
  x: number
  y: number
}

export interface CurveWords {
  empty(yTitle: string): string
  chart(yTitle: string, xTitle: string, curves: number): string
  curve(facts: CurveFacts, xTitle: string): string
  /** What stands for the curves that are not told one by one. */
  more(curves: number): string
  /** Column heads of a band's bounds. */
  low(label: string): string
  high(label: string): string
}

/** Four significant digits are what a reader of a summary can hold. */
const short = (value: number) => numberText(Number(value.toPrecision(4)))

export const curveWords: CurveWords = {
  empty: (yTitle) => `${yTitle}: nothing is recorded yet.`,
  chart: (yTitle, xTitle, curves) => `${yTitle} by ${xTitle.toLowerCase()}, ${curves === 1 ? 'one curve' : `${curves} curves`}.`,
  curve: ({ label, n, first, last, lowest, highest, gaps }, xTitle) => {
    const x = xTitle.toLowerCase()
    const over = n === null ? '' : ` over ${n} ${n === 1 ? 'trial' : 'trials'}`
    const missing = gaps === 0 ? '' : ` ${gaps} ${gaps === 1 ? 'value is' : 'values are'} missing.`
    if (first.x === last.x) return `${label}${over}: ${short(last.y)} at ${x} ${last.x}.${missing}`
    return (
      `${label}${over}: from ${short(first.y)} at ${x} ${first.x} to ${short(last.y)} at ${x} ${last.x}; ` +
      `lowest ${short(lowest.y)} at ${x} ${lowest.x}, highest ${short(highest.y)} at ${x} ${highest.x}.${missing}`
    )
  },
  more: (curves) => `And ${curves} more: the table has their values.`,
  low: (label) => `${label}, Q1`,
  high: (label) => `${label}, Q3`,
}
