/** The data behind a figure as comma-separated values (RFC 4180): how every trial ended, and the drawn curves. Numbers are written in full. */
import type { RecordedFigure, RecordedTrial, Series } from '../api/report'
import { summariseCurves } from '../engine/statistics/curves'

export type Cell = string | number | null

const finalColumns = [
  'setting',
  'seed',
  'status',
  'epochs',
  'train_loss',
  'train_accuracy',
  'validation_loss',
  'validation_accuracy',
  'seconds_per_epoch',
  'data_sha256',
  'config_sha256',
]

/** One line a trial, the missing ones too, with its values after the last recorded epoch. */
export function finalsCsv({ settings }: RecordedFigure): string {
  const rows = settings.flatMap(({ label, configDigest, trials }) =>
    trials.map((trial): Cell[] => [
      label,
      trial.seed,
      trial.status,
      trial.epochsDone,
      ...measures.map(({ of }) => of(trial)?.at(-1) ?? null),
      trial.secondsPerEpoch,
      trial.dataDigest,
      configDigest,
    ]),
  )
  return toCsv([finalColumns, ...rows])
}

/** One line an epoch of a measure of a setting: interquartile mean, quartiles (empty below four trials) and the number of trials. */
export function curvesCsv({ settings }: RecordedFigure): string {
  const rows = settings.flatMap(({ label, trials }) =>
    measures.flatMap(({ name, of }) => {
      const { iqm, q1, q3, n } = summariseCurves(trials.map((trial) => of(trial) ?? []))
      return iqm.flatMap((value, epoch): Cell[][] => (value === null ? [] : [[label, name, epoch, value, q1[epoch] ?? null, q3[epoch] ?? null, n[epoch] ?? 0]]))
    }),
  )
  return toCsv([['setting', 'measure', 'epoch', 'iqm', 'q1', 'q3', 'n'], ...rows])
}

const measures: readonly { name: string; of(trial: RecordedTrial): Series | null }[] = [
  { name: 'train_loss', of: ({ trainLoss }) => trainLoss },
  { name: 'train_accuracy', of: ({ trainAccuracy }) => trainAccuracy },
  { name: 'validation_loss', of: ({ validationLoss }) => validationLoss },
  { name: 'validation_accuracy', of: ({ validationAccuracy }) => validationAccuracy },
]

/** Lines end as RFC 4180 says; a null is an empty cell. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('')
}

/** What a spreadsheet would take for a formula: an apostrophe before it makes it text. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

function toCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = formula.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
