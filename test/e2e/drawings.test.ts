/** Drawings that are kept: in and out of files, labelled, scored, trained with, and watched while a run trains. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isFinal } from '../../src/api/records'
import type { ExperimentInput } from '../../src/engine/config/experiment'
import { findPreset } from '../../src/engine/config/presets'
import { parseDrawings } from '../../src/engine/index'
import { seriousFindings } from './accessibility'
import { openLab, type LabPage } from './lab-page'

const pen = 'test/pen/digits-writers-1-2.json'
const corpus = parseDrawings(readFileSync(pen, 'utf8'), pen)
/** Small enough to be trained on every digit within seconds. */
const digits: ExperimentInput = {
  ...findPreset('fig4')!.config,
  name: 'Digits, briefly',
  network: { layers: [{ units: 12, activation: 'relu' }, { units: 10 }] },
  validation: { kind: 'none' },
  epochs: 400,
  seeds: { count: 1 },
}

let lab: LabPage
let page: Page

beforeAll(async () => {
  lab = await openLab()
  page = lab.page
  page.setDefaultTimeout(20_000)
})
afterAll(() => lab.close())

/** Draws a 1 on the pad: a straight line. */
async function draw(): Promise<void> {
  const box = (await page.locator('[data-pad]').boundingBox())!
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.2 * box.height)
  await page.mouse.down()
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.8 * box.height, { steps: 8 })
  await page.mouse.up()
}

test('a drawing is kept by one press, and a file of strokes joins it, once', async () => {
  await page.goto(`${lab.origin}/#/draw`)
  await draw()
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await page.getByRole('button', { name: 'Keep as 1' }).click()
  await page.getByText('Kept as 1.').first().waitFor()
  await page.getByRole('button', { name: 'My drawings' }).click()
  await page.getByRole('button', { name: /^Drawing 1, 1/ }).waitFor()
  const choose = page.getByLabel('Choose a JSON file of strokes')
  await choose.setInputFiles(pen)
  await page.getByText('198 drawings added.').first().waitFor()
  await choose.setInputFiles(pen)
  await page.getByText('198 kept already.').first().waitFor()
  // The pretrained model reads 194 of the corpus, and a straight line as 1.
  await expect.poll(() => page.locator('[data-score]').innerText(), { timeout: 15_000 }).toMatch(/98\.0.*195 of 199/s)
  expect(await seriousFindings(page)).toEqual([])
})

test('a cell of the matrix shows its drawings', async () => {
  await page.getByRole('button', { name: '2 show 1 and were read as 7' }).click()
  await page.getByText('Show 1, read as 7').waitFor()
  expect(await page.getByRole('button', { name: /^Drawing \d+, 1 → 7$/ }).count()).toBe(2)
  await page.getByRole('button', { name: 'Show all' }).click()
})

test('a bad file is refused with its place, and nothing is added', async () => {
  const file = join(lab.folder, 'bad.json')
  writeFileSync(file, '{"digits":[{"strokes":[[[1,1]]]},{"strokes":[[]]}]}')
  await page.getByLabel('Choose a JSON file of strokes').setInputFiles(file)
  await page.getByText('Nothing was added: bad.json, drawing 1, strokes: expected at least one point').first().waitFor()
  expect(await lab.client.call('drawings.list', { limit: 1000 })).toHaveLength(199)
})

test('chosen drawings are labelled anew, deleted, and brought back', async () => {
  await page.getByRole('button', { name: /^Drawing 2, 0/ }).click()
  await page.getByRole('button', { name: 'Label the chosen as 8' }).click()
  await page.getByRole('button', { name: 'Drawing 2, 8 → 0' }).waitFor()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect.poll(async () => (await lab.client.call('drawings.list', { limit: 1000 })).length).toBe(198)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect.poll(async () => (await lab.client.call('drawings.list', { limit: 1000 })).at(-1)?.digit).toBe(8)
})

test('exported strokes are those that were brought in', async () => {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Strokes as JSON' }).click()
  const path = await (await download).path()
  const exported = parseDrawings(readFileSync(path, 'utf8'), path)
  expect(exported).toHaveLength(199)
  // The first was drawn on the pad, and the first of the corpus came back as the last.
  expect(exported.slice(1, -1)).toEqual(corpus.slice(1))
})

test('Setup trains with them, each as often as its weight says', async () => {
  await page.goto(`${lab.origin}/#/setup?preset=fig4`)
  await page.getByRole('button', { name: 'Train with my drawings' }).click()
  await page.getByText('199 drawings, each 1 × an epoch').waitFor()
  const weight = page.locator('[data-field="data.drawings.weight"] input')
  await weight.fill('5')
  await weight.press('Enter')
  await page.getByText('199 drawings, each 5 × an epoch').waitFor()
  const set = await lab.client.call('drawings.set', {})
  const { runs } = await lab.client.call('experiments.start', {
    config: { ...digits, epochs: 1, data: { source: 'mnist', drawings: { ...set, weight: 5 } } },
  })
  const run = runs[0]!.id
  await expect.poll(async () => (await lab.client.call('runs.get', { run })).status, { timeout: 30_000 }).toBe('done')
  // They are kept with the run: without the drawings it is verified bit for bit.
  await lab.client.call('runs.verify', { runs: [run] })
  await expect.poll(async () => (await lab.client.call('runs.verifications', {}))[0]?.status, { timeout: 30_000 }).toBe('same')
})

test('a watched drawing is read after every epoch while a run trains, and the window may be loaded anew', async () => {
  const { runs } = await lab.client.call('experiments.start', { config: digits })
  const run = runs[0]!.id
  await page.goto(`${lab.origin}/#/draw`)
  await draw()
  await page.getByRole('button', { name: 'Watch', exact: true }).click()
  await page.getByRole('button', { name: /Digits, briefly, seed 1/ }).click()
  const now = page.locator('[data-now]')
  await now.waitFor()
  const first = await now.innerText()
  await expect.poll(() => now.innerText(), { timeout: 30_000 }).not.toBe(first)
  await page.reload()
  await now.waitFor()
  const [curve] = await lab.client.call('drawings.watched', { run })
  expect(curve!.answers.length).toBeGreaterThan(1)
  expect(await page.locator('[data-watched] canvas[role="img"]').getAttribute('aria-label')).toMatch(/Probability by epoch, 10 curves/)
  expect(await seriousFindings(page)).toEqual([])
  await lab.client.call('runs.stop', { runs: [run] })
  expect(isFinal((await lab.client.call('runs.get', { run })).status)).toBe(true)
  await page.getByRole('button', { name: 'Stop watching' }).click()
  await page.getByText('No drawing is watched').waitFor()
})

test('nothing went wrong, and nothing was asked of elsewhere', () => {
  expect(lab.problems).toEqual([])
  expect(lab.foreignRequests).toEqual([])
})
