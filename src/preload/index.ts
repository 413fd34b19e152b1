/** The one door from the window to the lab: a typed bridge, and nothing of Electron behind it. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { Bridge } from '../api/contract'
import type { EventMessage } from '../api/events'
import { eventChannel, invokeChannel } from '../api/channels'

const bridge: Bridge = {
  kind: 'electron',
  invoke: (op, input) => ipcRenderer.invoke(invokeChannel, op, input),
  subscribe(listener) {
    // The event itself carries the sender: it stays on this side.
    const receive = (_event: IpcRendererEvent, message: EventMessage) => listener(message)
    ipcRenderer.on(eventChannel, receive)
    return () => void ipcRenderer.off(eventChannel, receive)
  },
}

contextBridge.exposeInMainWorld('lab', bridge)
