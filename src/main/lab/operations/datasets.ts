/** Data sets of one's own: previewed, imported from files that were received, listed, read, taken along in a file, and removed. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { archivePiece } from '../../../api/archive'
import type { DatasetRow, ImportedDataset } from '../../../api/datasets'
import { LabError } from '../../../api/failure'
import { answered } from '../../../interop/answered'
import { previewTable } from '../../../interop/tables/preview'
import { lookIntoDatasetFile, writeDatasetFile } from '../datasets/dataset-file'
import type { ImportTask } from '../datasets/import-task'
import { Importer } from '../datasets/importer'
import type { Operations, OperationContext } from './operations'

type Ops = Extract<keyof Operations, `datasets.${string}`>

export function datasetOperations({ options, store, events, requireWriter, transfers, closing }: OperationContext): Pick<Operations, Ops> {
  const importer = new Importer(options.importThread, (progress) => events.emit({ event: 'importing', data: progress }))
  closing.push(() => importer.stop())
  const changed = <T>(value: T): T => {
    events.emit({ event: 'datasets', data: { count: store.datasets.list().length } })
    return value
  }
  const { folder } = options
  const named = ({ transfer, fileName }: { transfer: string; fileName: string }) => ({ path: transfers.pathOf(transfer), fileName })
  const stored = (digest: string): { row: DatasetRow; path: string } => {
    const [row, path] = [store.datasets.find(digest), store.datasets.path(digest)]
    if (row === null || path === null) throw new LabError('not-found', `The data set ${digest} is not in this lab: import its file again`)
    return { row, path }
  }
  /** Imports what was received, and ends the transfers, whatever comes of it. */
  const received = async (sent: readonly string[], task: () => ImportTask): Promise<ImportedDataset> => {
    try {
      requireWriter()
      const dataset = await importer.run(task())
      return changed(requireWriter().store.datasets.add(dataset))
    } finally {
      for (const transfer of sent) transfers.end(transfer)
    }
  }
  return {
    'datasets.list': () => store.datasets.list(),
    'datasets.preview': ({ beginning, fileName, ...dialect }) => answered(() => previewTable(beginning, fileName, dialect)),
    'datasets.import': ({ transfer, ...chosen }) => received([transfer], () => ({ kind: 'table', folder, path: transfers.pathOf(transfer), ...chosen })),
    'datasets.importImages': ({ images, labels, name }) =>
      received([images.transfer, labels.transfer], () => ({ kind: 'images', folder, images: named(images), labels: named(labels), name })),
    'datasets.importPictures': ({ index, pictures, ...chosen }) =>
      received([index, pictures], () => ({ kind: 'pictures', folder, index: transfers.pathOf(index), pictures: transfers.pathOf(pictures), ...chosen })),
    'datasets.importFile': ({ transfer, fileName }) => received([transfer], () => ({ kind: 'dataset', folder, path: transfers.pathOf(transfer), fileName })),
    'datasets.look': async ({ transfer, fileName }) => {
      const { name, set } = await lookIntoDatasetFile(transfers.pathOf(transfer), fileName)
      return { name, ...set, present: store.datasets.path(set.digest) !== null }
    },
    'datasets.export': async ({ digest }) => {
      const { row, path } = stored(digest)
      const { transfer, path: out } = transfers.begin()
      try {
        return { transfer, bytes: await writeDatasetFile(row, path, out) }
      } catch (error) {
        transfers.end(transfer)
        throw error
      }
    },
    'datasets.stopImport': () => {
      importer.stop()
      return {}
    },
    'datasets.read': ({ digest, offset }) => readPiece(stored(digest).path, offset),
    'datasets.remove': ({ digest, evenIfUsed }) => {
      requireWriter().store.datasets.remove(digest, { evenIfUsed })
      return changed({ removed: digest })
    },
  }
}

function readPiece(path: string, offset: number): { bytes: Uint8Array; size: number } {
  const descriptor = openSync(path, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const bytes = new Uint8Array(Math.max(0, Math.min(archivePiece, size - offset)))
    readSync(descriptor, bytes, 0, bytes.length, offset)
    return { bytes, size }
  } finally {
    closeSync(descriptor)
  }
}
