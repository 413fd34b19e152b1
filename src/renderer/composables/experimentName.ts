/** The name of an experiment, as its runs carry it. */
import type { RunRow } from '../../api/records'

/** A run of a sweep is named after its experiment and its setting: this leaves the setting out. */
export function experimentName(row: Pick<RunRow, 'name' | 'setting'>): string {
  if (row.setting === '' || !row.name.endsWith(row.setting)) return row.name
  return row.name.slice(0, -row.setting.length).replace(/[\s·:,]+$/u, '')
}
