/** Stores what the training process reports, in its order: nothing is acknowledged or shown before it is committed. */
import type { WritableStore } from '../../../db/store'
import type { EventMessage } from '../../api/events'
import { LabError, type Failure } from '../../api/failure'
import type { RunRow, RunStatus } from '../../api/records'
import type { TrainerCommand } from '../../api/trainer'
import type { VerificationResult } from '../../api/verification'
import type { LiveRun, Report } from './live-run'
import { statusWhenPaused } from './run-machine'
import { otherTrial } from './same-trial'

/** After how long storing is tried again, in milliseconds. */
const retryInterval = 2000

export interface ReportRecorderOptions {
  store: WritableStore
  emit(message: EventMessage): void
  /** To the training process. */
  post(command: TrainerCommand): void
  /** The training process is done with the run, for now or for good. */
  onLeft(live: LiveRun): void
}

export class ReportRecorder {
  readonly #options: ReportRecorderOptions

  constructor(options: ReportRecorderOptions) {
    this.#options = options
  }

  add(live: LiveRun, report: Report): void {
    live.reports.push(report)
    if (!live.held) this.storeAll(live)
  }

  /** Stores what is waiting, as far as the disk takes it. */
  storeAll(live: LiveRun): void {
    live.held = false
    for (let report = live.reports[0]; report !== undefined; report = live.reports[0]) {
      try {
        this.#store(live, report)
        live.reports.shift()
      } catch (error) {
        if (error instanceof LabError && (error.code === 'data' || error.code === 'busy')) {
          this.#hold(live, error)
          return
        }
        // From now on its reports are let pass, this one first.
        this.#fail(live, error)
      }
    }
  }

  /**
   * A run as it is shown: one whose epochs wait to be stored is paused and says why, though nothing of that can be stored either. What is
   * stored of it is kept; should the lab end now, the next start finds the run interrupted.
   */
  present(live: LiveRun | undefined, row: RunRow): RunRow {
    return live?.held === true ? { ...row, status: 'paused', message: live.reason } : row
  }

  setStatus(run: number, status: RunStatus, message: string | null): void {
    this.showRun(this.#options.store.recorder.setStatus(run, status, message))
  }

  /** Where even that cannot be stored, the user is told. */
  trySetStatus(run: number, status: RunStatus, message: string): void {
    try {
      this.setStatus(run, status, message)
    } catch (error) {
      this.showFault({ code: 'data', message: `Run ${run} is ${status}, which could not be stored: ${inWords(error)}` })
    }
  }

  /** The result was shown; where it cannot be stored, the user is told that it will not be there after the next start. */
  keepVerification(run: number, result: Omit<VerificationResult, 'at'>): void {
    try {
      const row = this.#options.store.recorder.recordVerification(run, result)
      if (row !== null) this.showRun(row)
    } catch (error) {
      this.showFault({ code: 'data', message: `What came of verifying run ${run} could not be stored: ${inWords(error)}` })
    }
  }

  showRun(run: RunRow): void {
    this.#options.emit({ event: 'run', data: run })
  }

  showFault(failure: Failure): void {
    this.#options.emit({ event: 'fault', data: failure })
  }

  #store(live: LiveRun, report: Report): void {
    const { store, emit, post, onLeft } = this.#options
    switch (report.type) {
      case 'started': {
        if (live.refused) return
        const other = otherTrial(live.row, report)
        if (other !== null) return this.#refuse(live, 'stopped', other)
        this.showRun(store.recorder.start(live.id, report))
        live.take('begin')
        break
      }
      case 'batch': {
        const row = live.refused ? null : store.recorder.recordBatch(live.id, report)
        post({ type: 'acknowledge', batch: report.batch })
        if (row === null) return
        // Those that a resumed trial has repeated were shown when they were recorded.
        const epochs = report.epochs.filter(({ epoch }) => epoch > live.recorded)
        live.recorded = row.last?.epoch ?? -1
        if (epochs.length > 0) emit({ event: 'epochs', data: { run: live.id, epochs } })
        if (report.answers) emit({ event: 'watched', data: { run: live.id, answers: report.answers } })
        this.showRun(row)
        if (report.rateChange) live.rateChanged()
        break
      }
      case 'paused':
        if (!live.refused) this.setStatus(live.id, statusWhenPaused(live.state), null)
        onLeft(live)
        break
      case 'finished':
        if (!live.refused) this.setStatus(live.id, report.status, report.failure?.message ?? report.message ?? null)
        onLeft(live)
        break
    }
  }

  /** Nothing more is acknowledged, so that the trial waits; storing is tried again until there is room. */
  #hold(live: LiveRun, error: LabError): void {
    if (live.gone) return
    live.held = true
    live.reason = `It waits, because its epochs cannot be stored: ${error.message}. It goes on by itself`
    if (!live.warned) this.showFault({ code: error.code, message: `Run ${live.id} waits, because its epochs could not be stored: ${error.message}` })
    live.warned = true
    // Each time: what was stored since the last has shown it as running.
    this.#showHeld(live)
    live.retry ??= setTimeout(() => {
      live.retry = null
      if (live.held && !live.gone) this.storeAll(live)
      live.warned = live.held
    }, retryInterval).unref()
  }

  #showHeld(live: LiveRun): void {
    try {
      this.showRun(this.present(live, this.#options.store.queries.getRun(live.id)))
    } catch (error) {
      this.showFault({ code: 'data', message: `Run ${live.id} cannot be read: ${inWords(error)}` })
    }
  }

  /** What cannot be stored at all ends the run. */
  #fail(live: LiveRun, error: unknown): void {
    if (!(error instanceof LabError)) console.error(`Run ${live.id} could not be recorded:`, error)
    this.#refuse(live, 'failed', inWords(error))
  }

  /** Nothing more is recorded of it. */
  #refuse(live: LiveRun, status: 'failed' | 'stopped', message: string): void {
    live.take('refuse')
    this.#options.post({ type: 'stop', run: live.id })
    this.trySetStatus(live.id, status, message)
  }
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
