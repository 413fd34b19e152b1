/** The trials of an experiment by setting: what the curves are about, without what changes while they train. */
import type { RunRow } from '../../../api/records'

export type TrialName = Pick<RunRow, 'id' | 'seed'>

/** The trials of one setting. */
export interface SettingGroup {
  /** The setting in words, empty without a sweep. */
  setting: string
  /** Slot of the run palette. */
  colour: number
  trials: TrialName[]
}

/** In the order of the rows. */
export function groupBySetting(rows: readonly RunRow[]): SettingGroup[] {
  const members = Map.groupBy(rows, (row) => row.setting)
  return [...members].map(([setting, trials]) => ({ setting, colour: trials[0]?.colour ?? 1, trials: trials.map(({ id, seed }) => ({ id, seed })) }))
}
