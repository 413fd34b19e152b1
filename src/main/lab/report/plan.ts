/** The trials that a figure needs, each known by the digest of its configuration and its seed, so that figures share them. */
import { digestConfig } from '../../../../db/digest'
import type { FigureNumber, FigureVariant } from '../../../api/report'
import type { ExperimentConfig } from '../../../engine/config/experiment'
import { figureExperiment, figureSeeds, figureSettings, type FigureSetting } from '../../../report/figures'

export interface PlannedSetting extends FigureSetting {
  digest: string
}

export interface FigurePlan {
  figure: FigureNumber
  variant: FigureVariant
  experiment: ExperimentConfig
  settings: readonly PlannedSetting[]
  seeds: readonly number[]
}

const known = new Map<string, readonly PlannedSetting[]>()

/** @param seeds asks for the seeds 1 to N instead of the variant's */
export function planFigure(figure: FigureNumber, variant: FigureVariant, seeds?: number): FigurePlan {
  const experiment = figureExperiment(figure, variant, seeds)
  return { figure, variant, experiment, settings: planSettings(figure, variant), seeds: figureSeeds(experiment) }
}

/** The settings do not depend on the seeds; they are checked and digested once. */
function planSettings(figure: FigureNumber, variant: FigureVariant): readonly PlannedSetting[] {
  const key = `${figure} ${variant}`
  const planned =
    known.get(key) ?? figureSettings(figure, figureExperiment(figure, variant)).map((setting) => ({ ...setting, digest: digestConfig(setting.config) }))
  known.set(key, planned)
  return planned
}
