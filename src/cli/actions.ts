/** What the commands do in this process. */
import { chooseDataFolder } from '../../db/data-folder'
import { labVersion } from '../api/version'
import { createLab } from '../main/lab/lab'
import { forkTrainer } from '../main/loopback/fork'
import { keepOpen } from '../main/loopback/keep-open'
import { startLoopback } from '../main/loopback/start'
import { predict } from './commands/predict'
import { listPresets } from './commands/presets'
import { deleteRuns, listRuns, showRun } from './commands/runs'
import { train } from './commands/train'
import { chooseExperiment } from './experiment-choice'
import { watchInterruption } from './interruption'
import type { Actions } from './program'
import type { Terminal } from './terminal'

export interface ActionContext {
  terminal: Terminal
  /** Aborted when nobody reads standard output any more. */
  outputClosed: AbortSignal
  /** Built training process. */
  trainer: string
  /** Ends the process with this code when everything is written; after an interruption, soon in any case. */
  setExitCode(code: number, interrupted: boolean): void
  /** Ends the process at once. */
  exit(code: number): void
}

export function createActions({ terminal, outputClosed, trainer, setExitCode, exit }: ActionContext): Actions {
  return {
    async train({ dataDir, json = false, ...choice }) {
      const config = chooseExperiment(choice)
      const lab = createLab({
        shell: 'terminal',
        folder: chooseDataFolder(dataDir),
        program: 'lab train',
        version: labVersion,
        forkTrainer: forkTrainer(trainer),
        versions: { electron: null, chrome: null },
      })
      const interruption = watchInterruption(process, outputClosed, exit)
      setExitCode(await train({ config, lab, terminal, json, interruption }), interruption.signal.aborted)
      interruption.release()
    },
    presets: ({ json = false }) => listPresets(terminal, json),
    list: ({ dataDir, json = false, trashed = false, archived = false, ...query }) =>
      listRuns({ folder: chooseDataFolder(dataDir), terminal, json }, { trashed, archived, ...query }),
    show: (run, { dataDir, json = false }) => showRun({ folder: chooseDataFolder(dataDir), terminal, json }, run),
    remove: (runs, { dataDir, json = false, forGood = false }) => deleteRuns({ folder: chooseDataFolder(dataDir), terminal, json }, runs, forGood),
    predict: ({ dataDir, ...options }) => predict({ folder: chooseDataFolder(dataDir), terminal, ...options }),
    serve: async ({ dataDir, port }) => keepOpen(await startLoopback({ port, ...(dataDir !== undefined && { folder: dataDir }) })),
  }
}
