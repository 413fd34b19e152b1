/** `lab data`: data sets of one's own, imported, listed, shown and removed. */
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { databaseName } from '../../../db/data-folder'
import { namedSetOfRow, storedSetOfRow, tableChoices, type DatasetRow, type TableChoices, type TablePreview } from '../../api/datasets'
import { LabError } from '../../api/failure'
import type { PlayedSamples } from '../../api/played-samples'
import type { ExperimentConfig } from '../../engine/config/experiment'
import { tableExperiment } from '../../engine/config/table-experiment'
import { firstProblem } from '../../engine/config/validate'
import { answered } from '../../interop/answered'
import { previewTable } from '../../interop/tables/preview'
import { importDatasetFile, isDatasetFile, writeDatasetFile } from '../../main/lab/datasets/dataset-file'
import { importFile, inspectFile } from '../../main/lab/datasets/import-file'
import { importImageFiles } from '../../main/lab/datasets/import-images'
import { importPictureFolder } from '../../main/lab/datasets/import-pictures'
import { columnChoices, type ImportWords } from '../data-commands'
import { UsageError } from '../exit-codes'
import type { Interruption } from '../interruption'
import { openWritable } from '../open-writable'
import { formatTable, printable } from '../text'
import { withStore, type RunsContext } from './runs'

/** Imports the file; returns the exit code of an import that was ended, or null. Throws the LabErrors of `importFile`. */
export async function importData(
  { folder, terminal, json }: RunsContext,
  file: string,
  words: ImportWords,
  interruption: Interruption,
): Promise<number | null> {
  if (words.preview) {
    const { delimiter, decimal, header } = words
    const preview = answered(() => previewTable(inspectFile(file, file).beginning, file, { delimiter, decimal, header }))
    if (json) terminal.print(JSON.stringify({ preview }))
    else for (const line of describePreview(preview)) terminal.print(printable(line))
    return null
  }
  const choices = choose(words)
  const store = openWritable({ folder, terminal }, 'lab data import')
  try {
    const onProgress = ({ done, total }: { done: number; total: number }) =>
      terminal.progress(`Reading ${printable(file)}: ${Math.floor((100 * done) / total)} %`)
    const name = words.name === undefined ? {} : { name: words.name }
    const watch = { onProgress, signal: interruption.signal }
    const named = (path: string) => ({ path, fileName: path })
    const read = () => {
      if (words.labels !== undefined) return importImageFiles({ folder, images: named(file), labels: named(words.labels), ...name }, watch)
      if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
        return importPictureFolder({ folder, pictures: file, size: words.size ?? null, ...name }, watch)
      return importFile({ folder, ...named(file), choices }, watch)
    }
    const dataset = await ((await isDatasetFile(file)) ? importDatasetFile({ folder, ...named(file) }, watch) : read())
    terminal.progress('')
    const imported = store.datasets.add(dataset)
    if (json) terminal.print(JSON.stringify({ data: imported.row, present: imported.present }))
    else for (const line of describeImport(imported.row, imported.present)) terminal.note(printable(line))
    return null
  } catch (error) {
    if (!interruption.signal.aborted) throw error
    terminal.note('The import was ended; nothing was added')
    return interruption.exitCode
  } finally {
    store.close()
  }
}

function choose(words: ImportWords): TableChoices {
  const { name, target, task, delimiter, decimal, header, missing, constant } = words
  const columns = columnChoices(words)
  const given = { name, targets: target, task, delimiter, decimal, header, missing, constant, ...(columns.length > 0 && { columns }) }
  const parsed = tableChoices.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
  if (parsed.success) return parsed.data
  throw new UsageError(firstProblem(parsed.error).message)
}

export function listData({ folder, terminal, json }: RunsContext): void {
  const rows = existsSync(join(folder, databaseName)) ? withStore(folder, ({ datasets }) => datasets.list()) : []
  if (json) return terminal.print(JSON.stringify({ data: rows }))
  if (rows.length === 0) return terminal.note(`There are no data sets in ${folder}: lab data import brings one in`)
  const columns = [
    { title: 'Name' },
    { title: 'Task' },
    { title: 'Samples', align: 'right' as const },
    { title: 'Inputs', align: 'right' as const },
    { title: 'Outputs', align: 'right' as const },
    { title: 'Digest' },
    { title: 'Imported' },
  ]
  const cells = rows.map(({ name, task, samples, inputs, outputs, digest, importedAt }) => [
    printable(name),
    task,
    String(samples),
    String(inputs),
    String(outputs),
    digest.slice(0, 12),
    importedAt,
  ])
  for (const line of formatTable(columns, cells)) terminal.print(line)
}

export function showData({ folder, terminal, json }: RunsContext, named: string): void {
  const { row, runs } = withStore(folder, ({ datasets }) => {
    const row = datasets.get(named)
    return { row, runs: datasets.runsOf(row.digest) }
  })
  const config = { source: 'table', set: storedSetOfRow(row) }
  if (json) return terminal.print(JSON.stringify({ data: row, config, runs }))
  for (const line of [...describeRow(row), `Runs      ${runs}`, '', JSON.stringify(config)]) terminal.print(printable(line))
}

