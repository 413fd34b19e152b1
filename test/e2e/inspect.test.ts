/** The room Inspect: what a stored network confuses, how it came to it, and a gradient check that catches a planted mistake. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPreset } from '../../src/engine/config/presets'
import { dataShape } from '../../src/engine/config/data'
import { baseTrial } from '../../src/engine/config/trials'
import { confusionMatrix, createPredictor, decodeModel, predictClasses, prepareTrialData } from '../../src/engine/index'
import { seriousFindings } from './accessibility'
import { openLab, type LabPage } from './lab-page'

/** So few epochs that some samples are still misclassified. */
const config = { ...findPreset('fig3')!.config, name: 'XOR, half learned', epochs: 30, seeds: { count: 1 }, keepModels: { every: 10 } }

let lab: LabPage
let page: Page

beforeAll(async () => {
  lab = await openLab()
  page = lab.page
  page.setDefaultTimeout(15_000)
})
afterAll(async () => {
  await lab.close()
})

/** The counts of the confusion matrix by the engine itself. */
async function counts(): Promise<number[]> {
  const { file } = await lab.client.call('models.get', { run: 1, kind: 'last' })
  const { config: trial, parameters } = decodeModel(file)
  const { inputs, task } = dataShape(trial.data)
  const { training } = prepareTrialData(baseTrial(config), 1, null)
  const answers = createPredictor(trial.network, inputs, parameters, task).predictDataset(training)
  const labels = training.targets.kind === 'classes' ? training.targets.labels : new Uint8Array()
  return [...confusionMatrix(labels, predictClasses(answers, training.samples, 2), 2)]
}

const tab = (name: string) => page.getByRole('group', { name: 'What to look at' }).getByRole('button', { name })

test('Runs opens a run here; a cell of the confusion matrix opens its samples', async () => {
  const { runs } = await lab.client.call('experiments.start', { config })
  await expect.poll(async () => (await lab.client.call('runs.get', { run: runs[0]!.id })).status, { timeout: 20_000 }).toBe('done')
  await page.goto(`${lab.origin}/#/runs`)
  await page.getByRole('button', { name: /^Actions on/ }).first().click() // prettier-ignore
  await page.getByRole('menuitem', { name: 'Inspect' }).click()
  const [right0, wrong0, wrong1, right1] = await counts()
  expect(wrong0! + wrong1!, 'misclassified samples').toBeGreaterThan(0)
  const cells = page.getByRole('grid', { name: /^Confusion matrix/ }).getByRole('button')
  await expect
    .poll(() => cells.allInnerTexts(), { timeout: 15_000 })
    .toEqual([right0, wrong0, wrong1, right1].map((count) => (count === 0 ? '' : String(count))))
  // The focus comes by Tab to one cell, and goes on by arrow keys.
  await cells.first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  // More than these are listed when one asks for them.
  const samples = page.getByRole('region', { name: '0 answered as 1' })
  await expect.poll(() => samples.getByRole('listitem').count(), { timeout: 15_000 }).toBe(Math.min(wrong0!, 60))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Class 1, answered right' }).getByRole('listitem').first().getByRole('button').click()
  await page.getByRole('region', { name: 'Probabilities' }).waitFor()
  expect(await seriousFindings(page)).toEqual([])
})

test('the slider goes through the kept epochs, and every view follows', async () => {
  await tab('Boundary').click()
  await page.getByRole('img', { name: 'Decision boundary, seed 1, after epoch 30' }).waitFor()
  await page.getByRole('slider', { name: 'Kept epoch' }).press('ArrowLeft')
  await page.getByRole('img', { name: 'Decision boundary, seed 1, after epoch 20' }).waitFor()
  expect(page.url()).toContain('epoch=20')
  await tab('Scores').click()
  await page.getByRole('img', { name: /^Reliability curve over \d+ bins/ }).waitFor()
  await tab('Weights').click()
  await page.getByRole('img', { name: 'Layer 1, 8 units' }).waitFor()
  await tab('Histograms').click()
  await page.getByRole('img', { name: /^layers\.0\.weight: epoch 10: mean/ }).waitFor()
  await page.getByRole('button', { name: 'Gradients' }).click()
  await page.getByText('of the objective over the first 200 training samples').waitFor()
  await tab('Units').click()
  await page.getByText('No unit is dead or saturated.').waitFor()
  expect(await seriousFindings(page)).toEqual([])
})

