/** The room Draw: every drawing of the corpus by pointer events, the grid by keyboard, the X-ray, several models. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { isFinal } from '../../src/api/records'
import type { ExperimentInput } from '../../src/engine/config/experiment'
import { findPreset } from '../../src/engine/config/presets'
import { parseDrawings, type Point, type Stroke } from '../../src/engine/index'
import { seriousFindings } from './accessibility'
import { lab as runCli } from './cli-process'
import { openLab, type LabPage } from './lab-page'
import { tinyExperiment } from './tiny-experiment'

const pen = 'test/pen/digits-writers-1-2.json'
const drawings = parseDrawings(readFileSync(pen, 'utf8'), pen)
const seven = drawings.find(({ writer, digit }) => writer === 2 && digit === 7)!.strokes

let lab: LabPage
let page: Page

beforeAll(async () => {
  lab = await openLab()
  page = lab.page
  page.setDefaultTimeout(15_000)
  await page.goto(`${lab.origin}/#/draw`)
  await page.getByText(/^epoch 60 · held out/).waitFor()
})
afterAll(async () => {
  await lab.close()
})

const pad = () => page.locator('[data-pad]')
const card = (n: number) => page.locator('[data-reader]').nth(n)
const stage = (name: string) => page.locator(`[data-stage="${name}"]`)
const button = (name: string | RegExp) => page.getByRole('button', { name })

/** What a drawing was read as, in the frame after its last point. */
interface Replayed {
  digit: number | null
  unsure: boolean
}

/**
 * Draws each of them on an empty pad by pointer events of a pen whose moves come four at a time, as a browser hands over those of a frame. Faster than the
 * browser's own input, which waits for a frame between moves. What was drawn last stays.
 */
function replay(all: readonly (readonly Stroke[])[]): Promise<Replayed[]> {
  return page.evaluate(async (all) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const pad = document.querySelector('[data-pad]')!
    const clear = [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === 'Clear')!
    const read: Replayed[] = []
    for (const strokes of all) {
      clear.click()
      await frame()
      const box = pad.getBoundingClientRect()
      const points = strokes.flat()
      const [left, top] = [0, 1].map((axis) => Math.min(...points.map((point) => point[axis]!)))
      const size = Math.max(...points.map(([x, y]) => Math.max(x - left!, y - top!))) || 1
      const event = (type: string, [x, y]: readonly [number, number], coalescedEvents: PointerEvent[] = []) =>
        new PointerEvent(type, {
          pointerId: 7,
          pointerType: 'pen',
          bubbles: true,
          cancelable: true,
          clientX: box.left + box.width * (0.2 + (0.6 * (x - left!)) / size),
          clientY: box.top + box.height * (0.2 + (0.6 * (y - top!)) / size),
          coalescedEvents,
        })
      for (const stroke of strokes) {
        pad.dispatchEvent(event('pointerdown', stroke[0]!))
        for (let i = 1; i < stroke.length; i += 4) {
          const part = stroke.slice(i, i + 4)
          pad.dispatchEvent(
            event(
              'pointermove',
              part.at(-1)!,
              part.map((point) => event('pointermove', point)),
            ),
          )
        }
        pad.dispatchEvent(event('pointerup', stroke.at(-1)!))
      }
      await frame()
      const text = document.querySelector('[data-digit]')?.textContent ?? null
      read.push({ digit: text === null ? null : Number(text), unsure: document.querySelector('[data-unsure]') !== null })
    }
    return read
  }, all)
}

const predictions = z.object({ predictions: z.array(z.object({ predicted: z.number(), probabilities: z.array(z.number()) })) })

