/** A lab in this very process with the built training process beside it, for faults that hit the training process alone. */
import { resolve } from 'node:path'
import { createClient, type LabClient } from '../../../src/api/client'
import type { RunRow } from '../../../src/api/records'
import type { TrainerProcess } from '../../../src/api/trainer'
import { labVersion } from '../../../src/api/version'
import type { ExperimentInput } from '../../../src/engine/config/experiment'
import { createLab } from '../../../src/main/lab/lab'
import { forkTrainer } from '../../../src/main/loopback/fork'

/** A run that has not come to where it should be after so many milliseconds hangs. */
const patience = 120_000

export interface OwnLab {
  client: LabClient
  /** The training processes so far, the present one last. */
  processes: readonly TrainerProcess[]
  start(config: ExperimentInput): Promise<number>
  /** The run's row as soon as it fits. */
  until(run: number, fits: (row: RunRow) => boolean): Promise<RunRow>
  /** The digests of the weights of all recorded epochs, in order; throws where the epochs have a gap. */
  digests(run: number): Promise<string[]>
  close(): Promise<void>
}

/** @param trainer entry of the training process; the built one where nothing else is said */
export function openOwnLab(folder: string, trainer = resolve('out/main/trainer.js')): OwnLab {
  const processes: TrainerProcess[] = []
  const lab = createLab({
    shell: 'terminal',
    folder,
    program: 'a campaign',
    version: labVersion,
    forkTrainer: (onEvent, onExit) => {
      const process = forkTrainer(trainer)(onEvent, onExit)
      processes.push(process)
      return process
    },
    versions: { electron: null, chrome: null },
  })
  const client = createClient({ kind: 'terminal', invoke: lab.invoke, subscribe: lab.subscribe })
  return {
    client,
    processes,
    async start(config) {
      const { runs } = await client.call('experiments.start', { config })
      return runs[0]?.id ?? 0
    },
    until: (run, fits) => untilFits(client, run, fits),
    async digests(run) {
      const [{ epochs } = { epochs: [] }] = await client.call('runs.epochs', { runs: [run] })
      if (epochs.some(({ epoch }, index) => epoch !== index)) throw new Error(`The epochs of run ${run} have a gap`)
      return epochs.map(({ weightDigest }) => weightDigest)
    },
    close: () => lab.close(),
  }
}

async function untilFits(client: LabClient, run: number, fits: (row: RunRow) => boolean): Promise<RunRow> {
  const { promise, resolve, reject } = Promise.withResolvers<RunRow>()
  const hung = setTimeout(() => reject(new Error(`Run ${run} has not come to where it should be after ${patience / 1000} s`)), patience)
  const end = client.on('run', (row) => {
    if (row.id === run && fits(row)) resolve(row)
  })
  const now = await client.call('runs.get', { run })
  if (fits(now)) resolve(now)
  return promise.finally(() => {
    clearTimeout(hung)
    end()
  })
}
