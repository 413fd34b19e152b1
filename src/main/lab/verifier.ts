/** Verifies runs: trains them anew under numbers of its own, and compares the weights' digests with the recorded ones, epoch by epoch. */
import type { Queries } from '../../../db/queries'
import { LabError } from '../../api/failure'
import { isFinal, type RunRow, type Verification } from '../../api/records'
import type { TrainerCommand, TrainerEvent } from '../../api/trainer'
import type { VerificationResult } from '../../api/verification'
import type { ContentOfTrials } from './content-of-trials'
import { startingWith, steeredBy } from './initial-weights'

export interface VerifierOptions {
  queries: Queries
  content: ContentOfTrials
  emit(verification: Verification): void
  /** Keeps a result with its run. */
  record(run: number, result: Omit<VerificationResult, 'at'>): void
  /** To the training process, which is started for it. */
  post(command: TrainerCommand): void
}

type OfRun = Extract<TrainerEvent, { run: number }>

interface Attempt {
  row: RunRow
  /** The recorded digests, row 0 first. */
  digests: string[]
  state: Verification
  /** What trains it, once it has begun. */
  by: Pick<VerificationResult, 'kernels' | 'engineVersion'> | null
}

export class Verifier {
  readonly #options: VerifierOptions
  /** By the number under which it trains: below zero, where no stored run is. */
  readonly #attempts = new Map<number, Attempt>()
  /** The latest of each run. */
  readonly #latest = new Map<number, Attempt>()
  #lastNumber = 0

  constructor(options: VerifierOptions) {
    this.#options = options
  }

  all(): Verification[] {
    return [...this.#latest.values()].map(({ state }) => ({ ...state }))
  }

  /** Queues the runs; one that is being verified goes on. Throws a LabError `conflict` for a run that has not ended or has recorded nothing. */
  verify(ids: readonly number[]): Verification[] {
    const { queries } = this.#options
    const rows = queries.getRuns([...new Set(ids)])
    for (const { id, status, last } of rows) {
      if (!isFinal(status)) throw new LabError('conflict', `Run ${id} is ${status}: verify takes a run that has ended`)
      if (last === null) throw new LabError('conflict', `Run ${id} has no recorded epoch to compare with`)
    }
    return rows.map((row) => {
      const before = this.#latest.get(row.id)
      return before && isOpen(before.state) ? { ...before.state } : this.#begin(row)
    })
  }

  cancel(ids: readonly number[]): Verification[] {
    for (const [number, attempt] of this.#attempts) {
      if (!ids.includes(attempt.row.id) || !isOpen(attempt.state)) continue
      this.#settle(attempt, 'cancelled')
      this.#options.post({ type: 'stop', run: number })
    }
    return this.all().filter(({ run }) => ids.includes(run))
  }

  /** Takes what the training process says of the runs that it trains for this; false for any other. */
  heard(event: OfRun): boolean {
    const attempt = this.#attempts.get(event.run)
    if (attempt === undefined) return false
    switch (event.type) {
      case 'started':
        attempt.state.status = isOpen(attempt.state) ? 'running' : attempt.state.status
        attempt.state.changes = changesOf(attempt.row, event)
        attempt.by = { kernels: event.kernels, engineVersion: event.engineVersion }
        this.#tell(attempt)
        break
      case 'batch':
        if (isOpen(attempt.state)) this.#compare(attempt, event)
        this.#options.post({ type: 'acknowledge', batch: event.batch })
        if (!isOpen(attempt.state)) this.#options.post({ type: 'stop', run: event.run })
        break
      case 'finished':
        if (isOpen(attempt.state)) this.#ended(attempt, event)
        this.#attempts.delete(event.run)
        break
      case 'progress':
      case 'paused':
        break
    }
    return true
  }

  /** The training process is gone. */
  gone(reason: string): void {
    for (const attempt of this.#attempts.values())
      if (isOpen(attempt.state)) this.#settle(attempt, 'failed', `The training process ended (${reason}): try again`)
    this.#attempts.clear()
  }

  #begin(row: RunRow): Verification {
    const { queries, content, post } = this.#options
    const number = --this.#lastNumber
    const digests = (queries.listEpochs([row.id])[0]?.epochs ?? []).map(({ weightDigest }) => weightDigest)
    const state: Verification = { run: row.id, status: 'waiting', epochs: digests.length, compared: 0, difference: null, changes: [], message: null }
    const attempt: Attempt = { row, digests, state, by: null }
    this.#attempts.set(number, attempt)
    this.#latest.set(row.id, attempt)
    const initial = queries.getInitialWeights(row.experiment)?.file ?? null
    post({
      type: 'start',
      run: number,
      config: row.config,
      seed: row.seed,
      keepEvery: 0,
      checkpoint: null,
      ...startingWith(initial, row.origin),
      ...steeredBy(row.rateChanges),
      ...content.of(row.config),
    })
    this.#tell(attempt)
    return { ...state }
  }

  #compare(attempt: Attempt, { epochs }: Extract<OfRun, { type: 'batch' }>): void {
    const { state, digests } = attempt
    for (const { epoch, weightDigest } of epochs) {
      const recorded = digests[epoch]
      if (recorded === undefined) break
      if (recorded !== weightDigest) {
        state.difference = { epoch, recorded, retrained: weightDigest }
        this.#settle(attempt, 'different')
        return
      }
      state.compared++
    }
    if (state.compared === digests.length) this.#settle(attempt, 'same')
    else this.#tell(attempt)
  }

  /** It ended before all recorded epochs were compared. */
  #ended(attempt: Attempt, { status, failure, message }: Extract<OfRun, { type: 'finished' }>): void {
    const why = failure?.message ?? message ?? status
    if (status === 'failed' || status === 'interrupted' || status === 'stopped') {
      this.#settle(attempt, 'failed', why)
      return
    }
    const { compared } = attempt.state
    attempt.state.difference = { epoch: compared, recorded: attempt.digests[compared] ?? '', retrained: '' }
    this.#settle(attempt, 'different', `Trained anew it ended before epoch ${compared}: ${why}`)
  }

  #settle(attempt: Attempt, status: Verification['status'], message: string | null = null): void {
    Object.assign(attempt.state, { status, message })
    this.#tell(attempt)
    const { row, by, state } = attempt
    if (by === null || (status !== 'same' && status !== 'different')) return
    const { epochs, difference, changes } = state
    this.#options.record(row.id, { status, epochs, difference, changes, message, ...by })
  }

  #tell({ state }: Attempt): void {
    this.#options.emit({ ...state })
  }
}

function isOpen({ status }: Verification): boolean {
  return status === 'waiting' || status === 'running'
}

function changesOf(row: RunRow, { kernels, engineVersion, dataDigest }: Extract<OfRun, { type: 'started' }>): string[] {
  return [
    ...(row.engineVersion === engineVersion ? [] : [`It was recorded by version ${row.engineVersion}, this is ${engineVersion}`]),
    ...(row.kernels === kernels ? [] : [`It was recorded with the kernels ${row.kernels}, here ${kernels} ran`]),
    ...(row.dataDigest === null || row.dataDigest === dataDigest ? [] : ['The data is not the data that it was recorded with']),
  ]
}
