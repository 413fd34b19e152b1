/** What the commands do in this process. */
import { chooseDataFolder } from '../../db/data-folder'
import { labVersion } from '../api/version'
import { createLab } from '../main/lab/lab'
import { forkTrainer } from '../main/loopback/fork'
import { keepOpen } from '../main/loopback/keep-open'
import { startLoopback } from '../main/loopback/start'
import { exportRuns, importRuns } from './commands/archive'
import { backUpData, checkData, restoreData, salvageData } from './commands/db'
import { exportFigures } from './commands/export'
import { exportModelFile, importModelFile } from './commands/models'
import { openFigure } from './commands/open'
import { experimentOnTable, exportData, importData, listData, removeData, showData } from './commands/data'
import { deleteDrawings, exportDrawings, importDrawings, labelDrawings, listDrawings, setDrawings } from './commands/drawings'
import { exportRunFiles } from './commands/run-files'
import { predict } from './commands/predict'
import { scoreKept } from './commands/score-drawings'
import { listPresets } from './commands/presets'
import { reproduce } from './commands/reproduce'
import { checkChoice, resume } from './commands/resume'
import { deleteRuns, listRuns, restoreRuns, showRun, withStore } from './commands/runs'
import { train } from './commands/train'
import { splitSweep, trainShard } from './commands/sweep'
import { UsageError } from './exit-codes'
import { chooseExperiment, type ExperimentChoice } from './experiment-choice'
import { withKeptDrawings } from './train-with-drawings'
import { watchInterruption } from './interruption'
import { checkNewFile, resolveOutput } from './output-files'
import { openOutputFolder } from './output-folder'
import type { Actions } from './program'
import { readShard } from './shard-file'
import type { ShardChoice } from './sweep-commands'
import type { Terminal } from './terminal'

export interface ActionContext {
  terminal: Terminal
  /** Aborted when nobody reads standard output any more. */
  outputClosed: AbortSignal
  /** Built training process. */
  trainer: string
  /** Built storage-thread.js. */
  storageThread: string
  /** Ends the process with this code when everything is written; after an interruption, soon in any case. */
  setExitCode(code: number, interrupted: boolean): void
  /** Ends the process at once. */
  exit(code: number): void
}

interface ShardTraining {
  shard: ShardChoice['shard'] | undefined
  out: string | undefined
  choice: ExperimentChoice & { drawings: number | undefined }
  dataDir: string | undefined
  json: boolean
}

