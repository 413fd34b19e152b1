/** Follows runs of a lab of its own to their end: every epoch once it is stored, how each run ended, and what the command ends with. */
import { createClient, type LabClient } from '../api/client'
import type { RunRow } from '../api/records'
import type { EpochRecord } from '../engine/training/records'
import type { Lab } from '../main/lab/options'
import { exitCodes } from './exit-codes'
import type { Interruption } from './interruption'
import type { Terminal } from './terminal'
import { formatLoss, formatSeconds, formatShare, formatTable, printable } from './text'
import { doneLine, epochLine } from './train-lines'
import { countEpochs } from './train-progress'
import { TrainSession } from './train-session'

export interface FollowOptions {
  lab: Lab
  terminal: Terminal
  json: boolean
  interruption: Interruption
  /** Monotonic clock in milliseconds. */
  now?: () => number
}

/**
 * Follows the runs that `begin` gives to the training process, and closes the lab.
 * @returns the exit code
 */
export async function followRuns(begin: (client: LabClient) => Promise<readonly RunRow[]>, options: FollowOptions): Promise<number> {
  const { lab, terminal, json, interruption, now = () => performance.now() } = options
  const client = createClient({ kind: 'terminal', invoke: lab.invoke, subscribe: lab.subscribe })
  const onEpochs = (run: RunRow, epochs: readonly EpochRecord[]) => {
    if (json) for (const record of epochs) terminal.print(JSON.stringify(epochLine(run, record)))
  }
  const session = new TrainSession({ client, terminal, interruption, now, onEpochs })
  try {
    await session.settle(await begin(client))
  } finally {
    session.end()
    await lab.close(!interruption.signal.aborted)
  }
  if (json) terminal.print(JSON.stringify(doneLine(session.runs)))
  else if (session.runs.length > 0) for (const line of formatRuns(session.runs)) terminal.print(line)
  if (interruption.signal.aborted) {
    const [first] = session.runs
    if (first) terminal.note(`lab resume --experiment ${first.experiment} goes on from here.`)
    return interruption.exitCode
  }
  return session.runs.every(({ status }) => status === 'done') ? exitCodes.done : exitCodes.failed
}

export function describeRuns(runs: readonly RunRow[]): string {
  const [first] = runs
  const last = runs.at(-1)
  if (!first || !last) return 'no run'
  if (first === last) return `run ${first.id}, ${countEpochs(first.epochs)}`
  const inRow = runs.every(({ id }, i) => id === first.id + i)
  return `${runs.length} runs, numbers ${inRow ? `${first.id} to ${last.id}` : runs.map(({ id }) => id).join(', ')}`
}

function formatRuns(runs: readonly RunRow[]): string[] {
  const right = { align: 'right' } as const
  const columns = [
    { title: 'Run', ...right },
    { title: 'Setting' },
    { title: 'Seed', ...right },
    { title: 'Status' },
    { title: 'Epochs', ...right },
    { title: 'Train loss', ...right },
    { title: 'Train accuracy', ...right },
    { title: 'Validation loss', ...right },
    { title: 'Validation accuracy', ...right },
    { title: 'Best epoch', ...right },
    { title: 'Time', ...right },
  ]
  const rows = runs.map((run) => [
    String(run.id),
    printable(run.setting),
    String(run.seed),
    run.status,
    String(run.epochsDone),
    formatLoss(run.last?.train.loss ?? null),
    formatShare(run.last?.train.accuracy ?? null),
    formatLoss(run.last?.validation.loss ?? null),
    formatShare(run.last?.validation.accuracy ?? null),
    String(run.best?.epoch ?? '–'),
    formatSeconds(run.seconds),
  ])
  return formatTable(columns, rows)
}
