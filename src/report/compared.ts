/** What a figure of compared runs carries in its file: their settings, seeds and data, so that it can be opened again. */
import { figureFileFormat, figureFileVersion, type FigureMetadata } from '../api/figure-file'
import type { RunRow } from '../api/records'
import { labVersion } from '../api/version'
import { countTrials } from '../engine/config/trials'
import type { ExperimentConfig } from '../engine/config/experiment'

/** Trials that are drawn as one curve. */
export interface DrawnGroup {
  label: string
  runs: readonly RunRow[]
}

/** The one experiment that all these runs belong to, by its number; null where they come from several. */
export function commonExperiment(groups: readonly DrawnGroup[]): number | null {
  const all = new Set(groups.flatMap(({ runs }) => runs.map(({ experiment }) => experiment)))
  return all.size === 1 ? ([...all][0] ?? null) : null
}

/** @param experiment the one that all the runs belong to, or null */
export function comparedMetadata(title: string, groups: readonly DrawnGroup[], experiment: ExperimentConfig | null): FigureMetadata {
  return {
    format: figureFileFormat,
    version: figureFileVersion,
    title: title.slice(0, 1000),
    figure: null,
    variant: null,
    program: labVersion,
    experiment: experiment && drawnExperiment(experiment, groups),
    settings: groups.flatMap(({ label, runs }) => {
      const [first] = runs
      if (!first) return []
      const trials = runs.map(({ seed, dataDigest, rateChanges }) => ({
        seed,
        dataDigest,
        ...(rateChanges.length > 0 && { rateChanges: rateChanges.map(({ epoch, learningRate }) => ({ epoch, learningRate })) }),
      }))
      return [{ label: label.slice(0, 1000), configDigest: first.configDigest, config: first.config, trials }]
    }),
  }
}

/**
 * The experiment with the seeds that are drawn; null where it holds settings or trials that are not: opening it again would train them too. Nor does
 * it make trials again whose learning rate was changed.
 */
function drawnExperiment(experiment: ExperimentConfig, groups: readonly DrawnGroup[]): ExperimentConfig | null {
  const runs = groups.flatMap((group) => group.runs)
  if (runs.some(({ rateChanges }) => rateChanges.length > 0)) return null
  const drawn = { ...experiment, seeds: { list: [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b) } }
  return countTrials(drawn) === new Set(runs.map(({ configDigest, seed }) => `${configDigest} ${seed}`)).size ? drawn : null
}
