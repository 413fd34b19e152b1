/** A run's row for tests of the rooms: a finished trial of XOR, with what a test cares about in place. */
import type { RunRow } from '../../../../src/api/records'
import { baseTrial } from '../../../../src/engine/config/trials'
import { findPreset } from '../../../../src/engine/config/presets'
import type { EpochScore } from '../../../../src/engine/training/records'
import { storedRun } from '../../stored-run'

export function runRow(changes: Partial<RunRow> = {}): RunRow {
  return storedRun(baseTrial(findPreset('fig3')!.config), {
    name: 'XOR',
    configDigest: 'a',
    status: 'done',
    epochs: 10,
    epochsDone: 10,
    seconds: 1,
    ...changes,
  })
}

/** A score of training loss alone, or with validation as [loss, accuracy]. */
export function score(epoch: number, loss: number, validation: [number | null, number | null] = [null, null]): EpochScore {
  return { epoch, train: { loss, accuracy: null }, validation: { loss: validation[0], accuracy: validation[1] } }
}