describe('the pad', () => {
  test('reads all 198 drawings, replayed as pointer events, as the command line does, each in the frame after its last point', async () => {
    const { out } = await runCli('predict', '--pretrained', '--strokes', pen, '--json')
    const expected = predictions.parse(JSON.parse(out)).predictions
    expect(expected).toHaveLength(198)
    const read = await replay(drawings.map(({ strokes }) => strokes))
    expect(read.map(({ digit }) => digit)).toEqual(expected.map(({ predicted }) => predicted))
    const unsure = expected.map(({ probabilities }) => Math.max(...probabilities) < 0.9)
    expect(read.map((one) => one.unsure)).toEqual(unsure)
    expect(unsure.filter(Boolean).length).toBeGreaterThan(2)
  })

  test.each([
    ['a dot', [[[1, 1]]]],
    ['a line along the edge', [[[-80, 0], [200, 0]]]], // prettier-ignore
    ['a scribble over everything', [Array.from({ length: 3000 }, (_, i): Point => [(i * 97) % 281, (i * 61) % 281])]],
    ['a stroke that leaves the pad', [[[0, 0], [4000, 3000]]]], // prettier-ignore
  ] as [string, Stroke[]][])('reads %s as something', async (_, strokes) => {
    const [read] = await replay([strokes])
    expect(read!.digit).toBeGreaterThanOrEqual(0)
    expect(lab.problems).toEqual([])
  })

  test('is drawn on by keyboard, says where and on what, and rubs out', async () => {
    await button('Clear').click()
    await page.getByText('Draw a digit from 0 to 9 on the pad').waitFor()
    // From the tools above it the pad is the next stop; what cannot be used at the moment is none.
    await button('Pen').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await pad().evaluate((element) => element === document.activeElement)).toBe(true)
    await page.locator('[data-cursor]').waitFor()
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowUp')
    await page.getByText('Row 9, column 15, paper').waitFor({ state: 'attached' })
    for (let i = 0; i < 12; i++) await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('Row 21, column 15, ink').waitFor({ state: 'attached' })
    await expect.poll(() => page.locator('[data-digit]').innerText()).toBe('1')
    await pad().and(page.getByLabel('Drawing pad with 1 stroke')).waitFor()
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Delete')
    await page.getByText('Row 15, column 15, paper').waitFor({ state: 'attached' })
    await pad().and(page.getByLabel('Drawing pad with 2 strokes')).waitFor()
    await page.keyboard.press('Control+z')
    await pad().and(page.getByLabel('Drawing pad with 1 stroke')).waitFor()
    await page.keyboard.press('Control+z')
    await pad().and(page.getByLabel('Empty drawing pad')).waitFor()
  })

  test('the eraser cuts strokes, and what was cleared comes back', async () => {
    await replay([[[[0, 0], [100, 100]]]]) // prettier-ignore
    await button('Eraser').click()
    const box = (await pad().boundingBox())!
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.4)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.6)
    await page.mouse.up()
    await pad().and(page.getByLabel('Drawing pad with 2 strokes')).waitFor()
    await button('Pen').click()
    await button('Clear').click()
    await pad().and(page.getByLabel('Empty drawing pad')).waitFor()
    await button('Undo').click()
    await pad().and(page.getByLabel('Drawing pad with 2 strokes')).waitFor()
  })
})

describe('the X-ray', () => {
  test('reads every stage; switches leave steps out of what the model reads', async () => {
    const [read] = await replay([seven])
    expect(read!.digit).toBe(7)
    expect(await page.locator('[data-stage]').evaluateAll((stages) => stages.map((one) => one.getAttribute('data-stage')))).toEqual([
      'squeezed',
      'crop',
      'fit',
      'pen',
      'centre',
      'grey',
    ])
    const squeezed = await stage('squeezed').locator('[data-stage-digit]').innerText()
    await expect.poll(() => stage('grey').locator('[data-stage-digit]').innerText()).toBe('7')
    for (const name of ['Crop', 'Fit 20 × 20', 'Pen width', 'Centre of mass']) await page.getByRole('switch', { name }).click()
    // Without any step the model reads the squeezed pad.
    await expect.poll(() => page.locator('[data-digit]').innerText()).toBe(squeezed)
    expect(squeezed).not.toBe('7')
    await page.getByText('left out').nth(3).waitFor()
    for (const name of ['Crop', 'Fit 20 × 20', 'Pen width', 'Centre of mass']) await page.getByRole('switch', { name }).click()
    await expect.poll(() => page.locator('[data-digit]').innerText()).toBe('7')
  })

  test('shows the training images that are closest, which are mostly sevens', async () => {
    const labels = () => page.locator('[data-nearest] b').allInnerTexts()
    await expect.poll(async () => (await labels()).filter((label) => label === '7').length).toBeGreaterThan(4)
    expect(await labels()).toHaveLength(8)
  })
})

