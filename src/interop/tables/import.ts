/** A table on its way from text to a data set: looked at as a whole first, and only then written, so that a fault leaves nothing behind. */
import type { DatasetContent, Dialect, TableChoices } from '../../api/datasets'
import type { StoredShape } from '../../engine/data/stored-table'
import { detectDialect, columnNames } from './dialect'
import { RowEncoder, type TableSink } from './encode'
import { planTable, typesOf, type TablePlan } from './plan'
import { readCsv } from './csv'
import { isKept, Survey } from './survey'

/** A file that can be read more than once. */
export interface TableSource {
  /** For messages. */
  file: string
  /** The beginning, up to `previewBytes`. */
  beginning: Uint8Array
  /** The whole, from the beginning, in pieces. */
  open(): AsyncIterable<Uint8Array>
}

export interface ImportedTable {
  shape: StoredShape
  content: DatasetContent
}

/**
 * Reads the file twice: once to know its columns, once to write it.
 * @param begin called when everything is known to fit, before the first number is handed on
 * @throws LabError `invalid` with the field for a choice that does not fit, DataError with line and column for what is wrong in the file
 */
export async function importTable(source: TableSource, choices: TableChoices, begin: (shape: StoredShape) => TableSink): Promise<ImportedTable> {
  const { file } = source
  const { survey, dialect, plan } = await surveyTable(source, choices)
  const { columns, rows } = survey
  const { target, width } = plan
  const outputs = target.task === 'classification' ? target.classes.length : target.columns.length
  const shape: StoredShape = { task: target.task, samples: rows, inputs: width, outputs }
  const encoder = new RowEncoder(plan, { file, decimal: dialect.decimal }, begin(shape))
  await readRows(source, dialect, (cells, line) => {
    if (isKept(cells, line, columns, { file, missing: choices.missing })) encoder.add(cells, line)
  })
  encoder.flush()
  return { shape, content: contentOf(survey, dialect, plan) }
}

async function surveyTable(source: TableSource, choices: TableChoices): Promise<{ survey: Survey; dialect: Dialect; plan: TablePlan }> {
  const { file, beginning } = source
  const { dialect, names, rows } = detectDialect(beginning, choices)
  const named = columnNames(names, names?.length ?? rows[0]?.length ?? 0)
  const types = typesOf(
    named.map((name) => ({ name })),
    choices,
  )
  const survey = new Survey({ file, names: named, decimal: dialect.decimal, missing: choices.missing, types })
  await readRows(source, dialect, (cells, line) => survey.add(cells, line))
  return { survey, dialect, plan: planTable(survey, choices, file) }
}

/** The rows below the header. */
async function readRows({ file, open }: TableSource, { delimiter, header }: Dialect, onRow: (cells: string[], line: number) => void): Promise<void> {
  let first = header
  await readCsv(open(), { file, delimiter }, (cells, line) => {
    if (!first) onRow(cells, line)
    first = false
  })
}

function contentOf({ columns, dropped, first }: Survey, dialect: Dialect, { inputs, target, constant, warnings }: TablePlan): DatasetContent {
  return {
    inputs: inputs.map(({ place: _place, ...input }) => input),
    target:
      target.task === 'classification'
        ? { task: 'classification', name: target.name, classes: target.classes }
        : { task: 'regression', columns: target.columns },
    dialect,
    dropped,
    constant,
    warnings,
    first: { columns: columns.slice(0, first[0]?.length ?? 0).map(({ name }) => name), rows: first },
  }
}
