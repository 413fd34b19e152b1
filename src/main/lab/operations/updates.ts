/** Whether there is a newer version: asked by the user alone, and only where the settings allow it. */
import { LabError } from '../../../api/failure'
import { compareVersions, parseVersion } from '../../updates/version'
import type { Operations, OperationContext } from './operations'

export function updateOperations({ options, store }: OperationContext): Pick<Operations, 'updates.check'> {
  return {
    'updates.check': async () => {
      const { releases, version } = options
      if (releases === undefined) throw new LabError('conflict', 'This build names no place to look for updates')
      if (store.queries.getSettings().updateChecks !== true)
        throw new LabError('forbidden', 'Looking for updates is switched off: allow it in Settings, under About')
      const latest = await releases.latest()
      return { latest, newer: latest !== null && isNewer(latest, version) }
    },
  }
}

/** A build whose version is none has nothing to compare. */
function isNewer(latest: string, own: string): boolean {
  const [there, here] = [parseVersion(latest), parseVersion(own)]
  return there !== null && here !== null && compareVersions(there, here) > 0
}
