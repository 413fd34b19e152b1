/** The bridge to a lab behind a socket: it comes back by itself when the connection is lost. */
import type { Bridge } from '../../api/contract'
import type { EventMessage } from '../../api/events'
import type { Result } from '../../api/failure'
import { decodeMessage } from '../../api/frame'
import { encodeWire } from '../../api/wire'

/** Milliseconds until the first new attempt; each further one waits twice as long, up to the second figure. */
const firstDelay = 250
const longestDelay = 5000

const lost: Result<never> = {
  ok: false,
  code: 'closed',
  message: 'The connection to the lab is lost. Is it still running? The window connects again by itself.',
}

type Message = { id: number; result: Result<unknown> } | EventMessage

/** @param address of the lab's socket; the page's own host by default */
export function createLoopbackBridge(address = `${location.origin.replace(/^http/, 'ws')}/rpc`): Bridge {
  const subscribers = new Set<(message: EventMessage) => void>()
  const returns = new Set<() => void>()
  const waiting = new Map<number, (result: Result<unknown>) => void>()
  let calls = 0
  let delay = firstDelay
  let socket = connect(false)
  /** Settles when the first attempt has: calls made while the page loads wait for it. */
  const first = new Promise<void>((resolve) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('close', () => resolve(), { once: true })
  })

  function connect(again: boolean): WebSocket {
    const opening = new WebSocket(address)
    opening.binaryType = 'arraybuffer'
    opening.addEventListener('open', () => {
      delay = firstDelay
      if (again) for (const listener of returns) listener()
    })
    // The lab on the other side is of the same build and speaks these types alone.
    opening.addEventListener('message', ({ data }) => receive(decodeMessage(data as string | ArrayBuffer) as Message))
    // A refused attempt closes too, so this is the one place to go on from.
    opening.addEventListener('close', () => {
      for (const settle of waiting.values()) settle(lost)
      waiting.clear()
      setTimeout(() => (socket = connect(true)), delay)
      delay = Math.min(2 * delay, longestDelay)
    })
    return opening
  }

  function receive(message: Message): void {
    if ('event' in message) {
      for (const listener of subscribers) listener(message)
      return
    }
    waiting.get(message.id)?.(message.result)
    waiting.delete(message.id)
  }

  return {
    kind: 'loopback',
    async invoke(op, input) {
      // Electron's bridge refuses what cannot be cloned, such as a Vue proxy; JSON would let it pass and hide the mistake.
      const copy: unknown = structuredClone(input)
      await first
      if (socket.readyState !== WebSocket.OPEN) return lost
      const id = ++calls
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        socket.send(encodeWire({ id, op, input: copy }))
      })
    },
    subscribe(listener) {
      subscribers.add(listener)
      return () => void subscribers.delete(listener)
    },
    onReconnect(listener) {
      returns.add(listener)
      return () => void returns.delete(listener)
    },
  }
}
