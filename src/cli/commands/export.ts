/** `lab export`: charts of recorded runs as files, drawn by the code of the room Compare. */
import { join } from 'node:path'
import type { Store } from '../../../db/store'
import type { FigureMetadata } from '../../api/figure-file'
import { LabError } from '../../api/failure'
import type { RunRow } from '../../api/records'
import { chosenPart, compareCharts, missingMeasures, neededColumns, shownGroups, type ComparedData } from '../../charts/compare/charts'
import { checkSize, exportPresets, sizeLimits, type ExportSize, type PresetName, type Unit } from '../../charts/compare/export-size'
import { curveFigure, panelFigure } from '../../charts/compare/figure'
import { figureCsv, figureJson } from '../../charts/compare/figure-data'
import { boxPanel, scoreBoxes } from '../../charts/compare/finals'
import { compareGroups, compareWords, isGrouped } from '../../charts/compare/groups'
import { measures, type CompareMeasure } from '../../charts/compare/measures'
import { groupScores, rankScores } from '../../charts/compare/scores'
import { newComparison, type ComparisonState } from '../../charts/compare/state'
import { noCurves, ofRunCurves } from '../../charts/compare/trial-curves'
import { curvesCaption, measureTitle } from '../../charts/compare/words'
import type { FigureSpec } from '../../charts/report/spec'
import { commonExperiment, comparedMetadata } from '../../report/compared'
import { checkNewFile, checkNewFolder, resolveOutput, writeNewFile } from '../output-files'
import type { renderPicture } from '../png/render'
import type { Terminal } from '../terminal'
import { printable } from '../text'
import { withStore } from './runs'

export const exportCharts = [...measures, 'scores'] as const
export type ExportChart = (typeof exportCharts)[number]
export const exportFormats = ['png', 'svg', 'csv', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportOptions extends Partial<
  Pick<ComparisonState, 'part' | 'x' | 'logX' | 'logY' | 'centre' | 'span' | 'showTrials' | 'smoothing' | 'clip' | 'layout' | 'grouping' | 'score'>
> {
  runs: readonly number[]
  charts: readonly ExportChart[]
  format: ExportFormat
  out: string
  preset: PresetName
  width?: { value: number; unit: Unit }
  height?: { value: number; unit: Unit }
  dpi?: number
  fontSize?: number
  lineWidth?: number
  theme: 'light' | 'dark'
  transparent: boolean
  title?: string
  caption?: string
  json: boolean
}

export interface ExportContext {
  /** Folder of the database. */
  folder: string
  terminal: Terminal
  /** The folder that the command runs in. */
  from: string
  render: typeof renderPicture
}

/** Throws a LabError before anything is drawn where the size, the path, the runs or the measures do not fit. */
export async function exportFigures(options: ExportOptions, { folder, terminal, from, render }: ExportContext): Promise<void> {
  const size = sizeOf(options)
  const [problem] = options.format === 'png' || options.format === 'svg' ? checkSize(size) : []
  if (problem) throw new LabError('invalid', problem.message, `--${problem.field.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`)
  const files = filesOf(options, from)
  const { figures, metadata, missing } = withStore(folder, (store) => figuresOf(options, store))
  for (const sentence of missing) terminal.note(printable(sentence))
  for (const [i, spec] of figures.entries()) {
    const path = files[i]!
    writeNewFile(path, await contentOf(spec, { ...options, size }, metadata, render))
    if (!options.json) terminal.print(printable(path))
  }
  if (options.json) terminal.print(JSON.stringify({ files }))
}

/** One chart is a file; several are files in a folder, each named by its chart. */
function filesOf({ charts, format, out }: ExportOptions, from: string): string[] {
  const path = resolveOutput(out, from)
  if (charts.length === 1) {
    checkNewFile(path)
    return [path]
  }
  const names = charts.map((chart) => `${wordOf(chart)}.${format}`)
  checkNewFolder(path, names)
  return names.map((name) => join(path, name))
}

/** `lossGap` is `loss-gap` on the command line. */
export function wordOf(chart: ExportChart): string {
  return chart.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)
}

/** The preset with what was asked for besides; a width alone keeps the preset's proportions. */
function sizeOf({ preset, width, height, dpi, fontSize, lineWidth }: ExportOptions): ExportSize {
  const base = exportPresets[preset]
  const unit = width?.unit ?? height?.unit ?? base.unit
  if (width && height && width.unit !== height.unit) throw new LabError('invalid', 'Width and height take the same unit, mm or px', '--height')
  const resolution = dpi ?? base.dpi
  const converted = (length: number) => (unit === base.unit ? length : unit === 'px' ? Math.round((length / 25.4) * resolution) : (length / resolution) * 25.4)
  const [usualWidth, usualHeight] = [converted(base.width), converted(base.height)]
  const across = width?.value ?? (height ? (height.value * usualWidth) / usualHeight : usualWidth)
  const down = height?.value ?? (across * usualHeight) / usualWidth
  const round = (length: number) => (unit === 'px' ? Math.round(length) : Math.round(length * 10) / 10)
  return { unit, width: across, height: round(down), dpi: resolution, fontSize: fontSize ?? base.fontSize, lineWidth: lineWidth ?? base.lineWidth }
}

