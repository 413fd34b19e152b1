/** `lab train`: runs an experiment in a lab of its own and reports every epoch once it is stored. */
import { createClient, type LabClient } from '../../api/client'
import { isFinal, type RunRow } from '../../api/records'
import type { ExperimentConfig } from '../../engine/config/experiment'
import type { EpochRecord } from '../../engine/training/records'
import type { Lab } from '../../main/lab/options'
import { exitCodes } from '../exit-codes'
import type { Interruption } from '../interruption'
import type { Terminal } from '../terminal'
import { formatLoss, formatSeconds, formatShare, formatTable, printable } from '../text'
import { doneLine, epochLine } from '../train-lines'
import { countEpochs, describeEnd, TrainProgress } from '../train-progress'

/** How long running trials may take to stop and leave their checkpoints, in milliseconds. */
const stopLimit = 5000

export interface TrainOptions {
  config: ExperimentConfig
  lab: Lab
  terminal: Terminal
  json: boolean
  interruption: Interruption
  /** Monotonic clock in milliseconds. */
  now?: () => number
}

/** Trains and closes the lab; returns the exit code. */
export async function train({ config, lab, terminal, json, interruption, now = () => performance.now() }: TrainOptions): Promise<number> {
  const client = createClient({ kind: 'terminal', invoke: lab.invoke, subscribe: lab.subscribe })
  const session = new TrainSession(terminal, json, new TrainProgress(now, terminal.interactive))
  const subscriptions = [
    client.on('run', (run) => session.takeRun(run)),
    client.on('epochs', ({ run, epochs }) => session.takeEpochs(run, epochs)),
    client.on('fault', ({ message }) => terminal.note(printable(message))),
  ]
  try {
    const { runs } = await client.call('experiments.start', { config })
    terminal.note(`Training ${printable(config.name)}: ${describeRuns(runs)}`)
    const ended = await Promise.race([session.ended, aborted(interruption.signal)])
    if (ended === 'aborted') await stop(client, session, terminal)
  } finally {
    subscriptions.forEach((end) => end())
    await lab.close()
  }
  session.report()
  if (interruption.signal.aborted) return interruption.exitCode
  return session.runs.every(({ status }) => status === 'done') ? exitCodes.done : exitCodes.failed
}

/** The runs of the one experiment that this lab trains. */
class TrainSession {
  private readonly rows = new Map<number, RunRow>()
  private readonly finish = Promise.withResolvers<'ended'>()

  constructor(
    private readonly terminal: Terminal,
    private readonly json: boolean,
    private readonly progress: TrainProgress,
  ) {}

  get ended(): Promise<'ended'> {
    return this.finish.promise
  }

  get runs(): RunRow[] {
    return [...this.rows.values()]
  }

  takeRun(run: RunRow): void {
    const before = this.rows.get(run.id)
    this.rows.set(run.id, run)
    if (before && !isFinal(before.status) && isFinal(run.status)) this.terminal.note(printable(describeEnd(run)))
    if (this.runs.every(({ status }) => isFinal(status))) this.finish.resolve('ended')
  }

  takeEpochs(id: number, epochs: readonly EpochRecord[]): void {
    const run = this.rows.get(id)
    if (!run) return
    if (this.json) for (const record of epochs) this.terminal.print(JSON.stringify(epochLine(run, record)))
    const line = this.progress.afterEpochs(this.runs, run, epochs)
    if (line === null) return
    if (this.terminal.interactive) this.terminal.progress(line)
    else this.terminal.note(line)
  }

  report(): void {
    this.terminal.progress('')
    if (this.json) this.terminal.print(JSON.stringify(doneLine(this.runs)))
    else for (const line of formatRuns(this.runs)) this.terminal.print(line)
  }
}

async function stop(client: LabClient, session: TrainSession, terminal: Terminal): Promise<void> {
  const open = session.runs.filter(({ status }) => !isFinal(status)).map(({ id }) => id)
  if (open.length === 0) return
  terminal.note('Stopping: what was recorded is kept.')
  // What does not stop in time is marked as interrupted when the lab closes.
  const stopped = client.call('runs.stop', { runs: open }).catch((error: unknown) => terminal.note(String(error)))
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => late.resolve(undefined), stopLimit)
  await Promise.race([stopped, late.promise])
  clearTimeout(timer)
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  if (signal.aborted) return Promise.resolve('aborted')
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted'), { once: true }))
}

function describeRuns(runs: readonly RunRow[]): string {
  const [first] = runs
  const last = runs.at(-1)
  if (!first || !last) return 'no run'
  return first === last ? `run ${first.id}, ${countEpochs(first.epochs)}` : `${runs.length} runs, numbers ${first.id} to ${last.id}`
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
