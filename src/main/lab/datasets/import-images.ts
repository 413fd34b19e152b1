/** Two IDX files, images and their labels, become a data set. */
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { NewDataset } from '../../../../db/datasets'
import { digestBytes } from '../../../../db/digest'
import { mostIdxBytes, tableChoices, type SourceFile } from '../../../api/datasets'
import { LabError } from '../../../api/failure'
import { systemCode } from '../../../api/system-code'
import { parseIdx } from '../../../engine/data/idx'
import { answered } from '../../../interop/answered'
import { importImages } from '../../../interop/tables/images'
import { nameOf } from './import-file'
import { tellSometimes, untilEnded, type ImportWatch } from './import-watch'
import { storeFile } from './store-file'

/** A file of this computer, and what the user calls it. */
export interface NamedFile {
  path: string
  fileName: string
}

export interface ImagesTask {
  /** The data folder. */
  folder: string
  images: NamedFile
  labels: NamedFile
  /** What it is called; the name of the images' file where it is left out. */
  name?: string | undefined
}

/** Throws a LabError `data` that names the file and the byte, or what does not fit; nothing is left then. */
export async function importImageFiles({ folder, images, labels, name }: ImagesTask, watch: ImportWatch): Promise<NewDataset> {
  const files = { images: readWhole(images), labels: readWhole(labels) }
  const parsed = answered(() => ({ images: parseIdx(files.images, images.fileName), labels: parseIdx(files.labels, labels.fileName) }))
  const tell = tellSometimes(watch)
  const onDone = (done: number) => tell({ done, total: parsed.images.values.length })
  const { shape, content, digest, bytes } = await untilEnded(watch, () => storeFile(folder, (begin) => importImages({ ...parsed, onDone }, begin)))
  const source = { ...sourceOf(images, files.images), labels: sourceOf(labels, files.labels) }
  return { digest, name: name ?? nameOf(images.fileName), ...shape, bytes, source, choices: tableChoices.parse({}), content }
}

function sourceOf({ fileName }: NamedFile, bytes: Uint8Array): SourceFile {
  return { file: basename(fileName).slice(0, 255), bytes: bytes.length, sha256: digestBytes(bytes) }
}

/** Its size is looked at before memory is taken for it. */
function readWhole({ path, fileName }: NamedFile): Uint8Array {
  try {
    const { size } = statSync(path)
    if (size > mostIdxBytes) throw new LabError('data', `${fileName} has ${size} bytes; at most ${mostIdxBytes} are read`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('data', `${fileName} cannot be read (${systemCode(error)}): name a file`)
  }
}
