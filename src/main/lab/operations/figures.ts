/** Figures that were exported and are opened again. */
import { LabError } from '../../../api/failure'
import { digestConfig } from '../../../../db/digest'
import { expandSettings } from '../../../engine/config/trials'
import { experimentsOf } from '../../../report/metadata'
import { RecordedTrials } from '../report/trials'
import type { Operations, OperationContext } from './operations'

export function figureOperations({ store }: OperationContext): Pick<Operations, 'figures.open'> {
  return {
    'figures.open': ({ metadata }) => {
      const experiments = experimentsOf(metadata)
      for (const experiment of experiments) {
        const settings = expandSettings(experiment)
        if (!settings.ok) throw new LabError('data', `The experiment in the figure is not valid: ${settings.problems[0]?.message ?? 'it has no trial'}`)
      }
      const trials = new RecordedTrials(store.queries)
      const wanted = metadata.settings.flatMap(({ config, trials }) => {
        // The digest that the file names is not trusted: it belongs to the configuration only as this version writes it.
        const digest = digestConfig(config)
        return trials.map(({ seed, dataDigest }) => ({ digest, seed, dataDigest }))
      })
      const found = wanted.flatMap(({ digest, seed, dataDigest }) => {
        const run = trials.find(digest, seed)
        return run && (run.status === 'done' || run.status === 'diverged') ? [{ run, same: dataDigest === null || run.dataDigest === dataDigest }] : []
      })
      return {
        metadata,
        experiments,
        runs: found.map(({ run }) => run.id),
        trials: wanted.length,
        missing: wanted.length - found.length,
        otherData: found.filter(({ same }) => !same).map(({ run }) => run.id),
      }
    },
  }
}
