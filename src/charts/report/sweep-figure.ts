/** Figures 5 to 8: validation accuracy over the epochs, one curve a setting, and the final accuracy of every trial. */
import type { FigureNumber, RecordedFigure, RecordedSetting } from '../../api/report'
import { canonicalJson } from '../../engine/config/canonical'
import { baseTrial } from '../../engine/config/trials'
import { figureExperiment } from '../../report/figures'
import { clippedRange } from '../clip'
import { legendOf } from '../figure'
import type { CurveSeries } from '../series'
import type { LegendEntry } from '../figure-layout'
import type { BoxPanel, CurvePanel, ReportFigureSpec } from './spec'
import { settingBox, settingSeries, trialNotes } from './trials'
import { caption, figureTitle, quickMark, summary } from './words'

/** What a setting is called in a figure, and what its name stands for. */
const names: Partial<Record<FigureNumber, { of: string; label(setting: RecordedSetting): string }>> = {
  5: { of: 'Activation of the first hidden layer', label: ({ label }) => label },
  6: { of: 'Batch size (images)', label: ({ label }) => `batch ${label}` },
  7: { of: 'Hidden layers (units)', label: ({ label }) => label },
  8: { of: 'Optimizer, gradient', label: ({ label }) => optimizerName(label) },
}

/** "mean, SGD with momentum" -> "Momentum, mean": what tells rows apart comes first. */
function optimizerName(label: string): string {
  const [reduction = '', optimizer = label] = label.split(', ')
  return `${optimizer.replace('SGD with momentum', 'Momentum')}, ${reduction}`
}

interface Entry {
  setting: RecordedSetting
  label: string
  slot: number
}

export function sweepFigure(recorded: RecordedFigure): ReportFigureSpec {
  const title = figureTitle(recorded)
  const entries = listEntries(recorded)
  const panels = curvePanels(recorded, entries)
  const boxes = boxPanel(recorded, entries, 'abc'[panels.length] ?? '')
  return {
    figure: recorded.figure,
    title,
    quickMark: quickMark(recorded),
    legend: legend(panels),
    rows: [panels, [boxes]],
    caption: caption(recorded, `${axesWords(panels)} ${boxesWords(panels.length)}${besideWords(recorded)}`),
    summary: summary(title, [...panels, boxes]),
  }
}

/** The report's own network keeps slot 1 in every figure; in figure 8 an optimizer has one slot under both reductions. */
function listEntries(recorded: RecordedFigure): Entry[] {
  const base = canonicalJson(baseTrial(figureExperiment(recorded.figure, recorded.variant)))
  const own = recorded.settings.findIndex(({ config }) => canonicalJson(config) === base)
  const keys: string[] = own === -1 ? [] : [slotKey(recorded.settings[own]!)]
  return recorded.settings.map((setting) => {
    const key = slotKey(setting)
    if (!keys.includes(key)) keys.push(key)
    const label = names[recorded.figure]?.label(setting) ?? setting.label
    return { setting, label: setting.beside ? `${label}, beside` : label, slot: keys.indexOf(key) + 1 }
  })
}

/** Settings that differ in nothing but the reduction share a slot. */
function slotKey({ config: { loss: _loss, ...rest } }: RecordedSetting): string {
  return canonicalJson(rest)
}

/** One for each reduction where the figure sweeps over it; else all epochs and, because the bands lie over each other there, the last of them. */
function curvePanels(recorded: RecordedFigure, entries: readonly Entry[]): CurvePanel[] {
  const note = trialNotes(recorded)
  const reductions = byReduction(entries)
  if (reductions.length > 1)
    return reductions.map(({ title, entries: some }, i) => {
      const series = accuracySeries(some)
      return { ...accuracyPanel, letter: 'ab'[i] ?? '', title, note: i === 0 ? note : '', series, endLabels: true, ...clippedRange(series, false) }
    })
  const series = accuracySeries(entries)
  const from = Math.floor(recorded.epochs / 2)
  const late = series.map((one) => fromEpoch(one, from))
  return [
    { ...accuracyPanel, letter: 'a', title: 'All epochs', note, series, endLabels: false, ...clippedRange(series, false) },
    { ...accuracyPanel, letter: 'b', title: `From epoch ${from} on`, note: '', series: late, endLabels: true, xMin: from, ...clippedRange(late, false, 0) },
  ]
}