export async function exportData({ folder, terminal, json }: RunsContext, named: string, out: string): Promise<void> {
  const { row, path } = withStore(folder, ({ datasets }) => {
    const row = datasets.get(named)
    return { row, path: datasets.path(row.digest) }
  })
  if (path === null) throw new LabError('not-found', `The file of the data set "${row.name}" (${row.digest}) is missing: import it again`)
  const file = resolve(out)
  const bytes = await writeDatasetFile(row, path, file)
  if (json) terminal.print(JSON.stringify({ file, bytes, digest: row.digest }))
  else terminal.note(printable(`${row.name} is in ${file}, ${bytes} bytes: lab data import brings it into another lab.`))
}

export function removeData({ folder, terminal, json }: RunsContext, named: string, evenIfUsed: boolean): void {
  // Looked into first, so that a wrong folder is left without an empty database.
  const { digest } = withStore(folder, ({ datasets }) => datasets.get(named))
  const store = openWritable({ folder, terminal }, 'lab data remove')
  try {
    store.datasets.remove(digest, { evenIfUsed })
  } catch (error) {
    if (error instanceof LabError && error.code === 'conflict') throw new LabError('conflict', `${error.message}: --even-if-used removes it all the same`)
    throw error
  } finally {
    store.close()
  }
  if (json) terminal.print(JSON.stringify({ removed: digest }))
  else terminal.note(`Removed ${digest}.`)
}

/** The experiment that `lab train --table` trains. Throws the LabErrors of `Datasets.get`. */
export function experimentOnTable(folder: string, named: string): ExperimentConfig {
  return tableExperiment(namedSetOfRow(withStore(folder, ({ datasets }) => datasets.get(named))))
}

function describeImport(row: DatasetRow, present: boolean): string[] {
  const { dropped, constant, warnings } = row.content
  return [
    ...(present ? [`These numbers are here already, as "${row.name}": nothing was added.`] : []),
    ...describeRow(row),
    ...(dropped > 0 ? [`${dropped} rows with a missing value were left out.`] : []),
    ...(constant.length > 0 ? [`Left out, as every row has the same value: ${constant.join(', ')}.`] : []),
    ...warnings.map((warning) => `${warning}.`),
    `lab train --table ${row.digest.slice(0, 12)} trains on it.`,
  ]
}

/** Columns of which a terminal names the first. */
const named = 12

function describeRow({ name, digest, samples, inputs, source, importedAt, bytes, content }: DatasetRow): string[] {
  const { target } = content
  const names = content.inputs.slice(0, named).map((input) => (input.type === 'category' ? `${input.name} (${input.values.length} words)` : input.name))
  const more = content.inputs.length - names.length
  const answer =
    target.task === 'classification'
      ? `Classes   ${target.name}: ${target.classes.slice(0, named).map((one) => `${one.name} (${one.count})`).join(', ')}${target.classes.length > named ? ` and ${target.classes.length - named} more` : ''}` // prettier-ignore
      : `Targets   ${target.columns.map((column) => `${column.name} (${short(column.min)} to ${short(column.max)})`).join(', ')}`
  return [
    `Name      ${name}`,
    `Digest    ${digest}`,
    `Samples   ${samples}`,
    content.image
      ? `Inputs    ${inputs}: images of ${content.image.rows} x ${content.image.columns} pixels`
      : `Inputs    ${inputs}: ${names.join(', ')}${more > 0 ? ` and ${more} more columns` : ''}`,
    answer,
    ...(source.played ? [`Played    ${playedWords(source.played)}`] : []),
    `From      ${source.file}, ${source.bytes} bytes, SHA-256 ${source.sha256}`,
    `Imported  ${importedAt}, ${bytes} bytes`,
  ]
}

/** What was done in the playground to the samples of other data. */
function playedWords({ from, seed, moved, noise }: PlayedSamples): string {
  const added = noise.times > 0 ? `, noise of deviation ${short(noise.deviation)} added` : ''
  return `${printable(from)} with seed ${seed}: ${moved} ${moved === 1 ? 'sample' : 'samples'} moved${added}`
}

function short(value: number): string {
  return Number(value.toPrecision(4)).toString()
}

function describePreview({ dialect, columns, rows }: TablePreview): string[] {
  const signs = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', '.': 'point' } as const
  return [
    `Delimiter ${signs[dialect.delimiter]}, decimal sign ${signs[dialect.decimal]}, ${dialect.header ? 'the first row names the columns' : 'no header'}; the last column is for ${columns.at(-1)?.task ?? 'nothing'}.`,
    ...formatTable(
      columns.slice(0, named).map(({ name, type }) => ({ title: `${name.slice(0, 24)} (${type})` })),
      rows.map((row) => row.slice(0, named).map((cell) => cell.slice(0, 24))),
    ),
  ]
}
