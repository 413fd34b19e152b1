/** The room Report: a quick look at a figure from the button to its verdicts, its file and back again; seeds added; a sweep's grid. */
import { readFileSync } from 'node:fs'
import type { Download, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readMetadata } from '../../src/report/png/metadata'
import { seriousFindings } from './accessibility'
import { openLab, type LabPage } from './lab-page'
import { tinyExperiment } from './tiny-experiment'

let lab: LabPage
let page: Page
/** The exported figure, as it was saved. */
let file: { name: string; bytes: Buffer }

beforeAll(async () => {
  lab = await openLab()
  page = lab.page
  page.setDefaultTimeout(20_000)
  // An address that changes while the window is still finding its first room would be lost.
  await page.locator('main .room').waitFor()
  await open('/report')
})
afterAll(async () => {
  await lab.close()
})

async function open(path: string): Promise<void> {
  await page.goto(`${lab.origin}/#${path}`)
}
const card = (title: string) => page.getByRole('article').filter({ has: page.getByRole('heading', { name: title }) })
const dialog = () => page.getByRole('dialog')

/** Drops a file on the window as a user's hand would: the events, with the file in them. */
async function drop(on: Page, name: string, bytes: Buffer): Promise<void> {
  await on.evaluate(
    ({ name, base64 }) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type: 'image/png' }))
      for (const kind of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }))
    },
    { name, base64: bytes.toString('base64') },
  )
}

describe('Report', () => {
  test('without data it says so, and no claim has a verdict', async () => {
    await page.getByText('Nothing of the report is recorded yet.').waitFor()
    expect(await page.getByRole('article').count()).toBe(8)
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'No data' }).count()).toBe(20)
    expect(await page.getByText('Reproduced', { exact: true }).count()).toBe(1) // the filter's
    expect(await seriousFindings(page)).toEqual([])
  })

  test('a figure is asked for as a quick look, with the time it takes', async () => {
    await card('Linear classification').getByRole('button', { name: /^Reproduce/ }).click() // prettier-ignore
    await dialog().getByRole('button', { name: 'Quick look' }).click()
    await dialog().getByText('Figures 1 to 3: 20 seeds, 300 epochs.').waitFor()
    await dialog().getByText('20 trials to train.').waitFor()
    await dialog().getByText(/About .+ by a short measured run/).waitFor() // prettier-ignore
    expect(await seriousFindings(page)).toEqual([])
    // Two figures take two sets of trials; nothing is left where none is chosen.
    await dialog().getByRole('checkbox', { name: 'Figure 3, XOR' }).click()
    await dialog().getByRole('button', { name: 'Train 40 trials' }).waitFor()
    await dialog().getByRole('checkbox', { name: 'Figure 3, XOR' }).click()
    await dialog().getByRole('button', { name: 'Train 20 trials' }).click()
    await dialog().waitFor({ state: 'detached' })
  })

  test('its curves and claims appear, undecided as every quick look', async () => {
    await expect.poll(async () => (await lab.client.call('report.state', {})).figures[1]?.quick.done, { timeout: 60_000 }).toBe(20)
    await card('Linear classification').getByText('n=20').waitFor()
    await card('Linear classification').getByText('quick look').waitFor()
    const ledger = page.getByRole('row').filter({ hasText: 'The loss falls rapidly at first' })
    await ledger.getByText('Undecided').waitFor()
    await ledger.getByText(/points to (not )?reproduced/).waitFor() // prettier-ignore
    expect(await ledger.innerText()).toMatch(/\d+\.\d %.*n = 20/)
    await page.getByText('Of 20 claims, from 20 trials:').waitFor()
    await page.getByText(/^3 rest on a quick look/).waitFor() // prettier-ignore
    expect(await card('XOR').getByRole('button', { name: /^Reproduce/ }).count()).toBe(1) // prettier-ignore
  })

  test('the ledger is filtered by verdict', async () => {
    await page.getByRole('group', { name: 'Claims shown' }).getByRole('button', { name: 'Not reproduced' }).click()
    await page.getByText('No claim has come out like this.').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(20)
  })

  test('the figure opens large by keyboard, with numbers as tables', async () => {
    await card('Linear classification').getByRole('link').focus()
    await page.keyboard.press('Enter')
    const picture = page.getByRole('region', { name: 'Figure 2: Linear classification' }).getByRole('img')
    await picture.waitFor()
    await expect.poll(async () => (await picture.boundingBox())?.width ?? 0).toBeGreaterThan(500)
    expect(await picture.getAttribute('aria-label')).toContain('Figure 2: Linear classification.')
    await page.getByText('A quick look: 20 of 100 seeds', { exact: false }).first().waitFor() // prettier-ignore
    await page.getByRole('button', { name: 'Numbers' }).click()
    await page.getByRole('row').nth(5).waitFor()
    await page.getByRole('button', { name: 'Figure', exact: true }).click()
    expect(await seriousFindings(page)).toEqual([])
  })

  test('its file carries the experiment', async () => {
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: 'PNG for paper, 180 mm, 300 dpi' }).click()
    const download: Download = await saved
    expect(download.suggestedFilename()).toBe('figure-2-quick.png')
    file = { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
    const metadata = readMetadata(file.bytes, file.name)
    expect(metadata).toMatchObject({ ok: true, value: { figure: 2, variant: 'quick', title: 'Figure 2: Linear classification' } })
    expect(metadata.ok && metadata.value.settings[0]?.trials.length).toBe(20)
  })

  test('dropped where all is recorded, it opens in Compare', async () => {
    await open('/runs')
    await drop(page, file.name, file.bytes)
    await expect.poll(() => page.url()).toContain('/compare?runs=')
    await page.getByText('Figure 2: Linear classification: all its 20 trials are recorded here.').first().waitFor()
    await page.getByText('1 curve · 20 trials').waitFor()
  })

  test('dropped where some trial is missing, it is set up again', async () => {
    const { runs } = await lab.client
      .call('report.figure', { figure: 2, variant: 'quick' })
      .then(({ settings }) => ({ runs: settings[0]!.trials.map(({ run }) => run!) }))
    await lab.client.call('runs.trash', { runs: [runs[0]!] })
    await drop(page, file.name, file.bytes)
    await expect.poll(() => page.url()).toContain('/setup')
    await page.getByText('1 of its 20 trials are not recorded here', { exact: false }).first().waitFor()
    await page.getByRole('button', { name: 'Run 20 trials' }).waitFor()
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toContain('(quick)')
    await lab.client.call('runs.restore', { runs: [runs[0]!] })
  })

  test.each([
    ['a file that is no picture', 'notes.md', Buffer.from('no picture'), 'notes.md is no PNG or SVG picture.'],
    ['a picture without an experiment', 'photo.png', readFileSync('docs/images/run.png'), 'photo.png holds no experiment.'],
  ])('%s is refused in words, and nothing is opened', async (_name, name, bytes, message) => {
    const before = page.url()
    await drop(page, name, bytes)
    await page.getByText(message, { exact: false }).first().waitFor()
    expect(page.url()).toBe(before)
  })

  test('a damaged file is refused in words', async () => {
    const broken = Buffer.from(file.bytes)
    const at = broken.indexOf('backprop-lab-figure')
    broken[at] = 'X'.charCodeAt(0)
    await drop(page, 'broken.png', broken)
    await page.getByText('The experiment in broken.png is damaged: its checksum does not match.', { exact: false }).first().waitFor()
  })

  test('what trains for the report is stopped, and gone on with', async () => {
    // Fifty epochs of MNIST: nobody's machine is through before Stop is pressed.
    await open('/report/4')
    await page.getByRole('banner').getByRole('button', { name: 'Reproduce' }).click()
    await dialog().getByRole('button', { name: 'Full size' }).click()
    await dialog().getByRole('button', { name: 'Train 15 trials' }).click()
    const training = page.getByRole('region', { name: 'Training for the report' })
    await training.getByRole('progressbar').waitFor()
    await training.getByRole('button', { name: 'Stop' }).click()
    await training.waitFor({ state: 'detached' })
    const { figures } = await lab.client.call('report.state', {})
    const { done, broken, open: underWay } = figures[3]!.full
    expect(underWay).toBe(0)
    expect(done).toBe(0)
    expect(broken).toBe(15)
    await page.getByRole('banner').getByRole('button', { name: 'Reproduce' }).click()
    await dialog()
      .getByRole('button', { name: `Train ${broken} trial`, exact: false })
      .waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await expect.poll(() => page.url()).toMatch(/report$/)
  })

  test('in the dark it is as readable', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('html.dark').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await open('/report/2')
    await page.getByRole('region', { name: 'Figure 2: Linear classification' }).getByRole('img').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
  })
})

