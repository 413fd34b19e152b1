/** The columns of the table: which there are, how wide, in which order. Pure functions of the list that a view keeps. */
import { isTableColumn, narrowest, widest, type RunTableView, type TableColumn } from '../../../api/run-view'

export type Column = RunTableView['columns'][number]

export const usualColumns: readonly Column[] = (['name', 'status', 'epochs', 'best', 'curve', 'last', 'seeds', 'notes', 'time', 'started'] as const).map(
  (id) => ({
    id,
    width: null,
  }),
)

/** How wide a column is while nobody has changed it: at least so many pixels, and its share of what is left. */
const usualWidths: Readonly<Record<TableColumn, [least: number, share: number]>> = {
  name: [226, 2.4],
  status: [82, 0.6],
  epochs: [44, 0.4],
  best: [80, 0.3],
  curve: [52, 0.5],
  last: [178, 0.4],
  seeds: [36, 0.2],
  notes: [54, 1.4],
  time: [38, 0.3],
  started: [46, 0.4],
}
const fieldWidth: [number, number] = [84, 0.5]
const numeric: readonly string[] = ['epochs', 'best', 'seeds', 'time', 'started'] satisfies TableColumn[]

const widthOf = ({ id }: Column) => (isTableColumn(id) ? usualWidths[id] : fieldWidth)

/** Numbers stand right, text left. */
export function isNumeric(id: string): boolean {
  return numeric.includes(id)
}

/** For grid-template-columns: box, chevron, the columns, menu. */
export function gridTemplate(columns: readonly Column[]): string {
  const parts = columns.map((column) => {
    const [least, share] = widthOf(column)
    return column.width === null ? `minmax(${least}px, ${share}fr)` : `${column.width}px`
  })
  return `18px 18px ${parts.join(' ')} 28px`
}

/** Below this width the table scrolls sideways. */
export function leastWidth(columns: readonly Column[]): number {
  const gaps = 8 * (columns.length + 2) + 16
  return columns.reduce((sum, column) => sum + (column.width ?? widthOf(column)[0]), 18 + 18 + 28 + gaps)
}

export function resized(columns: readonly Column[], id: string, width: number | null): Column[] {
  const within = width === null ? null : Math.round(Math.min(widest, Math.max(narrowest, width)))
  return columns.map((column) => (column.id === id ? { id, width: within } : column))
}

/** The column so many places further right; at the edges it stays. */
export function moved(columns: readonly Column[], id: string, by: number): Column[] {
  const from = columns.findIndex((column) => column.id === id)
  const column = columns[from]
  if (!column) return [...columns]
  const to = Math.max(0, Math.min(columns.length - 1, from + by))
  return columns.toSpliced(from, 1).toSpliced(to, 0, column)
}

/** With the column at the end, or without it; the last one stays. */
export function withColumn(columns: readonly Column[], id: string, shown: boolean): Column[] {
  const others = columns.filter((column) => column.id !== id)
  if (shown) return others.length === columns.length ? [...columns, { id, width: null }] : [...columns]
  return others.length > 0 ? others : [...columns]
}
