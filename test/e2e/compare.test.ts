/** The room Compare beyond two curves: groups of seeds, axes, keys, scores, views, and files of every kind. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Download, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseName } from '../../db/data-folder'
import { isFinal } from '../../src/api/records'
import type { ExperimentInput } from '../../src/engine/config/experiment'
import { findPreset } from '../../src/engine/config/presets'
import { chartThemes } from '../../src/charts/theme'
import { readFigureFile } from '../../src/report/read-figure'
import { seriousFindings } from './accessibility'
import { openLab, type LabPage } from './lab-page'

const xor: ExperimentInput = { ...findPreset('fig3')!.config, epochs: 20, validation: { kind: 'holdout', fraction: 0.25 } }

let lab: LabPage
let page: Page
/** Three settings of five seeds each. */
let swept: number[]
let regression: number[]

beforeAll(async () => {
  lab = await openLab()
  page = lab.page
  page.setDefaultTimeout(30_000)
  swept = await train({ ...xor, name: 'Rates', seeds: { count: 5 }, sweep: [{ field: 'optimizer.learningRate', values: [0.001, 0.01, 0.1] }] })
  regression = await train({ ...findPreset('fig1')!.config, name: 'A line', epochs: 20, seeds: { count: 1 } })
})
afterAll(async () => {
  await lab.close()
})

