/** Calls from the window to the lab, and the lab's events to the window. */
import type { BrowserWindow, IpcMain } from 'electron'
import type { Result } from '../../api/failure'
import { eventChannel, invokeChannel } from '../../api/channels'
import type { Lab } from '../lab/options'
import { isTrustedSender } from './policy'

const untrusted: Result<never> = { ok: false, code: 'forbidden', message: 'Only the lab’s own page may call the lab.' }

/** Until the window is closed. */
export function connectWindow(ipc: IpcMain, window: BrowserWindow, lab: Lab, page: string): void {
  ipc.handle(invokeChannel, (event, op: unknown, input: unknown) => (isTrustedSender(event.senderFrame, page) ? lab.invoke(op, input) : untrusted))
  const unsubscribe = lab.subscribe((message) => window.webContents.send(eventChannel, message))
  window.once('close', unsubscribe)
  window.once('closed', () => ipc.removeHandler(invokeChannel))
}
