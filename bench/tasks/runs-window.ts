/** What the window takes to show ten thousand runs of fifty epochs and to go through them, in Chromium over the loopback shell. */
import type { Page } from 'playwright'
import { temporaryFolder } from '../../test/e2e/lab-server'
import { openLab, type LabPage } from '../../test/e2e/lab-page'
import { provideChromium } from '../../test/e2e/provide-chromium'
import { makeRunsDatabase } from '../runs-database'
import { quantile } from '../../src/engine/statistics/quantiles'
import type { DriverTask, RatioOf, Task, TaskSet } from '../task'

export const sets: readonly TaskSet[] = [
  {
    id: 'runs-window',
    group: 'lab',
    title: 'the table of 10,000 runs of 50 epochs in the window, in a browser without a graphics card',
    usual: false,
    rounds: 5,
  },
]

const runs = 10_000
const epochs = 50

interface Shared {
  lab: LabPage
  users: number
  close(): Promise<void>
}
/** One lab and one browser for all tasks of the set, opened with the first. */
let shared: Promise<Shared> | null = null

async function openShared(): Promise<Shared> {
  const { folder, remove } = temporaryFolder()
  makeRunsDatabase(folder, runs, epochs)
  const removeChromium = await provideChromium()
  const lab = await openLab({ folder })
  return {
    lab,
    users: 0,
    async close() {
      await lab.close()
      remove()
      removeChromium()
    },
  }
}

function inWindow(name: string, title: string, measure: (page: Page, lab: LabPage) => Promise<number>): DriverTask {
  return {
    id: `runs-window-${name}`,
    set: 'runs-window',
    title,
    unit: 'ms',
    in: 'driver',
    async open() {
      const opened = await (shared ??= openShared())
      opened.users++
      return {
        run: () => measure(opened.lab.page, opened.lab),
        async close() {
          if (--opened.users > 0) return
          shared = null
          await opened.close()
        },
      }
    },
  }
}

/** Loads the window anew with the room open. */
async function load(page: Page, { origin }: LabPage): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${origin}/#/runs`, { waitUntil: 'commit' })
}
/** Milliseconds since the page began to load, by its own clock. */
const age = (page: Page) => page.evaluate(() => performance.now())
const line = (page: Page) => page.getByRole('treegrid').getByText('rate 0.001').first()

const first = inWindow('first', 'from the first byte of the page to the first runs', async (page, lab) => {
  await load(page, lab)
  await line(page).waitFor()
  return age(page)
})

const all = inWindow('all', 'until every run has come', async (page, lab) => {
  await load(page, lab)
  await page.getByText('10,000 trials').waitFor()
  return age(page)
})

const frames = 90
const pixelsPerFrame = 450

const scroll = inWindow('scroll', `95th percentile of ${frames} frames, each ${pixelsPerFrame} pixels further down`, async (page, lab) => {
  await load(page, lab)
  await page.getByText('10,000 trials').waitFor()
  const times = await page.getByRole('treegrid').evaluate(
    async (table, { count, step }) => {
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
      const durations: number[] = []
      let before = await frame()
      for (let k = 0; k < count; k++) {
        table.scrollTop += step
        const now = await frame()
        durations.push(now - before)
        before = now
      }
      return durations
    },
    { count: frames, step: pixelsPerFrame },
  )
  return quantile(times, 0.95)
})

const search = inWindow('search', 'from a key in the search to the table that has followed it', async (page, lab) => {
  await load(page, lab)
  await page.getByText('10,000 trials').waitFor()
  const box = page.getByRole('searchbox')
  await box.fill('decay 4')
  return box.evaluate(
    (input) =>
      new Promise<number>((resolve) => {
        const begun = performance.now()
        const grid = document.querySelector('[role=treegrid]')
        const seen = new MutationObserver(() => {
          if (grid?.getAttribute('aria-rowcount') !== '5') return
          seen.disconnect()
          requestAnimationFrame(() => resolve(performance.now() - begun))
        })
        if (grid) seen.observe(grid, { attributes: true })
        if (input instanceof HTMLInputElement) input.value = 'decay 451'
        input.dispatchEvent(new Event('input', { bubbles: true }))
      }),
  )
})

export const tasks: readonly Task[] = [first, all, scroll, search]

export const ratios: readonly RatioOf[] = []
