/** Importing data of one's own: any room may ask, the frame shows the dialog that fits. */
import { createEventHook } from '@vueuse/core'
import { datasetEnding } from '../../api/dataset-file'
import { type DatasetSummary, tableEndings } from '../../api/datasets'
import { idxFilesOf, type IdxFiles } from './idxFiles'
import { picturesOf, type PictureFiles } from './pictureFiles'

/** The file of a data set: one of the page, or one that the lab has received and looked into. */
export type DatasetSource = { kind: 'file'; file: File } | { kind: 'received'; name: string; bytes: number; transfer: string; summary: DatasetSummary }

const tables = createEventHook<[File]>()
const idx = createEventHook<[IdxFiles]>()
const pictures = createEventHook<[PictureFiles]>()
const datasets = createEventHook<[DatasetSource]>()

/** Each calls back until the calling scope ends. */
export const onTableFile = tables.on
export const onIdxFiles = idx.on
export const onPictureFiles = pictures.on
export const onDatasetFile = datasets.on

export function importPictures(files: PictureFiles): void {
  void pictures.trigger(files)
}

export function importDataset(source: DatasetSource): void {
  void datasets.trigger(source)
}

/** Whether the files are data of a kind that can be imported; if so, the dialog is shown. */
export async function offerImport(files: readonly File[]): Promise<boolean> {
  const [first] = files
  if (first === undefined) return false
  if (files.some(({ webkitRelativePath }) => webkitRelativePath !== '')) {
    importPictures(picturesOf(files.map((file) => ({ path: file.webkitRelativePath, file }))))
    return true
  }
  if (first.name.toLowerCase().endsWith(datasetEnding)) {
    importDataset({ kind: 'file', file: first })
    return true
  }
  if (isTableFile(first)) {
    void tables.trigger(first)
    return true
  }
  const found = await idxFilesOf(files)
  if (found === null) return false
  void idx.trigger(found)
  return true
}

function isTableFile({ name }: Pick<File, 'name'>): boolean {
  return tableEndings.some((ending) => name.toLowerCase().endsWith(ending))
}
