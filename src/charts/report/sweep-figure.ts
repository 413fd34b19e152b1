/** Figures 5 to 8: validation accuracy over the epochs, one curve a setting, and the final accuracy of every trial. */
import type { FigureNumber, RecordedFigure, RecordedSetting } from '../../api/report'
import { canonicalJson } from '../../engine/config/canonical'
import { baseTrial } from '../../engine/config/trials'
import { figureExperiment } from '../../report/figures'
import { clippedRange } from '../clip'
import { legendOf } from '../figure'
import type { LegendEntry } from '../figure-layout'
import type { BoxPanel, CurvePanel, ReportFigureSpec } from './spec'
import { settingBox, settingSeries, trialNotes } from './trials'
import { caption, figureTitle, quickMark, summary } from './words'

/** What a setting is called in a figure, and what its name stands for. */
const names: Partial<Record<FigureNumber, { of: string; label(setting: RecordedSetting): string }>> = {
  5: { of: 'Activation of the first hidden layer', label: ({ label }) => label },
  6: { of: 'Batch size (images)', label: ({ label }) => `batch ${label}` },
  7: { of: 'Hidden layers (units)', label: ({ label }) => label },
  8: { of: 'Optimizer, reduction of the gradient', label: ({ label }) => label },
}

interface Entry {
  setting: RecordedSetting
  label: string
  slot: number
}

export function sweepFigure(recorded: RecordedFigure): ReportFigureSpec {
  const title = figureTitle(recorded)
  const entries = listEntries(recorded)
  const panels = byReduction(entries).map(({ title: name, entries: some }, i) => accuracyPanel(some, { letter: 'ab'[i] ?? '', title: name }))
  const [first] = panels
  const boxes = boxPanel(recorded, entries, 'abc'[panels.length] ?? '')
  if (first) panels[0] = { ...first, note: trialNotes(recorded) }
  return {
    figure: recorded.figure,
    title,
    quickMark: quickMark(recorded),
    legend: legend(panels),
    rows: [panels, [boxes]],
    caption: caption(recorded, `${boxesWords(panels.length)}${besideWords(recorded)}`),
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
    return { setting, label: setting.beside ? `${label} (beside)` : label, slot: keys.indexOf(key) + 1 }
  })
}

/** Settings that differ in nothing but the reduction share a slot. */
function slotKey({ config: { loss, ...rest } }: RecordedSetting): string {
  return canonicalJson(rest)
}

/** One panel, or one for each reduction where the figure sweeps over it. */
function byReduction(entries: readonly Entry[]): { title: string; entries: Entry[] }[] {
  const reductions = new Map<string, Entry[]>()
  for (const entry of entries) {
    const { loss } = entry.setting.config
    const reduction = 'reduction' in loss ? loss.reduction : ''
    reductions.set(reduction, [...(reductions.get(reduction) ?? []), entry])
  }
  if (reductions.size <= 1) return [{ title: 'Validation accuracy', entries: [...entries] }]
  return [...reductions].map(([reduction, some]) => ({
    title: `Gradient ${reduction === 'sum' ? 'summed over the batch, shown beside' : 'averaged over the batch'}`,
    // The panel's title says the reduction; the name is the optimizer's.
    entries: some.map((entry) => ({ ...entry, label: entry.setting.label.replace(`${reduction}, `, '') })),
  }))
}

function accuracyPanel(entries: readonly Entry[], words: { letter: string; title: string }): CurvePanel {
  const series = entries.flatMap(({ setting, label, slot }) => settingSeries(setting, { label, slot, measure: 'validationAccuracy' }))
  return {
    kind: 'curves',
    ...words,
    about: '',
    note: '',
    series,
    endLabels: true,
    xTitle: 'Epoch',
    yTitle: 'Validation accuracy (share of images)',
    logY: false,
    ...clippedRange(series, false),
  }
}

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

function boxesWords(panels: number): string {
  return `${'abc'[panels]}: box from Q1 to Q3 with the median, whiskers to the furthest trial within 1.5 interquartile ranges, one mark a trial.`
}

function besideWords({ settings }: RecordedFigure): string {
  return settings.some(({ beside }) => beside) ? ' Settings marked “beside” take no part in a verdict.' : ''
}
