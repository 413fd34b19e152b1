/** A figure that was exported, compared with what is recorded. */
import { digestConfig } from '../../../../db/digest'
import type { Queries } from '../../../../db/queries'
import type { FigureMetadata, OpenedFigure } from '../../../api/figure-file'
import { LabError } from '../../../api/failure'
import { expandSettings } from '../../../engine/config/trials'
import { experimentsOf } from '../../../report/metadata'
import { RecordedTrials } from './trials'

/**
 * Finds the runs that hold the trials of a figure. Throws a LabError `data` where its experiment is not valid.
 * @param queries null without a database: then nothing is recorded
 */
export function matchFigure(metadata: FigureMetadata, queries: Queries | null): OpenedFigure {
  const experiments = experimentsOf(metadata)
  for (const experiment of experiments) {
    const settings = expandSettings(experiment)
    if (!settings.ok) throw new LabError('data', `The experiment in the figure is not valid: ${settings.problems[0]?.message ?? 'it has no trial'}`)
  }
  const recorded = queries && new RecordedTrials(queries)
  const wanted = metadata.settings.flatMap(({ config, trials }) => {
    // The digest that the file names is not taken on trust: it is computed from the configuration.
    const digest = digestConfig(config)
    return trials.map(({ seed, dataDigest, rateChanges }) => ({ digest, seed, dataDigest, steered: rateChanges !== undefined }))
  })
  const found = wanted.flatMap(({ digest, seed, dataDigest, steered }) => {
    // A trial of the setting whose rate nobody changed is another one.
    const run = steered ? null : recorded?.find(digest, seed)
    return run && (run.status === 'done' || run.status === 'diverged') ? [{ id: run.id, same: dataDigest === null || run.dataDigest === dataDigest }] : []
  })
  return {
    metadata,
    experiments,
    runs: found.map(({ id }) => id),
    trials: wanted.length,
    missing: wanted.length - found.length,
    otherData: found.filter(({ same }) => !same).map(({ id }) => id),
  }
}
