/** From two recorded runs to a figure in a file, to the trash and back, and from a pen to a digit that the saved model reads. */
import { readFileSync } from 'node:fs'
import axe from 'axe-core'
import type { Download, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunRow } from '../../src/api/records'
import { isFinal } from '../../src/api/records'
import { chartThemes } from '../../src/charts/theme'
import { findPreset } from '../../src/engine/config/presets'
import type { ExperimentInput } from '../../src/engine/config/experiment'
import { createPredictor, decodeModel, parseDrawings, type Stroke } from '../../src/engine/index'
import { fastKernels } from '../../src/renderer/kernels'
import { readMetadata } from '../../src/report/png/metadata'
import { readDrawing } from '../../src/renderer/rooms/draw/reading'
import { openLab, type LabPage } from './lab-page'

const xor: ExperimentInput = { ...findPreset('fig3')!.config, epochs: 30, seeds: { count: 1 } }
/** Small enough to be trained on every digit within seconds. */
const digits: ExperimentInput = {
  ...findPreset('fig4')!.config,
  name: 'Digits, briefly',
  network: { layers: [{ units: 12, activation: 'relu' }, { units: 10 }] },
  validation: { kind: 'none' },
  epochs: 1,
  seeds: { count: 1 },
}

let lab: LabPage
let page: Page
let digitRun: number

beforeAll(async () => {
  lab = await openLab()
  page = lab.page
  page.setDefaultTimeout(15_000)
  await start({ ...xor, name: 'XOR with tanh' })
  await start({ ...xor, name: 'XOR with ReLU', network: { layers: [{ units: 8, activation: 'relu' }, { units: 2 }] } })
  digitRun = await start(digits)
})
afterAll(async () => {
  await lab.close()
})

async function start(config: ExperimentInput): Promise<number> {
  const { runs } = await lab.client.call('experiments.start', { config })
  return runs[0]!.id
}

