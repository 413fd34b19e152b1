/** The safety of what is stored: backups, checks, and what the user must be told. */
import { listBackups } from '../../../../db/backup'
import { LabError } from '../../../api/failure'
import type { Operations, OperationContext } from './operations'

type Ops = Extract<keyof Operations, `storage.${string}`>

export function storageOperations({ options, writer, requireWriter }: OperationContext): Pick<Operations, Ops> {
  return {
    // Beside a lab that writes the backups can be seen; notices are that lab's.
    'storage.state': () => writer?.keeper.state() ?? { backups: listBackups(options.folder), notices: [], failure: null },
    'storage.backup': () => requireWriter().keeper.backUp(),
    'storage.check': () => requireWriter().keeper.check(),
    'storage.restore': ({ backup }) => {
      const { keeper, supervisor } = requireWriter()
      if (!supervisor.idle) throw new LabError('conflict', 'Runs are training: stop or pause them before a backup is restored')
      return keeper.restore(backup)
    },
    'storage.read': ({ notice }) => {
      const { store } = requireWriter()
      store.notices.read(notice)
      return store.notices.list()
    },
  }
}
