/** What can be done with chosen runs, the same from the table, its menus and the bulk bar. */
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { InitialWeightsChoice, RunPatch } from '../../../api/contract'
import { LabError } from '../../../api/failure'
import type { RunRow } from '../../../api/records'
import { unpackRuns } from '../../../api/run-page'
import { ownName } from '../../../api/samples'
import type { ExperimentInput } from '../../../engine/config/experiment'
import { useNotices } from '../../composables/useNotices'
import { useRuns } from '../../composables/useRuns'
import { useLab } from '../../lab'
import { splitTrashable, type Trashable } from './refusals'

export interface RunActions {
  /** Oldest first: the first is the baseline. */
  compare(rows: readonly RunRow[]): void
  openRun(row: RunRow): void
  drawWith(row: RunRow): void
  inspect(row: RunRow): void
  /** Loads the configuration of the run's whole experiment into Setup. */
  openAsSetup(row: RunRow): void
  /** Starts the same configurations with the same seeds and changes of their learning rates, and opens the first new experiment. */
  runAgain(rows: readonly RunRow[]): Promise<void>
  update(rows: readonly RunRow[], patch: RunPatch): Promise<boolean>
  /** Gives each run these tags besides its own. */
  addTags(rows: readonly RunRow[], tags: readonly string[]): Promise<void>
  /** Starts an experiment whose runs begin with kept weights, and opens it. */
  fork(config: ExperimentInput, from: InitialWeightsChoice): Promise<boolean>
  /** Moves to the trash, with a way back; says which runs stay and why. True where any went. */
  toTrash(rows: readonly RunRow[]): Promise<boolean>
  restore(rows: readonly RunRow[]): Promise<void>
  deleteForGood(rows: readonly RunRow[]): Promise<void>
}

/** What was changed and when, without the time of day at which somebody did it. */
const steeredAs = ({ rateChanges }: Pick<RunRow, 'rateChanges'>) => rateChanges.map(({ epoch, learningRate }) => ({ epoch, learningRate }))
const idsOf = (rows: readonly RunRow[]) => rows.map((row) => row.id)

export function useRunActions(): RunActions {
  const lab = useLab()
  const router = useRouter()
  const { put } = useRuns()
  const notices = useNotices()
  const { t } = useI18n()

  async function update(rows: readonly RunRow[], patch: RunPatch): Promise<boolean> {
    const changed = await notices.attempt(async () => unpackRuns(await lab.call('runs.update', { runs: idsOf(rows), patch })))
    if (changed) put(changed)
    return changed !== undefined
  }

  async function runAgain(rows: readonly RunRow[]): Promise<void> {
    const started = await notices.attempt(async () => {
      const experiments: number[] = []
      for (const members of Map.groupBy(
        rows,
        (row) => `${row.configDigest} ${row.origin?.run} ${row.origin?.epoch} ${JSON.stringify(steeredAs(row))}`,
      ).values()) {
        const { config, name, origin, id, rateChanges } = members[0]!
        const seeds = [...new Set(members.map((row) => row.seed))]
        const answer = await lab.call('experiments.start', {
          config: { ...config, name: ownName(name).slice(0, 120), seeds: { list: seeds } },
          // What began with kept weights begins with them again.
          ...(origin && { from: { run: id, kind: 'initial' } }),
          rateChanges: steeredAs({ rateChanges }),
        })
        put(answer.runs)
        experiments.push(answer.experiment.id)
      }
      return experiments
    })
    if (started?.[0] !== undefined) void router.push(`/run/${started[0]}`)
  }

  async function addTags(rows: readonly RunRow[], tags: readonly string[]): Promise<void> {
    const changed = await notices.attempt(async () => {
      const all: RunRow[] = []
      for (const members of Map.groupBy(rows, (row) => JSON.stringify(row.tags)).values())
        all.push(...unpackRuns(await lab.call('runs.update', { runs: idsOf(members), patch: { tags: [...new Set([...members[0]!.tags, ...tags])] } })))
      return all
    })
    if (changed) put(changed)
  }

  async function fork(config: ExperimentInput, from: InitialWeightsChoice): Promise<boolean> {
    const answer = await notices.attempt(() => lab.call('experiments.start', { config: { ...config, name: ownName(config.name) }, from }))
    if (!answer) return false
    put(answer.runs)
    void router.push(`/run/${answer.experiment.id}`)
    return true
  }

  function refusal({ locked, active }: Trashable): string {
    const reasons = [
      ...(active.length > 0 ? [t('runs.refused.active', { count: active.length }, active.length)] : []),
      ...(locked.length > 0 ? [t('runs.refused.locked', { count: locked.length }, locked.length)] : []),
    ]
    return reasons.join(' ')
  }

  async function toTrash(rows: readonly RunRow[]): Promise<boolean> {
    const split = splitTrashable(rows)
    const refused = refusal(split)
    if (refused !== '') notices.fail(new LabError('conflict', refused))
    if (split.allowed.length === 0) return false
    const ids = idsOf(split.allowed)
    const trashed = await notices.attempt(async () => unpackRuns(await lab.call('runs.trash', { runs: ids })))
    if (!trashed) return false
    put(trashed)
    notices.offerUndo(t('runs.trashed', { count: trashed.length }, trashed.length), async () => put(unpackRuns(await lab.call('runs.restore', { runs: ids }))))
    return true
  }

  async function restore(rows: readonly RunRow[]): Promise<void> {
    const restored = await notices.attempt(async () => unpackRuns(await lab.call('runs.restore', { runs: idsOf(rows) })))
    if (!restored) return
    put(restored)
    notices.tell(t('runs.restored', { count: restored.length }, restored.length))
  }

  async function deleteForGood(rows: readonly RunRow[]): Promise<void> {
    const answer = await notices.attempt(() => lab.call('runs.delete', { runs: idsOf(rows) }))
    if (answer) notices.tell(t('runs.deleted', { count: answer.deleted.length }, answer.deleted.length))
  }

  return {
    compare: (rows) =>
      void router.push({
        path: '/compare',
        query: {
          runs: idsOf(rows)
            .sort((a, b) => a - b)
            .join(','),
        },
      }),
    openRun: (row) => void router.push(`/run/${row.experiment}`),
    drawWith: (row) => void router.push({ path: '/draw', query: { run: String(row.id) } }),
    inspect: (row) => void router.push(`/inspect/${row.id}`),
    openAsSetup(row) {
      if (row.rateChanges.length > 0) notices.tell(t('runs.steered.notTaken'))
      void router.push({ path: '/setup', query: { experiment: String(row.experiment) } })
    },
    runAgain,
    update,
    addTags,
    fork,
    toTrash,
    restore,
    deleteForGood,
  }
}
