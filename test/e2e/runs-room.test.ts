/** The room Runs: found by filter and search, in columns and views of one's own, marked, verified and forked, all by keyboard. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExperimentInput } from '../../src/engine/config/experiment'
import { findPreset } from '../../src/engine/config/presets'
import { isFinal } from '../../src/api/records'
import { seriousFindings } from './accessibility'
import { openLab, type LabPage } from './lab-page'

const xor: ExperimentInput = { ...findPreset('fig3')!.config, epochs: 30, seeds: { count: 1 } }

let lab: LabPage
let page: Page

beforeAll(async () => {
  lab = await openLab()
  page = lab.page
  page.setDefaultTimeout(30_000)
  await start({ ...xor, name: 'Slow', optimizer: { name: 'sgd', learningRate: 0.1 }, seeds: { count: 2 }, keepModels: { every: 10 } })
  await start({ ...xor, name: 'Quick', optimizer: { name: 'adam', learningRate: 0.01 } })
  for (const run of [1, 2, 3]) while (!isFinal((await lab.client.call('runs.get', { run })).status)) await new Promise((resolve) => setTimeout(resolve, 100))
  await page.goto(`${lab.origin}/#/runs`)
  await row('Quick').getByText('Done').waitFor()
  await row('Slow').getByText('Done').waitFor()
})
afterAll(async () => {
  await lab.close()
})

async function start(config: ExperimentInput): Promise<number[]> {
  const { runs } = await lab.client.call('experiments.start', { config })
  return runs.map(({ id }) => id)
}
const row = (name: string) => page.getByRole('row').filter({ hasText: name })
const table = () => page.getByRole('treegrid')
const filter = () => page.getByRole('combobox', { name: 'Filter by fields' })
/** Names of the groups, from above. */
const names = async () => (await page.getByRole('gridcell').locator('bdi').allInnerTexts()).filter((text) => text === 'Slow' || text === 'Quick')
/** Puts the keyboard's focus into the table, on its first line. */
async function focusFirst(): Promise<void> {
  await table().focus()
  await page.keyboard.press('Home')
}

