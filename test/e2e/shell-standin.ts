/** The built Electron shell on the stand-in: its real main and preload scripts, with a real Chromium for the window. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { chromium, type Browser } from 'playwright'
import type { Result } from '../../src/api/failure'
import { invokeChannel, type PermissionDecision, type ShellDriver } from './shell-driver'

/** What the stand-in tells: `standin` names what the program asked of Electron. */
export type Report = { standin: string } & Record<string, unknown>

export interface StandinProcess {
  process: ChildProcess
  reports: Report[]
  /** The first report of this kind, now or later. */
  report(type: string, matches?: (report: Report) => boolean): Promise<Report>
  /** Makes something happen, see control.mjs. */
  act(action: string, details?: Record<string, unknown>): Promise<unknown>
  exit: Promise<number | null>
}

/** Starts out/main/index.js of a program on a data folder; extra variables steer the stand-in, extra words the program. */
export function startStandin(folder: string, env: Record<string, string> = {}, program = '.', words: readonly string[] = []): StandinProcess {
  const home = join(folder, 'standin')
  mkdirSync(home, { recursive: true })
  const child = fork(resolve(program, 'out/main/index.js'), ['--data-dir', folder, '--no-samples', ...words], {
    execArgv: ['--import', resolve('test/electron-standin/register.mjs')],
    env: { ...process.env, STANDIN_HOME: home, STANDIN_PACKAGED: '1', ...env },
  })
  const reports: Report[] = []
  child.on('message', (message) => reports.push(message as Report))
  const exit = once(child, 'exit').then(() => child.exitCode)

  const report: StandinProcess['report'] = (type, matches = () => true) => {
    const wanted = (candidate: Report) => candidate.standin === type && matches(candidate)
    const early = reports.find(wanted)
    if (early !== undefined) return Promise.resolve(early)
    return new Promise((resolve, reject) => {
      const look = (message: unknown) => {
        if (!wanted(message as Report)) return
        child.off('message', look).off('exit', ended)
        resolve(message as Report)
      }
      const ended = (code: number | null) => reject(new Error(`The shell ended with ${code} before "${type}"; it reported ${JSON.stringify(reports)}`))
      child.on('message', look).once('exit', ended)
    })
  }
  let actions = 0
  const act: StandinProcess['act'] = async (action, details = {}) => {
    const id = ++actions
    child.send({ action, id, ...details })
    const done = await report('done', (candidate) => candidate['id'] === id)
    if (done['error'] !== undefined) throw new Error(String(done['error']))
    return done['value']
  }
  return { process: child, reports, report, act, exit }
}

export interface StandinOptions {
  /** The folder of package.json. */
  program?: string
  env?: Record<string, string>
  words?: readonly string[]
}

/** Opens the lab's window on the stand-in. */
export async function openStandin(
  folder: string,
  { program = '.', env = {}, words = [] }: StandinOptions = {},
): Promise<ShellDriver & { standin: StandinProcess }> {
  const port = await freePort()
  const standin = startStandin(folder, { STANDIN_CDP: String(port), ...env }, program, words)
  await standin.report('show')
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const page = labPageOf(browser)
  return {
    name: 'the stand-in',
    standin,
    page,
    async webPreferences() {
      const { options } = await standin.report('window')
      return (options as { webPreferences: Record<string, unknown> }).webPreferences
    },
    async windows() {
      const { action } = await standin.report('windowOpen')
      return action === 'deny' ? 1 : 2
    },
    async invokeAsForeignPage(op, input) {
      const frame = { url: 'https://example.org/', parent: null }
      return (await standin.act('invokeFrom', { frame, channel: invokeChannel, args: [op, input] })) as Result<unknown>
    },
    permission: async (name) => (await standin.act('permission', { permission: name })) as PermissionDecision,
    mayRequest: async (url) => (await standin.act('request', { url })) === true,
    mayDownload: async (url) => (await standin.act('download', { url })) === true,
    clickMenu: async (...labels) => void (await standin.act('menu', { labels })),
    async quit() {
      await browser.close()
      standin.process.send({ action: 'quit', id: 0 })
      return standin.exit
    },
    async dispose() {
      if (standin.process.exitCode !== null) return
      standin.process.kill('SIGKILL')
      await standin.exit
    },
  }
}

function labPageOf(browser: Browser) {
  const pages = browser.contexts().flatMap((context) => context.pages())
  const page = pages.find((candidate) => candidate.url().startsWith('https://lab.app.localhost/'))
  if (page === undefined) throw new Error(`No page shows the lab: ${pages.map((candidate) => candidate.url()).join(', ')}`)
  return page
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('No port is free')
  return address.port
}
