/** Found groups -> lines of the table. */
import type { FoundGroup } from '../../../api/run-view'

/** A line of the table: a group's head, or a trial under it. The rows of the runs are looked up where a line is in sight. */
export interface TableRow {
  kind: 'group' | 'trial'
  key: string
  /** Of the group's runs, or of the one run. */
  runs: readonly number[]
  /** What the group was made by, in words; null for a setting. */
  value: string | null
  open: boolean
}

/** The groups, with the trials of those that are open; a group of one has nothing to open. */
export function tableRows(groups: readonly FoundGroup[], open: ReadonlySet<string>): TableRow[] {
  return groups.flatMap(({ key, value, runs }): TableRow[] => {
    const isOpen = runs.length > 1 && open.has(key)
    const head: TableRow = { kind: 'group', key, runs, value, open: isOpen }
    return isOpen ? [head, ...runs.map((run): TableRow => ({ kind: 'trial', key: `run ${run} of ${key}`, runs: [run], value: null, open: false }))] : [head]
  })
}