/** Waits until the run trains no more. */
async function finished(run: number): Promise<RunRow> {
  for (;;) {
    const row = await lab.client.call('runs.get', { run })
    if (isFinal(row.status)) return row
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function open(path: string): Promise<void> {
  await page.goto(`${lab.origin}/#${path}`)
}
const row = (name: string) => page.getByRole('row').filter({ hasText: name })

describe('Runs', () => {
  test('lists each run with its status and its numbers', async () => {
    await finished(1)
    const { last } = await finished(2)
    await open('/runs')
    await row('XOR with ReLU').getByText('Done').waitFor()
    expect(await row('XOR with ReLU').innerText()).toContain(last!.train.loss!.toPrecision(3).replace(/0+$/, ''))
    expect(await row('XOR with tanh').getByText('30', { exact: true }).count()).toBe(1)
  })

  test('finds while one types, and says why nothing is found', async () => {
    await page.getByRole('searchbox').fill('relu')
    await expect.poll(() => row('XOR').count()).toBe(1)
    await page.getByRole('searchbox').fill('spirals')
    await page.getByText('No run matches “spirals”').waitFor()
    await page.getByRole('button', { name: 'Clear the search' }).click()
    await expect.poll(() => row('XOR').count()).toBe(2)
  })

  test('a deleted run comes back by Undo, and one that trains stays', async () => {
    await row('XOR with tanh').getByRole('button', { name: /^Actions on/ }).click() // prettier-ignore
    await page.getByRole('menuitem', { name: 'To trash' }).click()
    await row('XOR with tanh').waitFor({ state: 'detached' })
    expect(await lab.client.call('runs.list', { trashed: true })).toMatchObject([{ id: 1 }])
    await page.getByRole('button', { name: 'Undo' }).click()
    await row('XOR with tanh').waitFor()
    expect(await lab.client.call('runs.list', { trashed: true })).toEqual([])

    // The fast kernels would be through with any number of epochs in a moment.
    const long = await start({ ...xor, name: 'Long', epochs: 100_000, kernels: 'reference' })
    await row('Long').getByText(/Running|Queued/).waitFor() // prettier-ignore
    await row('Long').getByRole('button', { name: /^Actions on/ }).click() // prettier-ignore
    await page.getByRole('menuitem', { name: 'To trash' }).click()
    await page.getByText('1 run trains or waits and stays: stop it first.', { exact: true }).waitFor()
    expect(await row('Long').count()).toBe(1)
    await lab.client.call('runs.stop', { runs: [long] })
    await finished(long)
    await lab.client.call('runs.trash', { runs: [long] })
    await row('Long').waitFor({ state: 'detached' })
  })

  test('only from the trash a run is deleted for good, after a question', async () => {
    await page.getByRole('button', { name: /^Trash/ }).click()
    await row('Long').getByRole('checkbox').click()
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByRole('dialog').getByText('Nothing brings them back').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
    await page.getByText('The trash is empty').waitFor()
    expect(await lab.client.call('runs.list', { trashed: true })).toEqual([])
    await page.getByRole('button', { name: /^All runs/ }).click()
  })

  test('runs are chosen by keyboard and opened in Compare', async () => {
    await row('XOR with tanh').waitFor()
    await page.getByRole('searchbox').fill('XOR')
    await expect.poll(() => row('XOR').count()).toBe(2)
    await page.getByRole('treegrid').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByRole('toolbar').getByText('2 chosen').waitFor()
    await page.getByRole('toolbar').getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('img', { name: /^Training loss by epoch, 2 curves/ }).waitFor()
    expect(page.url()).toContain('/compare?runs=1,2')
  })
})

describe('Compare', () => {
  test('the address keeps what is compared; words say what the curves do and in what the runs differ', async () => {
    await page.reload()
    const { series } = await recorded()
    const words = (await page.getByRole('img', { name: /^Training accuracy by epoch/ }).getAttribute('aria-label')) ?? ''
    expect(words).toContain('XOR with tanh: from')
    expect(words).toContain(`to ${series[0]!.at(-1)!.train.accuracy} at epoch 30`)
    const differs = page.getByRole('region', { name: 'What differs' }).first()
    expect(await differs.getByRole('row').allInnerTexts()).toEqual([
      expect.stringContaining('Field'),
      expect.stringMatching(/Activation\s+TanH, Identity\s+ReLU, Identity/),
    ])
  })

  test('shows the values at the epoch under the pointer, in both charts', async () => {
    const chart = page.getByRole('img', { name: /^Training loss/ })
    const box = (await chart.boundingBox())!
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5)
    const head = page.getByText(/^at epoch \d+$/)
    await head.waitFor()
    const epoch = Number((await head.innerText()).replace('at epoch ', ''))
    const { series } = await recorded()
    const cells = await page.getByRole('row').filter({ hasText: 'XOR with ReLU' }).getByRole('cell').allInnerTexts()
    expect(cells[4]).toBe(series[1]![epoch]!.train.accuracy!.toFixed(4))
    await page.mouse.move(box.x + 5, box.y - 200)
    await page.getByText('at the last epoch').waitFor()
  })

  test('exports a PNG with title, legend and both curves in the colours of their slots', async () => {
    await page.getByRole('button', { name: 'Export figure' }).click()
    await page.getByRole('textbox', { name: 'Title' }).fill('Two ways: tanh / ReLU')
    await page.getByRole('button', { name: 'Slide' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save PNG' }).click()])
    expect(download.suggestedFilename()).toBe('Two-ways-tanh-ReLU.png')
    const file = await bytesOf(download)
    const read = readMetadata(file, download.suggestedFilename())
    const rows = await Promise.all([1, 2].map((run) => lab.client.call('runs.get', { run })))
    expect(read.ok && read.value).toMatchObject({
      title: 'Two ways: tanh / ReLU',
      figure: null,
      settings: rows.map(({ configDigest, seed, dataDigest }) => ({ configDigest, trials: [{ seed, dataDigest }] })),
    })
    expect([...file.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([1920, 1080])

    const colours = { background: chartThemes.light.panel, tanh: chartThemes.light.slots[0]!, relu: chartThemes.light.slots[1]! }
    // In shares of the width and height: title at the top, legend below it, the plot in the middle.
    const title = await countPixels(file, { left: 0, top: 0, right: 1, bottom: 0.075 }, colours)
    const legend = await countPixels(file, { left: 0, top: 0.075, right: 1, bottom: 0.125 }, colours)
    const plot = await countPixels(file, { left: 0.08, top: 0.22, right: 0.97, bottom: 0.82 }, colours)
    expect(title.total - title.background).toBeGreaterThan(1500)
    expect([title.tanh, title.relu]).toEqual([0, 0])
    for (const region of [legend, plot]) {
      expect(region.tanh).toBeGreaterThan(100)
      expect(region.relu).toBeGreaterThan(100)
    }
    expect(plot.background).toBeGreaterThan(0.8 * plot.total)
  })

  test('a run is taken out by its chip and added again', async () => {
    await page.getByRole('button', { name: 'Take XOR with tanh out' }).click()
    await page.getByRole('img', { name: /^Training loss by epoch, one curve/ }).waitFor()
    await page.getByRole('button', { name: 'Add runs' }).click()
    await page.getByRole('dialog').getByRole('checkbox', { name: 'XOR with tanh' }).click()
    await page.getByRole('button', { name: 'Add to the comparison' }).click()
    await page.getByRole('img', { name: /^Training loss by epoch, 2 curves/ }).waitFor()
  })

  async function recorded() {
    const answer = await lab.client.call('runs.epochs', { runs: [1, 2] })
    return { series: [1, 2].map((run) => answer.find((one) => one.run === run)!.epochs) }
  }
})

describe('Run again', () => {
  test('starts the same configuration with the same seed, and opens it', async () => {
    await open('/runs')
    await row('XOR with ReLU').getByRole('button', { name: /^Actions on/ }).click() // prettier-ignore
    await page.getByRole('menuitem', { name: 'Run again' }).click()
    await page.waitForURL(/\/run\/\d+$/)
    const [newest] = await lab.client.call('runs.list', {})
    const before = await lab.client.call('runs.get', { run: 2 })
    expect(newest).toMatchObject({ name: before.name, seed: before.seed, configDigest: before.configDigest })
    const { last } = await finished(newest!.id)
    expect(last).toEqual(before.last)
    await lab.client.call('runs.trash', { runs: [newest!.id] })
  })
})

describe('Draw', () => {
  test('an empty pad reads nothing and says what to do', async () => {
    await finished(digitRun)
    await open(`/draw?run=${digitRun}`)
    await page.getByText('Draw a digit from 0 to 9 on the pad').waitFor()
    expect(await page.locator('[data-digit]').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Clear' }).isDisabled()).toBe(true)
  })

  test('a drawing is read as the engine reads the same points', async () => {
    const drawing = parseDrawings(readFileSync('test/pen/digits-writers-1-2.json', 'utf8'), 'digits')[43]!
    const strokes = await drawWithMouse(drawing.strokes)
    const { file } = await lab.client.call('models.get', { run: digitRun, kind: 'best' })
    const { config, parameters } = decodeModel(file)
    const answer = readDrawing(strokes, createPredictor(config.network, 784, parameters, 'classification', { fast: fastKernels }))!
    await expect.poll(() => page.locator('[data-digit]').innerText()).toBe(String(answer.digit))
    const shown = await page.locator('[data-probability]').evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('data-probability'))))
    expect(shown).toHaveLength(10)
    shown.forEach((probability, digit) => expect(probability).toBeCloseTo(answer.probabilities[digit]!, 9))
  })

  test('Ctrl+Z takes back a stroke, Clear takes all', async () => {
    const pad = page.locator('[data-pad]')
    await pad.and(page.getByLabel('Drawing pad with 2 strokes')).waitFor()
    await page.keyboard.press('Control+z')
    await pad.and(page.getByLabel('Drawing pad with 1 stroke')).waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByText('Draw a digit from 0 to 9 on the pad').waitFor()
  })

  test('the pretrained model reads where no run is asked for, and from the list of models', async () => {
    const { file } = await lab.client.call('models.pretrained')
    const { config, parameters } = decodeModel(file)
    const predictor = createPredictor(config.network, 784, parameters, 'classification', { fast: fastKernels })
    // From another room: the one that is open keeps its choice.
    await open('/runs')
    await open('/draw')
    await page.getByText('Reads with the digit model that comes with the lab').waitFor()
    await page.getByText(/^epoch 60 · held out 0\.99/).waitFor()
    const drawing = parseDrawings(readFileSync('test/pen/digits-writers-1-2.json', 'utf8'), 'digits')[43]!
    const answer = readDrawing(await drawWithMouse(drawing.strokes), predictor)!
    await expect.poll(() => page.locator('[data-digit]').innerText()).toBe(String(answer.digit))
    const shown = await page.locator('[data-probability]').evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('data-probability'))))
    shown.forEach((probability, digit) => expect(probability).toBeCloseTo(answer.probabilities[digit]!, 9))
    // The drawing stays, and another model reads it.
    await page.getByRole('button', { name: /^Model: Pretrained digits/ }).click()
    await page.getByRole('option', { name: /^Digits, briefly/ }).click()
    await page.getByText('Reads with Digits, briefly').waitFor()
  })

  /** Draws strokes in the middle of the pad, on whole pixels. Returns the points in the pad's own units. */
  async function drawWithMouse(strokes: readonly Stroke[]): Promise<Stroke[]> {
    const box = await page.locator('[data-pad]').evaluate((pad) => {
      const { left, top, width, height } = pad.getBoundingClientRect()
      return { left, top, width, height }
    })
    const points = strokes.flat()
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
    const scale = (0.6 * box.width) / Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
    const drawn: Stroke[] = []
    for (const stroke of strokes) {
      const pixels = stroke.map(
        ([x, y]) =>
          [
            Math.round(box.left + 0.2 * box.width + (x - Math.min(...xs)) * scale),
            Math.round(box.top + 0.2 * box.height + (y - Math.min(...ys)) * scale),
          ] as const,
      )
      const [first] = pixels
      await page.mouse.move(...first!)
      await page.mouse.down()
      for (const pixel of pixels.slice(1)) await page.mouse.move(...pixel)
      await page.mouse.up()
      drawn.push(pixels.map(([x, y]) => [((x - box.left) / box.width) * 280, ((y - box.top) / box.height) * 280] as const))
    }
    return drawn
  }
})

