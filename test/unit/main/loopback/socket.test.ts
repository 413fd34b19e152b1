import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import type { EventMessage } from '../../../../src/api/events'
import type { Lab } from '../../../../src/main/lab/options'
import { decodeMessage } from '../../../../src/api/frame'
import { maxWaiting, serveSocket, type LabSocket } from '../../../../src/main/loopback/socket'

class FakeSocket extends EventEmitter implements LabSocket {
  readonly OPEN = 1
  readyState: LabSocket['readyState'] = 1
  bufferedAmount = 0
  sent: unknown[] = []
  close = vi.fn<(code?: number, reason?: string) => void>()

  send(message: string | Uint8Array): void {
    this.sent.push(decodeMessage(typeof message === 'string' ? message : Uint8Array.from(message).buffer))
  }
}

function fakeLab() {
  const listeners = new Set<(message: EventMessage) => void>()
  const lab: Lab = {
    invoke: (op, input) => Promise.resolve({ ok: true, value: { op, input } }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => Promise.resolve(),
  }
  return { lab, listeners, emit: (message: EventMessage) => listeners.forEach((listener) => listener(message)) }
}

const event: EventMessage = { event: 'deleted', data: { runs: [3] } }

function connected() {
  const socket = new FakeSocket()
  const lab = fakeLab()
  serveSocket(socket, lab.lab)
  return { socket, ...lab }
}

describe('serveSocket', () => {
  it('answers a call under its number', async () => {
    const { socket } = connected()
    socket.emit('message', Buffer.from('{"id":4,"op":"runs.get","input":{"run":1}}'), false)
    await vi.waitFor(() => expect(socket.sent).toEqual([{ id: 4, result: { ok: true, value: { op: 'runs.get', input: { run: 1 } } } }]))
  })

  it('answers with arrays as they are, beside the text', async () => {
    const socket = new FakeSocket()
    const value = { loss: Float64Array.of(0.5, Number.NaN), file: Uint8Array.of(1, 2, 3) }
    serveSocket(socket, { ...fakeLab().lab, invoke: () => Promise.resolve({ ok: true, value }) })
    socket.emit('message', Buffer.from('{"id":5}'), false)
    await vi.waitFor(() => expect(socket.sent).toEqual([{ id: 5, result: { ok: true, value } }]))
  })

  it('passes events on until the socket closes', () => {
    const { socket, emit, listeners } = connected()
    emit(event)
    expect(socket.sent).toEqual([event])
    socket.emit('close')
    expect(listeners.size).toBe(0)
  })

  it('closes a window that reads too slowly instead of filling the memory', () => {
    const { socket, emit } = connected()
    socket.bufferedAmount = maxWaiting + 1
    emit(event)
    expect(socket.sent).toEqual([])
    expect(socket.close).toHaveBeenCalledExactlyOnceWith(1013, 'the window reads too slowly')
  })

  it('sends nothing to a socket that is closing', () => {
    const { socket, emit } = connected()
    socket.readyState = 2
    emit(event)
    expect(socket.sent).toEqual([])
    expect(socket.close).not.toHaveBeenCalled()
  })

  it('closes on what it cannot read, and answers what is nested too deeply', () => {
    const { socket } = connected()
    for (const text of ['{', '[]', '{"id":"1"}', '{"id":1.5}']) socket.emit('message', Buffer.from(text), false)
    socket.emit('message', Buffer.from('{"id":1}'), true)
    expect(socket.close.mock.calls).toEqual([[1007], [1007], [1007], [1007], [1007]])
    socket.emit('message', Buffer.from(`{"id":9,"input":${'['.repeat(90)}${']'.repeat(90)}}`), false)
    expect(socket.sent).toEqual([{ id: 9, result: { ok: false, code: 'invalid', message: 'The message is nested deeper than 64 levels' } }])
  })
})
