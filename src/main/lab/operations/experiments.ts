/** Experiments: stored with all their runs, queued, and measured beforehand. */
import { LabError } from '../../../api/failure'
import type { ExperimentRow, RunRow } from '../../../api/records'
import { isSample } from '../../../api/samples'
import { drawingsOf, storedSetOf } from '../../../engine/config/data'
import type { ExperimentConfig } from '../../../engine/config/experiment'
import { expandSettings, listSeeds, type Setting } from '../../../engine/config/trials'
import { requireContent } from '../content-of-trials'
import { longestFirst } from '../longest-first'
import { queueShard } from '../shards'
import { chooseWeights } from '../initial-weights'
import type { Operations, OperationContext } from './operations'

type Ops = Extract<keyof Operations, `experiments.${string}`>

export function experimentOperations({ store, events, requireWriter }: OperationContext): Pick<Operations, Ops> {
  const begin = (created: { experiment: ExperimentRow; runs: RunRow[] }) => {
    for (const run of created.runs) events.emit({ event: 'run', data: run })
    requireWriter().supervisor.enqueue(longestFirst(created.runs))
    return created
  }
  return {
    'experiments.start': ({ config, from, rateChanges }) => {
      const { recorder, ...stored } = requireWriter().store
      if (mayNameContent(config)) for (const setting of settingsOf(config)) requireContent(stored, setting.config)
      return begin(recorder.createExperiment(config, undefined, { initial: from ? chooseWeights(store.queries, config, from) : null, rateChanges }))
    },
    'experiments.startShard': async ({ config, shard }) => {
      const { store: written, supervisor } = requireWriter()
      const canResume = (run: RunRow) => supervisor.canResume(run)
      const { experiment, runs, open } = queueShard(config, shard, { recorder: written.recorder, queries: store.queries, canResume })
      for (const run of open) events.emit({ event: 'run', data: run })
      await supervisor.takeUp(longestFirst(open))
      return { experiment, runs: store.queries.getRuns(runs.map(({ id }) => id)) }
    },
    'experiments.extend': ({ experiment, seeds }) => {
      const { store: written } = requireWriter()
      const { config } = store.queries.getExperiment(experiment)
      refuseSample(experiment, store.queries.runsOfExperiment(experiment))
      const known = new Set(listSeeds(config.seeds))
      if (listSeeds(seeds).every((seed) => known.has(seed)))
        throw new LabError('conflict', `Experiment ${experiment} has these seeds already: it has ${known.size}, name others`, 'seeds')
      return begin(written.recorder.extendExperiment(experiment, seeds))
    },
    'experiments.get': ({ experiment }) => store.queries.getExperiment(experiment),
    'experiments.estimate': ({ config }) => {
      const { supervisor } = requireWriter()
      const [setting] = settingsOf(config)
      const [seed] = listSeeds(config.seeds)
      if (setting === undefined || seed === undefined) throw new LabError('invalid', 'The experiment has no trial', 'seeds')
      return supervisor.estimate(setting.config, seed)
    },
  }
}

/** What came with the program stays as it was recorded. */
function refuseSample(experiment: number, runs: readonly RunRow[]): void {
  if (runs.length > 0 && runs.every(isSample))
    throw new LabError('conflict', `Experiment ${experiment} is a sample and stays as it is: open it as a new setup, and give that more seeds`, 'experiment')
}

/** The others need not be expanded into their settings once more. */
function mayNameContent({ data, sweep }: ExperimentConfig): boolean {
  return drawingsOf(data) !== undefined || storedSetOf(data) !== null || sweep.some(({ field }) => field.startsWith('data'))
}

/** Throws a LabError `invalid` that names the field. */
function settingsOf(config: ExperimentConfig): Setting[] {
  const settings = expandSettings(config)
  if (settings.ok) return settings.value
  throw new LabError('invalid', settings.problems[0]?.message ?? 'The experiment is not valid', settings.problems[0]?.field)
}
