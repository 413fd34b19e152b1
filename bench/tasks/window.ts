/** What the window takes to start, to stand idle and to go from room to room, in Chromium over the loopback shell. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page } from 'playwright'
import { isFinal } from '../../src/api/records'
import { launchChromium } from '../../test/e2e/chromium'
import { openLab, type LabPage } from '../../test/e2e/lab-page'
import { startLabServer, temporaryFolder, type LabServerProcess } from '../../test/e2e/lab-server'
import { provideChromium } from '../../test/e2e/provide-chromium'
import { memoryOf, processorTimeOf, withChildren } from '../process-usage'
import { makeRunsDatabase } from '../runs-database'
import type { DriverTask, RatioOf, Runner, Task, TaskSet, Unit } from '../task'

export const sets: readonly TaskSet[] = [
  { id: 'window', group: 'lab', title: 'start, idling and rooms of the window, in a browser without a graphics card', usual: false, rounds: 5 },
]

/** Runs in the database of the rooms that are gone through. */
const runs = 10_000
const epochs = 50
/** Seconds of doing nothing that are watched. */
const idleSeconds = 10

interface Opened {
  server: LabServerProcess
  browser: Browser
  page: Page
  close(): Promise<void>
}

/** A lab in a fresh folder, which `fill` may write into, before an empty page that `prepare` goes on with. Where that fails nothing is left running. */
async function openLabBrowser(prepare: (opened: Opened) => Promise<void>, fill?: (folder: string) => void): Promise<Opened> {
  const { folder, remove } = temporaryFolder()
  fill?.(folder)
  const removeChromium = await provideChromium()
  const [server, browser] = [await startLabServer(folder, { samples: fill === undefined }), await launchChromium()]
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const opened: Opened = {
    server,
    browser,
    page,
    async close() {
      await browser.close()
      await server.close()
      remove()
      removeChromium()
    },
  }
  try {
    await prepare(opened)
    return opened
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** Run has the focus: whoever presses Enter now trains. */
async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.textContent.trim() === 'Run')
}

/** The processes that are the lab's own: its server with what it started, and the one that draws its page. */
async function ownProcesses({ server, browser }: Opened): Promise<number[]> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return [...withChildren(server.process.pid ?? 0), ...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)]
}

function task(name: string, title: string, unit: Unit, open: () => Promise<Runner>): DriverTask {
  return { id: `window-${name}`, set: 'window', title, unit, in: 'driver', open }
}

const start = task('start', 'from the start of the lab’s process on a fresh folder to Run in the focus; the browser runs already', 'ms', async () => {
  const removeChromium = await provideChromium()
  const browser = await launchChromium()
  return {
    async run() {
      const { folder, remove } = temporaryFolder()
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      const begun = performance.now()
      const server = await startLabServer(folder, { samples: true })
      await page.goto(server.url, { waitUntil: 'commit' })
      await ready(page)
      const taken = performance.now() - begun
      await page.close()
      await server.close()
      remove()
      return taken
    },
    async close() {
      await browser.close()
      removeChromium()
    },
  }
})

/** A task that measures at a lab that was opened once and has come to rest on Home. */
function atHome(name: string, title: string, unit: Unit, measure: (opened: Opened) => Promise<number>): DriverTask {
  return task(name, title, unit, async () => {
    const opened = await openLabBrowser(async ({ page, server }) => {
      await page.goto(server.url)
      await ready(page)
      await page.waitForLoadState('networkidle')
    })
    return { run: () => measure(opened), close: () => opened.close() }
  })
}

const memory = atHome('memory', 'memory of the lab’s processes and of its page’s, at rest on Home', 'MB', async (opened) =>
  memoryOf(await ownProcesses(opened)),
)

const idle = atHome('idle', `processor time of all of them in ${idleSeconds} s of rest`, 'ms', async (opened) => {
  const pids = await ownProcesses(opened)
  const before = processorTimeOf(pids)
  await wait(idleSeconds * 1000)
  return processorTimeOf(pids) - before
})

const loaded = atHome('bundle', 'scripts and style sheets that Home loads, unpacked', 'MB', ({ page }) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => /\.(js|css)(\?|$)/.test(entry.name))
      .reduce((sum, entry) => sum + (entry instanceof PerformanceResourceTiming ? entry.decodedBodySize : 0) / 1e6, 0),
  ),
)

/** The names of the rooms on the rail. */
const rail = ['Setup', 'Run', 'Runs', 'Compare', 'Draw', 'Inspect', 'Report']

/** From the press on the rail to the frame in which the other room stands, in the window's own time. */
function switchTo(page: Page, name: string): Promise<number> {
  return page.evaluate(async (room) => {
    const link = [...document.querySelectorAll<HTMLElement>('nav a')].find((one) => one.textContent.trim() === room)
    const begun = performance.now()
    const before = document.querySelector('main > *')
    link?.click()
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    for (;;) {
      await frame()
      const now = document.querySelector('main > *')
      if (now !== null && now !== before) return performance.now() - begun
    }
  }, name)
}

const rooms = task('rooms', `the slowest change of room among ${rail.length}, each opened before, with ${runs} runs of ${epochs} epochs`, 'ms', async () => {
  const enter = async ({ page, server }: Opened) => {
    await page.goto(`${server.url}#/runs`)
    await page.getByText('10,000 trials').waitFor()
    for (const name of rail) await switchTo(page, name)
  }
  const opened = await openLabBrowser(enter, (folder) => void makeRunsDatabase(folder, runs, epochs))
  const { page } = opened
  return {
    async run() {
      const times: number[] = []
      for (const name of rail) {
        times.push(await switchTo(page, name))
        // What the room fetches is not the change itself.
        await page.waitForLoadState('networkidle')
      }
      return Math.max(...times)
    },
    close: () => opened.close(),
  }
})

/** Presses a button of Home, and waits until all that it started has ended. */
async function trainFromHome({ page, client }: LabPage, button: RegExp): Promise<void> {
  await page.evaluate(() => (location.hash = '#/home'))
  await page.getByRole('button', { name: button }).click()
  await page.waitForURL(/#\/run\/\d+/)
  const experiment = Number(/\d+$/.exec(page.url())?.[0])
  const trains = async () => (await client.call('runs.list', {})).some((run) => run.experiment === experiment && !isFinal(run.status))
  while (await trains()) await wait(200)
}

const training = task(
  'long-tasks',
  'the longest task of the window’s thread, of those over 50 ms, while 20 seeds of XOR and then digits train in sight',
  'ms',
  async () => {
    const removeChromium = await provideChromium()
    const lab = await openLab({ samples: true, room: '/' })
    return {
      async run() {
        const seen = await lab.page.evaluateHandle(() => {
          const durations: number[] = []
          const take = (entries: PerformanceEntryList) => durations.push(...entries.map(({ duration }) => duration))
          const observer = new PerformanceObserver((list) => void take(list.getEntries()))
          observer.observe({ type: 'longtask' })
          return { durations, end: () => (take(observer.takeRecords()), observer.disconnect()) }
        })
        await trainFromHome(lab, /^Run 20 seeds$/)
        await trainFromHome(lab, /^Train on digits/)
        return seen.evaluate(({ durations, end }) => {
          end()
          return Math.max(0, ...durations)
        })
      },
      async close() {
        await lab.close()
        removeChromium()
      },
    }
  },
)

export const tasks: readonly Task[] = [start, memory, idle, loaded, rooms, training]

export const ratios: readonly RatioOf[] = []
