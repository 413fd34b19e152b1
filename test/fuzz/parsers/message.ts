/** Messages of a window, through the socket and the door of the lab; behind it stands nothing. */
import { EventEmitter } from 'node:events'
import { ops } from '../../../src/api/contract'
import { decodeMessage } from '../../../src/api/frame'
import { createDispatcher } from '../../../src/main/lab/dispatcher'
import { serveSocket, type LabSocket } from '../../../src/main/loopback/socket'
import type { Operations } from '../../../src/main/lab/operations/operations'
import { check, type Outcome, type Parser } from '../parser'

class Socket extends EventEmitter implements LabSocket {
  readonly OPEN = 1
  readonly readyState = 1
  readonly bufferedAmount = 0
  constructor(private readonly end: (outcome: Outcome, answer: unknown) => void) {
    super()
  }
  send(message: string | Uint8Array): void {
    const answer: unknown = decodeMessage(typeof message === 'string' ? message : Uint8Array.from(message).buffer)
    const result: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'result') : null
    this.end(typeof result === 'object' && result !== null && Reflect.get(result, 'ok') === true ? 'accepted' : 'refused', result)
  }
  close(): void {
    this.end('refused', null)
  }
}

/** Every operation answers null: what is tried is the way to it. */
const operations = Object.fromEntries(Object.keys(ops).map((name) => [name, () => null])) as unknown as Operations
const invoke = createDispatcher(operations)
const lab = { invoke, subscribe: () => () => undefined, close: () => Promise.resolve() }

export const message: Parser = {
  name: 'message',
  async read(bytes) {
    const [outcome, result] = await new Promise<[Outcome, unknown]>((resolve) => {
      const socket = new Socket((outcome, answer) => resolve([outcome, answer]))
      serveSocket(socket, lab)
      socket.emit('message', Buffer.from(bytes), false)
    })
    if (typeof result === 'object' && result !== null) {
      check(Reflect.get(result, 'code') !== 'internal', 'the lab failed at it')
      check(JSON.stringify(result).length < 4000, 'the answer has no bounds')
    }
    return outcome
  },
}
