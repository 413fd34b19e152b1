/** Archives of runs: written and read beside the data, and carried to and from the window in pieces. */
import type { Operations, OperationContext } from './operations'

type Ops = Extract<keyof Operations, `archives.${string}`>

export function archiveOperations({ options, store, events, requireWriter, transfers }: OperationContext): Pick<Operations, Ops> {
  return {
    'archives.create': async ({ runs }) => {
      const { transfer, path } = transfers.begin()
      try {
        return { transfer, ...(await store.exportArchive({ runs, file: path, program: options.version })) }
      } catch (error) {
        transfers.end(transfer)
        throw error
      }
    },
    'archives.read': ({ transfer, offset }) => transfers.send(transfer, offset),
    'archives.receive': ({ transfer, offset, bytes }) => transfers.receive(transfer, offset, bytes),
    'archives.look': ({ transfer }) => store.lookIntoArchive(transfers.pathOf(transfer)),
    'archives.import': async ({ transfer }) => {
      try {
        const report = await requireWriter().store.importArchive(transfers.pathOf(transfer))
        for (const run of report.added) events.emit({ event: 'run', data: run })
        return report
      } finally {
        transfers.end(transfer)
      }
    },
    'archives.end': ({ transfer }) => {
      transfers.end(transfer)
      return {}
    },
  }
}
