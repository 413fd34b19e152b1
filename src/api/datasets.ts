/** Data sets of one's own: what is chosen when a file is imported, and what is kept of it. */
import * as z from 'zod'
import type { StoredSetConfig } from '../engine/config/stored-set'
import { limits } from '../engine/config/limits'
import type { NamedSet } from '../engine/config/table-experiment'
import { datasetName } from './dataset-name'
import type { PlayedSamples } from './played-samples'

/** The endings of files that are offered for import. */
export const tableEndings = ['.csv', '.tsv', '.txt'] as const

/** Bytes of a file at most. */
export const mostTableBytes = 8 * 1024 ** 3

/** Bytes of a file of images, or of labels, at most: it is read as a whole. */
export const mostIdxBytes = 1e9

/** Bytes of a picture at most. */
export const mostPictureBytes = 64e6

/** Bytes from the beginning of a file that a preview looks at. */
export const previewBytes = 256 * 1024

/** How large the pictures of a set become, in pixels. */
export const pictureSize = z.strictObject({
  rows: z.number().int().min(1).max(limits.storedColumns),
  columns: z.number().int().min(1).max(limits.storedColumns),
})
export type PictureSize = z.output<typeof pictureSize>

const nameInFolder = z.string().min(1).max(255)

/** What a file of pictures, end to end, holds: for each class its pictures, in the order in which they follow one another. */
export const pictureIndex = z.array(
  z.strictObject({
    name: nameInFolder,
    pictures: z.array(z.strictObject({ name: nameInFolder, bytes: z.number().int().min(0).max(mostPictureBytes) })).max(limits.samples),
  }),
  { error: 'The index of the pictures takes a list of classes, each with its pictures' },
)
export type PictureIndex = z.output<typeof pictureIndex>

/** Bytes of such an index at most, as JSON. */
export const mostIndexBytes = 256e6

export const delimiters = [',', ';', '\t', '|'] as const
export const decimalSigns = ['.', ','] as const
export const tableTasks = ['classification', 'regression'] as const
export const columnTypes = ['number', 'category', 'ignore'] as const
export type ColumnType = (typeof columnTypes)[number]
export type TableTask = (typeof tableTasks)[number]

/** How the text is cut into cells and read: what is left out is detected. */
export const dialectShape = {
  delimiter: z.enum(delimiters, { error: 'Delimiter takes a comma, a semicolon, a tab or a bar' }).optional(),
  decimal: z.enum(decimalSigns, { error: 'The decimal sign is a point or a comma' }).optional(),
  /** Whether the first row holds the names of the columns. */
  header: z.boolean({ error: 'Header takes true or false' }).optional(),
}

const columnName = z.string().max(1000)

/** What is chosen of a table. Columns are called as the header calls them; without one, "column 1" and so on. */
export const tableChoices = z.strictObject({
  ...dialectShape,
  name: datasetName.optional(),
  /** What the network is to answer: the last column where none is named. */
  targets: z.array(columnName).max(limits.storedColumns).optional(),
  /** By the target's values where it is left out: text and few whole numbers are classes. */
  task: z.enum(tableTasks, { error: 'Task takes classification or regression' }).optional(),
  /** Types of columns that are not to be detected. */
  columns: z
    .array(z.strictObject({ name: columnName, type: z.enum(columnTypes) }))
    .max(limits.storedColumns)
    .optional(),
  /** Whether a row with a missing value ends the import, or is left out. */
  missing: z.enum(['refuse', 'drop'], { error: 'Missing values are refused or dropped' }).default('refuse'),
  /** Whether a feature that is the same in every row is left out, which a network cannot learn from, or kept. */
  constant: z.enum(['leave-out', 'keep'], { error: 'Constant columns are left out or kept' }).default('leave-out'),
})
export type TableChoices = z.output<typeof tableChoices>

/** How a text was cut and read, with nothing left to be detected. */
export interface Dialect {
  delimiter: (typeof delimiters)[number]
  decimal: (typeof decimalSigns)[number]
  header: boolean
}

/** The beginning of a file, before anything is imported. */
export interface TablePreview {
  dialect: Dialect
  /** `task` is what a column would be as the target. */
  columns: { name: string; type: ColumnType; task: TableTask }[]
  /** The first rows below the header, cell by cell. */
  rows: string[][]
}

/** A column of the file that became one feature, or several: one for each value of a category, 1 where the row has it and 0 where not. */
export type InputColumn =
  { name: string; type: 'number'; min: number; max: number; mean: number } | { name: string; type: 'category'; values: { name: string; count: number }[] }

/** What the network is to answer: classes of one column, or the numbers of one or more. */
export type TargetColumns =
  | { task: 'classification'; name: string; classes: { name: string; count: number }[] }
  | { task: 'regression'; columns: { name: string; min: number; max: number; mean: number }[] }

/** What is in a data set, in the words of its file. */
export interface DatasetContent {
  inputs: InputColumn[]
  target: TargetColumns
  /** Absent for images. */
  dialect?: Dialect | undefined
  /** Of images: how their pixels lie, row by row. They have no columns. */
  image?: { rows: number; columns: number } | undefined
  /** Rows left out because a value was missing. */
  dropped: number
  /** Columns left out because every row has the same value. */
  constant: string[]
  /** What the user should know, in words. */
  warnings: string[]
  /** The first rows, cell by cell, as they stand in the file; `columns` names the cells. */
  first: { columns: string[]; rows: string[][] }
}

/** A file that a data set was made of; of a folder of pictures, all of them together. */
export interface SourceFile {
  file: string
  bytes: number
  sha256: string
}

/** An imported data set. */
export interface DatasetRow extends StoredSetConfig {
  name: string
  /** Of the stored file. */
  bytes: number
  importedAt: string
  /** The file that it was made of; of images, with that of their labels; of samples that were kept in the playground, with what was played. */
  source: SourceFile & { labels?: SourceFile | undefined; played?: PlayedSamples | undefined }
  choices: TableChoices
  content: DatasetContent
}

/** The part of a row by which a configuration names the data set. */
export function storedSetOfRow({ digest, task, samples, inputs, outputs }: DatasetRow): StoredSetConfig {
  return { digest, task, samples, inputs, outputs }
}

/** What its first experiment is made of. */
export function namedSetOfRow({ name, content, ...row }: DatasetRow): NamedSet {
  const { target, image, inputs } = content
  const varies = inputs.every((input) => (input.type === 'number' ? input.min < input.max : input.values.length > 1))
  return {
    name,
    set: storedSetOfRow({ name, content, ...row }),
    rarestClass: target.task === 'classification' ? Math.min(...target.classes.map(({ count }) => count)) : null,
    // Images have pixels that are never lit.
    scalable: image === undefined && varies,
  }
}

/** How far an import is: bytes read. A table is read twice, which makes twice its size; of images the pixels are counted, of pictures the bytes. */
export interface ImportProgress {
  done: number
  total: number
}

/** What the file of a data set says of itself, before anything of it is taken. */
export interface DatasetSummary extends StoredSetConfig {
  name: string
  /** Whether this lab has it already. */
  present: boolean
}

/** What an import came to. */
export interface ImportedDataset {
  row: DatasetRow
  /** The same numbers were here already: nothing was added. */
  present: boolean
}
