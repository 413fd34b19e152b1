/** Queues the trials of one shard: in the experiment that all shards have in common, each trial once. */
import { digestConfig } from '../../../db/digest'
import type { Queries } from '../../../db/queries'
import type { Recorder } from '../../../db/recorder'
import { LabError } from '../../api/failure'
import type { ExperimentRow, RunRow } from '../../api/records'
import { trialsOfShard, type Shard } from '../../api/shard'
import { canonicalJson } from '../../engine/config/canonical'
import type { ExperimentConfig } from '../../engine/config/experiment'
import { expandSettings, listSeeds } from '../../engine/config/trials'

export interface QueuedShard {
  experiment: ExperimentRow
  /** All runs of the shard. */
  runs: RunRow[]
  /** Those that are to be trained, or to go on. */
  open: RunRow[]
}

interface Options {
  recorder: Recorder
  queries: Queries
  /** Whether a run that was cut off can go on. */
  canResume(run: RunRow): boolean
}

/** Throws a LabError: `invalid` where the shard has no trial, `conflict` where one of its runs was cut off and cannot go on here. */
export function queueShard(config: ExperimentConfig, shard: Shard, { recorder, queries, canResume }: Options): QueuedShard {
  const wanted = new Set(keysOf(config, shard))
  if (wanted.size === 0) throw new LabError('invalid', `Shard ${shard.shard} of ${shard.shards} has no trial: the experiment has fewer`, 'shard')
  const home = queries.experimentsNamed(config.name).find((one) => one.createdAt === shard.createdAt && canonicalJson(one.config) === canonicalJson(config))
  if (home === undefined) {
    const { experiment, runs } = recorder.createExperiment(config, (digest, seed) => wanted.has(keyOf(digest, seed)), { createdAt: shard.createdAt })
    return { experiment, runs, open: runs }
  }
  const isOurs = ({ configDigest, seed }: RunRow) => wanted.has(keyOf(configDigest, seed))
  const recorded = queries.runsOfExperiment(home.id).filter(isOurs)
  const broken = recorded.filter(({ status }) => status === 'stopped' || status === 'interrupted' || status === 'paused')
  const stuck = broken.find((run) => !canResume(run))
  if (stuck) throw new LabError('conflict', `Run ${stuck.id} of this shard was cut off under version ${stuck.engineVersion}: take an empty data folder`)
  const missing = new Set(wanted)
  for (const { configDigest, seed } of recorded) missing.delete(keyOf(configDigest, seed))
  const created = missing.size === 0 ? [] : recorder.extendExperiment(home.id, config.seeds, (digest, seed) => missing.has(keyOf(digest, seed))).runs
  return { experiment: home, runs: queries.runsOfExperiment(home.id).filter(isOurs), open: [...created, ...broken] }
}

function keysOf(config: ExperimentConfig, shard: Shard): string[] {
  const settings = expandSettings(config)
  if (!settings.ok) throw new LabError('invalid', settings.problems[0]?.message ?? 'The experiment is not valid', settings.problems[0]?.field)
  const trials = settings.value.flatMap(({ config: trial }) => {
    const digest = digestConfig(trial)
    return listSeeds(config.seeds).map((seed) => keyOf(digest, seed))
  })
  return trialsOfShard(trials, shard)
}

function keyOf(digest: string, seed: number): string {
  return `${digest} ${seed}`
}
