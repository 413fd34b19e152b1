/** A run's row for tests of the rooms: a finished trial of XOR, with what a test cares about in place. */
import type { RunRow } from '../../../../src/api/records'
import { baseTrial } from '../../../../src/engine/config/trials'
import { findPreset } from '../../../../src/engine/config/presets'
import type { EpochScore } from '../../../../src/engine/training/records'

export function runRow(changes: Partial<RunRow> = {}): RunRow {
  const id = changes.id ?? 1
  return {
    id,
    experiment: 1,
    name: 'XOR',
    setting: '',
    seed: id,
    configDigest: 'a',
    config: baseTrial(findPreset('fig3')!.config),
    status: 'done',
    message: null,
    kernels: 'reference',
    engineVersion: '1',
    dataDigest: null,
    epochs: 10,
    epochsDone: 10,
    last: null,
    best: null,
    seconds: 1,
    colour: 1,
    tags: [],
    note: '',
    pinned: false,
    archived: false,
    locked: false,
    trashedAt: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    finishedAt: null,
    ...changes,
  }
}

/** A score of training loss alone, or with validation as [loss, accuracy]. */
export function score(epoch: number, loss: number, validation: [number | null, number | null] = [null, null]): EpochScore {
  return { epoch, train: { loss, accuracy: null }, validation: { loss: validation[0], accuracy: validation[1] } }
}
