/** Pictures with a folder for each class become a data set: of a folder of this computer, or sent end to end with an index. */
import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import type { NewDataset } from '../../../../db/datasets'
import { digestBytes } from '../../../../db/digest'
import { tableChoices, type PictureSize } from '../../../api/datasets'
import { importPictures } from '../../../interop/tables/pictures'
import { nameOf } from './import-file'
import { tellSometimes, untilEnded, type ImportWatch } from './import-watch'
import { openPictureBundle, type PictureBundle } from './picture-bundle'
import { listPictures, type PictureFolder } from './picture-folder'
import { storeFile } from './store-file'

interface PicturesTask {
  /** The data folder. */
  folder: string
  /** Of every picture; null takes that of the first. */
  size: PictureSize | null
  /** What it is called; the name of the folder where it is left out. */
  name?: string | undefined
}

export interface FolderTask extends PicturesTask {
  /** The folder of the pictures. */
  pictures: string
}

export interface BundleTask extends PicturesTask, PictureBundle {
  /** What the folder was called. */
  folderName: string
}

/** Throws a LabError `data` that names the picture or folder, `closed` where it was ended; nothing is left then. */
export function importPictureFolder({ pictures, ...task }: FolderTask, watch: ImportWatch): Promise<NewDataset> {
  const place = resolve(pictures)
  return importFrom(listPictures(place), basename(place), task, watch)
}

/** As `importPictureFolder`, and with the same digest for the same pictures. */
export async function importPictureBundle({ folderName, ...task }: BundleTask, watch: ImportWatch): Promise<NewDataset> {
  const bundle = await openPictureBundle(task)
  try {
    return await importFrom(bundle.found, folderName, task, watch)
  } finally {
    await bundle.close()
  }
}

async function importFrom(
  { bytes, classes }: PictureFolder,
  folderName: string,
  { folder, size, name }: PicturesTask,
  watch: ImportWatch,
): Promise<NewDataset> {
  // Of the names and digests of all pictures, in their order: each is read once, but for the first.
  const digests = new Map<string, string>()
  const tell = tellSometimes(watch)
  let done = 0
  const noted = classes.map((one) => ({
    name: one.name,
    pictures: one.pictures.map(({ file, read }) => ({
      file,
      read: async () => {
        watch.signal?.throwIfAborted()
        const content = await read()
        if (!digests.has(file)) done += content.length
        digests.set(file, digestBytes(content))
        tell({ done, total: bytes })
        return content
      },
    })),
  }))
  const stored = await untilEnded(watch, () => storeFile(folder, (begin) => importPictures(noted, { file: folderName, size }, begin)))
  const hash = createHash('sha256')
  for (const [file, digest] of digests) hash.update(`${file} ${digest}\n`)
  const source = { file: folderName, bytes: done, sha256: hash.digest('hex') }
  const { shape, content, digest, bytes: written } = stored
  return { digest, name: name ?? nameOf(folderName), ...shape, bytes: written, source, choices: tableChoices.parse({}), content }
}