function fromEpoch(series: CurveSeries, from: number): CurveSeries {
  if (series.kind === 'line') return { ...series, points: series.points.filter(({ x }) => x >= from) }
  return { ...series, points: series.points.filter(({ x }) => x >= from) }
}

/** Settings under each reduction of the gradient. */
function byReduction(entries: readonly Entry[]): { title: string; entries: Entry[] }[] {
  const reductions = new Map<string, Entry[]>()
  for (const entry of entries) {
    const { loss } = entry.setting.config
    const reduction = 'reduction' in loss ? loss.reduction : ''
    reductions.set(reduction, [...(reductions.get(reduction) ?? []), entry])
  }
  return [...reductions].map(([reduction, some]) => ({
    title: `Gradient ${reduction === 'sum' ? 'summed over the batch, shown beside' : 'averaged over the batch'}`,
    // The panel's title says the reduction; the name is the optimizer's.
    entries: some.map((entry) => ({ ...entry, label: optimizerName(entry.setting.label).replace(`, ${reduction}`, '') })),
  }))
}

function accuracySeries(entries: readonly Entry[]): CurveSeries[] {
  return entries.flatMap(({ setting, label, slot }) => settingSeries(setting, { label, slot, measure: 'validationAccuracy' }))
}

/** What all curve panels share. */
const accuracyPanel = {
  kind: 'curves',
  about: '',
  xTitle: 'Epoch',
  yTitle: 'Validation accuracy (share of images)',
  logY: false,
} as const

/** One entry a slot; in figure 8 with the trials of both reductions. */
function legend(panels: readonly CurvePanel[]): LegendEntry[] {
  const [first = [], ...others] = panels.map(({ series }) => legendOf(series))
  const rest = others.flat()
  const merged = first.map((entry) => {
    const twin = rest.find(({ slot }) => slot === entry.slot)
    if (!twin || twin.n === entry.n) return entry
    return { ...entry, label: `${entry.label} (n=${entry.n} and ${twin.n})`, n: null }
  })
  return [...merged, ...rest.filter(({ slot }) => first.every((entry) => entry.slot !== slot))]
}

function boxPanel(recorded: RecordedFigure, entries: readonly Entry[], letter: string): BoxPanel {
  const { epochs, figure } = recorded
  const boxes = entries.map(({ setting, label, slot }) => settingBox(setting, { label, slot, measure: 'validationAccuracy', epochs }))
  const scale = farApart(boxes) ? 'error' : 'linear'
  return {
    kind: 'boxes',
    letter,
    title: 'Final accuracy of every trial',
    about: '',
    note: '',
    boxes,
    yTitle: names[figure]?.of ?? '',
    xTitle: `Validation accuracy after epoch ${epochs} (share of images${scale === 'error' ? '; error on a logarithmic scale' : ''})`,
    scale,
  }
}

/** Whether the settings differ by so much that the trials of one would be a dot. */
function farApart(boxes: BoxPanel['boxes']): boolean {
  const values = boxes.flatMap((box) => box.values.map(({ value }) => value))
  const highest = Math.max(...values)
  return values.length > 0 && highest < 1 && 1 - Math.min(...values) > 5 * (1 - highest)
}

function axesWords(panels: readonly CurvePanel[]): string {
  const zoomed = panels.some(({ xMin }) => xMin !== undefined)
  return zoomed ? 'b: the later epochs of a, enlarged.' : 'a and b have different vertical axes.'
}

function boxesWords(panels: number): string {
  return `${'abc'[panels]}: box from Q1 to Q3 with the median, whiskers to the furthest trial within 1.5 interquartile ranges, one mark a trial.`
}

function besideWords({ settings }: RecordedFigure): string {
  return settings.some(({ beside }) => beside) ? ' Settings marked “beside” take no part in a verdict.' : ''
}
