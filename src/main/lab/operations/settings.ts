/** The user's settings. */
import type { Operations, OperationContext } from './operations'

export function settingsOperations({ store, requireWriter }: OperationContext): Pick<Operations, 'settings.get' | 'settings.set'> {
  return {
    'settings.get': () => store.queries.getSettings(),
    'settings.set': (changes) => requireWriter().store.editor.setSettings(changes),
  }
}
