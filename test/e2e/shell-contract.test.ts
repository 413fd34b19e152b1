/** What the Electron shell promises, shown on its real built main, preload and window. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { databaseName } from '../../db/data-folder'
import type { EventMessage } from '../../src/api/events'
import type { RunEpochs, RunRow } from '../../src/api/records'
import { temporaryFolder, startLabServer } from './lab-server'
import type { ShellDriver } from './shell-driver'
import { electronBinary, openElectron } from './shell-electron'
import { openStandin } from './shell-standin'
import { tinyEpochs, tinyExperiment } from './tiny-experiment'

const { folder, remove } = temporaryFolder()
const binary = electronBinary()
let shell: ShellDriver

beforeAll(async () => {
  if (binary === null && process.env['LAB_TRUE_ELECTRON'] === '1') throw new Error('True Electron is asked for, and its binary is not installed')
  shell = binary === null ? await openStandin(folder) : await openElectron(binary, folder)
  console.log(`shell contract tests ran on: ${shell.name}`)
})
afterAll(async () => {
  await shell.dispose()
  remove()
})

it('opens one sandboxed, isolated window without Node', async () => {
  expect(await shell.webPreferences()).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  })
})

it('shows the page nothing of Electron or Node but the bridge', async () => {
  const seen = await shell.page.evaluate(() => ({
    lab: Object.keys(window.lab ?? {}).sort(),
    foreign: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', '__standinPost', '__standinDeliver'].filter((name) => name in window),
  }))
  expect(seen).toEqual({ lab: ['invoke', 'kind', 'subscribe'], foreign: [] })
})

it('answers calls of its own page', async () => {
  const info = await shell.page.evaluate(() => window.lab?.invoke('app.info', undefined))
  expect(info).toMatchObject({ ok: true, value: { shell: 'electron', data: { folder } } })
  const wrong = await shell.page.evaluate(() => window.lab?.invoke('runs.get', { run: -1 }))
  expect(wrong).toMatchObject({ ok: false, code: 'invalid', field: 'run' })
})

it('lets only plain data through the bridge', async () => {
  const refused = await shell.page.evaluate(async () => {
    try {
      await window.lab?.invoke('runs.list', new Proxy({}, {}))
      return 'passed'
    } catch (error) {
      return String(error)
    }
  })
  expect(refused).toMatch(/could not be cloned|DataCloneError/)
})

it('refuses calls of any other page', async () => {
  expect(await shell.invokeAsForeignPage('app.info', undefined)).toMatchObject({ ok: false, code: 'forbidden' })
})

it('runs no inline script and no eval', async () => {
  const outcome = await shell.page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.body.append(script)
    // A test's own script may evaluate text while it runs; what it leaves for later may not.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(new Function('return true')())
        } catch (error) {
          resolve((error as Error).name)
        }
      })
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    return { inlineRan: 'inlineRan' in window, evaluated, violations }
  })
  expect(outcome).toMatchObject({ inlineRan: false, evaluated: 'EvalError' })
  expect(outcome.violations).toEqual(expect.arrayContaining(['script-src', 'script-src-elem']))
})

it('opens no frame and reaches no other address', async () => {
  const directives = await shell.page.evaluate(async () => {
    const violations = new Set<string>()
    document.addEventListener('securitypolicyviolation', (event) => violations.add(event.effectiveDirective))
    const frame = document.createElement('iframe')
    frame.src = 'https://example.org/'
    document.body.append(frame)
    await fetch('https://example.org/').catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 100))
    frame.remove()
    return [...violations].sort()
  })
  expect(directives).toEqual(['connect-src', 'frame-src'])
  expect(await shell.mayRequest('https://example.org/')).toBe(false)
})

it('stays on its page', async () => {
  const before = shell.page.url()
  for (const address of ['https://example.org/', 'file:///etc/passwd', 'data:text/html,<p>other</p>', 'http://127.0.0.1:1/']) {
    await shell.page.evaluate((to) => {
      location.href = to
    }, address)
    // The answer to a call made after the attempt shows that the page is still there.
    expect(await shell.page.evaluate(() => window.lab?.invoke('app.info', undefined)), address).toMatchObject({ ok: true })
    expect(shell.page.url()).toBe(before)
  }
})

it('opens no second window', async () => {
  await shell.page.evaluate(() => void window.open('https://example.org/'))
  expect(await shell.windows()).toBe(1)
})

it('grants no permission and saves only what the page made', async () => {
  for (const name of ['notifications', 'media', 'geolocation', 'clipboard-read', 'display-capture', 'fullscreen', 'midi', 'openExternal', 'unknown'])
    expect(await shell.permission(name), name).toMatchObject({ request: false, check: false })
  for (const address of ['https://example.org/file.exe', 'file:///etc/passwd', 'data:text/plain,x', 'app://lab/index.html'])
    expect(await shell.mayDownload(address), address).toBe(false)
})

it('takes commands from its menu', async () => {
  for (const room of ['Draw', 'Setup']) {
    await shell.clickMenu('Go', room)
    await shell.page.getByRole('heading', { level: 1, name: room, exact: true }).waitFor()
  }
})

it('trains in a process of its own and records every epoch', async () => {
  const { started, events } = await shell.page.evaluate(async (experiment) => {
    const events: EventMessage[] = []
    const done = new Promise<void>((resolve) => {
      window.lab?.subscribe((message) => {
        events.push(message)
        if (message.event === 'run' && message.data.status === 'done') resolve()
      })
    })
    const started = await window.lab?.invoke('experiments.start', experiment)
    if (started?.ok === true) await done
    return { started, events }
  }, tinyExperiment as unknown)
  expect(started).toMatchObject({ ok: true })
  const epochs = events.flatMap((message) => (message.event === 'epochs' ? message.data.epochs.map(({ epoch }) => epoch) : []))
  expect(epochs).toEqual(Array.from({ length: tinyEpochs + 1 }, (_, epoch) => epoch))

  const stored = await shell.page.evaluate(() => window.lab?.invoke('runs.epochs', { runs: [1] }))
  expect(stored?.ok).toBe(true)
  const [run] = stored?.ok === true ? (stored.value as RunEpochs[]) : []
  expect(run?.epochs.map(({ epoch }) => epoch)).toEqual(epochs)
  const model = await shell.page.evaluate(async () => {
    const result = await window.lab?.invoke('models.get', { run: 1, kind: 'last' })
    if (result?.ok !== true) return result
    const { file, bytes } = result.value as { file: unknown; bytes: number }
    return { isBytes: file instanceof Uint8Array, whole: file instanceof Uint8Array && file.length === bytes }
  })
  expect(model).toEqual({ isBytes: true, whole: true })
})

it('keeps other programs from writing meanwhile, and names itself', async () => {
  await expect(startLabServer(folder)).rejects.toThrow(/being written by Backprop Lab \(process \d+\)/)
})

it('ends with 0, the database closed and the run in it', async () => {
  expect(await shell.quit()).toBe(0)
  // SQLite removes its log when the last connection closes in order.
  expect(existsSync(join(folder, databaseName))).toBe(true)
  expect(existsSync(join(folder, `${databaseName}-wal`))).toBe(false)
  const reopened = await openStandinOrElectron()
  try {
    const runs = await reopened.page.evaluate(() => window.lab?.invoke('runs.list', {}))
    expect(runs?.ok === true ? (runs.value as RunRow[]).map(({ status, epochsDone }) => ({ status, epochsDone })) : runs).toEqual([
      { status: 'done', epochsDone: tinyEpochs },
    ])
  } finally {
    await reopened.quit()
    await reopened.dispose()
  }
})

function openStandinOrElectron(): Promise<ShellDriver> {
  return binary === null ? openStandin(folder) : openElectron(binary, folder)
}
