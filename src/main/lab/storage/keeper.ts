/** Keeps what is stored safe while the lab runs: takes backups when they are due, checks and restores when it is asked to. */
import { basename, join } from 'node:path'
import { backupFolder, listBackups } from '../../../../db/backup'
import { suspectDamage } from '../../../../db/sound'
import type { WritableStore } from '../../../../db/store'
import type { EventMessage } from '../../../api/events'
import { LabError } from '../../../api/failure'
import { isFinal, type RunRow } from '../../../api/records'
import { isSample } from '../../../api/samples'
import type { Backup, BackupKind, CheckReport, StorageState } from '../../../api/storage'
import { StorageWorker } from './worker'

const hour = 3_600_000
/** Between daily backups. */
const day = 24 * hour
/** Between the backups after finished experiments: small ones end by the minute. */
const finishedInterval = hour / 6
/** How long after the start the first daily backup waits, so that it does not slow the start down. */
const settle = 5000
/** How often it is looked whether one is due. */
const look = hour
/** How long closing waits for a backup that is under way: in a hurry, and where nobody presses. */
const closeLimit = { hurried: 1000, patient: 60_000 }

export interface KeeperOptions {
  folder: string
  store: WritableStore
  /** Built storage-thread.js; without one nothing is done unasked. */
  thread: string | undefined
  now: () => Date
  emit(message: EventMessage): void
}

export class Keeper {
  readonly #options: KeeperOptions
  readonly #worker: StorageWorker
  #timers: NodeJS.Timeout[] = []
  #postponed: NodeJS.Timeout | null = null
  /** Backups that are being taken unasked: until one is on the disk, what comes meanwhile would ask for it again. */
  readonly #underWay = new Set<BackupKind>()
  #closing = false
  #restoring = false
  #failure: string | null = null

  constructor(options: KeeperOptions) {
    this.#options = options
    this.#worker = new StorageWorker(options.thread, (progress) => options.emit({ event: 'storage', data: progress }))
  }

  /** While this holds, nothing may be written: it would be lost. */
  get restoring(): boolean {
    return this.#restoring
  }

  start(): void {
    if (this.#options.thread === undefined) return
    if (this.#options.store.deferred) void this.#checkLarge()
    const daily = () => this.#takeDue('daily', day)
    this.#timers = [setTimeout(daily, settle), setInterval(daily, look)]
    for (const timer of this.#timers) timer.unref()
  }

  /** A run's row has changed: where its experiment has ended with it, a backup is due. Samples come with the program and are in no danger. */
  runChanged(run: Pick<RunRow, 'experiment' | 'status' | 'locked' | 'tags'>): void {
    if (this.#options.thread === undefined || this.#closing || !isFinal(run.status) || isSample(run)) return
    const { experiment } = run
    if (this.#options.store.queries.hasOpenRuns(experiment)) return
    const wait = this.#untilDue('finished', finishedInterval)
    if (wait === 0) this.#takeDue('finished', finishedInterval)
    else if (this.#postponed === null) {
      this.#postponed = setTimeout(() => {
        this.#postponed = null
        this.#takeDue('finished', finishedInterval)
      }, wait).unref()
    }
  }

  state(): StorageState {
    return { backups: listBackups(this.#options.folder), notices: this.#options.store.notices.list(), failure: this.#failure }
  }

  backUp(kind: BackupKind = 'manual'): Promise<Backup> {
    const { folder, now } = this.#options
    return this.#worker.run({ task: 'backup', folder, kind, now: now().toISOString() })
  }

  check(): Promise<CheckReport> {
    return this.#worker.run({ task: 'check', folder: this.#options.folder })
  }

  /**
   * Replaces everything by what a backup holds; what is there now is copied aside first. Returns where to.
   * @param file its name in the folder of backups. Throws a LabError `not-found` where it is none, `data` where it is damaged.
   */
  async restore(file: string): Promise<{ aside: string }> {
    const { folder, store, now, emit } = this.#options
    const known = listBackups(folder).find((backup) => backup.file === basename(file))
    if (!known) throw new LabError('not-found', `There is no backup ${file}`)
    this.#restoring = true
    try {
      const answer = await this.#worker.run({ task: 'restore', folder, file: join(backupFolder(folder), known.file), now: now().toISOString() })
      store.replaced()
      emit({ event: 'replaced', data: { backup: known.file } })
      return answer
    } finally {
      this.#restoring = false
    }
  }

  async close(patient: boolean): Promise<void> {
    this.#closing = true
    for (const timer of this.#timers) clearTimeout(timer)
    if (this.#postponed) clearTimeout(this.#postponed)
    await this.#worker.close(patient ? closeLimit.patient : closeLimit.hurried)
  }

  /** Milliseconds until the next backup of this kind; one of the future, after a clock was set back, does not count. */
  #untilDue(kind: BackupKind, interval: number): number {
    const now = this.#options.now().getTime()
    const ages = listBackups(this.#options.folder)
      .filter((backup) => backup.kind === kind)
      .map(({ takenAt }) => now - Date.parse(takenAt))
      .filter((age) => age >= 0)
    return ages.length === 0 ? 0 : Math.max(0, interval - Math.min(...ages))
  }

  #takeDue(kind: BackupKind, interval: number): void {
    if (this.#closing || this.#underWay.has(kind) || this.#untilDue(kind, interval) > 0 || !this.#options.store.queries.hasRuns()) return
    this.#underWay.add(kind)
    this.backUp(kind)
      .then(
        () => (this.#failure = null),
        (error: unknown) => this.#failed(error),
      )
      .finally(() => this.#underWay.delete(kind))
  }

  #failed(error: unknown): void {
    if (error instanceof LabError && error.code === 'closed') return
    const failure = error instanceof LabError ? error.toFailure() : { code: 'internal' as const, message: String(error) }
    this.#failure = failure.message
    this.#options.emit({ event: 'fault', data: failure })
  }

  /** Too large for the start to wait: where damage is found, the next start recovers. */
  async #checkLarge(): Promise<void> {
    const { folder, store, emit } = this.#options
    try {
      const problems = await this.#worker.run({ task: 'quickCheck', folder })
      if (problems.length === 0) return
      suspectDamage(folder)
      store.notices.add({ kind: 'damaged', problems: problems.slice(0, 5) })
      emit({ event: 'notices', data: store.notices.list() })
    } catch (error) {
      this.#failed(error)
    }
  }
}
