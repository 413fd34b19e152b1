/** A recorded figure as the metadata of its file, and back to experiments. */
import { figureFileFormat, figureFileVersion, type FigureMetadata } from '../api/figure-file'
import type { RecordedFigure } from '../api/report'
import type { ExperimentConfig } from '../engine/config/experiment'
import { figureExperiment, reportFigure } from './figures'

/** Only trials that are recorded are named. */
export function figureMetadata(recorded: RecordedFigure, program: string): FigureMetadata {
  const experiment = figureExperiment(recorded.figure, recorded.variant)
  return {
    format: figureFileFormat,
    version: figureFileVersion,
    title: `Figure ${recorded.figure}: ${reportFigure(recorded.figure).title}`,
    figure: recorded.figure,
    variant: recorded.variant,
    program,
    experiment: { ...experiment, seeds: { list: [...recorded.seeds] } },
    settings: recorded.settings.map(({ label, configDigest, config, trials }) => ({
      label,
      configDigest,
      config,
      trials: trials.filter(({ status }) => status === 'done' || status === 'diverged').map(({ seed, dataDigest }) => ({ seed, dataDigest })),
    })),
  }
}

/** The experiments that make the figure again: its own or, where it has none, one for each setting, without trials whose learning rate was changed. */
export function experimentsOf({ experiment, settings, title }: FigureMetadata): ExperimentConfig[] {
  if (experiment !== null) return [experiment]
  return settings
    .map(({ trials, ...setting }) => ({ ...setting, trials: trials.filter(({ rateChanges }) => rateChanges === undefined) }))
    .filter(({ trials }) => trials.length > 0)
    .map(({ label, config, trials }) => ({
      ...config,
      name: (label || title).slice(0, 120) || 'Figure',
      seeds: { list: [...new Set(trials.map(({ seed }) => seed))] },
      sweep: [],
      keepModels: { every: 0 },
    }))
}
