/** Rows and epochs of a small experiment. */
import type { RunRow, RunStatus } from '../../../src/api/records'
import { experimentSchema } from '../../../src/engine/config/experiment'
import { baseTrial } from '../../../src/engine/config/trials'
import type { EpochRecord } from '../../../src/engine/training/records'
import { storedRun } from '../stored-run'

export const config = experimentSchema.parse({
  name: 'Tiny',
  data: 'line',
  network: { layers: [{ units: 1 }] },
  loss: 'mse',
  optimizer: 'sgd',
  epochs: 2,
  seeds: { count: 2 },
})

export function runRow(id: number, status: RunStatus, changes: Partial<RunRow> = {}): RunRow {
  return storedRun(baseTrial(config), { id, name: 'Tiny', status, ...changes })
}

export function epoch(number: number, loss: number): EpochRecord {
  return {
    epoch: number,
    train: { loss, accuracy: null },
    validation: { loss: null, accuracy: null },
    learningRate: 0.01,
    seconds: number / 4,
    weightDigest: '',
  }
}
