/** In which order groups of runs stand, and the runs in them. */
import { headlineOf, valueOf } from '../src/api/headline'
import type { RunStatus } from '../src/api/records'
import { isTableColumn, type FindQuery, type TableColumn } from '../src/api/run-view'
import type { ConfigValue } from '../src/api/filter/config-fields'
import { interquartileMean } from '../src/engine/statistics/interquartile-mean'
import { toScore, type RunColumns } from './rows'

/** The columns of `runs` that an order may need; a query reads those of its own order. */
export type FoundRow = Pick<RunColumns, 'id' | 'experiment' | 'config_digest' | 'seed'> & Partial<RunColumns>

/** Runs that stand together. */
export interface RowGroup {
  key: string
  value: string | null
  rows: FoundRow[]
}

type Value = string | number | null

const scores = (['last', 'best'] as const).flatMap((which) => [
  `${which}_epoch` as const,
  ...(['train', 'validation'] as const).flatMap((part) => [`${which}_${part}_loss`, `${which}_${part}_accuracy`] as const),
])

interface Order {
  columns: readonly (keyof RunColumns)[]
  /** What a group, or a single run as a group of one, is ordered by; null stands last either way. */
  value(rows: readonly FoundRow[]): Value
}

/** What a group's head says first: what moves, then what went wrong, then what is done. */
const statusOrder: readonly RunStatus[] = ['running', 'paused', 'queued', 'diverged', 'failed', 'interrupted', 'stopped', 'done']

const orders: Readonly<Record<TableColumn, Order>> = {
  name: { columns: ['name'], value: ([first]) => first?.name?.toLowerCase() ?? null },
  status: {
    columns: ['status'],
    value: (rows) => Math.min(...rows.map(({ status }) => (status === undefined ? statusOrder.length : statusOrder.indexOf(status)))),
  },
  epochs: { columns: ['epochs_done'], value: (rows) => sum(rows, 'epochs_done') },
  best: { columns: scores, value: (rows) => scoreOf(rows, 'best') },
  last: { columns: scores, value: (rows) => scoreOf(rows, 'last') },
  seeds: { columns: ['seed'], value: (rows) => (rows.length > 1 ? rows.length : 1) },
  notes: { columns: ['tags', 'note'], value: (rows) => firstWords(rows) },
  time: { columns: ['seconds'], value: (rows) => sum(rows, 'seconds') },
  started: { columns: ['created_at'], value: (rows) => Math.max(...rows.map(({ id }) => id)) },
}

/** What the order by a column reads; nothing for a field of the configuration. */
export function sortColumns(column: string | undefined): readonly (keyof RunColumns)[] {
  return column !== undefined && isTableColumn(column) ? orders[column].columns : []
}

/** Groups in order, and the runs in each: by seed, or as their groups are. Without an order they stay as they come, newest first. */
export function sortGroups(groups: readonly RowGroup[], sort: FindQuery['sort'], configs: ReadonlyMap<string, ConfigValue> | null): readonly RowGroup[] {
  for (const { rows } of groups) rows.sort((a, b) => a.seed - b.seed || a.id - b.id)
  if (sort === null) return groups
  const { column, descending } = sort
  const value = isTableColumn(column) ? orders[column].value : ([first]: readonly FoundRow[]) => orderValue(first && configs?.get(first.config_digest))
  const compare = byValue(descending)
  const within = isTableColumn(column) && column !== 'seeds' && column !== 'name' && column !== 'notes'
  if (within) {
    for (const group of groups) if (group.rows.length > 1) group.rows = ranked(group.rows, (row) => value([row]), compare)
  }
  return ranked(groups, ({ rows }) => value(rows), compare)
}

function ranked<T>(items: readonly T[], valueOfItem: (item: T) => Value, compare: (a: Value, b: Value) => number): T[] {
  return items
    .map((item) => ({ item, value: valueOfItem(item) }))
    .sort((a, b) => compare(a.value, b.value))
    .map(({ item }) => item)
}

/** Numbers before texts; what has no value stands last, whichever way the rest is turned. */
function byValue(descending: boolean): (a: Value, b: Value) => number {
  const way = descending ? -1 : 1
  return (a, b) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    if (typeof a === 'number' && typeof b === 'number') return way * (a - b)
    if (typeof a === 'number' || typeof b === 'number') return typeof a === 'number' ? -1 : 1
    return way * (a < b ? -1 : a > b ? 1 : 0)
  }
}

function orderValue(value: ConfigValue | undefined): Value {
  return value === undefined || value === null ? null : typeof value === 'boolean' ? Number(value) : typeof value === 'string' ? value.toLowerCase() : value
}

function sum(rows: readonly FoundRow[], column: 'epochs_done' | 'seconds'): number {
  return rows.reduce((total, row) => total + (row[column] ?? 0), 0)
}

function firstWords(rows: readonly FoundRow[]): Value {
  const words = rows.map(({ tags = '[]', note = '' }) => `${tags === '[]' ? '' : tags}${note}`).find((text) => text !== '')
  return words?.toLowerCase() ?? null
}

/** As the table shows it: the interquartile mean of the last values, the best of the best. */
function scoreOf(rows: readonly FoundRow[], which: 'last' | 'best'): Value {
  const scored = rows.map((row) => ({ last: scoreIn(row, 'last'), best: scoreIn(row, 'best') }))
  const headline = headlineOf(scored)
  const values = scored.flatMap((one) => valueOf(one[which], headline) ?? [])
  if (values.length === 0) return null
  if (which === 'last') return interquartileMean(values)
  return headline.measure === 'accuracy' ? Math.max(...values) : Math.min(...values)
}

function scoreIn(row: FoundRow, which: 'last' | 'best') {
  const value = (part: 'train' | 'validation', measure: 'loss' | 'accuracy') => row[`${which}_${part}_${measure}`] ?? null
  return toScore(row[`${which}_epoch`] ?? null, [value('train', 'loss'), value('train', 'accuracy')], [value('validation', 'loss'), value('validation', 'accuracy')])
}