interface Figures {
  figures: FigureSpec[]
  metadata: FigureMetadata
  /** What some of the runs do not have, in sentences. */
  missing: string[]
}

function figuresOf(options: ExportOptions, { queries }: Store): Figures {
  const rows = queries.getRuns(options.runs)
  const state = stateOf(options)
  const groups = compareGroups(rows, isGrouped(state.grouping, rows), compareWords)
  // The scores are of accuracy or loss where no curve says of what.
  const columns = new Set([...neededColumns(state, groups), ...neededColumns({ ...state, measures: [] }, groups)])
  const curves = new Map(queries.listCurves(options.runs, [...columns]).map((one) => [one.run, ofRunCurves(one)]))
  const data: ComparedData = { groups, curvesOf: (run) => curves.get(run) ?? noCurves }
  const missing = missingMeasures(state, data)
  const nowhere = missing.find(({ all }) => all)
  if (nowhere)
    throw new LabError(
      'invalid',
      `${measureTitle(nowhere.measure, nowhere.part)} is recorded in none of these runs: ask for another --chart or --part`,
      '--chart',
    )
  const title = options.title ?? titleOf(rows)
  const id = commonExperiment(groups)
  return {
    figures: options.charts.map((chart) => (chart === 'scores' ? scoresFigure(state, data, title, options) : curvesFigure(chart, state, data, title, options))),
    metadata: comparedMetadata(title, groups, id === null ? null : queries.getExperiment(id).config),
    missing: missing.map(({ measure, part, labels }) => `${measureTitle(measure, part)} is missing in ${labels.join(', ')}.`),
  }
}

function stateOf({ runs, charts, part, x, logX, logY, centre, span, showTrials, smoothing, clip, layout, grouping, score }: ExportOptions): ComparisonState {
  const given = Object.entries({ part, x, logX, logY, centre, span, showTrials, smoothing, clip, layout, grouping, score }).filter(
    ([, value]) => value !== undefined,
  )
  const drawn = charts.filter((chart): chart is CompareMeasure => chart !== 'scores')
  return { ...newComparison(runs), ...Object.fromEntries(given), measures: drawn }
}

function titleOf(rows: readonly RunRow[]): string {
  return [...new Set(rows.map(({ name, setting }) => name.replace(setting, '').replace(/[\s·,:]+$/, '')))].slice(0, 3).join(', ')
}

function curvesFigure(measure: CompareMeasure, state: ComparisonState, data: ComparedData, title: string, { caption }: ExportOptions): FigureSpec {
  const charts = compareCharts(state, data).filter((chart) => chart.measure === measure)
  const bands = charts.flatMap(({ series }) => series.filter((one) => one.kind === 'band'))
  const words = curvesCaption({
    ...state,
    clipped: state.clip !== 'none',
    hasBand: bands.some((band) => band.points.some(({ low }) => low !== null)),
    hasGroups: bands.length > 0,
    runs: shownGroups(data.groups, state).reduce((sum, { runs }) => sum + runs.length, 0),
  })
  return curveFigure(charts, { title, caption: caption ?? words }, { markers: true })
}

function scoresFigure(state: ComparisonState, data: ComparedData, title: string, { caption }: ExportOptions): FigureSpec {
  const chosen = chosenPart(state.part, data.groups)
  const part = chosen === 'both' ? 'validation' : chosen
  const scoresOf = (measure: CompareMeasure) => groupScores(data.groups, { measure, part, kind: state.score, curvesOf: data.curvesOf, baseline: null })
  const wanted = state.measures[0]
  const accuracy = scoresOf('accuracy')
  const measure = wanted ?? (accuracy.some(({ trials }) => trials.length > 0) ? 'accuracy' : 'loss')
  const scores = rankScores(measure === 'accuracy' ? accuracy : scoresOf(measure), measure)
  const xTitle = `${measureTitle(measure, part)} at ${state.score === 'best' ? 'its best' : 'the last'} epoch`
  const words = 'Box from Q1 to Q3 with the median, whiskers to the furthest trial within 1.5 interquartile ranges, one mark a trial.'
  return panelFigure(boxPanel(scoreBoxes(scores), { title: '', yTitle: 'Setting', xTitle }), { title, caption: caption ?? words }, xTitle)
}

async function contentOf(
  spec: FigureSpec,
  { format, size, theme, transparent }: ExportOptions & { size: ExportSize },
  metadata: FigureMetadata,
  render: typeof renderPicture,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'png':
    case 'svg':
      return render(spec, { format, size, theme, transparent, metadata })
    case 'csv':
      return figureCsv(spec)
    case 'json':
      return figureJson(spec, metadata)
  }
}

/** For the help: what a length takes. */
export const lengthHelp = `such as 85mm (${sizeLimits.mm.least} to ${sizeLimits.mm.most}) or 1200px (${sizeLimits.px.least} to ${sizeLimits.px.most})`
