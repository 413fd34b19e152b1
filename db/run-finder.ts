/** Finds runs: which ones a search and a filter leave, in which groups and in which order. Reads the columns it needs and no more. */
import { LabError } from '../src/api/failure'
import type { ConfigValue } from '../src/api/filter/config-fields'
import { fieldLookup, isRunField, runFields } from '../src/api/filter/fields'
import { parseFilter } from '../src/api/filter/parse'
import { describeFilterProblem, type Filter } from '../src/api/filter/syntax'
import { foldText } from '../src/api/fold-text'
import { noGroups, settingGroups, type FindQuery, type FoundGroup, type FoundRuns, type RunView } from '../src/api/run-view'
import { ConfigColumns } from './config-columns'
import type { Connection } from './driver'
import { guarded } from './errors'
import { filterCondition, type Condition } from './filter-sql'
import { sortColumns, sortGroups, type FoundRow, type RowGroup } from './run-order'

const inView: Readonly<Record<RunView, string>> = {
  all: 'trashed_at IS NULL AND archived = 0',
  pinned: 'trashed_at IS NULL AND archived = 0 AND pinned = 1',
  active: "trashed_at IS NULL AND status IN ('queued', 'running', 'paused')",
  archive: 'trashed_at IS NULL AND archived = 1',
  trash: 'trashed_at IS NOT NULL',
}

export class RunFinder {
  private readonly configs: ConfigColumns

  constructor(private readonly db: Connection) {
    this.configs = new ConfigColumns(db)
    db.function('fold', { deterministic: true }, (text: unknown) => foldText(String(text)))
  }

  /** Throws a LabError `invalid`, with `field` "filter", that says where a filter is wrong. */
  find({ view, search, tag, filter, group, sort }: FindQuery): FoundRuns {
    return guarded(this.db.name, () => {
      const wanted = this.conditionOf(search, tag, this.parse(filter))
      const groupField = group === settingGroups || group === noGroups ? null : group
      const columns = [...new Set([...sortColumns(sort?.column), ...(groupField !== null && isRunField(groupField) ? [runColumn(groupField)] : [])])]
      const sql = `SELECT ${['id', 'experiment', 'config_digest', 'seed', ...columns].join(', ')} FROM runs WHERE ${inView[view]} AND ${wanted.sql} ORDER BY id DESC`
      const rows = this.db.prepare<(string | number)[], FoundRow>(sql).all(...wanted.values)
      const groups = this.groupRows(rows, group)
      const configColumn = sort === null || sortColumns(sort.column).length > 0 ? null : this.configs.values(sort.column)
      return {
        groups: sortGroups(groups, sort, configColumn).map(({ key, value, rows: members }): FoundGroup => ({ key, value, runs: members.map(({ id }) => id) })),
        total: this.count(inView[view], { sql: '1', values: [] }),
        inArchive: view === 'archive' || view === 'trash' ? 0 : this.count(inView.archive, wanted),
      }
    })
  }

  /** The condition that a filter stands for, for other lists. Throws as `find` does. */
  conditionOf(search: string, tag: string | null, filter: Filter | null): Condition {
    const words = foldText(search).split(/\s+/).filter(Boolean)
    const parts: Condition[] = words.map((word) => ({ sql: 'instr(search_text, ?) > 0', values: [word] }))
    if (tag !== null) parts.push({ sql: 'EXISTS (SELECT 1 FROM json_each(runs.tags) WHERE value = ?)', values: [tag] })
    if (filter !== null) parts.push(filterCondition(filter, (field) => this.configs.values(field)))
    if (parts.length === 0) return { sql: '1', values: [] }
    return { sql: parts.map(({ sql }) => sql).join(' AND '), values: parts.flatMap(({ values }) => values) }
  }

  parse(text: string): Filter | null {
    const parsed = parseFilter(
      text,
      fieldLookup((name) => this.configs.has(name)),
      Object.keys(runFields),
    )
    if (parsed.ok) return parsed.value
    throw new LabError('invalid', describeFilterProblem(parsed.problem), 'filter')
  }

  private count(view: string, { sql, values }: Condition): number {
    return (
      this.db
        .prepare<(string | number)[], number>(`SELECT count(*) FROM runs WHERE ${view} AND ${sql}`)
        .pluck()
        .get(...values) ?? 0
    )
  }

  private groupRows(rows: readonly FoundRow[], group: string): RowGroup[] {
    if (group === noGroups) return rows.map((row) => ({ key: `run ${row.id}`, value: null, rows: [row] }))
    if (group === settingGroups) return gather(rows, (row) => [`${row.experiment} ${row.config_digest}`, null])
    if (isRunField(group)) {
      const column = runColumn(group)
      return gather(rows, (row) => named(group, row[column] ?? null))
    }
    const values = this.configs.values(group)
    if (values.size === 0 && rows.length > 0) throw new LabError('invalid', `No recorded run has a field "${group}": group by another`, 'group')
    return gather(rows, (row) => named(group, values.get(row.config_digest) ?? null))
  }
}

/** Fields of a run's row by which groups make sense, with their column. */
const groupColumns = { name: 'name', setting: 'setting', status: 'status', seed: 'seed', experiment: 'experiment', colour: 'colour' } as const

function runColumn(field: string): keyof FoundRow {
  if (Object.hasOwn(groupColumns, field)) return groupColumns[field as keyof typeof groupColumns]
  throw new LabError('invalid', `Runs are not grouped by "${field}": take ${Object.keys(groupColumns).join(', ')} or a field of the configuration`, 'group')
}

function named(field: string, value: ConfigValue): [key: string, value: string] {
  return [`${field} = ${JSON.stringify(value)}`, value === null ? '' : String(value)]
}

/** In the order of first appearance. */
function gather(rows: readonly FoundRow[], keyOf: (row: FoundRow) => [key: string, value: string | null]): RowGroup[] {
  const groups = new Map<string, RowGroup>()
  for (const row of rows) {
    const [key, value] = keyOf(row)
    const known = groups.get(key)
    if (known) known.rows.push(row)
    else groups.set(key, { key, value, rows: [row] })
  }
  return [...groups.values()]
}
