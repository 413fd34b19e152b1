/** Which run holds a trial: of all runs of its setting and seed, the one that counts. */
import type { Queries } from '../../../../db/queries'
import type { RunRow, RunStatus } from '../../../api/records'

/** What has ended by itself counts first, then what is under way, then what can be taken up. */
const order: readonly RunStatus[] = ['done', 'diverged', 'running', 'queued', 'paused', 'interrupted', 'stopped', 'failed']

/** Looks runs up setting by setting and remembers them: for one answer only, because runs change. */
export class RecordedTrials {
  readonly #settings = new Map<string, ReadonlyMap<number, RunRow>>()

  constructor(private readonly queries: Queries) {}

  /** The run that holds the trial, or null. Runs in the trash hold nothing; of equals the oldest counts. */
  find(digest: string, seed: number): RunRow | null {
    const known = this.#settings.get(digest) ?? bySeed(this.queries.runsOfConfiguration(digest))
    this.#settings.set(digest, known)
    return known.get(seed) ?? null
  }
}

function bySeed(runs: readonly RunRow[]): Map<number, RunRow> {
  const chosen = new Map<number, RunRow>()
  for (const run of runs) {
    const before = chosen.get(run.seed)
    if (!before || order.indexOf(run.status) < order.indexOf(before.status)) chosen.set(run.seed, run)
  }
  return chosen
}
