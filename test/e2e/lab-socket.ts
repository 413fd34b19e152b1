/** A bridge to a running lab for tests that set up or look at data without clicking through rooms. */
import { WebSocket, type RawData } from 'ws'
import type { Bridge } from '../../src/api/contract'
import type { EventMessage } from '../../src/api/events'
import type { Result } from '../../src/api/failure'
import { decodeMessage } from '../../src/api/frame'
import { encodeWire } from '../../src/api/wire'

type Message = { id: number; result: Result<unknown> } | EventMessage

/** Connects as the browser that holds the cookie. Rejects where the lab refuses. */
export async function connectBridge(origin: string, cookie: string): Promise<Bridge & { close(): void }> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { origin, headers: { cookie } })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const listeners = new Set<(message: EventMessage) => void>()
  const waiting = new Map<number, (result: Result<unknown>) => void>()
  let calls = 0
  socket.on('message', (data, isBinary) => {
    const message = readMessage(data, isBinary) as Message
    if ('event' in message) for (const listener of listeners) listener(message)
    else waiting.get(message.id)?.(message.result)
  })
  return {
    kind: 'loopback',
    invoke(op, input) {
      const id = ++calls
      socket.send(encodeWire({ id, op, input }))
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => socket.close(),
  }
}

export function readMessage(data: RawData, isBinary: boolean): unknown {
  return decodeMessage(isBinary ? Uint8Array.from(data as Buffer).buffer : String(data))
}
