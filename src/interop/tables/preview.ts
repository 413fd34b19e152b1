/** What the beginning of a table looks like, for whoever chooses: faults of single cells are told when the whole is read. */
import type { ColumnType, Dialect, TablePreview, TableTask } from '../../api/datasets'
import { isMissing, readCell } from './cells'
import { refuseBinary } from './csv'
import { columnNames, detectDialect } from './dialect'
import { fewClasses } from './plan'

/** Rows that are shown. */
const shown = 8

/**
 * @param beginning of the file, up to `previewBytes`
 * @throws DataError where it is no text in UTF-8
 */
export function previewTable(beginning: Uint8Array, file: string, chosen: { [K in keyof Dialect]?: Dialect[K] | undefined }): TablePreview {
  refuseBinary(beginning, file)
  const { dialect, names, rows } = detectDialect(beginning, chosen)
  const named = columnNames(names, names?.length ?? rows[0]?.length ?? 0)
  const columns = named.map((name, i) => {
    const cells = cellsOf(rows, i)
    return { name, type: guessType(cells, dialect.decimal), task: guessTask(cells, dialect.decimal) }
  })
  return { dialect, columns, rows: rows.slice(0, shown) }
}

function cellsOf(rows: readonly (readonly string[])[], column: number): string[] {
  return rows.map((row) => row[column] ?? '').filter((cell) => !isMissing(cell))
}

function guessType(cells: readonly string[], decimal: Dialect['decimal']): ColumnType {
  const numbers = cells.filter((cell) => readCell(cell, decimal) !== null).length
  return cells.length - numbers > numbers ? 'category' : 'number'
}

function guessTask(cells: readonly string[], decimal: Dialect['decimal']): TableTask {
  if (guessType(cells, decimal) === 'category') return 'classification'
  const few = new Set(cells).size <= fewClasses && cells.every((cell) => Number.isInteger(readCell(cell, decimal)))
  return few ? 'classification' : 'regression'
}
