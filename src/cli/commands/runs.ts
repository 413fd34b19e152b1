/** `lab runs`: what is recorded. Listing and showing only read, so they work beside a running lab. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { databaseName } from '../../../db/data-folder'
import { openStore, type Store, type WritableStore } from '../../../db/store'
import { LabError } from '../../api/failure'
import type { ModelRow, RunRow } from '../../api/records'
import { trashDays } from '../../api/run-view'
import type { EpochRecord } from '../../engine/training/records'
import type { VerificationResult } from '../../api/verification'
import { labVersion } from '../../api/version'
import { noteCutOff } from '../cut-off'
import { openWritable } from '../open-writable'
import type { Terminal } from '../terminal'
import { formatLoss, formatSeconds, formatShare, formatTable, printable } from '../text'

export interface RunsContext {
  folder: string
  terminal: Terminal
  json: boolean
}

export interface ListQuery {
  search?: string
  filter?: string
  trashed: boolean
  archived: boolean
  limit: number
}

/** Rows of epochs that a screen shows before it leaves some out. */
const shownEpochs = 25

/** Runs `work` on the open store. */
export function withStore<T>(folder: string, work: (store: Store) => T): T {
  const store = openStore({ folder, mode: 'read', program: 'lab' })
  try {
    return work(store)
  } finally {
    store.close()
  }
}

export function listRuns({ folder, terminal, json }: RunsContext, query: ListQuery): void {
  // Before the first run there is no database; that is an empty list and no failure.
  const runs = existsSync(join(folder, databaseName)) ? withStore(folder, ({ queries }) => queries.listRuns(query)) : []
  if (json) terminal.print(JSON.stringify({ runs }))
  else if (runs.length === 0) terminal.note(`There are no runs${query.trashed ? ' in the trash' : ''} in ${folder}`)
  else for (const line of formatList(runs)) terminal.print(line)
  noteCutOff(terminal, runs, labVersion)
}

function formatList(runs: readonly RunRow[]): string[] {
  const columns = [
    { title: 'Run', align: 'right' },
    { title: 'Name' },
    { title: 'Seed', align: 'right' },
    { title: 'Status' },
    { title: 'Epochs', align: 'right' },
    { title: 'Loss', align: 'right' },
    { title: 'Validation accuracy', align: 'right' },
    { title: 'Created' },
    { title: 'Tags' },
  ] as const
  return formatTable(
    columns,
    runs.map((run) => [
      String(run.id),
      printable(run.name),
      String(run.seed),
      run.status,
      `${run.epochsDone}/${run.epochs}`,
      formatLoss(run.last?.train.loss ?? null),
      formatShare(run.last?.validation.accuracy ?? null),
      run.createdAt.replace('T', ' ').slice(0, 16),
      printable(run.tags.join(', ')),
    ]),
  )
}

export function showRun({ folder, terminal, json }: RunsContext, id: number): void {
  const { run, epochs, models } = withStore(folder, ({ queries }) => ({
    run: queries.getRun(id),
    epochs: queries.listEpochs([id])[0]?.epochs ?? [],
    models: queries.listModels(id),
  }))
  if (json) terminal.print(JSON.stringify({ run, epochs, models }))
  else for (const line of formatRun(run, epochs, models)) terminal.print(line)
}

