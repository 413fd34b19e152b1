/** Runs -> groups: the trials of one setting of one experiment stand together under one head. */
import { isFinal, type RunRow, type RunStatus } from '../../../api/records'
import { groupBySetting } from '../../../api/setting-groups'

export interface RunGroup {
  key: string
  /** The experiment's name and, in a sweep, the setting. */
  name: string
  experiment: number
  /** Run slot of the group's line. */
  colour: number
  /** In order of their seeds. */
  runs: RunRow[]
  pinned: boolean
  /** Tags of any of the runs, each once. */
  tags: string[]
  note: string
  seconds: number
  createdAt: string
}

/** Groups in the order of the given rows' first appearance. */
export function groupRuns(rows: readonly RunRow[]): RunGroup[] {
  return groupBySetting(rows).map(({ key, runs }) => toGroup(key, runs))
}

/** Every run as a group of its own. */
export function singleRuns(rows: readonly RunRow[]): RunGroup[] {
  return rows.map((row) => toGroup(`run ${row.id}`, [row]))
}

/** Runs under one head, with what it says of them together. */
export function toGroup(key: string, members: readonly RunRow[]): RunGroup {
  const runs = [...members].sort((a, b) => a.seed - b.seed)
  const first = runs[0]!
  return {
    key,
    name: first.name,
    experiment: first.experiment,
    colour: first.colour,
    runs,
    pinned: runs.some((run) => run.pinned),
    tags: [...new Set(runs.flatMap((run) => run.tags))],
    note: runs.find((run) => run.note !== '')?.note ?? '',
    seconds: runs.reduce((sum, run) => sum + run.seconds, 0),
    createdAt: first.createdAt,
  }
}

/** What a group's head says of its trials: what still moves first, then what went wrong, then that all is done. */
const order: readonly RunStatus[] = ['running', 'paused', 'queued', 'diverged', 'failed', 'interrupted', 'stopped', 'done']

export function groupStatus(runs: readonly RunRow[]): { status: RunStatus; count: number } {
  const status = order.find((one) => runs.some((run) => run.status === one)) ?? 'done'
  return { status, count: runs.filter((run) => run.status === status).length }
}

/** Epochs done and to do of all trials together; a trial that ended early counts with what it did. */
export function groupProgress(runs: readonly RunRow[]): { done: number; total: number } {
  return {
    done: runs.reduce((sum, run) => sum + run.epochsDone, 0),
    total: runs.reduce((sum, run) => sum + (isFinal(run.status) ? run.epochsDone : run.epochs), 0),
  }
}

/** Whether name, tags or note contain every word of the search, whatever the case. */
export function matches(row: RunRow, search: string): boolean {
  const text = `${row.name} ${row.tags.join(' ')} ${row.note}`.toLocaleLowerCase()
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