describe('finding', () => {
  test('a filter is completed while it is written, and leaves what it says', async () => {
    await filter().pressSequentially('optimi')
    await page.getByRole('option', { name: 'optimizer field', exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await filter().pressSequentially('= ')
    await page.getByRole('option', { name: 'adam value' }).click()
    await expect.poll(() => filter().inputValue()).toBe('optimizer = adam ')
    await expect.poll(() => row('Slow').count()).toBe(0)
    expect(await row('Quick').count()).toBe(1)
  })

  test('a mistake in it is told with its place, and what was found stays', async () => {
    await filter().fill('optimizer = adam and best.acuracy > 0.9')
    await page.getByText('Filter, character 22: There is no field "best.acuracy"; "best.accuracy" is near').waitFor()
    expect(await row('Quick').count()).toBe(1)
    await filter().fill('seed > 100')
    await page.getByText('No run passes the filter “seed > 100”').waitFor()
    await page.getByRole('button', { name: 'Clear search and filter' }).click()
    await row('Slow').waitFor()
  })

  test('the columns sort, move and change their width by keyboard', async () => {
    const head = page.getByRole('columnheader', { name: 'Name' })
    await head.getByRole('button').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending')
    await expect.poll(names).toEqual(['Quick', 'Slow'])
    await page.keyboard.press('Enter')
    await expect.poll(names).toEqual(['Slow', 'Quick'])
    const width = async () => (await head.boundingBox())!.width
    const before = await width()
    await page.keyboard.press('Shift+ArrowLeft')
    await expect.poll(width).toBe(Math.round(before - 16))
    await page.keyboard.press('Alt+ArrowRight')
    const heads = () => page.getByRole('columnheader').allInnerTexts()
    await expect.poll(async () => (await heads()).slice(2, 4)).toEqual(['Status', 'Name'])
    await page.keyboard.press('Alt+ArrowLeft')
    await expect.poll(async () => (await heads()).slice(2, 4)).toEqual(['Name', 'Status'])
  })

  test('a field of the configuration can be a column, and groups', async () => {
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('dialog').getByPlaceholder('Find a field').fill('learningRate')
    await page.getByRole('dialog').getByRole('button', { name: 'optimizer.learningRate' }).click()
    await page.keyboard.press('Escape')
    await row('Slow').getByText('0.1', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Trials', exact: true }).click()
    await expect.poll(() => row('Slow').count()).toBe(2)
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await expect.poll(() => row('Slow').count()).toBe(1)
  })

  test('a view is saved under a name, and brings all of it back', async () => {
    await filter().fill('name = quick')
    await expect.poll(() => row('Slow').count()).toBe(0)
    await page.getByRole('button', { name: 'Save this view' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('The quick ones')
    await page.keyboard.press('Enter')
    const saved = page.getByRole('button', { name: 'The quick ones', exact: true })
    await saved.waitFor()
    await filter().fill('')
    await row('Slow').waitFor()
    await page.reload()
    await row('Slow').waitFor()
    await saved.click()
    await expect.poll(() => row('Slow').count()).toBe(0)
    expect(await filter().inputValue()).toBe('name = quick')
    await page.getByRole('columnheader', { name: 'optimizer.learningRate' }).waitFor()
    await page.getByRole('button', { name: /^All runs/ }).click()
    await filter().fill('')
    await row('Slow').waitFor()
  })
})

describe('by keyboard', () => {
  test('runs are pinned, and named with text that stays text', async () => {
    await focusFirst()
    await page.keyboard.press('p')
    await row('Slow').getByLabel('Pinned').waitFor()
    await page.keyboard.press('e')
    const note = page.getByRole('dialog').getByRole('textbox', { name: 'Note' })
    await note.fill('<img src=x onerror=alert(1)> \u202eesrever https://a.example/x')
    await page.getByRole('dialog').getByText('https://a.example/x', { exact: true }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Green', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await row('Slow').getByText('<img src=x onerror=alert(1)> ⟨202E⟩esrever https://a.example/x').waitFor()
    expect(await lab.client.call('runs.get', { run: 1 })).toMatchObject({ colour: 3, pinned: true })
  })

  test('a run is trained anew, and comes to the same weights', async () => {
    await focusFirst()
    await page.keyboard.press('v')
    await page.getByText('came to the same weights in all 31 epochs, bit for bit').first().waitFor()
    await expect.poll(async () => (await lab.client.call('runs.verifications', {})).map(({ status }) => status)).toEqual(['same', 'same'])
    await page.getByRole('button', { name: 'Hide' }).click()
    await page.getByText('came to the same weights').first().waitFor({ state: 'detached' })
    // It stays with the run.
    await page.reload()
    await row('Slow')
      .getByLabel(/^Verified .*: the same weights in all 31 epochs · version \S+, kernels /)
      .waitFor()
    await row('Slow')
      .getByText(/^Loss from [\d.]+ to [\d.]+$|^Accuracy from [\d.]+ to [\d.]+$/)
      .waitFor({ state: 'attached' })
  })

  test('a run is forked from a kept epoch', async () => {
    await focusFirst()
    await page.keyboard.press('b')
    await page.getByRole('dialog').getByRole('combobox', { name: 'Weights' }).click()
    await page.getByRole('option', { name: 'after epoch 20', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click()
    await page.waitForURL(/\/run\/\d+$/)
    const [newest] = await lab.client.call('runs.list', { limit: 1 })
    expect(newest).toMatchObject({ name: 'Slow · fork', origin: { run: 1, epoch: 20 } })
    await expect.poll(async () => isFinal((await lab.client.call('runs.get', { run: newest!.id })).status)).toBe(true)
    const [begun, source] = await lab.client.call('runs.epochs', { runs: [newest!.id, 1] })
    expect(begun!.epochs[0]!.weightDigest).toBe(source!.epochs[20]!.weightDigest)
    await page.goto(`${lab.origin}/#/runs`)
    await row('Slow · fork').getByLabel('Began with the weights of run 1 after epoch 20').waitFor()
  })
})

test.each(['light', 'dark'] as const)('there is no serious accessibility finding: %s', async (theme) => {
  await lab.client.call('settings.set', { theme })
  await page.reload()
  await row('Quick').waitFor()
  await row('Quick').getByRole('checkbox').click()
  await filter().fill('opt')
  await page.getByRole('option').first().waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await filter().fill('')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('dialog').waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
})

test('nothing caused an error, a breach of the content policy or a request to elsewhere', () => {
  expect(lab.problems).toEqual([])
  expect(lab.foreignRequests).toEqual([])
})
