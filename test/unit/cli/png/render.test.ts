import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { figureNumbers, type RecordedFigure } from '../../../../src/api/report'
import { reportFigureSpec } from '../../../../src/charts/report/figures'
import { slotColour, chartThemes } from '../../../../src/charts/theme'
import { loadCanvases } from '../../../../src/cli/png/canvas'
import { renderFigurePng } from '../../../../src/cli/png/render'
import { figureMetadata } from '../../../../src/report/metadata'
import { readChunks } from '../../../../src/report/png/chunks'
import { readMetadata } from '../../../../src/report/png/metadata'
import { curve, evidenceOf, recordFigure } from '../../report/recordings'
import { readPixels, type Part, type Pixels } from './pixels'

const { light, dark } = chartThemes
const root = resolve(import.meta.dirname, '../../../..')

function render(recorded: RecordedFigure, theme: 'light' | 'dark' = 'light'): Promise<Uint8Array> {
  const models = evidenceOf([recorded]).models.get(recorded.figure) ?? []
  return renderFigurePng(reportFigureSpec(recorded, models), { theme, metadata: figureMetadata(recorded, '0.1.0') })
}
const small = (figure: (typeof figureNumbers)[number], variant: 'full' | 'quick' = 'quick') => recordFigure(figure, { variant, seeds: 4 })
/** In shares of the picture. */
const part = (left: number, top: number, right: number, bottom: number): Part => ({ left, top, right, bottom })

describe('the file', () => {
  test.each([...figureNumbers])('figure %i is 180 mm wide at 300 dpi, fits a page, and carries what it was made from', async (figure) => {
    const recorded = small(figure)
    const png = await render(recorded)
    const { width, height } = await readPixels(png)
    expect(width).toBe(Math.round((180 / 25.4) * 300))
    expect(height).toBeGreaterThan(900)
    expect(height).toBeLessThanOrEqual(Math.round((240 / 25.4) * 300))
    const phys = readChunks(png, 'figure.png').find(({ type }) => type === 'pHYs')
    expect([...(phys?.data ?? [])]).toEqual([0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1])
    expect(readMetadata(png, 'figure.png')).toEqual({ ok: true, value: figureMetadata(recorded, '0.1.0') })
  })

  test('the same figure gives the same bytes', async () => {
    const [one, other] = [await render(small(6)), await render(small(6))]
    expect(Buffer.compare(one, other)).toBe(0)
  })
})

