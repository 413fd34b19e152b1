import { describe, expect, it } from 'vitest'
import { findPreset } from '../../../../../src/engine/config/presets'
import { baseTrial } from '../../../../../src/engine/config/trials'
import { Inspector, type Thread } from '../../../../../src/renderer/rooms/inspect/inspector'
import type { FromThread, RunData, ToThread } from '../../../../../src/renderer/rooms/inspect/questions'

class PlayedThread implements Thread {
  readonly heard: ToThread[] = []
  ended = false
  onmessage: Thread['onmessage'] = null
  onerror: Thread['onerror'] = null
  postMessage(message: ToThread): void {
    this.heard.push(message)
  }
  terminate(): void {
    this.ended = true
  }
  say(data: FromThread): void {
    this.onmessage?.(new MessageEvent('message', { data }))
  }
  /** What it was asked, in order. */
  get words(): string[] {
    return this.heard.map((message) => (message.type === 'data' ? `data ${message.data.key}` : `${message.question.name} ${message.id}`))
  }
}

const data = (key: string): RunData => ({ key, config: baseTrial(findPreset('fig3')!.config), seed: 1, images: null })
const silent = () => undefined

function played() {
  const threads: PlayedThread[] = []
  const inspector = new Inspector(() => {
    const thread = new PlayedThread()
    threads.push(thread)
    return thread
  })
  return { threads, inspector }
}

describe('Inspector', () => {
  it('asks one question at a time, and gives the data once', async () => {
    const { threads, inspector } = played()
    const told: number[] = []
    const first = inspector.ask(data('a'), 'samples', { part: 'training', samples: [0] }, (done) => told.push(done))
    const second = inspector.ask(data('a'), 'samples', { part: 'training', samples: [1] }, silent)
    const [thread] = threads
    expect(thread!.words).toEqual(['data a', 'samples 1'])
    thread!.say({ type: 'progress', id: 1, done: 5, total: 9 })
    thread!.say({ type: 'answer', id: 1, answer: 'one' })
    expect(thread!.words).toEqual(['data a', 'samples 1', 'samples 2'])
    thread!.say({ type: 'failed', id: 2, code: 'data', message: 'Broken' })
    await expect(first.answer).resolves.toBe('one')
    await expect(second.answer).rejects.toMatchObject({ code: 'data', message: 'Broken' })
    expect(told).toEqual([5])
    void inspector.ask(data('b'), 'samples', { part: 'training', samples: [1] }, silent)
    expect(thread!.words.slice(3)).toEqual(['data b', 'samples 3'])
    expect(threads).toHaveLength(1)
  })

  it('ends the thread of a question that is given up, and asks the next one of a new thread', () => {
    const { threads, inspector } = played()
    const first = inspector.ask(data('a'), 'samples', { part: 'training', samples: [0] }, silent)
    const second = inspector.ask(data('a'), 'samples', { part: 'training', samples: [1] }, silent)
    void inspector.ask(data('a'), 'samples', { part: 'training', samples: [2] }, silent)
    // One that waits disturbs nobody.
    second.drop()
    expect(threads[0]!.ended).toBe(false)
    first.drop()
    expect(threads[0]!.ended).toBe(true)
    expect(threads[1]!.words).toEqual(['data a', 'samples 3'])
  })

  it('tells of a thread that dies, and goes on with another', async () => {
    const { threads, inspector } = played()
    const first = inspector.ask(data('a'), 'samples', { part: 'training', samples: [0] }, silent)
    const second = inspector.ask(data('a'), 'samples', { part: 'training', samples: [1] }, silent)
    threads[0]!.onerror?.(Object.assign(new Event('error'), { message: 'out of memory', filename: '', lineno: 0, colno: 0, error: null }))
    await expect(first.answer).rejects.toMatchObject({ code: 'internal', message: 'The thread of this room ended: out of memory' })
    threads[1]!.say({ type: 'answer', id: 2, answer: 'two' })
    await expect(second.answer).resolves.toBe('two')
  })
})
