/** What makes two recordings the same: digests of what a run holds, and of all that an archive holds. */
import { createHash, type Hash } from 'node:crypto'
import { canonicalJson } from '../../src/engine/config/canonical'
import type { ArchivedDrawingDetails, ArchivedDrawingSet } from './drawn'
import type { ArchiveVersion } from './format'
import { noRateChanges } from '../rows'
import type { ArchivedCheckpoint, ArchivedDrawing, ArchivedEpoch, ArchivedExperiment, ArchivedInitialWeights, ArchivedModel, ArchivedRun } from './rows'

/** The trial of a run and how it came out; names, tags and notes are not part of it. */
export type RunFacts = Pick<
  ArchivedRun,
  'seed' | 'config_digest' | 'status' | 'message' | 'kernels' | 'engine_version' | 'data_digest' | 'epochs' | 'rate_changes'
>

export interface RunContent {
  run: RunFacts
  /** In order. */
  epochs: Iterable<ArchivedEpoch>
  /** In order of kind, then epoch. */
  models: Iterable<Pick<ArchivedModel, 'kind' | 'epoch' | 'sha256'>>
  checkpoint: ArchivedCheckpoint | null
}

/** SHA-256 over one line of canonical JSON for each part: equal for two recordings exactly where all that training left is equal. */
export function digestRun({ run, epochs, models, checkpoint }: RunContent): string {
  const hash = createHash('sha256')
  const { seed, config_digest, status, message, kernels, engine_version, data_digest, epochs: planned } = run
  line(hash, ['run', seed, config_digest, status, message, kernels, engine_version, data_digest, planned])
  // No line where there is none, as in an archive of an earlier version.
  if (run.rate_changes !== noRateChanges) line(hash, ['rate changes', run.rate_changes])
  for (const row of epochs) {
    const { epoch, train_loss, train_accuracy, validation_loss, validation_accuracy, learning_rate, seconds, weight_digest } = row
    line(hash, ['epoch', epoch, train_loss, train_accuracy, validation_loss, validation_accuracy, learning_rate, seconds, weight_digest])
  }
  for (const { kind, epoch, sha256 } of models) line(hash, ['model', kind, epoch, sha256])
  if (checkpoint) line(hash, ['checkpoint', checkpoint.epoch, checkpoint.batch, checkpoint.sha256])
  return hash.digest('hex')
}

/** Collects what an archive holds, in its order: experiments, initial weights, runs, drawings, their details, and sets of them. */
export class ContentDigest {
  readonly #hash = createHash('sha256')

  constructor(private readonly version: ArchiveVersion) {}

  addExperiment({ number, digest, created_at }: ArchivedExperiment): void {
    line(this.#hash, ['experiment', number, digest, created_at])
  }

  /** The seal stays out: it follows from the rest, and a run that had not ended has none before it is brought in. */
  addRun({ config: _config, seal: _seal, from_run, from_epoch, seconds, rate_changes, ...run }: ArchivedRun): void {
    const since2 = this.version > 1 && { from_run, from_epoch, seconds }
    line(this.#hash, ['run', { ...run, ...since2, ...(this.version > 2 && { rate_changes }) }])
  }

  addInitialWeights({ experiment, sha256 }: ArchivedInitialWeights): void {
    line(this.#hash, ['initial weights', experiment, sha256])
  }

  addDrawing(drawing: ArchivedDrawing): void {
    line(this.#hash, ['drawing', drawing])
  }

  addDrawingDetails({ image, ...details }: ArchivedDrawingDetails): void {
    line(this.#hash, ['drawing details', { ...details, image: image === null ? null : image.toString('base64') }])
  }

  addDrawingSet({ content: _content, ...set }: ArchivedDrawingSet): void {
    line(this.#hash, ['drawing set', set])
  }

  /** Ends the collection. */
  value(): string {
    return this.#hash.digest('hex')
  }
}

function line(hash: Hash, value: unknown): void {
  hash.update(`${canonicalJson(value)}\n`)
}
