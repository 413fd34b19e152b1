/** `ipcMain`: the handlers of the calls that come from windows. */
import { EventEmitter } from 'node:events'
import { loud } from './loud.mjs'

const handlers = new Map()

class IpcMain extends EventEmitter {
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  }

  removeHandler(channel) {
    handlers.delete(channel)
  }
}

export const ipcMain = loud('ipcMain', new IpcMain())

/** Calls a handler on behalf of a frame. Rejects as Electron does where there is none; the answer is a clone. */
export async function callHandler(channel, senderFrame, args) {
  const handler = handlers.get(channel)
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
  return structuredClone(await handler({ senderFrame }, ...args))
}