describe('all three rooms', () => {
  test.each(['light', 'dark'] as const)('have no serious accessibility finding: %s', async (theme) => {
    await lab.client.call('settings.set', { theme })
    await page.reload()
    // The address is listened to once the first room is there.
    await page.getByRole('heading', { level: 1, name: /\w/ }).waitFor()
    for (const [path, sign] of [
      ['/runs', page.getByRole('treegrid').getByText('XOR with tanh')],
      ['/compare?runs=1,2', page.getByRole('img', { name: /^Training loss by epoch, 2 curves/ })],
      ['/draw', page.getByRole('button', { name: /^Model: Pretrained digits/ })],
    ] as const) {
      await open(path)
      await sign.waitFor()
      expect(await seriousFindings(), `${path} ${theme}`).toEqual([])
    }
    await open('/compare?runs=1,2')
    await page.getByRole('button', { name: 'Export figure' }).click()
    await page.getByRole('dialog').getByRole('img').waitFor()
    expect(await seriousFindings(), `export ${theme}`).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('cause no error, no breach of the content policy and no request to elsewhere', () => {
    expect(lab.problems).toEqual([])
    expect(lab.foreignRequests).toEqual([])
  })

  async function seriousFindings(): Promise<string[]> {
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`)
  }
})

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path())
}

interface Region {
  left: number
  top: number
  right: number
  bottom: number
}

/** Counts the pixels of each colour in a region of a PNG, decoded by the browser. A channel may be off by 3 where edges are smoothed. */
async function countPixels<K extends string>(file: Buffer, region: Region, colours: Record<K, string>): Promise<Record<K | 'total', number>> {
  return page.evaluate(
    async ({ base64, region: { left, top, right, bottom }, colours: named }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!
      context.drawImage(image, 0, 0)
      const [x, y] = [Math.round(left * image.width), Math.round(top * image.height)]
      const { data } = context.getImageData(x, y, Math.round(right * image.width) - x, Math.round(bottom * image.height) - y)
      const counts: Record<string, number> = { total: data.length / 4 }
      for (const [name, colour] of Object.entries(named as Record<string, string>)) {
        const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
        let count = 0
        for (let i = 0; i < data.length; i += 4) if (channels.every((value, c) => Math.abs(data[i + c]! - value) <= 3)) count++
        counts[name] = count
      }
      return counts as Record<K | 'total', number>
    },
    { base64: file.toString('base64'), region, colours },
  )
}
