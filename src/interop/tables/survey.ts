/** The first reading of a table: counts and ranges of every column, so that types, classes and faults are known before anything is stored. */
import type { Dialect, TableChoices } from '../../api/datasets'
import { limits } from '../../engine/config/limits'
import { DataError } from '../../engine/data/data-error'
import { quote } from '../../engine/data/describe'
import { isMissing, largestNumber, readCell } from './cells'

/** What is known of a column of the file. */
export interface SurveyedColumn {
  name: string
  /** It takes no part: nothing of it was looked at. */
  ignored: boolean
  /** Cells that are numbers, with their range and sum. */
  numbers: number
  min: number
  max: number
  sum: number
  /** Every number is whole. */
  whole: boolean
  /** Cells that are words, and the first of them. */
  words: number
  firstWord: { line: number; cell: string } | null
  /** Different cells with how often each appears; null where there are more than a category takes. */
  values: Map<string, number> | null
}

/** Rows that a card shows, and columns of them. */
const shown = { rows: 5, columns: 40 } as const

export interface SurveyOptions {
  file: string
  names: readonly string[]
  decimal: Dialect['decimal']
  missing: TableChoices['missing']
  /** Types that are settled. */
  types: ReadonlyMap<string, 'number' | 'category' | 'ignore'>
}

export class Survey {
  readonly columns: SurveyedColumn[]
  /** Rows that are kept. */
  rows = 0
  /** Rows left out because a value is missing. */
  dropped = 0
  /** The first rows that are kept, for whoever shows them. */
  readonly first: string[][] = []
  private readonly categories: ReadonlySet<string>

  constructor(private readonly options: SurveyOptions) {
    const { names, types } = options
    this.columns = names.map((name) => ({
      name,
      ignored: types.get(name) === 'ignore',
      numbers: 0,
      min: Infinity,
      max: -Infinity,
      sum: 0,
      whole: true,
      words: 0,
      firstWord: null,
      values: new Map(),
    }))
    this.categories = new Set([...types].flatMap(([name, type]) => (type === 'category' ? [name] : [])))
  }

  /** @throws DataError that names line and column: a missing value that is to be refused, a number that is not finite, one row too many */
  add(cells: readonly string[], line: number): void {
    if (!isKept(cells, line, this.columns, this.options)) {
      this.dropped++
      return
    }
    if (this.rows === limits.samples) throw new DataError(this.options.file, `line ${line}`, `it has more than ${limits.samples} rows: take a part of them`)
    this.rows++
    if (this.first.length < shown.rows) this.first.push(cells.slice(0, shown.columns).map((cell) => cell.slice(0, 60)))
    for (const [i, column] of this.columns.entries()) if (!column.ignored) this.look(column, cells[i] ?? '', line)
  }

  private look(column: SurveyedColumn, cell: string, line: number): void {
    const { file, decimal } = this.options
    const value = readCell(cell, decimal)
    if (value === null) {
      column.words++
      column.firstWord ??= { line, cell }
      if (cell.includes('\ufffd'))
        throw new DataError(file, `line ${line}, column ${quote(column.name)}`, `${quote(cell)} is no text in UTF-8: save the file as UTF-8`)
    } else {
      if (Math.abs(value) > largestNumber && !this.categories.has(column.name))
        throw new DataError(file, `line ${line}, column ${quote(column.name)}`, `expected a number that float32 holds, found ${quote(cell)}`)
      column.numbers++
      column.sum += value
      if (value < column.min) column.min = value
      if (value > column.max) column.max = value
      if (column.whole && !Number.isInteger(value)) column.whole = false
    }
    if (column.values !== null) column.values = counted(column.values, cell.trim())
  }
}

/** Whether a row takes part; both readings ask it. @throws DataError where a value is missing that must not be */
export function isKept(
  cells: readonly string[],
  line: number,
  columns: readonly Pick<SurveyedColumn, 'name' | 'ignored'>[],
  { file, missing }: Pick<SurveyOptions, 'file' | 'missing'>,
): boolean {
  for (const [i, { name, ignored }] of columns.entries()) {
    if (ignored || !isMissing(cells[i] ?? '')) continue
    if (missing === 'drop') return false
    const found = (cells[i] ?? '').trim() === '' ? 'nothing' : quote(cells[i] ?? '')
    throw new DataError(file, `line ${line}, column ${quote(name)}`, `a value is missing (found ${found}): drop such rows, or leave the column out`)
  }
  return true
}

/** Null where there are more different values than a category takes. */
function counted(values: Map<string, number>, value: string): Map<string, number> | null {
  const before = values.get(value) ?? 0
  if (before === 0 && values.size === limits.classes) return null
  return values.set(value, before + 1)
}
