/** A data set to and from a file of its own: see `api/dataset-file`. */
import { createHash } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import type { NewDataset } from '../../../../db/datasets'
import { aboutOf, datasetAbout, datasetMark, datasetStart, mostAboutBytes, type DatasetAbout } from '../../../api/dataset-file'
import type { DatasetRow } from '../../../api/datasets'
import { LabError } from '../../../api/failure'
import { systemCode } from '../../../api/system-code'
import { firstProblem } from '../../../engine/config/validate'
import { decodeStoredHeader, headerBytes, storedLayout } from '../../../engine/data/stored-table'
import { answered } from '../../../interop/answered'
import { tellSometimes, untilEnded, type ImportWatch } from './import-watch'
import { piecesOf, readAt, type Place } from './read-at'
import { storeFile } from './store-file'

/**
 * Writes the data set as one file.
 * @param stored the path of its numbers
 * @param out the file to make
 * @returns the bytes of the file
 * @throws LabError `conflict` where there is a file already, `data` where what is stored is damaged or the disk does not take it; nothing is left then
 */
export async function writeDatasetFile(row: DatasetRow, stored: string, out: string): Promise<number> {
  const target = await make(out)
  try {
    const source = await open(stored, 'r')
    try {
      return await fill(target, row, source)
    } finally {
      await source.close()
    }
  } catch (error) {
    await rm(out, { force: true })
    if (error instanceof LabError || !(error instanceof Error && 'code' in error)) throw error
    throw new LabError('data', `The file ${out} cannot be written (${String(error.code)}): check the folder and the room on its disk`)
  } finally {
    await target.close()
  }
}

async function make(out: string): Promise<FileHandle> {
  try {
    return await open(out, 'wx', 0o600)
  } catch (error) {
    const code = systemCode(error)
    if (code === 'EEXIST') throw new LabError('conflict', `${out} is there already: name another file`)
    throw new LabError('data', `The file ${out} cannot be made (${code}): check the folder`)
  }
}

async function fill(target: FileHandle, row: DatasetRow, source: FileHandle): Promise<number> {
  const about = new TextEncoder().encode(JSON.stringify(aboutOf(row)))
  const beginning = new Uint8Array(datasetStart)
  beginning.set(new TextEncoder().encode(datasetMark))
  new DataView(beginning.buffer).setUint32(datasetMark.length, about.length, true)
  await target.writeFile(beginning)
  await target.writeFile(about)
  const hash = createHash('sha256')
  for await (const piece of piecesOf(source, { start: 0, bytes: row.bytes }, row.name)) {
    hash.update(piece)
    await target.writeFile(piece)
  }
  if (hash.digest('hex') !== row.digest)
    throw new LabError('data', `The data set "${row.name}" (${row.digest}) is not the one that was stored: import its file again`)
  await target.sync()
  return beginning.length + about.length + row.bytes
}

export interface DatasetFileTask {
  /** The data folder. */
  folder: string
  path: string
  fileName: string
}

/** Whether the file has the mark of a data set. */
export async function isDatasetFile(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r')
    try {
      const mark = await readAt(file, { start: 0, bytes: datasetMark.length }, path)
      return new TextDecoder().decode(mark) === datasetMark
    } finally {
      await file.close()
    }
  } catch {
    // Whoever reads it as something else says what is wrong with it.
    return false
  }
}

/** What such a file says of its data set; its numbers are checked when they are taken. Throws a LabError `data` where it is none. */
export async function lookIntoDatasetFile(path: string, fileName: string): Promise<DatasetAbout> {
  const file = await open(path, 'r')
  try {
    return (await readAbout(file, fileName)).about
  } finally {
    await file.close()
  }
}

/**
 * Stores what such a file holds, once its numbers are known to be those of its digest.
 * @throws LabError `data` that says what is not as it was exported, `closed` where it was ended; nothing is left then
 */
export async function importDatasetFile({ folder, path, fileName }: DatasetFileTask, watch: ImportWatch): Promise<NewDataset> {
  const file = await open(path, 'r')
  try {
    const { about, numbers } = await readAbout(file, fileName)
    return await untilEnded(watch, () => store(file, { folder, fileName, about, numbers }, watch))
  } finally {
    await file.close()
  }
}

async function readAbout(file: FileHandle, fileName: string): Promise<{ about: DatasetAbout; numbers: Place }> {
  const { size } = await file.stat()
  const refuse = (problem: string) => new LabError('data', `${fileName}: ${problem}. Take it as it was exported; nothing was added`)
  if (size < datasetStart) throw refuse('this is no data set of Backprop Lab')
  const beginning = await readAt(file, { start: 0, bytes: datasetStart }, fileName)
  if (new TextDecoder().decode(beginning.subarray(0, datasetMark.length)) !== datasetMark) throw refuse('this is no data set of Backprop Lab')
  const bytes = new DataView(beginning.buffer).getUint32(datasetMark.length, true)
  if (bytes > mostAboutBytes || datasetStart + bytes > size)
    throw refuse(`byte ${datasetMark.length}: its description would have ${bytes} bytes, which is more than there can be`)
  const parsed = datasetAbout.safeParse(parseJson(new TextDecoder().decode(await readAt(file, { start: datasetStart, bytes }, fileName))))
  if (!parsed.success) {
    const { field, message } = firstProblem(parsed.error)
    throw refuse(field === '' ? message : `${field}: ${message}`)
  }
  return { about: parsed.data, numbers: { start: datasetStart + bytes, bytes: size - datasetStart - bytes } }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

interface Given {
  folder: string
  fileName: string
  about: DatasetAbout
  numbers: Place
}

/** The numbers are read twice: once to know that they are what the file says, once to store them. */
async function store(file: FileHandle, { folder, fileName, about, numbers }: Given, watch: ImportWatch): Promise<NewDataset> {
  const tell = tellSometimes(watch)
  let done = 0
  const pieces = async function* (place: Place) {
    for await (const piece of piecesOf(file, place, fileName)) {
      watch.signal?.throwIfAborted()
      tell({ done: (done += piece.length), total: 2 * numbers.bytes })
      yield piece
    }
  }
  const { digest: named, ...shape } = about.set
  const header = await readAt(file, { start: numbers.start, bytes: Math.min(headerBytes, numbers.bytes) }, fileName)
  const found = answered(() => decodeStoredHeader(header, numbers.bytes, fileName))
  const differs = (['task', 'samples', 'inputs', 'outputs'] as const).find((key) => found[key] !== shape[key])
  if (differs) throw new LabError('data', `${fileName}: its numbers have ${differs} ${found[differs]}, but it says ${shape[differs]}. Nothing was added`)
  const hash = createHash('sha256')
  for await (const piece of pieces(numbers)) hash.update(piece)
  if (hash.digest('hex') !== named)
    throw new LabError('data', `${fileName} is damaged: its numbers are not those of its digest. Take it as it was exported; nothing was added`)
  const { features, targets } = storedLayout(shape)
  const { digest, bytes } = await storeFile(folder, async (begin) => {
    const sink = begin(shape)
    for await (const piece of pieces({ start: numbers.start + features.start, bytes: features.bytes })) sink.features(piece)
    for await (const piece of pieces({ start: numbers.start + targets.start, bytes: targets.bytes })) sink.targets(piece)
    return { shape, content: about.content }
  })
  return { digest, name: about.name, ...shape, bytes, source: about.source, choices: about.choices, content: about.content }
}
