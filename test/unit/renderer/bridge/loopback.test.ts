import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EventMessage } from '../../../../src/api/events'
import { encodeMessage } from '../../../../src/api/frame'
import { decodeWire } from '../../../../src/api/wire'
import { createLoopbackBridge } from '../../../../src/renderer/bridge/loopback'

/** A socket that opens, answers and breaks when the test says so. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1
  static all: FakeSocket[] = []
  readyState = 0
  sent: { id: number; op: string; input: unknown }[] = []

  constructor(readonly address: string) {
    super()
    FakeSocket.all.push(this)
  }

  static get latest(): FakeSocket {
    return FakeSocket.all.at(-1)!
  }

  send(text: string): void {
    this.sent.push(decodeWire(text) as FakeSocket['sent'][number])
  }

  open(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }

  break(): void {
    this.readyState = 3
    this.dispatchEvent(new Event('close'))
  }

  receive(message: unknown): void {
    const data = encodeMessage(message)
    this.dispatchEvent(new MessageEvent('message', { data: typeof data === 'string' ? data : data.buffer }))
  }
}

const fault: EventMessage = { event: 'deleted', data: { runs: [3] } }

beforeEach(() => {
  FakeSocket.all = []
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a connected bridge', () => {
  it('sends calls made before the connection is open when it opens', async () => {
    const bridge = createLoopbackBridge('ws://lab/rpc')
    const answer = bridge.invoke('runs.get', { run: 1 })
    expect(FakeSocket.latest.sent).toEqual([])
    FakeSocket.latest.open()
    await vi.waitFor(() => expect(FakeSocket.latest.sent).toEqual([{ id: 1, op: 'runs.get', input: { run: 1 } }]))
    FakeSocket.latest.receive({ id: 1, result: { ok: true, value: new Uint8Array([7]) } })
    expect(await answer).toEqual({ ok: true, value: new Uint8Array([7]) })
    expect(FakeSocket.latest.address).toBe('ws://lab/rpc')
  })

  it('gives each answer to its own call, in whatever order they come', async () => {
    const bridge = createLoopbackBridge('ws://lab/rpc')
    FakeSocket.latest.open()
    const first = bridge.invoke('a', 1)
    const second = bridge.invoke('b', 2)
    await vi.waitFor(() => expect(FakeSocket.latest.sent).toHaveLength(2))
    FakeSocket.latest.receive({ id: 2, result: { ok: true, value: 'second' } })
    FakeSocket.latest.receive({ id: 1, result: { ok: true, value: 'first' } })
    expect(await Promise.all([first, second])).toEqual([
      { ok: true, value: 'first' },
      { ok: true, value: 'second' },
    ])
  })

  it('hands events to every subscriber until it leaves', () => {
    const bridge = createLoopbackBridge('ws://lab/rpc')
    FakeSocket.latest.open()
    const stays = vi.fn()
    const leaves = vi.fn()
    bridge.subscribe(stays)
    bridge.subscribe(leaves)()
    FakeSocket.latest.receive(fault)
    expect(stays).toHaveBeenCalledExactlyOnceWith(fault)
    expect(leaves).not.toHaveBeenCalled()
  })

  it('refuses what Electron’s bridge would refuse', async () => {
    const bridge = createLoopbackBridge('ws://lab/rpc')
    FakeSocket.latest.open()
    await expect(bridge.invoke('runs.list', new Proxy({}, {}))).rejects.toThrow('could not be cloned')
  })
})

describe('a bridge that loses its connection', () => {
  it('answers what is waiting and what is asked meanwhile with closed', async () => {
    const bridge = createLoopbackBridge('ws://lab/rpc')
    FakeSocket.latest.open()
    const waiting = bridge.invoke('a', undefined)
    await vi.waitFor(() => expect(FakeSocket.latest.sent).toHaveLength(1))
    FakeSocket.latest.break()
    expect(await waiting).toMatchObject({ ok: false, code: 'closed' })
    expect(await bridge.invoke('b', undefined)).toMatchObject({ ok: false, code: 'closed' })
  })

  it('comes back by itself, tells those who fetch again, and goes on with calls and events', async () => {
    const bridge = createLoopbackBridge('ws://lab/rpc')
    const returned = vi.fn()
    const left = vi.fn()
    const seen = vi.fn()
    bridge.onReconnect?.(returned)
    bridge.onReconnect?.(left)()
    bridge.subscribe(seen)
    FakeSocket.latest.open()
    FakeSocket.latest.break()
    expect(FakeSocket.all).toHaveLength(1)
    vi.advanceTimersByTime(250)
    expect(FakeSocket.all).toHaveLength(2)
    FakeSocket.latest.open()
    expect(returned).toHaveBeenCalledOnce()
    expect(left).not.toHaveBeenCalled()
    FakeSocket.latest.receive(fault)
    expect(seen).toHaveBeenCalledExactlyOnceWith(fault)
    const answer = bridge.invoke('a', undefined)
    await vi.waitFor(() => expect(FakeSocket.latest.sent).toHaveLength(1))
    FakeSocket.latest.receive({ id: FakeSocket.latest.sent[0]?.id, result: { ok: true, value: 1 } })
    expect(await answer).toEqual({ ok: true, value: 1 })
  })

  it('waits twice as long after each failure, at most five seconds, and starts anew after a success', () => {
    createLoopbackBridge('ws://lab/rpc')
    for (const delay of [250, 500, 1000, 2000, 4000, 5000, 5000]) {
      const before = FakeSocket.all.length
      FakeSocket.latest.break()
      vi.advanceTimersByTime(delay - 1)
      expect(FakeSocket.all).toHaveLength(before)
      vi.advanceTimersByTime(1)
      expect(FakeSocket.all).toHaveLength(before + 1)
    }
    FakeSocket.latest.open()
    const before = FakeSocket.all.length
    FakeSocket.latest.break()
    vi.advanceTimersByTime(250)
    expect(FakeSocket.all).toHaveLength(before + 1)
  })

  it('does not announce the first connection as a return', () => {
    const bridge = createLoopbackBridge('ws://lab/rpc')
    const returned = vi.fn()
    bridge.onReconnect?.(returned)
    FakeSocket.latest.open()
    expect(returned).not.toHaveBeenCalled()
  })
})
