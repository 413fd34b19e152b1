/** Many runs in one message: a configuration that several of them have in common is carried once. */
import type { TrialConfig } from '../engine/config/experiment'
import type { RunRow } from './records'

export interface RunPage {
  rows: Omit<RunRow, 'config'>[]
  /** By the digest that the rows name. */
  configs: Record<string, TrialConfig>
}

export function packRuns(runs: readonly RunRow[]): RunPage {
  const configs: RunPage['configs'] = {}
  const rows = runs.map(({ config, ...row }) => {
    configs[row.configDigest] ??= config
    return row
  })
  return { rows, configs }
}

/** Runs with equal configurations share one object. Throws an Error where a row names a configuration that is not there. */
export function unpackRuns({ rows, configs }: RunPage): RunRow[] {
  return rows.map((row) => {
    const config = configs[row.configDigest]
    if (config === undefined) throw new Error(`The page has no configuration for run ${row.id}`)
    return { ...row, config }
  })
}
