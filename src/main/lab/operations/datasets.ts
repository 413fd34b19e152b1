/** Data sets of one's own: previewed, imported from a file that was received, listed, read and removed. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { archivePiece } from '../../../api/archive'
import { LabError } from '../../../api/failure'
import { answered } from '../../../interop/answered'
import { previewTable } from '../../../interop/tables/preview'
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
  return {
    'datasets.list': () => store.datasets.list(),
    'datasets.preview': ({ beginning, fileName, ...dialect }) => answered(() => previewTable(beginning, fileName, dialect)),
    'datasets.import': async ({ transfer, fileName, choices }) => {
      try {
        requireWriter()
        const dataset = await importer.run({ folder: options.folder, path: transfers.pathOf(transfer), fileName, choices })
        return changed(requireWriter().store.datasets.add(dataset))
      } finally {
        transfers.end(transfer)
      }
    },
    'datasets.stopImport': () => {
      importer.stop()
      return {}
    },
    'datasets.read': ({ digest, offset }) => {
      const path = store.datasets.path(digest)
      if (path === null) throw new LabError('not-found', `The data set ${digest} is not in this lab: import its file again`)
      return readPiece(path, offset)
    },
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
