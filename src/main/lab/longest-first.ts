/** The order in which trials are queued: the longest first, so that no long one is left for the end while other threads stand idle. */
import type { RunRow } from '../../api/records'
import { trialWork } from '../../engine/config/work'

/** Runs of equal length keep their order. */
export function longestFirst(runs: readonly RunRow[]): RunRow[] {
  const work = new Map(runs.map(({ configDigest, config }) => [configDigest, { config, work: 0 }]))
  for (const setting of work.values()) setting.work = trialWork(setting.config)
  const workOf = (run: RunRow) => work.get(run.configDigest)?.work ?? 0
  return runs.toSorted((a, b) => workOf(b) - workOf(a))
}
