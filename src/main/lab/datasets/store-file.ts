/** The file of a data set as it is stored: written under another name, and given its own when all of it is there. */
import { beginDatasetFile, digestDatasetFile, publishDataset } from '../../../../db/datasets'
import { LabError } from '../../../api/failure'
import { DataError } from '../../../engine/data/data-error'
import type { StoredShape } from '../../../engine/data/stored-table'
import type { TableSink } from '../../../interop/tables/encode'
import type { ImportedTable } from '../../../interop/tables/import'
import { PartWriter, removePart } from './part-writer'

export interface StoredFile extends ImportedTable {
  digest: string
  bytes: number
}

/**
 * @param folder the data folder
 * @param write hands on what is stored; where it throws, nothing is left
 * @throws LabError `data` for what is wrong in the file that is read, or where the disk does not take it; what `write` throws otherwise
 */
export async function storeFile(
  folder: string,
  write: (begin: (shape: StoredShape) => TableSink) => Promise<ImportedTable> | ImportedTable,
): Promise<StoredFile> {
  const writers: PartWriter[] = []
  let part: string | null = null
  try {
    const made = beginDatasetFile(folder)
    part = made
    const table = await write((shape) => {
      const writer = new PartWriter(made, shape)
      writers.push(writer)
      return writer
    })
    const bytes = writers.reduce((_, writer) => writer.finish(), 0)
    const digest = digestDatasetFile(made)
    if (digest === null) throw new LabError('data', 'The data set cannot be read again after it was written: look at the disk')
    publishDataset(folder, made, digest)
    return { ...table, digest, bytes }
  } catch (error) {
    throw failureOf(error)
  } finally {
    for (const writer of writers) writer.close()
    if (part !== null) removePart(part)
  }
}

function failureOf(error: unknown): unknown {
  if (error instanceof DataError) return new LabError('data', `${error.message}. Nothing was added`)
  if (error instanceof LabError || !(error instanceof Error && 'code' in error && typeof error.code === 'string')) return error
  return new LabError('data', `The data set cannot be stored (${error.code}): make room on the disk. Nothing was added`)
}
