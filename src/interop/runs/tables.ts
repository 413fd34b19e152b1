/** Runs as text: comma-separated values with a line an epoch, and JSON Lines with an object a run and an epoch. */
import { toCsv, type Cell } from '../../report/csv'
import type { EpochRecord } from '../../engine/training/records'
import type { RunRow } from '../../api/records'

/** A run with its epochs in order. */
export interface RecordedRun {
  run: RunRow
  epochs: readonly EpochRecord[]
}

const columns = [
  'run',
  'experiment',
  'name',
  'setting',
  'seed',
  'status',
  'epoch',
  'train_loss',
  'train_accuracy',
  'validation_loss',
  'validation_accuracy',
  'learning_rate',
  'seconds',
  'weight_sha256',
  'config_sha256',
]

/** Numbers are written in full; what a run does not have is an empty cell. Epoch 0 is the untrained network. */
export function runsCsv(runs: readonly RecordedRun[]): string {
  const rows = runs.flatMap(({ run, epochs }) =>
    epochs.map(({ epoch, train, validation, learningRate, seconds, weightDigest }): Cell[] => [
      run.id,
      run.experiment,
      run.name,
      run.setting,
      run.seed,
      run.status,
      epoch,
      train.loss,
      train.accuracy,
      validation.loss,
      validation.accuracy,
      learningRate,
      seconds,
      weightDigest,
      run.configDigest,
    ]),
  )
  return toCsv([columns, ...rows])
}

/** `{"type":"run",...}` before the `{"type":"epoch","run":...}` of each run; the fields are those of `lab runs show --json`. */
export function runsJsonLines(runs: readonly RecordedRun[]): string {
  const lines = runs.flatMap(({ run, epochs }) => [{ type: 'run', ...run }, ...epochs.map((epoch) => ({ type: 'epoch', run: run.id, ...epoch }))])
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}