describe('experiments', () => {
  test('a sweep shows its grid with the time of each setting before it starts', async () => {
    await open('/setup?preset=fig7')
    const grid = page.getByRole('table', { name: 'Grid of 4 settings' })
    await expect.poll(() => grid.getByRole('row').count()).toBe(5)
    await expect.poll(() => grid.innerText(), { timeout: 20_000 }).toMatch(/\[128, 128\]\s+118\.3\s+k\s+[\d<]/)
    await page.getByRole('button', { name: 'Run 60 trials' }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  test('seeds are added from Runs and from Run', async () => {
    const { experiment } = await lab.client.call('experiments.start', tinyExperiment)
    await open('/runs')
    const row = page.getByRole('row').filter({ hasText: 'Tiny XOR' })
    await row.getByRole('button', { name: /^Actions on/ }).click() // prettier-ignore
    await page.getByRole('menuitem', { name: 'More seeds' }).click()
    await dialog().getByText('Seeds so far: 1, with 1 setting.', { exact: false }).waitFor()
    await dialog().getByRole('textbox').fill('1')
    await dialog().getByText('It has these seeds already.').waitFor()
    expect(await dialog().getByRole('button', { name: 'Add and train' }).isDisabled()).toBe(true)
    await dialog().getByRole('textbox').fill('3')
    await dialog().getByText('2 trials are added and trained.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await dialog().getByRole('button', { name: 'Add and train' }).click()
    await row.getByText('n=3').waitFor()

    await open(`/run/${experiment.id}`)
    await page.getByRole('button', { name: 'More seeds' }).click()
    await dialog().getByText('Seeds so far: 1-3', { exact: false }).waitFor()
    expect(await dialog().getByRole('textbox').inputValue()).toBe('4-8')
    await dialog().getByRole('textbox').fill('4')
    await dialog().getByRole('button', { name: 'Add and train' }).click()
    await expect.poll(async () => (await lab.client.call('runs.list', { search: 'Tiny' })).map(({ seed }) => seed).sort()).toEqual([1, 2, 3, 4])
  })

  test('nothing went wrong on the way', () => {
    expect(lab.problems).toEqual([])
    expect(lab.foreignRequests).toEqual([])
  })
})