export function createActions({ terminal, outputClosed, trainer, storageThread, setExitCode, exit }: ActionContext): Actions {
  const openLab = (folder: string, program: string) =>
    createLab({
      shell: 'terminal',
      folder,
      program,
      version: labVersion,
      forkTrainer: forkTrainer(trainer),
      storageThread,
      versions: { electron: null, chrome: null },
    })
  /** A shard in place of an experiment: what else would choose or change one has no place beside it. */
  async function trainOfSweep(sweep: string, { shard, out, choice, dataDir, json }: ShardTraining): Promise<void> {
    if (Object.values(choice).some((value) => value !== undefined))
      throw new UsageError('--sweep names a shard, whose experiment is settled: it does not go with --preset, --config, --epochs, --seeds, --set or --drawings')
    const chosen = readShard(sweep, shard)
    const archive = out === undefined ? null : resolveOutput(out, process.cwd())
    if (archive !== null) checkNewFile(archive)
    const folder = chooseDataFolder(dataDir)
    const lab = openLab(folder, 'lab train')
    const interruption = watchInterruption(process, outputClosed, exit)
    setExitCode(await trainShard({ ...chosen, folder, archive, lab, terminal, json, interruption }), interruption.signal.aborted)
    interruption.release()
  }
  return {
    async train({ dataDir, json = false, drawings: weight, shard, sweep, out, ...choice }) {
      if (sweep !== undefined) return trainOfSweep(sweep, { shard, out, choice: { ...choice, drawings: weight }, dataDir, json })
      if (shard !== undefined || out !== undefined) throw new UsageError('--shard and --out go with --sweep: lab sweep split divides an experiment first')
      const chosen = chooseExperiment(choice, (name) => experimentOnTable(chooseDataFolder(dataDir), name))
      const lab = openLab(chooseDataFolder(dataDir), 'lab train')
      const config = weight === undefined ? chosen : await withKeptDrawings(lab, chosen, weight)
      const interruption = watchInterruption(process, outputClosed, exit)
      setExitCode(await train({ config, lab, terminal, json, interruption, version: labVersion }), interruption.signal.aborted)
      interruption.release()
    },
    async resume({ dataDir, json = false, ...choice }) {
      checkChoice(choice)
      const folder = chooseDataFolder(dataDir)
      // Looked into first, so that a wrong folder is left without an empty database.
      withStore(folder, () => undefined)
      const lab = openLab(folder, 'lab resume')
      const interruption = watchInterruption(process, outputClosed, exit)
      setExitCode(await resume({ ...choice, lab, terminal, json, interruption, version: labVersion }), interruption.signal.aborted)
      interruption.release()
    },
    presets: ({ json = false }) => listPresets(terminal, json),
    list: ({ dataDir, json = false, trashed = false, archived = false, ...query }) =>
      listRuns({ folder: chooseDataFolder(dataDir), terminal, json }, { trashed, archived, ...query }),
    show: (run, { dataDir, json = false }) => showRun({ folder: chooseDataFolder(dataDir), terminal, json }, run),
    remove: (runs, { dataDir, json = false, forGood = false }) => deleteRuns({ folder: chooseDataFolder(dataDir), terminal, json }, runs, forGood),
    restoreRuns: (runs, { dataDir, json = false }) => restoreRuns({ folder: chooseDataFolder(dataDir), terminal, json }, runs),
    async exportRuns(runs, { dataDir, json = false, out, format }) {
      const context = { folder: chooseDataFolder(dataDir), terminal, json }
      if (format === 'archive') await exportRuns(context, runs, out)
      else exportRunFiles(context, { runs, format, out, from: process.cwd() })
    },
    importRuns: (files, { dataDir, json = false }) => importRuns({ folder: chooseDataFolder(dataDir), terminal, json }, files),
    split: ({ dataDir: _dataDir, json = false, shards, out, ...choice }) =>
      splitSweep({ config: chooseExperiment(choice), shards, out, from: process.cwd(), now: new Date(), terminal, json }),
    exportModel: ({ dataDir, json = false, preprocessing = false, softmax = false, ...choice }) =>
      exportModelFile({ folder: chooseDataFolder(dataDir), terminal, json, from: process.cwd() }, { ...choice, preprocessing, softmax }),
    async importModel(file, { dataDir, json = false, name, data, activation, mean, deviation }) {
      const lab = openLab(chooseDataFolder(dataDir), 'lab models import')
      const interruption = watchInterruption(process, outputClosed, exit)
      const choice = { name, data, activation, mean, deviation }
      setExitCode(await importModelFile({ file, choice, lab, terminal, json, interruption }), interruption.signal.aborted)
      interruption.release()
    },
    predict: ({ dataDir, ...options }) => predict({ folder: chooseDataFolder(dataDir), terminal, ...options }),
    async importData(file, { dataDir, json = false, ...words }) {
      const interruption = watchInterruption(process, outputClosed, exit)
      try {
        const code = await importData({ folder: chooseDataFolder(dataDir), terminal, json }, file, words, interruption)
        if (code !== null) setExitCode(code, interruption.signal.aborted)
      } finally {
        interruption.release()
      }
    },
    listData: ({ dataDir, json = false }) => listData({ folder: chooseDataFolder(dataDir), terminal, json }),
    exportData: (named, { out, dataDir, json = false }) => exportData({ folder: chooseDataFolder(dataDir), terminal, json }, named, out),
    showData: (named, { dataDir, json = false }) => showData({ folder: chooseDataFolder(dataDir), terminal, json }, named),
    removeData: (named, { dataDir, json = false, evenIfUsed = false }) => removeData({ folder: chooseDataFolder(dataDir), terminal, json }, named, evenIfUsed),
    listDrawings: ({ dataDir, json = false }) => listDrawings({ folder: chooseDataFolder(dataDir), terminal, json }),
    importDrawings: ({ dataDir, json = false, ...files }) => importDrawings({ folder: chooseDataFolder(dataDir), terminal, json }, files),
    exportDrawings: ({ dataDir, json = false, ...files }) => exportDrawings({ folder: chooseDataFolder(dataDir), terminal, json }, files, process.cwd()),
    labelDrawings: (drawings, { dataDir, json = false, digit, none = false }) => {
      if ((digit === undefined) !== none) throw new UsageError('Give either --digit N or --none')
      labelDrawings({ folder: chooseDataFolder(dataDir), terminal, json }, drawings, digit ?? null)
    },
    deleteDrawings: (drawings, { dataDir, json = false }) => deleteDrawings({ folder: chooseDataFolder(dataDir), terminal, json }, drawings),
    setDrawings: (drawings, { dataDir, weight }) =>
      setDrawings({ folder: chooseDataFolder(dataDir), terminal, json: true }, drawings.length > 0 ? drawings : undefined, weight),
    scoreDrawings: ({ dataDir, json = false, ...choice }) => scoreKept({ folder: chooseDataFolder(dataDir), terminal, json }, choice),
    async reproduce({ dataDir, json = false, quick = false, out, ...choice }) {
      const folder = openOutputFolder(out ?? (quick ? 'report-quick' : 'report'))
      // Only here: no other command needs a canvas.
      const { renderFigurePng } = await import('./png/render')
      const lab = openLab(chooseDataFolder(dataDir), 'lab reproduce')
      const interruption = watchInterruption(process, outputClosed, exit)
      const variant = quick ? 'quick' : 'full'
      const code = await reproduce({ ...choice, variant, folder, lab, terminal, json, interruption, render: renderFigurePng, program: labVersion })
      setExitCode(code, interruption.signal.aborted)
      interruption.release()
    },
    async export({ dataDir, chart: charts, json = false, transparent = false, ...choice }) {
      // Only here: no other command needs a canvas.
      const { renderPicture } = await import('./png/render')
      await exportFigures({ ...choice, charts, json, transparent }, { folder: chooseDataFolder(dataDir), terminal, from: process.cwd(), render: renderPicture })
    },
    open: (file, { dataDir, json = false, save }) =>
      openFigure({ file, json, folder: chooseDataFolder(dataDir), terminal, ...(save !== undefined && { save }) }),
    check: ({ dataDir, json = false }) => setExitCode(checkData({ folder: chooseDataFolder(dataDir), terminal, json }), false),
    backup: ({ dataDir, json = false, out }) => backUpData({ folder: chooseDataFolder(dataDir), terminal, json }, out),
    restore: (file, { dataDir, json = false }) => restoreData({ folder: chooseDataFolder(dataDir), terminal, json }, file),
    salvage: (file, { dataDir, json = false }) => salvageData({ folder: chooseDataFolder(dataDir), terminal, json }, file),
    serve: async ({ dataDir, port }) => keepOpen(await startLoopback({ port, ...(dataDir !== undefined && { folder: dataDir }) })),
  }
}
