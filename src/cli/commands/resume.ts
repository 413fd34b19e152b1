/** `lab resume`: goes on with runs that were cut off or stopped, and reports what is new, as `lab train` does. */
import type { LabClient } from '../../api/client'
import { LabError } from '../../api/failure'
import type { RunRow } from '../../api/records'
import { cutOffRuns, isOfVersion } from '../../api/resumable'
import { UsageError } from '../exit-codes'
import { describeRuns, followRuns, type FollowOptions } from '../follow-runs'

/** Exactly one of them chooses. */
export interface ResumeChoice {
  /** Numbers of runs. */
  runs?: readonly number[]
  /** The runs of this experiment that were cut off or stopped. */
  experiment?: number
  /** Every run that was cut off; what a person stopped stays stopped. */
  all?: boolean
}

export interface ResumeOptions extends FollowOptions, ResumeChoice {
  /** Of the program. */
  version: string
}

/** Throws a UsageError where the choice is none, or more than one. */
export function checkChoice({ runs = [], experiment, all = false }: ResumeChoice): void {
  const ways = [runs.length > 0, experiment !== undefined, all].filter(Boolean).length
  if (ways !== 1) throw new UsageError('Name runs, or give --experiment ID, or --all: lab runs list shows what there is')
}

/** Trains and closes the lab; returns the exit code. */
export function resume({ runs, experiment, version, ...options }: ResumeOptions): Promise<number> {
  const { terminal } = options
  return followRuns(async (client) => {
    const chosen = runs && runs.length > 0 ? [...new Set(runs)] : await findCutOff(client, experiment, version)
    if (chosen.length === 0) {
      terminal.note('No run waits to go on.')
      return []
    }
    const resumed = await client.call('runs.resume', { runs: chosen })
    terminal.note(`Going on with ${describeRuns(resumed)}`)
    return resumed
  }, options)
}

/** Of one experiment those that were stopped too; of all only those that nobody stopped. The oldest comes first. */
async function findCutOff(client: LabClient, experiment: number | undefined, version: string): Promise<number[]> {
  const listed = (await client.call('runs.list', { limit: 10_000 })).toReversed()
  if (experiment === undefined) return ids(cutOffRuns(listed, version))
  await client.call('experiments.get', { experiment }) // or it is not there
  const broken = listed.filter((run) => run.experiment === experiment && (run.status === 'interrupted' || run.status === 'stopped'))
  const able = broken.filter((run) => isOfVersion(run, version))
  const [other] = broken
  if (able.length === 0 && other)
    throw new LabError('conflict', `Experiment ${experiment} was trained by version ${other.engineVersion}, this is version ${version}: begin it anew`)
  return ids(able)
}

function ids(runs: readonly RunRow[]): number[] {
  return runs.map(({ id }) => id)
}
