/** The words that all figures of the report share: titles, marks of a quick look, captions and summaries. */
import type { RecordedFigure } from '../../api/report'
import { figureExperiment, figureSeeds, reportFigure } from '../../report/figures'
import { describeCurves } from '../describe'
import { numberText } from '../ticks'
import { seedsWords, settingsWords } from './settings'
import type { BoxGroup, Panel } from './spec'
import { count } from './trials'

export function figureTitle({ figure }: RecordedFigure): string {
  return `Figure ${figure}: ${reportFigure(figure).title}`
}

/** Empty for a figure with all seeds and epochs of the report. */
export function quickMark({ figure, variant, seeds, epochs }: RecordedFigure): string {
  const whole = figureExperiment(figure, 'full')
  const wholeSeeds = figureSeeds(whole).length
  if (variant === 'quick') return `Quick look: ${seeds.length} of ${wholeSeeds} seeds, ${epochs} of ${whole.epochs} epochs`
  return seeds.length === wholeSeeds ? '' : `${seeds.length} of ${wholeSeeds} seeds`
}

const bandWords = 'Lines: interquartile mean over trials (IQM); bands: first to third quartile (Q1–Q3). Epoch 0 is before training.'

/** What was trained, how curves are summed up, and what is particular to the figure. */
export function caption(recorded: RecordedFigure, particular: string): string {
  const { settings, seeds } = recorded
  const what = settingsWords(settings.map(({ config }) => config))
  return [`${what}; ${seedsWords(seeds)}.`, bandWords, particular].filter((part) => part !== '').join(' ')
}

/** The figure in sentences, panel by panel. */
export function summary(title: string, panels: readonly Panel[]): string {
  return [`${title}.`, ...panels.map(panelWords)].filter((part) => part !== '').join(' ')
}

function panelWords(panel: Panel): string {
  switch (panel.kind) {
    case 'curves':
      return joined(describeCurves(panel).summary, panel.note)
    case 'boxes':
      return joined(`${panel.xTitle}: ${panel.boxes.map(boxWords).join('; ')}.`, panel.note)
    case 'images': {
      const digits = panel.evidence.digits.map(({ truth, predicted, confidence }) => `${truth} read as ${predicted} (${confidence.toFixed(2)})`)
      return joined(`${panel.title}: ${digits.join(', ')}.`, panel.note)
    }
    case 'fit':
    case 'boundary':
      return joined(`${panel.title}: ${panel.about}.`, panel.note)
    case 'parallel':
      return joined(`${panel.axes.map(({ title }) => title).join(', ')}: a line each for ${panel.lines.map(({ label }) => label).join('; ')}.`, panel.note)
    case 'missing':
      return joined(`${panel.title}:`, panel.note)
  }
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}

function boxWords({ label, values, quartiles, diverged, missing }: BoxGroup): string {
  const middle = quartiles ? `median ${quartiles.median.toFixed(4)}, quartiles ${quartiles.q1.toFixed(4)} to ${quartiles.q3.toFixed(4)}, ` : ''
  const left = [diverged > 0 ? `, ${diverged} diverged` : '', missing > 0 ? `, ${missing} not recorded` : ''].join('')
  return `${label} ${middle}${count(values.length, 'trial')}${left}`
}

/** Three significant digits, for facts under a panel's title. */
export function short(value: number): string {
  return numberText(Number(value.toPrecision(3)))
}
