/** A run's row as the lab answers it, for tests that care about a few of its fields. */
import type { RunRow } from '../../src/api/records'
import type { TrialConfig } from '../../src/engine/config/experiment'

/** A run of experiment 1 that has recorded nothing yet, but for what `changes` says. */
export function storedRun(config: TrialConfig, changes: Partial<RunRow>): RunRow {
  const id = changes.id ?? 1
  return {
    id,
    experiment: 1,
    name: 'Run',
    setting: '',
    seed: id,
    configDigest: '0'.repeat(64),
    config,
    status: 'queued',
    message: null,
    kernels: 'reference',
    engineVersion: '1',
    dataDigest: null,
    epochs: config.epochs,
    epochsDone: 0,
    last: null,
    best: null,
    seconds: 0,
    colour: 1,
    tags: [],
    note: '',
    pinned: false,
    archived: false,
    locked: false,
    trashedAt: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    finishedAt: null,
    origin: null,
    rateChanges: [],
    verified: null,
    ...changes,
  }
}
