/** All that a user changes: words and marks on runs, the trash, and settings. */
import type { Parsed, RunPatch } from '../src/api/contract'
import type { Settings } from '../src/api/settings'
import { LabError } from '../src/api/failure'
import { isFinal, type RunRow } from '../src/api/records'
import { trashDays } from '../src/api/run-view'
import type { Clock } from './clock'
import { writeTransaction, type Connection } from './driver'
import type { Queries } from './queries'
import { searchText } from './rows'
import { digestMarks } from './seal'

/** Each change touches all the runs named or, where one of them refuses, none. */
export class RunEditor {
  constructor(
    private readonly db: Connection,
    private readonly queries: Queries,
    private readonly now: Clock,
  ) {}

  /** A locked run takes only a patch that unlocks it. */
  update(runs: readonly number[], patch: RunPatch): RunRow[] {
    const set = this.db.prepare(
      `UPDATE runs SET name = @name, tags = @tags, note = @note, colour = @colour, pinned = @pinned, archived = @archived, locked = @locked,
         search_text = @search WHERE id = @id`,
    )
    return this.change(runs, (run) => {
      if (patch.locked !== false) refuseLocked(run)
      const next = { ...run, ...definedOnly(patch) }
      set.run({
        id: run.id,
        name: next.name,
        tags: JSON.stringify(next.tags),
        note: next.note,
        colour: next.colour,
        pinned: Number(next.pinned),
        archived: Number(next.archived),
        locked: Number(next.locked),
        search: searchText(next),
      })
    })
  }

  /** Moves runs that have ended to the trash; one that is there already stays. */
  trash(runs: readonly number[]): RunRow[] {
    const set = this.db.prepare('UPDATE runs SET trashed_at = coalesce(trashed_at, ?) WHERE id = ?')
    return this.change(runs, (run) => {
      refuseLocked(run)
      if (!isFinal(run.status)) throw new LabError('conflict', `Run ${run.id} is ${run.status}: stop it before you delete it`)
      set.run(this.now().toISOString(), run.id)
    })
  }

  restore(runs: readonly number[]): RunRow[] {
    const set = this.db.prepare('UPDATE runs SET trashed_at = NULL WHERE id = ?')
    return this.change(runs, (run) => {
      refuseLocked(run)
      set.run(run.id)
    })
  }

  /** Removes runs in the trash for good, with epochs, models and checkpoints; an experiment goes with its last run. */
  delete(runs: readonly number[]): number[] {
    return writeTransaction(this.db, () => {
      const rows = this.queries.getRuns(runs)
      const remove = this.db.prepare('DELETE FROM runs WHERE id = ?')
      for (const run of rows) {
        refuseLocked(run)
        if (run.trashedAt === null) throw new LabError('conflict', `Run ${run.id} is not in the trash: move it there first`)
        remove.run(run.id)
      }
      this.db.exec('DELETE FROM experiments WHERE NOT EXISTS (SELECT 1 FROM runs WHERE runs.experiment = experiments.id)')
      return rows.map(({ id }) => id)
    })
  }

  /**
   * Removes for good what has been in the trash for longer than `trashDays`, and returns the numbers. What is locked there stays, and so does
   * a run that is younger: its time in the trash is of a clock that was wrong.
   */
  purgeTrash(): number[] {
    const limit = new Date(this.now().getTime() - trashDays * 24 * 3600 * 1000).toISOString()
    const old = this.db
      .prepare<[string, string], number>('SELECT id FROM runs WHERE trashed_at < ? AND created_at < ? AND locked = 0 ORDER BY id')
      .pluck()
      .all(limit, limit)
    return old.length === 0 ? old : this.delete(old)
  }

  setSettings(changes: Parsed<'settings.set'>): Settings {
    return writeTransaction(this.db, () => {
      const set = this.db.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)')
      for (const [key, value] of Object.entries(changes)) if (value !== undefined) set.run(key, JSON.stringify(value))
      return this.queries.getSettings()
    })
  }

  private change(runs: readonly number[], apply: (run: RunRow) => void): RunRow[] {
    return writeTransaction(this.db, () => {
      for (const run of this.queries.getRuns(runs)) {
        apply(run)
        digestMarks(this.db, run.id)
      }
      return this.queries.getRuns(runs)
    })
  }
}

function refuseLocked(run: RunRow): void {
  if (run.locked) throw new LabError('conflict', `Run ${run.id} is locked: unlock it first`)
}

/** The patch without the keys that are there but undefined. */
function definedOnly(patch: RunPatch): { [K in keyof RunPatch]: Exclude<RunPatch[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}
