/** Figures 1 to 3: the loss of all trials, and below it what the median and the worst model have learned. */
import type { RecordedFigure } from '../../api/report'
import type { LineEvidence, ModelEvidence, PlaneEvidence, Role } from '../../report/evidence'
import type { LegendEntry } from '../figure-layout'
import { legendOf } from '../figure'
import { niceTicks } from '../ticks'
import { lossAxis } from './loss-axis'
import type { BoundaryPanel, CurvePanel, FitPanel, MissingPanel, Panel, ReportFigureSpec } from './spec'
import { settingSeries, trialNotes } from './trials'
import { caption, figureTitle, quickMark, short, summary } from './words'

const titles: Record<Role, string> = { median: 'Median model', worst: 'Worst model' }
const letters: Record<Role, string> = { median: 'b', worst: 'c' }

export function fitFigure(recorded: RecordedFigure, models: readonly ModelEvidence[]): ReportFigureSpec {
  const title = figureTitle(recorded)
  const curves = lossPanel(recorded)
  const pictures = (['median', 'worst'] as const).map((role) => modelPanel(role, models))
  return {
    figure: recorded.figure,
    title,
    quickMark: quickMark(recorded),
    legend: legend(curves),
    rows: [[curves], pictures],
    caption: caption(recorded, `${picturesWords(recorded)} Median and worst trial by final training loss, each with its own data.`),
    summary: summary(title, [curves, ...pictures]),
  }
}

function lossPanel(recorded: RecordedFigure): CurvePanel {
  const [setting] = recorded.settings
  const series = setting ? settingSeries(setting, { label: 'Training loss', slot: 1, measure: 'trainLoss' }) : []
  const lossName = setting?.config.loss.name === 'mse' ? 'mean squared error' : 'cross-entropy, nats'
  return {
    kind: 'curves',
    letter: 'a',
    title: 'Loss of all trials',
    about: '',
    note: trialNotes(recorded),
    series,
    endLabels: false,
    xTitle: 'Epoch',
    yTitle: `Training loss (${lossName})`,
    ...lossAxis(series),
  }
}

function legend({ series }: CurvePanel): LegendEntry[] {
  const banded = series.some((one) => one.kind === 'band' && one.points.some(({ low }) => low !== null))
  return legendOf(series).map((entry) => ({ ...entry, label: `Training loss, IQM${banded ? ' and Q1–Q3' : ''}` }))
}

function modelPanel(role: Role, models: readonly ModelEvidence[]): Panel {
  const words = { letter: letters[role], title: titles[role] }
  for (const evidence of models) {
    if (evidence.role !== role) continue
    if (evidence.kind === 'line') return fitPanel(words, evidence, sampleTicks(models))
    if (evidence.kind === 'plane') return boundaryPanel(words, evidence)
  }
  const missing: MissingPanel = { kind: 'missing', ...words, about: '', note: 'No trial of this figure has finished with a stored model.' }
  return missing
}

function fitPanel(words: { letter: string; title: string }, evidence: LineEvidence, yTicks: readonly number[]): FitPanel {
  const { seed, loss, r2 } = evidence
  return {
    kind: 'fit',
    ...words,
    about: `seed ${seed}, final loss ${short(loss)}, R² against the true line ${r2.toFixed(4)}`,
    note: '',
    evidence,
    xTitle: 'x (no unit)',
    yTitle: 'y (no unit)',
    yTicks,
  }
}

/** Around the samples of all panels. */
function sampleTicks(models: readonly ModelEvidence[]): number[] {
  const ys = models.flatMap((evidence) => (evidence.kind === 'line' ? [...evidence.y] : []))
  return niceTicks(Math.min(...ys), Math.max(...ys), 5)
}

function boundaryPanel(words: { letter: string; title: string }, evidence: PlaneEvidence): BoundaryPanel {
  const { seed, loss, accuracy, labels, predicted } = evidence
  const wrong = labels.reduce((sum, label, i) => sum + (label === predicted[i] ? 0 : 1), 0)
  return {
    kind: 'boundary',
    ...words,
    about: `seed ${seed}, final loss ${short(loss)}, accuracy ${accuracy.toFixed(3)} (${wrong} of ${labels.length} wrong)`,
    note: '',
    evidence,
    xTitle: 'First input (no unit)',
    yTitle: 'Second input (no unit)',
  }
}

function picturesWords({ figure }: RecordedFigure): string {
  return figure === 1
    ? 'b, c: samples, the fitted line and the line that made them, without noise.'
    : 'b, c: samples over the probability that the model gives class 1; the line is where it is 0.5.'
}
