/** `lab models`: models as files for other programs, and those of other programs as runs of this lab. */
import { basename } from 'node:path'
import { mostModelBytes, type ModelCheck, type ModelExportChoice, type ModelImportChoice } from '../../api/interop'
import type { ModelKind } from '../../api/records'
import { exportNamed, pretrainedModel, storedModel } from '../../main/lab/exchange'
import { UsageError } from '../exit-codes'
import { followRuns, type FollowOptions } from '../follow-runs'
import { checkNewFile, resolveOutput, writeNewFile } from '../output-files'
import { sendFile } from '../send-file'
import { printable } from '../text'
import { withStore, type RunsContext } from './runs'

/** Exactly one model: that of a run, of its last epoch unless told otherwise, or the one that comes with the program. */
export interface ModelChoice {
  run?: number
  best?: boolean
  epoch?: number
  pretrained?: boolean
}

export interface ModelExportOptions extends ModelChoice, ModelExportChoice {
  out: string
}

/** @param from the folder that the command runs in */
export function exportModelFile({ folder, terminal, json, from }: RunsContext & { from: string }, { out, ...options }: ModelExportOptions): void {
  const choose = chooseModel(options)
  const path = resolveOutput(out, from)
  checkNewFile(path)
  const { format, preprocessing, softmax } = options
  const model = choose === null ? pretrainedModel() : withStore(folder, ({ queries }) => storedModel(queries, choose))
  const { file, check } = exportNamed(model, { format, preprocessing, softmax })
  writeNewFile(path, file)
  if (json) return terminal.print(JSON.stringify({ file: path, bytes: file.length, check }))
  terminal.print(printable(path))
  terminal.note(describeCheck(check))
}

function chooseModel({ run, best = false, epoch, pretrained = false }: ModelChoice): { run: number; kind: ModelKind; epoch?: number } | null {
  if ((run === undefined) !== pretrained) throw new UsageError('Give either --run ID or --pretrained')
  if (best && epoch !== undefined) throw new UsageError('Give either --best or --epoch N')
  if (run === undefined) {
    if (best || epoch !== undefined) throw new UsageError('--best and --epoch choose among the models of a run: they do not go with --pretrained')
    return null
  }
  return epoch === undefined ? { run, kind: best ? 'best' : 'last' } : { run, kind: 'epoch', epoch }
}

function describeCheck({ samples, largestDifference, largestOutput, tolerance }: ModelCheck): string {
  const short = (value: number) => Number(value.toPrecision(2)).toString()
  return `Read back and compared with the engine over ${samples} samples: outputs up to ${short(largestOutput)} differ by at most ${short(largestDifference)} (${short(tolerance)} is allowed)`
}

export interface ModelImportOptions extends FollowOptions {
  file: string
  choice: ModelImportChoice
}

/** Scores the model and closes the lab; returns the exit code. */
export function importModelFile({ file, choice, ...options }: ModelImportOptions): Promise<number> {
  return followRuns(async (client) => {
    const transfer = await sendFile(client, file, mostModelBytes)
    const { run } = await client.call('models.import', { transfer, fileName: basename(file), ...choice })
    options.terminal.note(`Run ${run.id}: ${printable(run.note)}`)
    return [run]
  }, options)
}
