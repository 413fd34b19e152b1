/** What figures still need, counted from the runs that are known here: each trial once, whichever figures share it. */
import type { RunRow, RunStatus } from '../../../api/records'
import { figureNumbers, figureVariants, type FigureNumber, type FigureVariant } from '../../../api/report'
import { canonicalJson } from '../../../engine/config/canonical'
import type { TrialConfig } from '../../../engine/config/experiment'
import { trialWork } from '../../../engine/config/work'
import { figureExperiment, figureSeeds, figureSettings } from '../../../report/figures'

/** The trials of one setting that are to be trained. */
export interface SettingToDo {
  config: TrialConfig
  trials: number
  /** Epochs of all of them; those of a trial that is taken up again count from where it was. */
  epochs: number
}

export interface ToDo {
  /** Trials of the figures, each once. */
  trials: number
  /** Ended by themselves: they are not trained again. */
  recorded: number
  /** Under way or waiting. */
  open: number
  settings: readonly SettingToDo[]
}

/** Runs by the trial that they hold. */
export type RunIndex = ReadonlyMap<string, ReadonlyMap<number, RunRow>>

/** What counts of several runs of a trial, the first before the others: as the lab chooses. */
const order: readonly RunStatus[] = ['done', 'diverged', 'running', 'queued', 'paused', 'interrupted', 'stopped', 'failed']

export function indexRuns(rows: Iterable<RunRow>): RunIndex {
  const keys = new Map<string, string>()
  const index = new Map<string, Map<number, RunRow>>()
  for (const row of rows) {
    const key = keys.get(row.configDigest) ?? canonicalJson(row.config)
    keys.set(row.configDigest, key)
    const seeds = index.get(key) ?? new Map<number, RunRow>()
    index.set(key, seeds)
    const before = seeds.get(row.seed)
    if (!before || order.indexOf(row.status) < order.indexOf(before.status)) seeds.set(row.seed, row)
  }
  return index
}

interface PlannedSetting {
  key: string
  config: TrialConfig
}
const planned = new Map<string, readonly PlannedSetting[]>()

function settingsOf(figure: FigureNumber, variant: FigureVariant): readonly PlannedSetting[] {
  const name = `${figure} ${variant}`
  const known = planned.get(name) ?? figureSettings(figure, figureExperiment(figure, variant)).map(({ config }) => ({ key: canonicalJson(config), config }))
  planned.set(name, known)
  return known
}

/** What training these figures takes, on top of what is recorded. */
export function trialsToDo(figures: readonly FigureNumber[], variant: FigureVariant, index: RunIndex): ToDo {
  const counted = new Set<string>()
  const settings = new Map<string, SettingToDo>()
  const totals = { trials: 0, recorded: 0, open: 0 }
  for (const figure of figures) {
    const seeds = figureSeeds(figureExperiment(figure, variant))
    for (const { key, config } of settingsOf(figure, variant)) {
      for (const seed of seeds) {
        const trial = `${key} ${seed}`
        if (counted.has(trial)) continue
        counted.add(trial)
        totals.trials++
        const run = index.get(key)?.get(seed)
        if (run?.status === 'done' || run?.status === 'diverged') totals.recorded++
        else if (run?.status === 'running' || run?.status === 'queued' || run?.status === 'paused') totals.open++
        else addTo(settings, key, config, run)
      }
    }
  }
  return { ...totals, settings: [...settings.values()] }
}

function addTo(settings: Map<string, SettingToDo>, key: string, config: TrialConfig, run: RunRow | undefined): void {
  const before = settings.get(key) ?? { config, trials: 0, epochs: 0 }
  const goesOn = run?.status === 'interrupted' || run?.status === 'stopped'
  settings.set(key, { config, trials: before.trials + 1, epochs: before.epochs + config.epochs - (goesOn ? run.epochsDone : 0) })
}

export function countToDo({ settings }: ToDo): number {
  return settings.reduce((sum, { trials }) => sum + trials, 0)
}

/** Whether the run holds a trial of the report, in either size, whatever its seed. */
export function isOfReport({ config }: Pick<RunRow, 'config'>): boolean {
  return reportKeys().has(canonicalJson(config))
}

let allKeys: ReadonlySet<string> | undefined
function reportKeys(): ReadonlySet<string> {
  allKeys ??= new Set(figureNumbers.flatMap((figure) => figureVariants.flatMap((variant) => settingsOf(figure, variant).map(({ key }) => key))))
  return allKeys
}

/** Where the data comes from decides what a unit of work costs: small trials and those on images differ. */
export type DataSource = TrialConfig['data']['source']

/** Seconds that a unit of work takes, by the source of the data. */
export type Rates = ReadonlyMap<DataSource, number>

/** The rate that a measured epoch gives. */
export function rateOf(config: TrialConfig, secondsPerEpoch: number): number {
  return (secondsPerEpoch * config.epochs) / trialWork(config)
}

export function sourcesOf({ settings }: ToDo): DataSource[] {
  return [...new Set(settings.map(({ config }) => config.data.source))]
}

/** Seconds until all is trained; null where a rate is not known. */
export function secondsFor(toDo: ToDo, rates: Rates, workers: number): number | null {
  let seconds = 0
  for (const { config, epochs } of toDo.settings) {
    const rate = rates.get(config.data.source)
    if (rate === undefined) return null
    seconds += (rate * trialWork(config) * epochs) / config.epochs
  }
  return seconds / Math.max(1, Math.min(workers, countToDo(toDo)))
}

/** Rates of what is recorded, for sources where nothing can be measured now. */
export function recordedRates(rows: Iterable<Pick<RunRow, 'config' | 'epochsDone' | 'seconds'>>): Rates {
  const sums = new Map<DataSource, { seconds: number; work: number }>()
  for (const { config, epochsDone, seconds } of rows) {
    if (epochsDone === 0 || seconds === 0) continue
    const sum = sums.get(config.data.source) ?? { seconds: 0, work: 0 }
    sums.set(config.data.source, { seconds: sum.seconds + seconds, work: sum.work + (trialWork(config) * epochsDone) / config.epochs })
  }
  return new Map([...sums].map(([source, { seconds, work }]) => [source, seconds / work]))
}
