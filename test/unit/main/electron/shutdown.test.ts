import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { closeBeforeExit } from '../../../../src/main/electron/shutdown'

function fakeApp() {
  const emitter = new EventEmitter()
  const exit = vi.fn<(code: number) => void>()
  let prevented = 0
  const quit = () => emitter.emit('will-quit', { preventDefault: () => prevented++ })
  return { on: emitter.on.bind(emitter), exit, quit, prevented: () => prevented }
}

describe('closeBeforeExit', () => {
  it('holds the end back until everything is closed', async () => {
    const app = fakeApp()
    const closed = Promise.withResolvers<undefined>()
    closeBeforeExit(app, () => closed.promise)
    app.quit()
    await Promise.resolve()
    expect(app.prevented()).toBe(1)
    expect(app.exit).not.toHaveBeenCalled()
    closed.resolve(undefined)
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledWith(0))
  })

  it('closes once, however often the end is asked for', async () => {
    const app = fakeApp()
    const close = vi.fn(() => Promise.resolve())
    closeBeforeExit(app, close)
    app.quit()
    app.quit()
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledTimes(1))
    expect(close).toHaveBeenCalledTimes(1)
    expect(app.prevented()).toBe(2)
  })

  it('ends with 1 where closing fails', async () => {
    const app = fakeApp()
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    closeBeforeExit(app, () => Promise.reject(new Error('the disk is full')))
    app.quit()
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledWith(1))
    expect(report).toHaveBeenCalledWith(new Error('the disk is full'))
    report.mockRestore()
  })
})