describe('what is drawn', () => {
  let six: Pixels
  let night: Pixels
  beforeAll(async () => {
    // The made-up finals differ from setting to setting, so that no curve covers another whole.
    const recorded = recordFigure(6, {
      trial: ({ setting, index, epochs }) => ({
        validationAccuracy: curve(epochs, (epoch) => (epoch === 0 ? 0.1 : 0.98 - Number(setting.label) * 2e-5 + index * 1e-4 - 0.05 * Math.exp(-epoch / 5))),
      }),
    })
    six = await readPixels(await render(recorded))
    night = await readPixels(await render(recorded, 'dark'))
  })

  test('the margins are empty, in both themes', () => {
    for (const [pixels, theme] of [
      [six, light],
      [night, dark],
    ] as const)
      // prettier-ignore
      for (const margin of [part(0, 0, 1, 0.015), part(0, 0.985, 1, 1), part(0, 0, 0.015, 1), part(0.99, 0, 1, 1)]) expect(pixels.countOther(theme.panel, margin)).toBe(0)
  })

  test('the title stands at the top in the strongest ink, and is as wide as a semi-bold one', () => {
    for (const [pixels, theme] of [
      [six, light],
      [night, dark],
    ] as const)
      // prettier-ignore
      expect(pixels.count(theme.textHighlighted, part(0, 0.015, 0.5, 0.05))).toBeGreaterThan(2000)
    expect(six.countOther(light.panel, part(0.5, 0.015, 1, 0.05))).toBe(0) // no mark in full size
  })

  test.each([1, 2, 3, 4, 5])('slot %i is in the legend, in both curve panels and among the boxes', (slot) => {
    for (const [pixels, theme] of [
      [six, light],
      [night, dark],
    ] as const)
      // prettier-ignore
      for (const [where, region] of Object.entries({
        legend: part(0.02, 0.055, 0.98, 0.075),
        all: part(0.07, 0.14, 0.41, 0.41),
        late: part(0.5, 0.14, 0.84, 0.41),
        names: part(0.85, 0.14, 1, 0.41),
        boxes: part(0.16, 0.53, 0.83, 0.83),
      }))
        expect(pixels.count(slotColour(theme, slot), region), `${theme.name}, ${where}`).toBeGreaterThan(20)
  })

  test('boxes stand in the order of the settings, each with its own colour alone', () => {
    // Rows of equal height between the head of the panel and its axis.
    const order = [2, 3, 1, 4, 5]
    const [top, bottom] = [0.54, 0.825]
    const height = (bottom - top) / order.length
    order.forEach((slot, row) => {
      const band = part(0.17, top + row * height, 0.8, top + (row + 1) * height)
      for (const other of order) {
        const pixels = six.count(slotColour(light, other), band)
        if (other === slot) expect(pixels, `row ${row}`).toBeGreaterThan(200)
        else expect(pixels, `slot ${other} in row ${row}`).toBe(0)
      }
    })
  })

  test('the quick mark is drawn, and only on a quick look', async () => {
    const quick = await readPixels(await render(small(6)))
    expect(quick.countOther(light.panel, part(0.6, 0.015, 0.99, 0.055))).toBeGreaterThan(2000)
  })

  test('the probability is drawn as colour on both sides of the contour', async () => {
    // The made-up model gives class 1 where the signs of the inputs differ.
    const pixels = await readPixels(await render(recordFigure(3, { seeds: 4 })))
    // At (-0.85, 0.85) and (0.85, 0.85), between the samples.
    const sides = { topLeft: pixels.at(178, 1199), topRight: pixels.at(683, 1199) }
    expect(sides.topLeft[0]).toBeGreaterThan(sides.topLeft[2]! + 20) // amber: more red than blue
    expect(sides.topRight[2]).toBeGreaterThan(sides.topRight[0]! + 20) // blue
    const lightness = ([red = 0, green = 0, blue = 0]: number[]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue
    expect(Math.abs(lightness(sides.topLeft) - lightness(sides.topRight))).toBeGreaterThan(15)
  })

  test('images are ink on paper in either theme', async () => {
    const panels = part(0.015, 0.6, 0.99, 0.78)
    for (const theme of ['light', 'dark'] as const) {
      const pixels = await readPixels(await render(small(4), theme))
      expect(pixels.count('#FFFFFF', panels)).toBeGreaterThan(100_000)
      expect(pixels.count('#000000', panels)).toBeGreaterThan(2000)
    }
  })
})

describe('the font', () => {
  test('weights are those of the variable font, not thickened letters', () => {
    const canvases = loadCanvases()
    const stem = (weight: number) => {
      const ctx = canvases.context(canvases.create(400, 500))
      ctx.font = `${weight} 400px 'IBM Plex Sans Variable'`
      ctx.fillText('I', 50, 400)
      const { data } = ctx.getImageData(0, 260, 400, 1)
      return Array.from({ length: 400 }, (_, x) => data[4 * x + 3]!).filter((alpha) => alpha > 128).length
    }
    // Stems of IBM Plex Sans at 400 pixels: 34 in regular, 45 in medium, 53 in semi-bold.
    expect([400, 500, 600].map(stem)).toEqual([34, 45, 53])
  })

  test('a context remembers its font through save and restore', () => {
    const canvases = loadCanvases()
    const ctx = canvases.context(canvases.create(10, 10))
    ctx.font = "600 20px 'IBM Plex Sans Variable'"
    const { width } = ctx.measureText('weight')
    ctx.save()
    ctx.font = "400 20px 'IBM Plex Sans Variable'"
    expect(ctx.measureText('weight').width).toBeLessThan(width)
    ctx.restore()
    expect(ctx.measureText('weight').width).toBe(width)
  })

  test('a system without any font draws the same bytes', async () => {
    const folder = mkdtempSync(join(root, 'node_modules', '.backprop-lab-font-'))
    const empty = mkdtempSync(join(tmpdir(), 'no-fonts-'))
    onTestFinished(() => [folder, empty].forEach((one) => rmSync(one, { recursive: true, force: true })))
    writeFileSync(join(empty, 'fonts.conf'), '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
    const output = { entryFileNames: 'program.mjs' }
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: { ssr: resolve(import.meta.dirname, 'font-program.ts'), outDir: folder, emptyOutDir: false, minify: false, rolldownOptions: { output } },
    })
    const run = (environment: NodeJS.ProcessEnv) =>
      execFileSync(process.execPath, [join(folder, 'program.mjs')], { encoding: 'utf8', env: { ...process.env, ...environment } }).trim().split('\n') // prettier-ignore
    const without = run({ DISABLE_SYSTEM_FONTS_LOAD: '1', FONTCONFIG_FILE: join(empty, 'fonts.conf'), FONTCONFIG_PATH: empty, HOME: empty })
    expect(without[1]!.split(',').every((family) => family.startsWith('IBM Plex Sans'))).toBe(true)
    expect(run({})[0]).toBe(without[0])
  })
})
