/** What the window takes to draw a thousand runs of a thousand epochs over each other and to zoom into them, in Chromium over the loopback shell. */
import type { Page } from 'playwright'
import type { ComparisonState } from '../../src/charts/compare/state'
import { openLab, type LabPage } from '../../test/e2e/lab-page'
import { temporaryFolder } from '../../test/e2e/lab-server'
import { provideChromium } from '../../test/e2e/provide-chromium'
import { quantile } from '../../src/engine/statistics/quantiles'
import { makeRunsDatabase } from '../runs-database'
import type { DriverTask, RatioOf, Task, TaskSet } from '../task'

export const sets: readonly TaskSet[] = [
  {
    id: 'compare-window',
    group: 'charts',
    title: '1,000 runs of 1,000 epochs in the window, a million values a chart, in a browser without a graphics card',
    usual: false,
    rounds: 5,
  },
]

const runs = 1000
const epochs = 1000
/** Zooms of a round; their 95th percentile is its measure. */
const zooms = 8

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
    id: `compare-window-${name}`,
    set: 'compare-window',
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

/** Of one chart, or of the two that Compare draws where nothing is said: loss and accuracy. */
type View = Pick<ComparisonState, 'grouping'> & Partial<Pick<ComparisonState, 'measures'>>

interface Drawn {
  /** Milliseconds until all curves are on the screen, of many single ones from their extremes. */
  first: number
  /** Until every recorded value is behind them. */
  whole: number
}

/** Goes from the table of runs, all of them there, to their comparison. */
async function compare(page: Page, { origin }: LabPage, view: View): Promise<Drawn> {
  await page.goto('about:blank')
  await page.goto(`${origin}/#/runs`)
  await page.getByText('1,000 trials').first().waitFor()
  const ids = Array.from({ length: runs }, (_, i) => i + 1).join(',')
  const address = `#/compare?runs=${ids}&view=${encodeURIComponent(JSON.stringify(view))}`
  const curves = view.grouping === 'run' ? '1000 curves' : '200 curves'
  return page.evaluate(
    async ({ to, told }) => {
      const begun = performance.now()
      location.hash = to
      const drawn = () => document.querySelector('[data-charts] canvas')?.getAttribute('aria-label')?.includes(told) === true
      // Until it is so, and the frame that shows it is there.
      const until = async (isSo: () => boolean) => {
        while (!isSo()) await new Promise((resolve) => requestAnimationFrame(resolve))
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
        return performance.now() - begun
      }
      const first = await until(drawn)
      return { first, whole: await until(() => document.querySelector('[data-charts][aria-busy=false]') !== null) }
    },
    { to: address, told: curves },
  )
}

/** Zooms into a comparison and out again. Resolves with the 95th percentile of the milliseconds from the key to the frame. */
async function zoomInto(page: Page): Promise<number> {
  const times = await page.locator('[data-charts] [role=group]').first().evaluate(async (chart, count) => {
    const durations: number[] = []
    for (let k = 0; k < count; k++) {
      const begun = performance.now()
      chart.dispatchEvent(new KeyboardEvent('keydown', { key: k < count / 2 ? '+' : '-', bubbles: true }))
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      durations.push(performance.now() - begun)
      // What follows a zoom at leisure, such as the address, is not part of the next one.
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    return durations
  }, zooms) // prettier-ignore
  return quantile(times, 0.95)
}

function zoomOf(view: View) {
  return async (page: Page, lab: LabPage) => {
    await compare(page, lab, view)
    return zoomInto(page)
  }
}

const loss: View = { grouping: 'run', measures: ['loss'] }
const both: View = { grouping: 'run' }

export const tasks: readonly Task[] = [
  inWindow('loss', 'from the table of runs to a chart of 1,000 single curves', async (page, lab) => (await compare(page, lab, loss)).first),
  inWindow(
    'loss-whole',
    'until every value of it is in the window, and nothing is drawn from extremes alone',
    async (page, lab) => (await compare(page, lab, loss)).whole,
  ),
  inWindow('loss-zoom', `95th percentile of ${zooms} zooms of that chart, from the key to the frame`, zoomOf(loss)),
  inWindow('single', 'from the table of runs to two such charts, loss and accuracy', async (page, lab) => (await compare(page, lab, both)).first),
  inWindow('grouped', 'the same as 200 bands of 5 seeds', async (page, lab) => (await compare(page, lab, { grouping: 'setting' })).first),
  inWindow('zoom', `95th percentile of ${zooms} zooms of both charts`, zoomOf(both)),
]

export const ratios: readonly RatioOf[] = []
