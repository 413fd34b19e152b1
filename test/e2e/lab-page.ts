/** The lab in a browser, on a fresh data folder: what every test of a room begins with. */
import type { BrowserContextOptions, Page } from 'playwright'
import { createClient, type LabClient } from '../../src/api/client'
import { launchChromium } from './chromium'
import { startLabServer, temporaryFolder } from './lab-server'
import { connectBridge } from './lab-socket'

export interface LabPageOptions extends Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'reducedMotion' | 'locale' | 'timezoneId'> {
  /** A folder to keep, such as that of a lab closed before; by default a fresh one that `close` removes. */
  folder?: string
  /** Begins with the sample runs, as a new lab does. */
  samples?: boolean
  /** Where the window opens; Setup by default, where most of what is tested begins. */
  room?: string
}

export interface LabPage {
  page: Page
  /** Address of the lab without token, such as http://127.0.0.1:1234. */
  origin: string
  folder: string
  /** The lab's operations by a socket of the test's own, beside the page. */
  client: LabClient
  /** Errors on the console, uncaught exceptions and breaches of the content policy, in words. Expect it to equal []. */
  problems: string[]
  /** Addresses asked for outside the lab. Expect it to equal []. */
  foreignRequests: string[]
  /** Closes browser and lab. Rejects where the lab does not end cleanly. */
  close(): Promise<void>
}

/** Opens the lab's window at 1280 x 800. */
export async function openLab({ folder: kept, samples = false, room = '/setup', ...context }: LabPageOptions = {}): Promise<LabPage> {
  const { folder, remove } = kept === undefined ? temporaryFolder() : { folder: kept, remove: () => undefined }
  const server = await startLabServer(folder, { samples })
  const browser = await launchChromium()
  const browserContext = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', reducedMotion: 'reduce', ...context })
  const page = await browserContext.newPage()
  const { origin } = new URL(server.url)
  const problems = watchProblems(page)
  const foreignRequests = watchForeignRequests(page, origin)
  await page.goto(`${server.url}#${room}`)
  const cookie = (await browserContext.cookies(origin)).map(({ name, value }) => `${name}=${value}`).join('; ')
  const bridge = await connectBridge(origin, cookie)
  return {
    page,
    origin,
    folder,
    client: createClient(bridge),
    problems,
    foreignRequests,
    async close() {
      bridge.close()
      await browser.close()
      const code = await server.close()
      remove()
      if (code !== 0) throw new Error(`The lab ended with ${code}`)
    },
  }
}

/** Collects what a room must never cause. */
export function watchProblems(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    // Chromium reports a breach of the content policy as an error on the console.
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  page.on('crash', () => problems.push('the page crashed'))
  return problems
}

function watchForeignRequests(page: Page, origin: string): string[] {
  const foreign: string[] = []
  const own = [`${origin}/`, `${origin.replace('http', 'ws')}/`, 'data:', `blob:${origin}/`]
  const check = (address: string) => {
    if (!own.some((start) => address.startsWith(start))) foreign.push(address)
  }
  page.on('request', (request) => check(request.url()))
  page.on('websocket', (socket) => check(socket.url()))
  return foreign
}
