/** A folder that has a folder of PNG pictures for each class becomes a data set. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { NewDataset } from '../../../../db/datasets'
import { digestBytes } from '../../../../db/digest'
import { mostPictureBytes, tableChoices } from '../../../api/datasets'
import { LabError } from '../../../api/failure'
import { importPictures, type PictureClass, type PictureSize } from '../../../interop/tables/pictures'
import { nameOf } from './import-file'
import { storeFile } from './store-file'

export interface FolderTask {
  /** The data folder. */
  folder: string
  pictures: string
  size: PictureSize | null
  /** What it is called; the name of the folder where it is left out. */
  name?: string
}

/** Throws a LabError `data` that names the picture or folder; nothing is left then. */
export async function importPictureFolder({ folder, pictures, size, name }: FolderTask): Promise<NewDataset> {
  const place = resolve(pictures)
  // Of the names and digests of all pictures, in their order: each is read once, but for the first.
  const digests = new Map<string, string>()
  let bytes = 0
  const read = (path: string, file: string) => {
    const content = readPicture(path)
    if (!digests.has(file)) bytes += content.length
    digests.set(file, digestBytes(content))
    return content
  }
  const classes: PictureClass[] = foldersOf(place).map((className) => ({
    name: className,
    pictures: picturesOf(join(place, className)).map((picture) => {
      const file = `${className}/${picture}`
      return { file, read: () => read(join(place, className, picture), file) }
    }),
  }))
  const stored = await storeFile(folder, (begin) => importPictures(classes, { file: basename(place), size }, begin))
  const hash = createHash('sha256')
  for (const [file, digest] of digests) hash.update(`${file} ${digest}\n`)
  const source = { file: basename(place), bytes, sha256: hash.digest('hex') }
  const { shape, content, digest, bytes: written } = stored
  return { digest, name: name ?? nameOf(place), ...shape, bytes: written, source, choices: tableChoices.parse({}), content }
}

function foldersOf(place: string): string[] {
  return list(place).flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith('.') ? [entry.name] : []))
}

function picturesOf(place: string): string[] {
  return list(place).flatMap((entry) => (entry.isFile() && /^[^.].*\.png$/i.test(entry.name) ? [entry.name] : []))
}

/** By their letters, whatever the order of the disk. */
function list(place: string) {
  try {
    return readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    throw unreadable(place, error)
  }
}

function readPicture(path: string): Uint8Array {
  try {
    const { size } = statSync(path)
    if (size > mostPictureBytes) throw new LabError('data', `${path} has ${size} bytes; a picture has at most ${mostPictureBytes}`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof LabError) throw error
    throw unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): LabError {
  return new LabError('data', `${path} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`)
}
