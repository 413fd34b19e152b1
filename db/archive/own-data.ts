/**
 * What an archive says of the data sets of one's own that its runs train on: their names, by the digests that configurations have. The
 * numbers are no part of it. Nor are the names of its content digest: a lab that does not have a data set passes the runs on without one.
 */
import * as z from 'zod'
import { datasetName } from '../../src/api/dataset-name'
import { digest } from './rows'

/** A table of version 4; an archive of an earlier version is read as one without it. */
export const ownDataTables = {
  datasets: `CREATE TABLE datasets (
  number INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT`,
} as const

export const archivedDatasetSchema = z.strictObject({ number: z.number().int().min(1), digest, name: datasetName })
export type ArchivedDataset = z.output<typeof archivedDatasetSchema>

const namesDataset = z.object({ data: z.object({ set: z.object({ digest }) }) })

/** The digest of the data set that a stored configuration names, or null. */
export function datasetNamedIn(config: unknown): string | null {
  const parsed = namesDataset.safeParse(config)
  return parsed.success ? parsed.data.data.set.digest : null
}
