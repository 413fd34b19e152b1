/** `lab open`: says what a figure's file was drawn from, what of it is recorded here, and gives its experiment back. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseName } from '../../../db/data-folder'
import { openStore } from '../../../db/store'
import type { FigureMetadata, OpenedFigure } from '../../api/figure-file'
import { LabError } from '../../api/failure'
import { systemCode } from '../../api/system-code'
import type { ExperimentConfig } from '../../engine/config/experiment'
import { matchFigure } from '../../main/lab/report/opened'
import { readFigureFile } from '../../report/read-figure'
import type { Terminal } from '../terminal'
import { formatTable, printable } from '../text'

/** The largest file that is read, in bytes: a figure is far smaller. */
const largest = 100e6

export interface OpenOptions {
  /** The figure's file. */
  file: string
  /** Writes the experiment as JSON, for `lab train --config`. */
  save?: string
  json: boolean
  /** Folder of the database. */
  folder: string
  terminal: Terminal
}

/** Only reads; throws a LabError `data` for a file that is no figure of the lab, or of a newer one. */
export function openFigure({ file, save, json, folder, terminal }: OpenOptions): void {
  const read = readFigureFile(readFigure(file), file)
  if (!read.ok) throw new LabError(read.code, read.message)
  const opened = match(read.value, folder)
  if (save !== undefined) saveExperiment(save, opened.experiments)
  if (json) {
    terminal.print(JSON.stringify(opened))
    return
  }
  for (const line of describe(opened)) terminal.print(printable(line))
  if (save === undefined) terminal.note('--save FILE writes its experiment, for lab train --config FILE.')
  else terminal.note(`The experiment is in ${printable(save)}: lab train --config ${printable(save)} trains it.`)
}

function readFigure(file: string): Uint8Array {
  try {
    const { size } = statSync(file)
    if (size > largest) throw new LabError('data', `${file} has ${size} bytes: a figure has at most ${largest}`)
    return readFileSync(file)
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('data', `The figure ${file} cannot be read (${systemCode(error)})`)
  }
}

/** Without a database nothing of it is recorded. */
function match(metadata: FigureMetadata, folder: string): OpenedFigure {
  if (!existsSync(join(folder, databaseName))) return matchFigure(metadata, null)
  const store = openStore({ folder, mode: 'read', program: 'lab open' })
  try {
    return matchFigure(metadata, store.queries)
  } finally {
    store.close()
  }
}

function saveExperiment(file: string, experiments: readonly ExperimentConfig[]): void {
  const [experiment, ...more] = experiments
  if (!experiment) throw new LabError('data', 'The figure names no trial: there is no experiment to write')
  if (more.length > 0) throw new LabError('conflict', `The figure was drawn from ${experiments.length} experiments: --json has them all`)
  try {
    writeFileSync(file, `${JSON.stringify(experiment, null, 2)}\n`, { flag: 'wx' })
  } catch (error) {
    const code = systemCode(error)
    throw new LabError('data', code === 'EEXIST' ? `${file} is there already: name another file` : `${file} cannot be written (${code})`)
  }
}

function describe({ metadata, trials, missing, otherData, experiments }: OpenedFigure): string[] {
  const { title, figure, variant, program, settings } = metadata
  const facts = [
    title,
    `Drawn by Backprop Lab ${program}${variant === 'quick' ? ', a quick look' : ''}.`,
    `${trials - missing} of its ${trials} trials are recorded here${otherData.length > 0 ? `, ${otherData.length} of them on other data: their data digests differ` : ''}.`,
    ...(figure === null ? [] : [`lab reproduce --figures ${figure}${variant === 'quick' ? ' --quick' : ''} trains what is missing and draws it again.`]),
    '',
  ]
  const table = formatTable(
    [{ title: 'Setting' }, { title: 'Seeds', align: 'right' }, { title: 'Epochs', align: 'right' }, { title: 'Configuration' }],
    settings.map(({ label, trials: ofSetting, config, configDigest }) => [
      label || (experiments[0]?.name ?? '–'),
      String(ofSetting.length),
      String(config.epochs),
      configDigest.slice(0, 12),
    ]),
  )
  return [...facts, ...table]
}
