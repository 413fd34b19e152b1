/** Runs that differ by their seed alone: the trials of one setting of one experiment. */
import type { RunRow } from './records'

export interface SettingGroup {
  /** Stays the same while the setting has runs. */
  key: string
  /** In order of their seeds; at least one. */
  runs: RunRow[]
}

/** In the order of the rows' first appearance. */
export function groupBySetting(rows: readonly RunRow[]): SettingGroup[] {
  const groups = new Map<string, RunRow[]>()
  for (const row of rows) {
    const key = `${row.experiment} ${row.configDigest}`
    const members = groups.get(key)
    if (members) members.push(row)
    else groups.set(key, [row])
  }
  return [...groups].map(([key, members]) => ({ key, runs: members.sort((a, b) => a.seed - b.seed) }))
}
