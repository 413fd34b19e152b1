/** What is recorded, an experiment a line: the samples, and the newest of one's own. */
import type { RunRow } from '../../../api/records'
import { isSample } from '../../../api/samples'
import { experimentName } from '../../composables/experimentName'

export interface RecordedExperiment {
  experiment: number
  name: string
  runs: readonly RunRow[]
}

export interface Recorded {
  samples: RecordedExperiment[]
  /** The newest first. */
  own: RecordedExperiment[]
}

/**
 * @param runs the newest first; archived ones are left out
 * @param mostOwn experiments of one's own
 */
export function listRecorded(runs: readonly RunRow[], mostOwn: number): Recorded {
  const groups = new Map<number, RunRow[]>()
  for (const run of runs) {
    if (run.archived) continue
    const group = groups.get(run.experiment)
    if (group) group.push(run)
    else groups.set(run.experiment, [run])
  }
  const listed = [...groups].map(([experiment, group]) => ({ experiment, name: experimentName(group[0]!), runs: group }))
  const samples = listed.filter((one) => one.runs.every(isSample))
  const own = listed.filter((one) => !one.runs.every(isSample))
  return { samples, own: own.slice(0, mostOwn) }
}
