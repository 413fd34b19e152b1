/** `lab reproduce`: trains what the report's figures still need, judges its claims, and writes figures, data and ledger to a folder. */
import { createClient, type LabClient } from '../../api/client'
import type { RunRow } from '../../api/records'
import { figureNumbers, type FigureNumber, type FigureVariant, type RecordedFigure } from '../../api/report'
import type { Lab } from '../../main/lab/options'
import { measurementText } from '../../report/judge'
import type { Ledger, LedgerClaim } from '../../report/ledger'
import { exitCodes } from '../exit-codes'
import type { Interruption } from '../interruption'
import type { OutputFolder } from '../output-folder'
import type { renderFigurePng } from '../png/render'
import { collectEvidence } from '../report/evidence'
import { writeReport } from '../report/write'
import type { Terminal } from '../terminal'
import { formatSeconds, formatTable } from '../text'
import { TrainSession } from '../train-session'

export interface ReproduceOptions {
  /** Undefined takes all eight. */
  figures?: readonly FigureNumber[]
  variant: FigureVariant
  /** The seeds 1 to N instead of the variant's. */
  seeds?: number
  folder: OutputFolder
  lab: Lab
  terminal: Terminal
  json: boolean
  interruption: Interruption
  render: typeof renderFigurePng
  /** Version of the program. */
  program: string
  /** Monotonic clock in milliseconds. */
  now?: () => number
}

/** Trains, writes and closes the lab; returns the exit code. What was recorded before is not trained again. */
export async function reproduce(options: ReproduceOptions): Promise<number> {
  const { lab, terminal, interruption, figures = figureNumbers, now = () => performance.now() } = options
  const client = createClient({ kind: 'terminal', invoke: lab.invoke, subscribe: lab.subscribe })
  const report = new Lines(terminal, options.json)
  const started = now()
  try {
    const runs = await trainMissing(client, { ...options, figures, now }, report)
    if (interruption.signal.aborted) {
      terminal.note('The same command goes on from here.')
      return interruption.exitCode
    }
    const trained = (now() - started) / 1000
    const ledger = await write(client, { ...options, figures, now }, report)
    report.done({ folder: options.folder, ledger, trained, seconds: (now() - started) / 1000 })
    return runs.every(({ status }) => status === 'done' || status === 'diverged') ? exitCodes.done : exitCodes.failed
  } finally {
    await lab.close(!interruption.signal.aborted)
  }
}

type Resolved = ReproduceOptions & Required<Pick<ReproduceOptions, 'figures' | 'now'>>

/** Resolves with the runs that this command trained. */
async function trainMissing(client: LabClient, { figures, variant, seeds, terminal, interruption, now }: Resolved, report: Lines): Promise<RunRow[]> {
  const session = new TrainSession({ client, terminal, interruption, now, quiet: ['done'] })
  try {
    const { runs } = await client.call('report.reproduce', { figures: [...figures], variant, ...(seeds !== undefined && { seeds }) })
    report.started(figures, variant, runs.length)
    if (runs.length > 0) await session.settle(runs)
    return session.runs
  } finally {
    session.end()
  }
}

async function write(client: LabClient, { figures, variant, seeds, folder, render, program, terminal }: Resolved, report: Lines): Promise<Ledger> {
  terminal.note('Judging the claims and drawing the figures.')
  const evidence = await collectEvidence(client, { figures, variant, ...(seeds !== undefined && { seeds }) })
  return writeReport(evidence, folder, {
    figures,
    variant,
    program,
    render,
    onFigure: (recorded, files) => report.figure(recorded, files),
  })
}

interface Done {
  folder: OutputFolder
  ledger: Ledger
  /** Seconds until everything was recorded, and in all. */
  trained: number
  seconds: number
}

/** What the command says: one object a line for programs, or notes and a table for people. */
class Lines {
  constructor(
    private readonly terminal: Terminal,
    private readonly json: boolean,
  ) {}

  started(figures: readonly FigureNumber[], variant: FigureVariant, trials: number): void {
    const size = variant === 'quick' ? 'a quick look' : 'full size'
    const left = trials === 0 ? 'everything is recorded' : `${trials} ${trials === 1 ? 'trial' : 'trials'} to train`
    this.terminal.note(`Figures ${figures.join(', ')}, ${size}: ${left}.`)
    if (this.json) this.terminal.print(JSON.stringify({ event: 'started', figures, variant, trials }))
  }

  figure({ figure, settings }: RecordedFigure, files: readonly string[]): void {
    if (!this.json) return
    const trials = settings.flatMap((setting) => setting.trials)
    const recorded = trials.filter(({ status }) => status === 'done' || status === 'diverged').length
    this.terminal.print(JSON.stringify({ event: 'figure', figure, trials: trials.length, recorded, files }))
  }

  done({ folder, ledger, trained, seconds }: Done): void {
    if (this.json) {
      for (const { claim, ...rest } of ledger.claims) this.terminal.print(JSON.stringify({ event: 'claim', claim, ...rest }))
      this.terminal.print(
        JSON.stringify({ event: 'done', variant: ledger.variant, tally: ledger.tally, folder: folder.path, files: folder.files, trained, seconds }),
      )
      return
    }
    for (const line of formatLedger(ledger)) this.terminal.print(line)
    this.terminal.note(
      `${folder.files.length} files in ${folder.path}: open report.html. Training took ${formatSeconds(trained)}, all ${formatSeconds(seconds)}.`,
    )
  }
}

/** Each claim in a line with its verdict, below it what was measured. */
function formatLedger({ claims, tally, variant }: Ledger): string[] {
  const verdictText = ({ verdict, leaning }: LedgerClaim) => `${verdict ?? 'no data'}${leaning === null ? '' : ` (points to ${leaning})`}`
  const heads = formatTable(
    [{ title: 'Claim' }, { title: 'Verdict' }, { title: 'The report says' }],
    claims.map((claim) => [claim.claim, verdictText(claim), claim.words]),
  )
  const [titles, ...rows] = heads
  const lines = rows.flatMap((row, i) => [row, ...(claims[i]?.measurements ?? []).map((one) => `       ${one.name}: ${measurementText(one)}`)])
  const counts = Object.entries(tally).map(([verdict, count]) => `${count} ${verdict}`)
  return [titles ?? '', ...lines, '', `${counts.join(', ')}.${variant === 'quick' ? ' A quick look decides nothing.' : ''}`]
}
