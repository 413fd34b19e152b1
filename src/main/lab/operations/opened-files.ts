/** Files that the system opens with the lab, as the page gets them. */
import { receiveOpened } from '../opened-files'
import type { Operations, OperationContext } from './operations'

export function openedFileOperations({ options, transfers }: Pick<OperationContext, 'options' | 'transfers'>): Pick<Operations, 'files.opened'> {
  return { 'files.opened': () => Promise.all((options.takeOpened?.() ?? []).map((path) => receiveOpened(path, transfers))) }
}
