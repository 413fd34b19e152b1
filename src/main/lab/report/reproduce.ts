/** Queues what figures still need: each trial once, whichever figures share it, and nothing that is recorded. */
import type { Recorder } from '../../../../db/recorder'
import type { Queries } from '../../../../db/queries'
import type { RunRow } from '../../../api/records'
import { canonicalJson } from '../../../engine/config/canonical'
import type { ExperimentConfig } from '../../../engine/config/experiment'
import type { FigurePlan } from './plan'
import { RecordedTrials } from './trials'

export interface Queued {
  /** New runs, which are queued and not yet given to the training process. */
  created: RunRow[]
  /** Runs that were stopped, interrupted or paused and hold a trial. */
  broken: RunRow[]
  /** Runs that are under way already. */
  open: RunRow[]
}

export interface QueueOptions {
  recorder: Recorder
  queries: Queries
  /** Whether a run that was stopped or interrupted can go on; one that cannot is repeated. */
  canResume(run: RunRow): boolean
}

/**
 * Stores runs for the missing trials, each in the experiment of the first of the figures that needs it. An experiment of the same settings is
 * continued rather than repeated.
 */
export function queueMissing(plans: readonly FigurePlan[], { recorder, queries, canResume }: QueueOptions): Queued {
  const trials = new RecordedTrials(queries)
  const claimed = new Set<string>()
  const queued: Queued = { created: [], broken: [], open: [] }
  for (const plan of plans) {
    const missing = new Set<string>()
    for (const { digest } of plan.settings) {
      for (const seed of plan.seeds) {
        const key = keyOf(digest, seed)
        if (claimed.has(key)) continue
        claimed.add(key)
        const run = trials.find(digest, seed)
        if (run === null || run.status === 'failed') missing.add(key)
        else if (run.status === 'running' || run.status === 'queued') queued.open.push(run)
        else if (run.status === 'done' || run.status === 'diverged') continue
        else if (canResume(run)) queued.broken.push(run)
        else missing.add(key)
      }
    }
    if (missing.size > 0) queued.created.push(...create(plan.experiment, (digest, seed) => missing.has(keyOf(digest, seed)), recorder, queries))
  }
  return queued
}

function create(experiment: ExperimentConfig, wanted: (digest: string, seed: number) => boolean, recorder: Recorder, queries: Queries): RunRow[] {
  const same = queries.experimentsNamed(experiment.name).find(({ config }) => withoutSeeds(config) === withoutSeeds(experiment))
  return same ? recorder.extendExperiment(same.id, experiment.seeds, wanted).runs : recorder.createExperiment(experiment, wanted).runs
}

function keyOf(digest: string, seed: number): string {
  return `${digest} ${seed}`
}

function withoutSeeds(config: ExperimentConfig): string {
  return canonicalJson({ ...config, seeds: null })
}
