/** One socket of a window: calls come in and are answered by the lab, its events go out. */
import type { RawData, WebSocket } from 'ws'
import { encodeMessage } from '../../api/frame'
import { decodeWire } from '../../api/wire'
import type { Result } from '../../api/failure'
import type { Lab } from '../lab/options'

/** The largest message a window may send, in bytes: setups and notes are far smaller. */
export const maxIncoming = 1 << 20
/** A window that lets this many bytes wait is closed; it fetches anew when it comes back. */
export const maxWaiting = 16 << 20

/** Close codes of RFC 6455, section 7.4.1. */
const unreadable = 1007
const tryAgainLater = 1013

interface Call {
  id: number
  op: unknown
  input: unknown
}

/** What of a socket is needed here. */
export type LabSocket = Pick<WebSocket, 'OPEN' | 'readyState' | 'bufferedAmount'> & {
  send(message: string | Uint8Array): void
  close(code?: number, reason?: string): void
  on(event: 'message', listener: (data: RawData, isBinary: boolean) => void): unknown
  on(event: 'close' | 'error', listener: () => void): unknown
}

/** Connects a socket with the lab until it closes. */
export function serveSocket(socket: LabSocket, lab: Lab): void {
  const send = (message: unknown) => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > maxWaiting) socket.close(tryAgainLater, 'the window reads too slowly')
    else socket.send(encodeMessage(message))
  }
  const unsubscribe = lab.subscribe(send)
  socket.on('close', unsubscribe)
  // The socket closes after an error; what it was belongs to the window's side.
  socket.on('error', () => undefined)
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? unreadableMessage : read(data)
    if (message.kind === 'unreadable') return socket.close(unreadable)
    if (message.kind === 'refused') return send({ id: message.id, result: message.result })
    const { id, op, input } = message.call
    void lab.invoke(op, input).then((result) => send({ id, result }))
  })
}

type Incoming = { kind: 'call'; call: Call } | { kind: 'refused'; id: number; result: Result<never> } | { kind: 'unreadable' }
const unreadableMessage: Incoming = { kind: 'unreadable' }

function read(data: RawData): Incoming {
  const text = String(data)
  try {
    const call = asCall(decodeWire(text))
    return call === null ? unreadableMessage : { kind: 'call', call }
  } catch (error) {
    const id = error instanceof SyntaxError ? null : idOf(text)
    if (id === null) return unreadableMessage
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'refused', id, result: { ok: false, code: 'invalid', message } }
  }
}

/** The number of a call whose content is refused, so that its sender is answered. */
function idOf(text: string): number | null {
  return asCall(JSON.parse(text))?.id ?? null
}

function asCall(value: unknown): Call | null {
  if (typeof value !== 'object' || value === null || !('id' in value) || !Number.isSafeInteger(value.id)) return null
  return { id: Number(value.id), op: 'op' in value ? value.op : undefined, input: 'input' in value ? value.input : undefined }
}