function formatRun(run: RunRow, epochs: readonly EpochRecord[], models: readonly ModelRow[]): string[] {
  const facts: [string, string][] = [
    ['Run', `${run.id}, ${printable(run.name)}, seed ${run.seed}`],
    ['Status', run.message === null ? run.status : `${run.status}: ${printable(run.message)}`],
    ['Epochs', `${run.epochsDone} of ${run.epochs}`],
    ['Learning rate', formatRates(run)],
    ['Training time', formatSeconds(run.seconds)],
    ['Best epoch', run.best === null ? '–' : String(run.best.epoch)],
    ['Models', models.length === 0 ? 'none' : models.map(({ kind, epoch }) => (kind === 'epoch' ? `epoch ${epoch}` : `${kind} (epoch ${epoch})`)).join(', ')],
    ['Tags', printable(run.tags.join(', ')) || '–'],
    ['Note', printable(run.note) || '–'],
    ['Created', run.createdAt],
    ['Finished', run.finishedAt ?? '–'],
    ['Kernels', `${run.kernels}, version ${run.engineVersion || '–'}`],
    ['Verified', run.verified === null ? '–' : formatVerification(run.verified)],
    ['Data SHA-256', run.dataDigest ?? '–'],
    ['Configuration', run.configDigest],
    ['', JSON.stringify(run.config)],
  ]
  const width = Math.max(...facts.map(([name]) => name.length))
  return [...facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`), '', ...formatEpochs(epochs)]
}

function formatRates({ config, rateChanges }: RunRow): string {
  const changes = rateChanges.map(({ epoch, learningRate, at }) => `${learningRate} from epoch ${epoch} on (changed ${at})`)
  return [String(config.optimizer.learningRate), ...changes].join(', ')
}

function formatVerification({ status, epochs, difference, changes, at, engineVersion, kernels }: VerificationResult): string {
  const result = status === 'same' ? `the same weights in all ${epochs} epochs` : `other weights from epoch ${difference?.epoch ?? 0} on`
  return [`${at}: ${result} (version ${engineVersion}, kernels ${kernels})`, ...changes.map(printable)].join('. ')
}

function formatEpochs(epochs: readonly EpochRecord[]): string[] {
  const titles = ['Epoch', 'Train loss', 'Train accuracy', 'Validation loss', 'Validation accuracy', 'Seconds']
  const step = Math.ceil(epochs.length / shownEpochs)
  const shown = epochs.filter(({ epoch }, i) => epoch % step === 0 || i === epochs.length - 1)
  const table = formatTable(
    titles.map((title) => ({ title, align: 'right' })),
    shown.map(({ epoch, train, validation, seconds }) => [
      String(epoch),
      formatLoss(train.loss),
      formatShare(train.accuracy),
      formatLoss(validation.loss),
      formatShare(validation.accuracy),
      seconds.toFixed(3),
    ]),
  )
  return step > 1 ? [...table, `Every ${step} epochs are shown; --json has them all.`] : table
}

/** Moves runs to the trash, or removes them for good from wherever they are. */
export function deleteRuns(context: RunsContext, ids: readonly number[], forGood: boolean): void {
  const { terminal, json } = context
  changeRuns(context, 'lab runs delete', ids, ({ editor }) => {
    const trashed = editor.trash(ids).map(({ id }) => id)
    if (forGood) editor.delete(ids)
    if (json) return terminal.print(JSON.stringify(forGood ? { deleted: trashed } : { trashed }))
    if (forGood) return terminal.note(`Deleted for good: ${trashed.join(', ')}`)
    terminal.note(`Moved to the trash: ${trashed.join(', ')}. "lab runs restore ${trashed.join(' ')}" brings them back.`)
    terminal.note(`The first start after ${trashDays} days deletes them for good, with all they hold; --for-good does at once.`)
  })
}

/** Brings runs back from the trash; what is not in it stays as it is. */
export function restoreRuns(context: RunsContext, ids: readonly number[]): void {
  const { terminal, json } = context
  changeRuns(context, 'lab runs restore', ids, ({ editor }) => {
    const restored = editor.restore(ids).map(({ id }) => id)
    if (json) terminal.print(JSON.stringify({ restored }))
    else terminal.note(`Out of the trash: ${restored.join(', ')}`)
  })
}

function changeRuns(context: RunsContext, program: string, ids: readonly number[], change: (store: WritableStore) => void): void {
  // A wrong folder is left without an empty database.
  if (!existsSync(join(context.folder, databaseName)))
    throw new LabError('not-found', `There is no run ${ids.join(', ')} in ${context.folder}: nothing is recorded there`)
  const store = openWritable(context, program)
  try {
    change(store)
  } finally {
    store.close()
  }
}