describe('models', () => {
  const digits: ExperimentInput = {
    ...findPreset('fig4')!.config,
    name: 'Digits, briefly',
    network: { layers: [{ units: 12, activation: 'relu' }, { units: 10 }] },
    validation: { kind: 'none' },
    epochs: 1,
    seeds: { count: 1 },
  }

  test('inside the first one: the slope by each pixel, and every layer', async () => {
    await button('Inside the model').click()
    await page.getByRole('img', { name: 'Slope of the logit of 7 by each pixel, over the drawing' }).waitFor()
    expect(await page.locator('[data-layer]').allInnerTexts()).toEqual([
      expect.stringMatching(/^Layer 1\s+512 units, ReLU, \d+ not 0/),
      expect.stringMatching(/^Layer 2\s+256 units, ReLU, \d+ not 0/),
      expect.stringMatching(/^Logits\s+10 units/),
    ])
    await button('Digit X-ray').click()
  })

  test('read side by side; one without a measured confidence says so', async () => {
    expect(await button('Add a model').isDisabled()).toBe(true)
    const { runs } = await lab.client.call('experiments.start', { config: digits })
    await expect.poll(async () => isFinal((await lab.client.call('runs.get', { run: runs[0]!.id })).status), { timeout: 60_000 }).toBe(true)
    await button('Add a model').click()
    await card(1).getByText('Not calibrated').waitFor()
    expect(await card(0).getByText('Sure from 90').count()).toBe(1)
    expect(await card(1).locator('[data-probability]').count()).toBe(10)
    await button(/^Close Digits, briefly/).click()
    await expect.poll(() => page.locator('[data-reader]').count()).toBe(1)
  })

  test('one that cannot read digits is not offered, and refused in words where it is asked for', async () => {
    const { runs } = await lab.client.call('experiments.start', tinyExperiment)
    const run = runs[0]!.id
    await expect.poll(async () => (await lab.client.call('runs.get', { run })).status).toBe('done')
    await button(/^Model: Pretrained digits/).click()
    await page.getByRole('option', { name: 'Pretrained digits' }).waitFor()
    expect(await page.getByRole('option', { name: /Tiny XOR/ }).count()).toBe(0)
    await page.keyboard.press('Escape')
    // Once another room stands: the one that is open keeps its choice.
    await page.goto(`${lab.origin}/#/runs`)
    await page.getByRole('treegrid').waitFor()
    await page.goto(`${lab.origin}/#/draw?run=${run}`)
    await page.getByRole('alert').filter({ hasText: 'takes 2 inputs, but a drawing becomes an image of 28 x 28' }).waitFor()
  })
})

test.each(['light', 'dark'] as const)('with a drawing there is no serious accessibility finding: %s', async (theme) => {
  await lab.client.call('settings.set', { theme })
  await page.goto(`${lab.origin}/#/runs`)
  await page.goto(`${lab.origin}/#/draw`)
  await page.getByText(/^epoch 60 · held out/).waitFor()
  await replay([seven])
  await page.locator('[data-nearest]').first().waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await button('Inside the model').click()
  await page.locator('[data-layer]').first().waitFor()
  expect(await seriousFindings(page)).toEqual([])
})

test('nothing of it caused an error, a breach of the content policy or a request to elsewhere', () => {
  expect(lab.problems).toEqual([])
  expect(lab.foreignRequests).toEqual([])
})