test('one update goes from step to step, and on to the next batch', async () => {
  await tab('Step through').click()
  await page.getByText('Update 1: samples 0 to 1').waitFor()
  // The formula is there for the eye, and as MathML.
  await expect.poll(() => page.locator('.formula math').first().textContent()).toContain('Y')
  expect(await page.evaluate(() => document.fonts.load('16px KaTeX_Math').then((faces) => faces.length))).toBe(1)
  const weights = page.getByRole('grid', { name: 'W, 8 by 2' })
  await weights.waitFor()
  // A number by keyboard: its symbol, its row of W and the lines to its unit are marked, and the sum that makes it is written out.
  await page.getByRole('grid', { name: 'Y, 2 by 8' }).getByRole('gridcell').first().focus()
  await page.keyboard.press('ArrowRight')
  await page.getByText('The marked number').waitFor()
  expect(await page.locator('.formula [data-symbol="Y"].marked').count()).toBe(1)
  expect(await weights.locator('td.with').count()).toBe(2)
  // A symbol, and a connection of the drawing.
  await page.locator('.formula .katex-html [data-symbol="b"]').hover()
  await page
    .locator('.symbol.marked')
    .and(page.getByRole('button', { name: 'b, 1 by 8' }))
    .waitFor()
  await page.locator('path[data-line]').first().dispatchEvent('mouseenter')
  expect(await weights.locator('td.same').count()).toBe(1)
  const next = page.getByRole('button', { name: 'Next step' })
  // Sums, activation, sums, loss, three steps back, and four parameters.
  for (let step = 2; step <= 11; step++) {
    await next.click()
    await page.getByText(`step ${step} of 11`).waitFor()
  }
  expect(await next.isDisabled()).toBe(true)
  await page.getByRole('grid', { name: 'b′, 1 by 2' }).waitFor()
  await page.getByRole('button', { name: 'Next batch' }).click()
  await page.getByText('Update 2: samples 2 to 3').waitFor()
  await page.getByRole('button', { name: 'Next epoch' }).click()
  await page.getByText('Update 101: samples 0 to 1').waitFor()
  expect(await seriousFindings(page)).toEqual([])
})

test('the playground trains, takes another rate and a moved sample, and begins anew', async () => {
  await tab('Live').click()
  await page.getByText('epoch 0, batch 0 of').waitFor()
  await page.getByRole('button', { name: 'One epoch' }).click()
  await page.getByText('epoch 1, batch 0 of').waitFor()
  await page.getByLabel('Learning rate').fill('0.5')
  await page.getByLabel('Learning rate').press('Enter')
  await page.getByText('rate 0.5').waitFor()
  const plane = page.getByRole('application')
  await plane.focus()
  await page.keyboard.press('PageDown')
  await page.keyboard.press('ArrowRight')
  await page.getByText('sample 1 moved to').waitFor()
  await page.getByRole('button', { name: 'Add noise' }).click()
  await page.getByText('noise of deviation 0.1').waitFor()
  await page.getByRole('button', { name: 'Play' }).click()
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Play' }).waitFor()
  expect(await page.getByRole('img', { name: 'Layer 1, unit 7, over the plane' }).count()).toBe(1)
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'From the start' }).click()
  await page.getByText('epoch 0, batch 0 of').waitFor()
  expect(await page.getByText('rate 0.5').count()).toBe(0)
})

test('the gradient check passes, and catches a planted mistake', async () => {
  await tab('Gradient check').click()
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByText('Backpropagation agrees').waitFor()
  await page.getByRole('switch', { name: 'Plant a mistake in backpropagation' }).click()
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByText('The mistake is caught').waitFor()
  // Biases alone are wrong, and the first of them is what is shown.
  const wrong = page.getByRole('button', { name: 'beyond the limit' })
  expect(await wrong.allInnerTexts()).toEqual([expect.stringContaining('layers.0.bias'), expect.stringContaining('layers.1.bias')])
  await page.getByRole('img', { name: /^layers\.0\.bias: 8 derivatives compared/ }).waitFor()
  expect(await seriousFindings(page)).toEqual([])
  expect(lab.problems).toEqual([])
  expect(lab.foreignRequests).toEqual([])
})

test('a run that is not here is said in words', async () => {
  await page.goto(`${lab.origin}/#/inspect/99`)
  await page.getByText('Run 99 has no network to inspect').waitFor()
})
