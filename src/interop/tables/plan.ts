/** From what is known of the columns and what was chosen to what each column becomes: features, targets, or nothing. */
import type { InputColumn, TableChoices, TargetColumns } from '../../api/datasets'
import { LabError } from '../../api/failure'
import { limits } from '../../engine/config/limits'
import { DataError } from '../../engine/data/data-error'
import { quote } from '../../engine/data/describe'
import type { Survey, SurveyedColumn } from './survey'

/** A column of the file, by its place, and what it becomes. */
export type Placed<T> = { place: number } & T

export interface TablePlan {
  inputs: Placed<InputColumn>[]
  target: { places: number[] } & TargetColumns
  /** Features of a sample. */
  width: number
  /** Names of features that are the same in every row, and were left out. */
  constant: string[]
  warnings: string[]
}

/** Whole numbers of so many different values or fewer are taken for classes. */
export const fewClasses = 20
/** Float32 must part the range of a column into so many steps at least. */
const fewestSteps = 1000

/**
 * @throws LabError `invalid` with the field where a choice does not fit the columns
 * @throws DataError where a column does not hold what it is to be: text among numbers, too many classes, or one alone
 */
export function planTable(survey: Survey, choices: TableChoices, file: string): TablePlan {
  const { columns, rows } = survey
  if (rows === 0) throw new DataError(file, 'the whole', survey.dropped > 0 ? 'a value is missing in every row: leave a column out' : 'it has no rows')
  const chosen = typesOf(columns, choices)
  const places = targetPlaces(columns, choices)
  const target = planTarget(
    places.map((place) => columns[place]!),
    choices,
    file,
  )
  const constant: string[] = []
  const warnings: string[] = []
  const inputs: Placed<InputColumn>[] = []
  for (const [place, column] of columns.entries()) {
    if (column.ignored || places.includes(place)) continue
    const input = planInput(column, chosen.get(column.name), file)
    const same = input.type === 'number' ? input.min === input.max : input.values.length === 1
    if (same && choices.constant === 'leave-out') {
      constant.push(column.name)
      continue
    }
    if (same) warnings.push(`Column ${quote(column.name)} has the same value in every row: nothing can be learnt of it, and no scaling takes it`)
    else if (input.type === 'number') warnings.push(...roundingOf(input))
    inputs.push({ place, ...input })
  }
  if (target.task === 'regression')
    for (const { name, min, max } of target.columns) if (min === max) warnings.push(`Target ${quote(name)} has the same value in every row`)
  const width = inputs.reduce((sum, input) => sum + (input.type === 'number' ? 1 : input.values.length), 0)
  if (width === 0) throw new DataError(file, 'the columns', 'no feature is left: every column is a target, left out, or the same in every row')
  if (width > limits.storedColumns)
    throw new DataError(file, 'the columns', `they become ${width} features, as each value of a category is one; at most ${limits.storedColumns} are taken`)
  if (width * rows > limits.storedNumbers)
    throw new DataError(
      file,
      'the whole',
      `${rows} rows of ${width} features are ${rows * width} numbers; at most ${limits.storedNumbers} are taken: leave columns out`,
    )
  return { inputs, target: { places, ...target }, width, constant, warnings }
}

/** The types that were chosen, by the name of the column. */
export function typesOf(
  columns: readonly { name: string }[],
  { columns: chosen = [] }: Pick<TableChoices, 'columns'>,
): Map<string, 'number' | 'category' | 'ignore'> {
  const known = new Set(columns.map(({ name }) => name))
  for (const { name } of chosen) if (!known.has(name)) throw noColumn(name, known, 'columns')
  return new Map(chosen.map(({ name, type }) => [name, type]))
}

function noColumn(name: string, known: ReadonlySet<string>, field: string): LabError {
  const names = [...known].slice(0, 20).map(quote).join(', ')
  return new LabError('invalid', `There is no column ${quote(name)}: there are ${names}${known.size > 20 ? ` and ${known.size - 20} more` : ''}`, field)
}

