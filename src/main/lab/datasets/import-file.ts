/** A file of a table becomes the file of a data set, read in pieces. */
import { createHash, type Hash } from 'node:crypto'
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import type { NewDataset } from '../../../../db/datasets'
import { mostTableBytes, previewBytes, type ImportProgress, type TableChoices } from '../../../api/datasets'
import { LabError } from '../../../api/failure'
import type { PlayedSamples } from '../../../api/played-samples'
import { systemCode } from '../../../api/system-code'
import { limits } from '../../../engine/config/limits'
import { importTable } from '../../../interop/tables/import'
import { tellSometimes, untilEnded, type ImportWatch } from './import-watch'
import { storeFile } from './store-file'

export interface FileTask {
  /** The data folder. */
  folder: string
  /** The file to read. */
  path: string
  /** What the user calls it. */
  fileName: string
  choices: TableChoices
  /** Where its samples come from, of those that were kept in the playground. */
  played?: PlayedSamples | undefined
}

/**
 * Memory stays bounded, whatever the file's size. Where anything is wrong, nothing is left.
 * @throws LabError `data` with the line and column of the file, `invalid` with the field of a choice that does not fit, `closed` where it was
 * ended
 */
export async function importFile({ folder, path, fileName, choices, played }: FileTask, watch: ImportWatch): Promise<NewDataset> {
  const { size, beginning } = inspectFile(path, fileName)
  const reading = new Reading(path, size, watch)
  const { shape, content, digest, bytes } = await untilEnded(watch, () =>
    storeFile(folder, (begin) => importTable({ file: fileName, beginning, open: () => reading.open() }, choices, begin)),
  )
  const source = { file: basename(fileName).slice(0, 255), bytes: size, sha256: reading.digest(), ...(played && { played }) }
  return { digest, name: choices.name ?? nameOf(fileName), ...shape, bytes, source, choices, content }
}

/** The size and the beginning of a file, for its import or for a preview. Throws a LabError `data` where it cannot be read. */
export function inspectFile(path: string, fileName: string): { size: number; beginning: Uint8Array } {
  try {
    const descriptor = openSync(path, 'r')
    try {
      const { size } = fstatSync(descriptor)
      if (size > mostTableBytes) throw new LabError('data', `${fileName} has ${size} bytes; at most ${mostTableBytes} are read`)
      const beginning = new Uint8Array(Math.min(size, previewBytes))
      return { size, beginning: beginning.subarray(0, readSync(descriptor, beginning, 0, beginning.length, 0)) }
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('data', `${fileName} cannot be read (${systemCode(error)}): name a file of text`)
  }
}

/** The file as pieces, from the beginning at each opening; what the first reading passes is digested. */
class Reading {
  private readonly hash: Hash = createHash('sha256')
  private readonly tell: (progress: ImportProgress) => void
  private times = 0

  constructor(
    private readonly path: string,
    private readonly size: number,
    private readonly watch: ImportWatch,
  ) {
    this.tell = tellSometimes(watch)
  }

  /** SHA-256 of the whole file: to be asked once, when it was read. */
  digest(): string {
    return this.hash.digest('hex')
  }

  async *open(): AsyncGenerator<Uint8Array> {
    const first = this.times === 0
    let done = this.times++ * this.size
    const pieces: AsyncIterable<Uint8Array> = createReadStream(this.path, { highWaterMark: previewBytes })
    for await (const piece of pieces) {
      this.watch.signal?.throwIfAborted()
      if (first) this.hash.update(piece)
      done += piece.length
      this.tell({ done, total: 2 * this.size })
      yield piece
    }
  }
}

/** The file's name without its ending. */
export function nameOf(fileName: string): string {
  return (
    basename(fileName)
      .replace(/\.[^.]*$/, '')
      .trim()
      .slice(0, limits.nameLength) || 'Table'
  )
}