async function train(config: ExperimentInput): Promise<number[]> {
  const { runs } = await lab.client.call('experiments.start', { config })
  const ids = runs.map(({ id }) => id)
  for (;;) {
    const rows = await Promise.all(ids.map((run) => lab.client.call('runs.get', { run })))
    if (rows.every(({ status }) => isFinal(status))) return ids
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function open(runs: readonly number[], view: object = {}): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${lab.origin}/#/compare?runs=${runs.join(',')}&view=${encodeURIComponent(JSON.stringify(view))}`)
}
const chart = (name: RegExp) => page.getByRole('img', { name })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const viewOf = () => JSON.parse(new URL(page.url().replace('/#/', '/')).searchParams.get('view') ?? '{}') as Record<string, unknown>

describe('what is drawn', () => {
  test('seeds are one curve with a band; side by side each curve has its own chart', async () => {
    await open(swept)
    await chart(/^Validation loss by epoch, 3 curves\. learningRate = 0\.001 over 5 trials/).waitFor()
    await button('Side by side').click()
    await chart(/^learningRate = 0\.1: Validation loss by epoch, one curve/).waitFor()
    expect(await page.locator('[data-charts]').getAttribute('data-charts')).toBe('6')
    await button('Overlay').click()
    await button('Step').click()
    await chart(/^Validation loss by step/).waitFor()
    await expect.poll(viewOf).toMatchObject({ x: 'step' })
    await button('Epoch').click()
  })

  test('keys step through the epochs in all charts, and zoom them together', async () => {
    await page.getByRole('group', { name: /^Validation loss: arrow keys/ }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await page.getByText('at epoch 10', { exact: true }).waitFor()
    const epochs = await lab.client.call('runs.epochs', { runs: swept.slice(0, 5) })
    const losses = epochs.map((one) => one.epochs[10]!.validation.loss!).sort((a, b) => a - b)
    // The middle half of five: three quarters of the second and the fourth, and all of the third.
    const middle = (0.75 * losses[1]! + losses[2]! + 0.75 * losses[3]!) / 2.5
    expect(await page.getByRole('status').filter({ hasText: 'Epoch 10' }).innerText()).toContain(middle.toFixed(4))
    await page.keyboard.press('+')
    await button('Whole axis').waitFor()
    await expect.poll(() => viewOf()['zoom']).toMatchObject({ from: expect.any(Number) as number })
    await page.keyboard.press('0')
    await button('Whole axis').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByText('at the last epoch').waitFor()
  })

  test('scores as boxes, the chance to be better, and whether the seeds are enough', async () => {
    await button('Scores').click()
    await chart(/^Scores, Validation accuracy at the last epoch\. .*n=5: median/).waitFor()
    await button('Enough seeds?').click()
    await page.getByText(/with n=5; with 10 it would span about/).waitFor()
    expect(await page.getByRole('row').filter({ hasText: '5 pairs of seeds' }).count()).toBe(2)
    await button('All fields').click()
    await chart(/^A line for each curve through Learning rate/).waitFor()
    await button('One field').click()
    await chart(/^Learning rate, Validation accuracy/).waitFor()
  })

  test('runs that measure different things: what is missing is said', async () => {
    await open([...swept.slice(0, 1), ...regression], { part: 'train' })
    await page.getByText('Training accuracy is missing in A line.').waitFor()
  })
})

test('a run that is damaged is named, with what to do; the others are drawn', async () => {
  const [kept, damaged] = await train({ ...xor, name: 'Half of it', seeds: { count: 2 } })
  const db = new Database(join(lab.folder, databaseName))
  // Under another digest: what the lab has read under one before it does not read again.
  db.prepare("UPDATE runs SET config = '{}', config_digest = ? WHERE id = ?").run('0'.repeat(64), damaged)
  db.close()
  await open([kept!, damaged!])
  await page.getByText(`Run ${damaged} cannot be read: The stored configuration of run ${damaged} is damaged.`).waitFor()
  await chart(/loss by epoch, one curve/).waitFor()
  await open([damaged!])
  await page.getByText('These runs cannot be shown').waitFor()
  await page.getByRole('alert').filter({ hasText: 'salvage the run from one in a terminal' }).waitFor()
})

test('a view opens again the same, and can be deleted', async () => {
  await open(swept, { logY: true, smoothing: { kind: 'ema', weight: 0.7 }, span: 'range' })
  await chart(/^Validation loss/)
    .first()
    .waitFor()
  await button('Views').click()
  await page.getByRole('textbox', { name: 'Name of this view' }).fill('Rates <b>by</b> range')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('The view “Rates <b>by</b> range” is saved').first().waitFor()
  await open(regression)
  await chart(/^Training loss|^Validation loss/)
    .first()
    .waitFor()
  await button('Views').click()
  await page.getByRole('button', { name: /^Rates <b>by<\/b> range/ }).click()
  await chart(/^Validation loss by epoch, 3 curves/).waitFor()
  await expect.poll(viewOf).toEqual({ logY: true, smoothing: { kind: 'ema', weight: 0.7 }, span: 'range' })
  await button('Views').click()
  await page.getByRole('button', { name: 'Delete the view Rates <b>by</b> range' }).click()
  await page.getByText('No view is saved yet').waitFor()
  expect(await lab.client.call('views.list', { kind: 'compare' })).toEqual([])
  await page.keyboard.press('Escape')
})

describe('files', () => {
  test('an SVG has its words as text and its curves in the colours of the theme, and opens again', async () => {
    await open(swept)
    await button('Export figure').click()
    await button('Paper').click()
    await button('SVG').click()
    await page.getByRole('textbox', { name: 'Title' }).fill('Rates & <lines>')
    const file = await saved('Save SVG')
    const svg = file.toString()
    expect(svg).toMatch(/<svg [^>]*width="85mm" height="60mm"/)
    for (const words of ['Rates &amp; &lt;lines&gt;', 'learningRate = 0.001 \\(n=5\\)', 'Validation accuracy', 'Epoch'])
      expect(svg).toMatch(new RegExp(`<text [^>]*>[^<]*${words}`))
    const runs = await Promise.all([0, 5, 10].map((i) => lab.client.call('runs.get', { run: swept[i]! })))
    for (const { colour } of runs) expect(svg).toContain(`stroke="${chartThemes.light.slots[colour - 1]!}"`)
    expect(readFigureFile(file, 'rates.svg')).toMatchObject({ ok: true, value: { title: 'Rates & <lines>', experiment: { name: 'Rates' } } })

    await open(regression)
    await chart(/loss/).first().waitFor()
    await page.locator('input[type=file]').first().setInputFiles({ name: 'rates.svg', mimeType: 'image/svg+xml', buffer: file })
    await chart(/^Validation loss by epoch, 3 curves/).waitFor()
  })

  test('numbers as CSV, and several charts at once in a ZIP', async () => {
    await button('Export figure').click()
    await button('CSV').click()
    await page.getByRole('dialog').getByText('chart,curve,kind,seed,x,value,low,high,n').waitFor()
    const csv = (await saved('Save CSV')).toString()
    expect(csv.split('\r\n')[1]).toMatch(/^Validation accuracy,learningRate = 0\.001,band,,0,[\d.]+,[\d.]+,[\d.]+,5$/)
    await button('Export figure').click()
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Loss', exact: true }).click()
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Scores' }).click()
    const zip = await saved('Save 3 files as ZIP')
    expect(zip.subarray(0, 2).toString()).toBe('PK')
    for (const name of ['loss.csv', 'accuracy.csv', 'finals.csv']) expect(zip.includes(`Rates/${name}`)).toBe(true)
  })

  test('text and picture on the clipboard', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: lab.origin })
    await button('Export figure').click()
    await button('SVG').click()
    await page.getByRole('textbox', { name: 'Title' }).fill('Copied')
    await button('Copy').click()
    await page.getByText('The figure is on the clipboard').first().waitFor()
    const text = await page.evaluate(() => navigator.clipboard.readText())
    expect(text).toMatch(/^<\?xml [\s\S]*<text [^>]*>Copied<\/text>[\s\S]*<\/svg>/)
    expect(readFigureFile(Buffer.from(text), 'copied.svg')).toMatchObject({ ok: true, value: { title: 'Copied' } })
    await button('Export figure').click()
    await button('PNG').click()
    await button('Copy').click()
    // The dialog closes when the picture is there.
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const size = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read()
      const picture = await createImageBitmap(await item!.getType('image/png'))
      return [picture.width, picture.height]
    })
    expect(size[0]).toBeGreaterThan(1000)
  })

  test('a size that cannot be drawn is refused in words', async () => {
    await button('Export figure').click()
    await button('PNG').click()
    const dpi = page.getByRole('dialog').getByRole('spinbutton', { name: 'Dots an inch' })
    await dpi.fill('5000')
    await dpi.blur()
    await page.getByText('The resolution is 5000 dpi. It takes 72 to 600 dpi.').waitFor()
    expect(await page.getByRole('button', { name: 'Save PNG' }).isDisabled()).toBe(true)
    await button('Slide').click()
    await expect.poll(() => page.getByRole('button', { name: 'Save PNG' }).isEnabled()).toBe(true)
  })

  async function saved(name: string): Promise<Buffer> {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
    return readFileSync(await (download as Download).path())
  }
})

test.each(['light', 'dark'] as const)('no serious accessibility finding, with every panel open: %s', async (theme) => {
  await lab.client.call('settings.set', { theme })
  await open(swept, { layout: 'side' })
  await chart(/^learningRate = 0\.1: Validation loss/).waitFor()
  await button('One field').click()
  await button('Enough seeds?').click()
  await page.getByText(/it would span about/).waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await button('Display').click()
  await page.getByRole('group', { name: 'Display' }).waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await button('Export figure').click()
  await page.getByRole('dialog').getByRole('img').waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
})

test('nothing went wrong on the way', () => {
  expect(lab.problems).toEqual([])
  expect(lab.foreignRequests).toEqual([])
})
