/** The report's eight figures: which preset makes each, which settings take part in a verdict, and how large a quick look is. */
import type { FigureNumber, FigureVariant } from '../api/report'
import type { ExperimentConfig } from '../engine/config/experiment'
import { presets, type PresetId } from '../engine/config/presets'
import { expandSettings, listSeeds, type Setting } from '../engine/config/trials'

export interface ReportFigure {
  figure: FigureNumber
  preset: PresetId
  title: string
  /** Seeds and epochs of a quick look. */
  quick: { seeds: number; epochs: number }
}

/** The four seeds are the fewest that have quartiles. */
const digitsQuick = { seeds: 4, epochs: 5 }
const smallQuick = { seeds: 20, epochs: 300 }

export const reportFigures: readonly ReportFigure[] = [
  { figure: 1, preset: 'fig1', title: 'Linear regression', quick: smallQuick },
  { figure: 2, preset: 'fig2', title: 'Linear classification', quick: smallQuick },
  { figure: 3, preset: 'fig3', title: 'XOR', quick: smallQuick },
  { figure: 4, preset: 'fig4', title: 'MNIST', quick: digitsQuick },
  { figure: 5, preset: 'fig5', title: 'Activations', quick: digitsQuick },
  { figure: 6, preset: 'fig6', title: 'Batch sizes', quick: digitsQuick },
  { figure: 7, preset: 'fig7', title: 'Hidden sizes', quick: digitsQuick },
  { figure: 8, preset: 'fig8', title: 'Optimizers', quick: digitsQuick },
]

/** Throws a RangeError outside 1 to 8. */
export function reportFigure(figure: number): ReportFigure {
  const found = reportFigures.find((one) => one.figure === figure)
  if (!found) throw new RangeError(`there is no figure ${figure}: the report has figures 1 to ${reportFigures.length}`)
  return found
}

/**
 * The experiment of a figure. A quick one changes epochs, seeds and name, and nothing else.
 * @param seeds how many, from 1; those of the variant where it is left out
 */
export function figureExperiment(figure: FigureNumber, variant: FigureVariant, seeds?: number): ExperimentConfig {
  const { preset, quick } = reportFigure(figure)
  const config = presets.find(({ id }) => id === preset)?.config
  if (!config) throw new RangeError(`there is no preset ${preset}`)
  const sized = variant === 'quick' ? { ...config, name: `${config.name} (quick)`, epochs: quick.epochs, seeds: { count: quick.seeds } } : config
  return seeds === undefined ? sized : { ...sized, seeds: { count: seeds } }
}

export interface FigureSetting extends Setting {
  /** Takes no part in any verdict. */
  beside: boolean
}

/** The settings of a figure's experiment, in the order in which they are listed. */
export function figureSettings(figure: FigureNumber, experiment: ExperimentConfig): FigureSetting[] {
  const settings = expandSettings(experiment)
  if (!settings.ok) throw new Error(`figure ${figure}: ${settings.problems.map(({ message }) => message).join('; ')}`)
  return settings.value.map((setting) => ({ ...setting, beside: isBeside(figure, setting) }))
}

function isBeside(figure: FigureNumber, { config }: Setting): boolean {
  if (figure === 6) return config.batchSize === 32
  return figure === 8 && config.loss.name === 'cross_entropy' && config.loss.reduction === 'sum'
}

/** Seeds of a figure's experiment, ascending. */
export function figureSeeds(experiment: ExperimentConfig): number[] {
  return listSeeds(experiment.seeds).toSorted((a, b) => a - b)
}
