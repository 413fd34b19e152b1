/** Figure 4: loss and accuracy on training and validation images, and images that the median model misreads. */
import type { RecordedFigure } from '../../api/report'
import type { ModelEvidence } from '../../report/evidence'
import { clippedRange } from '../clip'
import { legendOf } from '../figure'
import { lossAxis } from './loss-axis'
import type { CurveSeries } from '../series'
import type { CurvePanel, Panel, ReportFigureSpec } from './spec'
import { settingSeries, trialNotes, type Measure } from './trials'
import { caption, figureTitle, quickMark, short, summary } from './words'

const training = { label: 'Training', slot: 1 }
const validation = { label: 'Validation', slot: 2 }

export function digitsFigure(recorded: RecordedFigure, models: readonly ModelEvidence[]): ReportFigureSpec {
  const title = figureTitle(recorded)
  const loss = lossPanel(recorded)
  const accuracy = accuracyPanel(recorded)
  const images = imagesPanel(models)
  return {
    figure: recorded.figure,
    title,
    quickMark: quickMark(recorded),
    legend: legendOf(loss.series),
    rows: [[loss, accuracy], [images]],
    caption: caption(
      recorded,
      'Training values are means over the epoch, while the weights move. c: the first misread images of the test set, median trial by final training loss; confidence is the probability of the class read.',
    ),
    summary: summary(title, [loss, accuracy, images]),
  }
}

function lossPanel(recorded: RecordedFigure): CurvePanel {
  const series = bothParts(recorded, 'trainLoss', 'validationLoss')
  return {
    kind: 'curves',
    letter: 'a',
    title: 'Loss',
    about: '',
    note: trialNotes(recorded),
    series,
    endLabels: true,
    xTitle: 'Epoch',
    yTitle: 'Loss (cross-entropy, nats)',
    ...lossAxis(series),
  }
}

function accuracyPanel(recorded: RecordedFigure): CurvePanel {
  const series = bothParts(recorded, 'trainAccuracy', 'validationAccuracy')
  return {
    kind: 'curves',
    letter: 'b',
    title: 'Accuracy',
    about: '',
    note: '',
    series,
    endLabels: true,
    xTitle: 'Epoch',
    yTitle: 'Accuracy (share of images)',
    logY: false,
    ...clippedRange(series, false),
  }
}

function bothParts({ settings: [setting] }: RecordedFigure, train: Measure, validated: Measure): CurveSeries[] {
  if (!setting) return []
  return [...settingSeries(setting, { ...training, measure: train }), ...settingSeries(setting, { ...validation, measure: validated })]
}

function imagesPanel(models: readonly ModelEvidence[]): Panel {
  const words = { letter: 'c', title: 'Misread test images' }
  const evidence = models.find((one) => one.kind === 'misread')
  if (!evidence) return { kind: 'missing', ...words, about: '', note: 'No trial of this figure has finished with a stored model.' }
  const { digits, seed, loss, lookedAt } = evidence
  return {
    kind: 'images',
    ...words,
    about: `Median model: seed ${seed}, final loss ${short(loss)}; ${digits.length} misread among the first ${lookedAt} images`,
    note: '',
    evidence,
  }
}
