/** Calls from the window to the lab, and the lab's events to the window. */
import type { BrowserWindow, IpcMain } from 'electron'
import type { Result } from '../../api/failure'
import { eventChannel, invokeChannel } from '../../api/channels'
import type { EventMessage } from '../../api/events'
import type { WindowRequest } from '../../api/window-request'
import type { Lab } from '../lab/options'
import { isTrustedSender } from './policy'

const untrusted: Result<never> = { ok: false, code: 'forbidden', message: 'Only the lab’s own page may call the lab.' }

/** Until the window is closed. Returns what settles with the first call of the page. */
export function connectWindow(ipc: IpcMain, window: BrowserWindow, lab: Lab, page: string): Promise<unknown> {
  const called = Promise.withResolvers<undefined>()
  ipc.handle(invokeChannel, (event, op: unknown, input: unknown) => {
    if (!isTrustedSender(event.senderFrame, page)) return untrusted
    called.resolve(undefined)
    return lab.invoke(op, input)
  })
  const unsubscribe = lab.subscribe((message) => {
    if (!window.isDestroyed()) window.webContents.send(eventChannel, message)
  })
  // Not when it is asked to close: it may stay open.
  window.once('closed', () => {
    unsubscribe()
    ipc.removeHandler(invokeChannel)
  })
  return called.promise
}

/** Asks the page for something, by the way on which the lab's events come. */
export function askWindow(window: BrowserWindow, request: WindowRequest): void {
  if (!window.isDestroyed()) window.webContents.send(eventChannel, { event: 'asked', data: request } satisfies EventMessage)
}
