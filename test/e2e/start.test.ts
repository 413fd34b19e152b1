/** What `npm start` does on a computer without Electron, without a display, or asked for something impossible. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { temporaryFolder } from './lab-server'

let folder = ''
let remove: () => void
beforeEach(() => ({ folder, remove } = temporaryFolder()))
afterEach(() => remove())

/** Starts the launcher as on a computer without a display. */
function start(words: string[], env: Record<string, string> = {}): { child: ChildProcess; output: () => string } {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...plain } = process.env
  const child = spawn(process.execPath, ['scripts/start.mjs', '--data-dir', folder, ...words], { env: { ...plain, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part: string) => (text += part))
  return { child, output: () => text }
}

async function until(child: ChildProcess, output: () => string, wanted: RegExp): Promise<RegExpExecArray> {
  const ended = once(child, 'exit')
  for (;;) {
    const found = wanted.exec(output())
    if (found !== null) return found
    const more = child.stdout === null ? ended : once(child.stdout, 'data')
    await Promise.race([more, ended])
    if (child.exitCode !== null && !wanted.test(output())) throw new Error(`It ended with ${child.exitCode}:\n${output()}`)
  }
}

it.runIf(process.platform === 'linux')('opens in the browser where there is no display, says why, and ends cleanly', async () => {
  const { child, output } = start(['--no-open'])
  const [, url] = await until(child, output, /^LAB_URL (\S+)$/m)
  expect(output()).toContain('Electron cannot open: there is no display')
  expect((await fetch(url ?? '', { redirect: 'manual' })).status).toBe(303)
  child.kill('SIGTERM')
  await once(child, 'exit')
  expect(child.exitCode).toBe(0)
})

it('opens in the browser without a word about Electron when asked to', async () => {
  const { child, output } = start(['--no-open', '--port', '0'], { LAB_SHELL: 'browser' })
  await until(child, output, /^LAB_URL \S+$/m)
  expect(output()).toMatch(/^Backprop Lab is open at http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+$/m)
  expect(output()).not.toContain('Electron')
  child.kill('SIGINT')
  await once(child, 'exit')
  expect(child.exitCode).toBe(0)
})

it.runIf(process.platform === 'linux')('ends with 1 where Electron is asked for and cannot open', async () => {
  const { child, output } = start([], { LAB_SHELL: 'electron' })
  await once(child, 'close')
  expect(child.exitCode).toBe(1)
  expect(output()).toContain('Electron cannot open: there is no display')
})

it('passes on what the lab says about a wrong command line', async () => {
  const { child, output } = start(['--prot', '80'], { LAB_SHELL: 'browser' })
  await once(child, 'close')
  expect(child.exitCode).toBe(2)
  expect(output()).toContain("Unknown option '--prot'")
})

it('refuses an unknown shell by name', async () => {
  const { child, output } = start([], { LAB_SHELL: 'firefox' })
  await once(child, 'close')
  expect(child.exitCode).toBe(1)
  expect(output()).toContain('LAB_SHELL is "firefox". It takes auto, electron, browser.')
})
