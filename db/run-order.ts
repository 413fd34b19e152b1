/** In which order groups of runs stand, and the runs in them. */
import type { RunStatus } from '../src/api/records'
import { isTableColumn, type FindQuery, type TableColumn } from '../src/api/run-view'
import type { ConfigValue } from '../src/api/filter/config-fields'
import { interquartileMean } from '../src/engine/statistics/interquartile-mean'
import type { RunColumns } from './rows'

/** The columns of `runs` that an order may need; a query reads those of its own order. */
export type FoundRow = Pick<RunColumns, 'id' | 'experiment' | 'config_digest' | 'seed'> & Partial<RunColumns>

/** Runs that stand together. */
export interface RowGroup {
  key: string
  value: string | null
  rows: FoundRow[]
}

type Value = string | number | null

/** By which a run is listed, see `headlineOf`: the first that the best epoch of every scored run of a group has. */
const measures = ['validation_accuracy', 'validation_loss', 'train_loss'] as const
type Measure = (typeof measures)[number]
const bestScores = measures.map((measure) => `best_${measure}` as const)
const lastScores = measures.map((measure) => `last_${measure}` as const)

interface Order {
  columns: readonly (keyof RunColumns)[]
  /** What a group is ordered by; null stands last either way. */
  value(rows: readonly FoundRow[]): Value
  /** What the runs of a group are ordered by in it; by their seeds where there is none. */
  within?(group: readonly FoundRow[]): (row: FoundRow) => Value
}

/** What a group's head says first: what moves, then what went wrong, then what is done. */
const statusOrder: readonly RunStatus[] = ['running', 'paused', 'queued', 'diverged', 'failed', 'interrupted', 'stopped', 'done']

/** A curve is ordered by where it ends. */
const byLast: Order = {
  columns: [...bestScores, ...lastScores],
  value: (rows) => lastOf(rows),
  within: (group) => scoreIn(`last_${measureOf(group)}`),
}

const orders: Readonly<Record<TableColumn, Order>> = {
  name: { columns: ['name'], value: ([first]) => first?.name?.toLowerCase() ?? null },
  status: { columns: ['status'], value: (rows) => rows.reduce((first, row) => Math.min(first, statusRank(row)), statusOrder.length), within: () => statusRank },
  epochs: { columns: ['epochs_done'], value: (rows) => sum(rows, 'epochs_done'), within: () => (row) => row.epochs_done ?? 0 },
  best: {
    columns: bestScores,
    value: (rows) => bestOf(rows),
    within: (group) => scoreIn(`best_${measureOf(group)}`),
  },
  last: byLast,
  curve: byLast,
  seeds: { columns: ['seed'], value: (rows) => rows.length },
  notes: { columns: ['tags', 'note'], value: (rows) => firstWords(rows) },
  time: { columns: ['seconds'], value: (rows) => sum(rows, 'seconds'), within: () => (row) => row.seconds ?? 0 },
  started: {
    columns: ['created_at'],
    value: (rows) => rows.reduce((newest, { id }) => Math.max(newest, id), 0),
    within:
      () =>
      ({ id }) =>
        id,
  },
}

/** What the order by a column reads; nothing for a field of the configuration. */
export function sortColumns(column: string | undefined): readonly (keyof RunColumns)[] {
  return column !== undefined && isTableColumn(column) ? orders[column].columns : []
}

/** Groups in order, and the runs in each: by seed, or as their groups are. Without an order they stay as they come, newest first. */
export function sortGroups(groups: readonly RowGroup[], sort: FindQuery['sort'], configs: ReadonlyMap<string, ConfigValue> | null): readonly RowGroup[] {
  for (const { rows } of groups) if (rows.length > 1) rows.sort((a, b) => a.seed - b.seed || a.id - b.id)
  if (sort === null) return groups
  const { column, descending } = sort
  const compare = byValue(descending)
  if (!isTableColumn(column)) return ranked(groups, ({ rows: [first] }) => orderValue(first && configs?.get(first.config_digest)), compare)
  const { value, within } = orders[column]
  if (within) for (const group of groups) if (group.rows.length > 1) group.rows = ranked(group.rows, within(group.rows), compare)
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

function statusRank({ status }: FoundRow): number {
  return status === undefined ? statusOrder.length : statusOrder.indexOf(status)
}

function scoreIn(column: `${'last' | 'best'}_${Measure}`): (row: FoundRow) => Value {
  return (row) => row[column] ?? null
}

/** A run that has no score yet does not decide. */
function measureOf(rows: readonly FoundRow[]): Measure {
  const has = (measure: Measure) => {
    let any = false
    for (const row of rows) {
      if (row[`best_${measure}`] !== null) any = true
      else if (row.best_train_loss !== null) return false
    }
    return any
  }
  return measures.find(has) ?? 'train_loss'
}

/** The best of any run. */
function bestOf(rows: readonly FoundRow[]): Value {
  const measure = measureOf(rows)
  const values = rows.flatMap((row) => row[`best_${measure}`] ?? [])
  if (values.length === 0) return null
  const better = measure === 'validation_accuracy' ? Math.max : Math.min
  return values.reduce((best, value) => better(best, value))
}

/** The interquartile mean of all runs, as the table shows it. */
function lastOf(rows: readonly FoundRow[]): Value {
  const measure = measureOf(rows)
  const values = rows.flatMap((row) => row[`last_${measure}`] ?? [])
  return values.length === 0 ? null : interquartileMean(values)
}
