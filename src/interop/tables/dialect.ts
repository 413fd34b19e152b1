/** How a table is written: the delimiter, the decimal sign and whether there is a header, guessed from its beginning where they are not chosen. */
import { parse } from 'csv-parse/sync'
import { delimiters, type Dialect } from '../../api/datasets'
import { isMissing, readCell } from './cells'

/** Rows that are looked at. */
const lookedAt = 100

/** The beginning of a table, cut into cells. */
export interface Beginning {
  dialect: Dialect
  /** The first row where it holds names, else null. */
  names: string[] | null
  /** Rows below it. */
  rows: string[][]
}

/** @param bytes from the beginning of the file; the last line may be cut off */
export function detectDialect(bytes: Uint8Array, chosen: { [K in keyof Dialect]?: Dialect[K] | undefined }): Beginning {
  const text = wholeLines(bytes)
  const delimiter = chosen.delimiter ?? guessDelimiter(text)
  const rows = cut(text, delimiter)
  const decimal = chosen.decimal ?? (delimiter !== ',' && rows.flat().some((cell) => /^\s*[+-]?\d*,\d+\s*$/.test(cell)) ? ',' : '.')
  const header = chosen.header ?? looksLikeNames(rows[0] ?? [], decimal)
  const dialect = { delimiter, decimal, header }
  return header ? { dialect, names: rows[0] ?? [], rows: rows.slice(1) } : { dialect, names: null, rows }
}

/** What the columns are called: by the header, a name that appears again with a number behind it; else by their place. */
export function columnNames(header: readonly string[] | null, count: number): string[] {
  const taken = new Set<string>()
  return Array.from({ length: count }, (_, i) => {
    const wanted = header?.[i]?.trim() || `column ${i + 1}`
    let name = wanted
    for (let k = 2; taken.has(name); k++) name = `${wanted} (${k})`
    taken.add(name)
    return name
  })
}

/** Without a line that is cut off by the end of what was read. */
function wholeLines(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes)
  const end = text.lastIndexOf('\n')
  return end > 0 ? text.slice(0, end + 1) : text
}

/** The one that cuts most rows into as many cells as the first, and into more than one; the comma where none does. */
function guessDelimiter(text: string): Dialect['delimiter'] {
  const scores = delimiters.map((delimiter) => {
    const rows = cut(text, delimiter)
    const cells = rows[0]?.length ?? 0
    const alike = rows.filter((row) => row.length === cells).length
    return { delimiter, score: cells > 1 ? alike / rows.length + cells / 1e6 : 0 }
  })
  const best = scores.reduce((best, one) => (one.score > best.score ? one : best))
  return best.score > 0 ? best.delimiter : ','
}

/** However wrong the text is: what is wrong is said when it is read as a whole. */
function cut(text: string, delimiter: string): string[][] {
  const options = { delimiter, bom: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true, skip_records_with_error: true }
  try {
    const rows: string[][] = parse(text, { ...options, to: lookedAt })
    return rows
  } catch {
    // A quote that is not closed within what was read.
    return text.split(/\r\n|\n|\r/, lookedAt).flatMap((line) => (line === '' ? [] : [line.split(delimiter)]))
  }
}

/** Names are words: no cell is a number, or missing. */
function looksLikeNames(cells: readonly string[], decimal: Dialect['decimal']): boolean {
  return cells.length > 0 && cells.every((cell) => !isMissing(cell) && readCell(cell, decimal) === null)
}
