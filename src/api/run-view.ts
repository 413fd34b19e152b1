/** What the table of runs shows and in which order: asked of the database, remembered, and saved as views of the kind `runs`. */
import * as z from 'zod'
import { maxFilterLength } from './filter/parse'

export const runViews = ['all', 'pinned', 'active', 'archive', 'trash'] as const
export type RunView = (typeof runViews)[number]

/** Columns of the table that are always to be had; besides, every field of the configuration can be one. */
export const tableColumns = ['name', 'status', 'epochs', 'best', 'curve', 'last', 'seeds', 'notes', 'time', 'started'] as const
export type TableColumn = (typeof tableColumns)[number]
export function isTableColumn(column: string): column is TableColumn {
  return tableColumns.some((one) => one === column)
}

/** One of `tableColumns`, or a field of the configuration. */
const column = z.string().min(1).max(120)
/** `setting` is the trials of one setting of one experiment, `trial` none, otherwise a field. */
export const settingGroups = 'setting'
export const noGroups = 'trial'
const group = z.string().min(1).max(120).default(settingGroups)
const sort = z.strictObject({ column, descending: z.boolean() })
const filter = z.string().max(maxFilterLength).default('')
const search = z.string().max(200).default('')
const tag = z.string().max(40).nullable().default(null)

/** What is looked for, grouped by what, in what order; without one the newest first. */
export const findInput = z.strictObject({ view: z.enum(runViews).default('all'), search, tag, filter, group, sort: sort.nullable().default(null) })
export type FindQuery = z.output<typeof findInput>

export interface FoundGroup {
  /** Stays the same while the group has runs. */
  key: string
  /** The value by which it is grouped, in words; null for a setting or a single trial. */
  value: string | null
  /** Their numbers, in order. */
  runs: number[]
}

export interface FoundRuns {
  groups: FoundGroup[]
  /** Runs of the view without search, tag and filter. */
  total: number
  /** Archived runs that search, tag and filter would find; 0 in the archive and in the trash. */
  inArchive: number
}

export const narrowest = 30
export const widest = 800
/** The columns in their order; `width` in pixels, null where it follows the window. */
const columns = z
  .array(z.strictObject({ id: column, width: z.number().int().min(narrowest).max(widest).nullable().default(null) }))
  .min(1)
  .max(40)

export const runTableView = z.strictObject({ ...findInput.shape, columns })
export type RunTableView = z.output<typeof runTableView>

/** How long a run stays in the trash before it is deleted for good, at the next start. */
export const trashDays = 30