function targetPlaces(columns: readonly SurveyedColumn[], { targets }: TableChoices): number[] {
  if (targets === undefined || targets.length === 0) {
    const last = columns.findLastIndex(({ ignored }) => !ignored)
    if (last < 0) throw new LabError('invalid', 'Every column is left out: keep the target and a feature', 'columns')
    return [last]
  }
  const known = new Set(columns.map(({ name }) => name))
  return [...new Set(targets)].map((name) => {
    const place = columns.findIndex((column) => column.name === name)
    if (place < 0) throw noColumn(name, known, 'targets')
    if (columns[place]?.ignored) throw new LabError('invalid', `Column ${quote(name)} is a target and left out: choose one of the two`, 'columns')
    return place
  })
}

function planTarget(columns: readonly SurveyedColumn[], { task }: TableChoices, file: string): TargetColumns {
  const [first, ...more] = columns
  if (first === undefined) throw new LabError('invalid', 'There is no target', 'targets')
  const classes = more.length === 0 && (mostlyWords(first) || (first.whole && first.values !== null && first.values.size <= fewClasses))
  if ((task ?? (classes ? 'classification' : 'regression')) === 'regression')
    return { task: 'regression', columns: columns.map((column) => ({ name: column.name, ...rangeOf(column, file) })) }
  if (more.length > 0) throw new LabError('invalid', 'Classes take one target column: name one, or take regression', 'targets')
  const { name, values } = first
  if (values === null)
    throw new DataError(file, `column ${quote(name)}`, `it has more than ${limits.classes} different values, which are too many classes: take regression`)
  if (values.size < 2)
    throw new DataError(file, `column ${quote(name)}`, `every row has the class ${quote([...values.keys()][0] ?? '')}: at least two classes are needed`)
  return { task: 'classification', name, classes: sorted(values) }
}

function planInput(column: SurveyedColumn, type: 'number' | 'category' | 'ignore' | undefined, file: string): InputColumn {
  const { name, values } = column
  if (type === 'category' || (type === undefined && mostlyWords(column))) {
    if (values === null)
      throw new DataError(
        file,
        type === undefined ? `line ${column.firstWord?.line ?? 0}, column ${quote(name)}` : `column ${quote(name)}`,
        `it has words of more than ${limits.classes} different values, which are too many for a category: leave the column out`,
      )
    return { name, type: 'category', values: sorted(values) }
  }
  return { name, type: 'number', ...rangeOf(column, file) }
}

function mostlyWords({ words, numbers }: SurveyedColumn): boolean {
  return words > numbers
}

/** @throws DataError that names the first cell that is no number */
function rangeOf({ name, min, max, sum, numbers, firstWord }: SurveyedColumn, file: string): { min: number; max: number; mean: number } {
  if (firstWord === null) return { min, max, mean: sum / numbers }
  const hint = /^\s*[+-]?\d*,\d+\s*$/.test(firstWord.cell) ? ': is the decimal sign a comma?' : ''
  throw new DataError(file, `line ${firstWord.line}, column ${quote(name)}`, `expected a number, found ${quote(firstWord.cell)}${hint}`)
}

/** Numbers by size, words by their letters: the same for the same values, in whatever order they came. */
function sorted(values: ReadonlyMap<string, number>): { name: string; count: number }[] {
  const entries = [...values].map(([name, count]) => ({ name, count }))
  const numbers = entries.every(({ name }) => Number.isFinite(Number(name)))
  const byLetters = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return entries.sort((a, b) => (numbers ? Number(a.name) - Number(b.name) : 0) || byLetters(a.name, b.name))
}

/** Stored as float32, a column far from 0 may lose what tells its rows apart. */
function roundingOf({ name, min, max }: { name: string; min: number; max: number }): string[] {
  const step = Math.max(Math.abs(min), Math.abs(max)) * 2 ** -23
  const steps = (max - min) / step
  if (steps >= fewestSteps) return []
  return [
    `Column ${quote(name)} is stored as float32, which parts its range from ${min} to ${max} into ${Math.round(steps)} steps: subtract its smallest value first`,
  ]
}
