/** A chart without a picture: what its curves do in words, and their numbers as rows of a table. */
import { curveWords, type CurveFacts, type CurveWords, type KnownPoint } from './curve-words'
import { seriesColumns, type CurveSeries } from './series'

export interface CurveTable {
  /** Title of the x axis, then one column a curve; a band has three: centre, low and high. */
  columns: string[]
  /** The x value and the values at it; null where a curve has none. */
  rows: (number | null)[][]
}

export interface CurveDescription {
  summary: string
  /** Of the curves that the summary tells one by one. */
  facts: CurveFacts[]
  /** Made when it is read: few readers open it, and curves of thousands of epochs change many times a second. */
  readonly table: CurveTable
}

export interface DescribeOptions {
  series: readonly CurveSeries[]
  xTitle: string
  yTitle: string
  /** The sentences; English unless given. */
  words?: CurveWords
}

/** Nobody listens to more sentences than these. */
const mostTold = 20

/** Describes the named curves; single trials under an aggregate are left out. Of many, the first are told one by one. */
export function describeCurves({ series, xTitle, yTitle, words = curveWords }: DescribeOptions): CurveDescription {
  const named = series.filter((one) => one.kind === 'band' || one.emphasis !== 'trial')
  const known = named.filter(hasValues)
  const facts = known.slice(0, mostTold).flatMap((one) => factsOf(one) ?? [])
  const rest = known.length - facts.length
  const summary =
    known.length === 0
      ? words.empty(yTitle)
      : [words.chart(yTitle, xTitle, known.length), ...facts.map((fact) => words.curve(fact, xTitle)), ...(rest > 0 ? [words.more(rest)] : [])].join(' ')
  return {
    summary,
    facts,
    get table() {
      return tableOf(named, xTitle, words)
    },
  }
}

function hasValues(series: CurveSeries): boolean {
  return seriesColumns(series).y.some((y) => !Number.isNaN(y))
}

function factsOf(series: CurveSeries): CurveFacts | null {
  let known = 0
  let first: KnownPoint | null = null
  let last: KnownPoint | null = null
  let lowest: KnownPoint | null = null
  let highest: KnownPoint | null = null
  const columns = seriesColumns(series)
  for (const [i, y] of columns.y.entries()) {
    if (Number.isNaN(y)) continue
    known++
    last = { x: columns.x[i]!, y }
    first ??= last
    if (lowest === null || y < lowest.y) lowest = last
    if (highest === null || y > highest.y) highest = last
  }
  if (!first || !last || !lowest || !highest) return null
  return { label: series.label, n: series.kind === 'band' ? series.n : null, first, last, lowest, highest, gaps: columns.y.length - known }
}

function tableOf(series: readonly CurveSeries[], xTitle: string, words: CurveWords): CurveTable {
  const xs = [...new Set(series.flatMap((one) => one.points.map((point) => point.x)))].sort((a, b) => a - b)
  const cells = series.map(cellsOf)
  return {
    columns: [xTitle, ...series.flatMap((one) => (one.kind === 'band' ? [one.label, words.low(one.label), words.high(one.label)] : [one.label]))],
    rows: xs.map((x) => [x, ...cells.flatMap(({ at, width }) => at.get(x) ?? Array.from({ length: width }, () => null))]),
  }
}

/** The values of one series by x, `width` numbers each. */
function cellsOf(series: CurveSeries): { at: Map<number, (number | null)[]>; width: number } {
  if (series.kind === 'line') return { at: new Map(series.points.map((point) => [point.x, [point.y]])), width: 1 }
  return { at: new Map(series.points.map((point) => [point.x, [point.y, point.low, point.high]])), width: 3 }
}
