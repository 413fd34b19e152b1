/** Experiments: stored with all their runs, queued, and measured beforehand. */
import { LabError } from '../../../api/failure'
import { expandSettings, listSeeds } from '../../../engine/config/trials'
import type { Operations, OperationContext } from './operations'

type Ops = 'experiments.start' | 'experiments.get' | 'experiments.estimate'

export function experimentOperations({ store, events, requireWriter }: OperationContext): Pick<Operations, Ops> {
  return {
    'experiments.start': ({ config }) => {
      const writer = requireWriter()
      const created = writer.store.recorder.createExperiment(config)
      for (const run of created.runs) events.emit({ event: 'run', data: run })
      writer.supervisor.enqueue(created.runs)
      return created
    },
    'experiments.get': ({ experiment }) => store.queries.getExperiment(experiment),
    'experiments.estimate': ({ config }) => {
      const { supervisor } = requireWriter()
      const settings = expandSettings(config)
      if (!settings.ok) throw new LabError('invalid', settings.problems[0]?.message ?? 'The experiment is not valid', settings.problems[0]?.field)
      const [setting] = settings.value
      const [seed] = listSeeds(config.seeds)
      if (setting === undefined || seed === undefined) throw new LabError('invalid', 'The experiment has no trial', 'seeds')
      return supervisor.estimate(setting.config, seed)
    },
  }
}
