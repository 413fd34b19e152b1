/** `lab runs export` for other programs: epochs as CSV, JSON Lines and event files of TensorBoard. */
import { join } from 'node:path'
import { checkNewFile, checkNewFolder, resolveOutput, writeNewFile } from '../output-files'
import { runsCsv, runsJsonLines, type RecordedRun } from '../../interop/runs/tables'
import { eventFile } from '../../interop/runs/tensorboard'
import { printable } from '../text'
import { withStore, type RunsContext } from './runs'

export const runsFormats = ['archive', 'csv', 'jsonl', 'tensorboard'] as const
export type RunsFormat = (typeof runsFormats)[number]

export interface RunFilesOptions {
  runs: readonly number[]
  format: Exclude<RunsFormat, 'archive'>
  out: string
  /** The folder that the command runs in. */
  from: string
}

/** Only reads the lab, so it works beside one that trains. */
export function exportRunFiles({ folder, terminal, json }: RunsContext, { runs, format, out, from }: RunFilesOptions): void {
  const chosen = [...new Set(runs)]
  const path = resolveOutput(out, from)
  if (format === 'tensorboard') checkNewFolder(path, chosen.map(folderOf))
  else checkNewFile(path)
  const recorded = withStore(folder, ({ queries }) => {
    const epochs = new Map(queries.listEpochs(chosen).map((one) => [one.run, one.epochs]))
    return queries.getRuns(chosen).map((run): RecordedRun => ({ run, epochs: epochs.get(run.id) ?? [] }))
  })
  const files = filesOf(path, format, recorded)
  for (const { file, content } of files) {
    writeNewFile(file, content)
    if (!json) terminal.print(printable(file))
  }
  const epochs = recorded.reduce((sum, one) => sum + one.epochs.length, 0)
  if (json) terminal.print(JSON.stringify({ files: files.map(({ file }) => file), runs: chosen, epochs }))
}

function filesOf(path: string, format: RunFilesOptions['format'], recorded: readonly RecordedRun[]): { file: string; content: string | Uint8Array }[] {
  switch (format) {
    case 'csv':
      return [{ file: path, content: runsCsv(recorded) }]
    case 'jsonl':
      return [{ file: path, content: runsJsonLines(recorded) }]
    case 'tensorboard':
      return recorded.map(({ run, epochs }) => ({ file: join(path, folderOf(run.id), eventFileName(run.createdAt)), content: eventFile(run, epochs) }))
  }
}

function folderOf(run: number): string {
  return `run-${run}`
}

/** TensorBoard looks for "tfevents" in names, and sorts by the seconds that follow. */
function eventFileName(createdAt: string): string {
  return `events.out.tfevents.${Math.floor(Date.parse(createdAt) / 1000)}.backprop-lab`
}
