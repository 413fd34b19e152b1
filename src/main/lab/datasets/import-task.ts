/** What can become a data set: a table, two files of images, pictures that were sent end to end, or a data set of another lab. */
import type { NewDataset } from '../../../../db/datasets'
import { importDatasetFile, type DatasetFileTask } from './dataset-file'
import { importFile, type FileTask } from './import-file'
import { importImageFiles, type ImagesTask } from './import-images'
import { importPictureBundle, type BundleTask } from './import-pictures'
import type { ImportWatch } from './import-watch'

export type ImportTask =
  ({ kind: 'table' } & FileTask) | ({ kind: 'images' } & ImagesTask) | ({ kind: 'pictures' } & BundleTask) | ({ kind: 'dataset' } & DatasetFileTask)

/** Throws the LabErrors of each import. */
export function runImport(task: ImportTask, watch: ImportWatch): Promise<NewDataset> {
  switch (task.kind) {
    case 'table':
      return importFile(task, watch)
    case 'images':
      return importImageFiles(task, watch)
    case 'pictures':
      return importPictureBundle(task, watch)
    case 'dataset':
      return importDatasetFile(task, watch)
  }
}
