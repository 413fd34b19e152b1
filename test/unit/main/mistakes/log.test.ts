import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mistakeFile, mistakeOf, readMistakes, writeMistake, type Mistake } from '../../../../src/main/mistakes/log'
import { Revivals, watchMistakes } from '../../../../src/main/electron/watch-mistakes'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-mistakes-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const at = new Date('2026-03-01T10:00:00Z')
const mistake = (message: string): Mistake => ({ at: at.toISOString(), where: 'main', name: 'Error', message, frames: [] })
const messages = (count = 100) => readMistakes(folder, count).map(({ message }) => message)

describe('the log', () => {
  it('gives back the last mistakes, oldest first, and is private', () => {
    for (const message of ['one', 'two', 'three']) writeMistake(folder, mistake(message))
    expect(messages(2)).toEqual(['two', 'three'])
    if (process.platform !== 'win32') expect(statSync(mistakeFile(folder)).mode & 0o077).toBe(0)
  })

  it('stays small: a full file becomes the old one, and the one before that goes', () => {
    // A line of it has some 120 bytes: four fit into 500.
    for (let i = 0; i < 40; i++) writeMistake(folder, mistake(`number ${i}`), 500)
    const file = mistakeFile(folder)
    expect(statSync(file).size).toBeLessThanOrEqual(500)
    expect(statSync(`${file}.old`).size).toBeLessThanOrEqual(500)
    const kept = messages()
    expect(kept.at(-1)).toBe('number 39')
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => `number ${40 - kept.length + i}`))
  })

  it('cuts what is long', () => {
    writeMistake(folder, { ...mistake('x'.repeat(10_000)), frames: Array(500).fill('y'.repeat(1000)) })
    expect(statSync(mistakeFile(folder)).size).toBeLessThan(8000)
    expect(readMistakes(folder, 1)[0]?.frames).toHaveLength(20)
  })

  it('leaves out what is no mistake, such as a line that a full disk has cut', () => {
    writeMistake(folder, mistake('before'))
    writeFileSync(mistakeFile(folder), `${readFileSync(mistakeFile(folder), 'utf8')}{"at":"20\n{"a":1}\n\0\n`)
    writeMistake(folder, mistake('after'))
    expect(messages()).toEqual(['before', 'after'])
  })

  it('throws nothing where it cannot be written, and has nothing where there is none', () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    mkdirSync(mistakeFile(folder), { recursive: true })
    writeMistake(folder, mistake('lost'))
    expect(said).toHaveBeenCalledOnce()
    said.mockRestore()
    expect(readMistakes(join(folder, 'none'), 5)).toEqual([])
  })

  it('takes whatever was thrown', () => {
    expect(mistakeOf('main', new RangeError('too much'), at)).toMatchObject({ name: 'RangeError', message: 'too much', at: '2026-03-01T10:00:00.000Z' })
    expect(mistakeOf('main', new RangeError('too much'), at).frames[0]).toMatch(/^at .*log\.test\.ts/)
    expect(mistakeOf('main', 'text', at)).toMatchObject({ name: 'thrown', message: 'text', frames: [] })
  })
})

describe('watchMistakes', () => {
  function watched() {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const thrower = new EventEmitter()
    const app = new EventEmitter()
    const end = vi.fn()
    watchMistakes(thrower, app, { folder, now: () => at, end })
    return { thrower, app, end, said }
  }

  it('ends the program once after an error that nobody caught, and goes on after a promise', () => {
    const { thrower, end, said } = watched()
    thrower.emit('unhandledRejection', new Error('a promise'))
    expect(end).not.toHaveBeenCalled()
    thrower.emit('uncaughtException', new Error('one'))
    thrower.emit('uncaughtException', new Error('two'))
    expect(end).toHaveBeenCalledOnce()
    expect(said).toHaveBeenCalledTimes(3)
    said.mockRestore()
    expect(messages()).toEqual(['a promise', 'one', 'two'])
  })

  it('writes down processes that are gone, but for those that ended as they should', () => {
    const { app, said } = watched()
    app.emit('child-process-gone', {}, { type: 'Utility', reason: 'oom', exitCode: 5, name: 'Backprop Lab training' })
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'clean-exit', exitCode: 0 })
    app.emit('render-process-gone', {}, {}, { reason: 'crashed', exitCode: 11 })
    said.mockRestore()
    expect(readMistakes(folder, 5).map(({ where, name, message }) => `${where}: ${name}, ${message}`)).toEqual([
      'Utility process Backprop Lab training: oom, exit code 5',
      'window: crashed, exit code 11',
    ])
    expect(existsSync(mistakeFile(folder))).toBe(true)
  })
})

it('a window comes back three times within a minute', () => {
  const revivals = new Revivals()
  expect([0, 1000, 2000, 3000].map((now) => revivals.allows(now))).toEqual([true, true, true, false])
  // The first of the three is more than a minute ago.
  expect([60_001, 60_500].map((now) => revivals.allows(now))).toEqual([true, false])
})
