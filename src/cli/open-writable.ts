/** The store of a command that changes something; what had to be recovered before it could be opened is told first. */
import { describeRecovery } from '../../db/recover'
import { openStore, type WritableStore } from '../../db/store'
import type { Terminal } from './terminal'
import { printable } from './text'

/** @param program the command, as another program that finds the lab busy names it. The caller closes the store. */
export function openWritable({ folder, terminal }: { folder: string; terminal: Terminal }, program: string): WritableStore {
  const store = openStore({ folder, mode: 'write', program })
  if (store.recovery) for (const line of describeRecovery(store.recovery).split('\n')) terminal.note(printable(line))
  return store
}
