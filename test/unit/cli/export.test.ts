/** `lab export`: what its files show, and what is refused before anything is drawn. */
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LabError } from '../../../src/api/failure'
import { chartThemes, slotColour } from '../../../src/charts/theme'
import { exportFigures, type ExportOptions } from '../../../src/cli/commands/export'
import { parseCharts, parseLength, parseRuns, parseSmoothing } from '../../../src/cli/export-words'
import { resolveOutput } from '../../../src/cli/output-files'
import { renderPicture } from '../../../src/cli/png/render'
import { createTerminal } from '../../../src/cli/terminal'
import { readChunks } from '../../../src/report/png/chunks'
import { readFigureFile } from '../../../src/report/read-figure'
import { epochRecord, nothing, openWriter, startRun, temporaryFolder } from '../db/fixtures'
import { readPixels, type Part } from './png/pixels'

const { light, dark } = chartThemes
/** In shares of the picture. */
const part = (left: number, top: number, right: number, bottom: number): Part => ({ left, top, right, bottom })

/** Two runs whose losses fall from 2 and from 3, recorded; and a folder for files. */
function recorded(): { folder: string; from: string; runs: number[] } {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  const runs = [2, 3].map((first) => {
    const run = startRun(store, { name: `Line ${first}` })
    store.recorder.recordBatch(run, { ...nothing, epochs: [0, 1, 2, 3].map((epoch) => epochRecord(epoch, first / (epoch + 1))) })
    return run
  })
  store.close()
  return { folder, from: temporaryFolder(), runs }
}

/** Never called where something is refused before drawing. */
const notDrawn = () => Promise.reject(new Error('it was drawn'))

async function run(place: ReturnType<typeof recorded>, changes: Partial<ExportOptions>, render: typeof renderPicture = renderPicture): Promise<string[]> {
  const lines: string[] = []
  const terminal = createTerminal({ write: (text: string) => lines.push(text) > 0 }, { write: (text: string) => lines.push(text) > 0 })
  const options = {
    runs: place.runs,
    charts: ['loss'],
    format: 'png',
    out: 'figure.png',
    preset: 'paper',
    theme: 'light',
    transparent: false,
    json: false,
  } as const
  await exportFigures({ ...options, ...changes }, { folder: place.folder, from: place.from, terminal, render })
  return lines
}

async function refusal(place: ReturnType<typeof recorded>, changes: Partial<ExportOptions>): Promise<string> {
  try {
    await run(place, changes, notDrawn)
  } catch (error) {
    if (error instanceof LabError) return `${error.code}: ${error.message}`
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a PNG', () => {
  test.each(['light', 'dark'] as const)('has its size, its resolution, its words and both curves in the colours of the theme: %s', async (theme) => {
    const place = recorded()
    await run(place, { theme, width: { value: 85, unit: 'mm' }, dpi: 300, title: 'Two lines' })
    const png = readFileSync(join(place.from, 'figure.png'))
    const pixels = await readPixels(png)
    // 85 / 25.4 * 300 = 1003.9; the height keeps the preset's 60 / 85.
    expect([pixels.width, pixels.height]).toEqual([1004, 709])
    // 300 / 0.0254 = 11811 pixels a metre.
    expect([...readChunks(png, 'figure.png').find(({ type }) => type === 'pHYs')!.data]).toEqual([0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1])
    const colours = theme === 'light' ? light : dark
    expect(pixels.count(colours.textHighlighted, part(0, 0.02, 0.5, 0.13))).toBeGreaterThan(500) // title
    for (const slot of [1, 2]) {
      expect(pixels.count(slotColour(colours, slot), part(0.03, 0.13, 0.97, 0.22)), `legend ${slot}`).toBeGreaterThan(50)
      expect(pixels.count(slotColour(colours, slot), part(0.08, 0.34, 0.97, 0.66)), `plot ${slot}`).toBeGreaterThan(300)
    }
    expect(pixels.countOther(colours.panel, part(0.6, 0.74, 0.98, 0.82))).toBeGreaterThan(100) // title of the x axis
    expect(pixels.countOther(colours.panel, part(0.03, 0.9, 0.9, 0.98))).toBeGreaterThan(500) // caption
    expect(pixels.countOther(colours.panel, part(0, 0, 1, 0.02))).toBe(0) // margin
    expect(readFigureFile(png, 'figure.png')).toMatchObject({
      ok: true,
      value: { title: 'Two lines', settings: [{ trials: [{ seed: 1 }] }, { trials: [{ seed: 1 }] }] },
    })
  })

  test('without a ground the margin is transparent', async () => {
    const place = recorded()
    await run(place, { transparent: true, dpi: 72 })
    const { createCanvas, loadImage } = await import('@napi-rs/canvas')
    const image = await loadImage(readFileSync(join(place.from, 'figure.png')))
    const ctx = createCanvas(image.width, image.height).getContext('2d')
    ctx.drawImage(image, 0, 0)
    expect([...ctx.getImageData(1, 1, 1, 1).data]).toEqual([0, 0, 0, 0])
  })
})

describe('an SVG', () => {
  test('has its size in millimetres, its words as text, its curves as paths, and shows them where the PNG does', async () => {
    const place = recorded()
    await run(place, { format: 'svg', out: 'figure.svg', title: 'Two <lines>' })
    const svg = readFileSync(join(place.from, 'figure.svg'), 'utf8')
    expect(svg).toMatch(/<svg [^>]*width="85mm" height="60mm"/)
    for (const words of ['Two &lt;lines&gt;', 'Line 2', 'Line 3', 'Training loss', 'Epoch', 'single trials'])
      expect(svg).toMatch(new RegExp(`<text [^>]*>[^<]*${words}`))
    for (const slot of [1, 2]) expect(svg).toContain(`stroke="${slotColour(light, slot)}"`)
    expect(svg).not.toContain('NaN')
    expect(readFigureFile(new TextEncoder().encode(svg), 'figure.svg')).toMatchObject({ ok: true, value: { title: 'Two <lines>' } })

    const { createCanvas, loadImage } = await import('@napi-rs/canvas')
    const canvas = createCanvas(850, 600)
    canvas.getContext('2d').drawImage(await loadImage(Buffer.from(svg)), 0, 0, 850, 600)
    const pixels = await readPixels(await canvas.encode('png'))
    for (const slot of [1, 2]) expect(pixels.count(slotColour(light, slot), part(0.08, 0.3, 0.97, 0.8), 40), `plot ${slot}`).toBeGreaterThan(100)
  })
})

describe('numbers', () => {
  test('CSV and JSON hold what is drawn', async () => {
    const place = recorded()
    await run(place, { format: 'csv', out: 'figure.csv' })
    expect(readFileSync(join(place.from, 'figure.csv'), 'utf8').split('\r\n').slice(0, 3)).toEqual([
      'chart,curve,kind,seed,x,value,low,high,n',
      'Training loss,Line 2,line,,0,2,,,',
      'Training loss,Line 2,line,,1,1,,,',
    ])
    await run(place, { format: 'json', out: 'figure.json' })
    expect(JSON.parse(readFileSync(join(place.from, 'figure.json'), 'utf8'))).toMatchObject({ metadata: { format: 'backprop-lab-figure' } })
  })

  test('several charts are files in a folder', async () => {
    const place = recorded()
    const lines = await run(place, { charts: ['loss', 'learningRate', 'scores'], format: 'csv', out: 'figures' })
    expect(readdirSync(join(place.from, 'figures')).sort()).toEqual(['learning-rate.csv', 'loss.csv', 'scores.csv'])
    expect(lines.join('')).toContain(join(place.from, 'figures', 'scores.csv'))
  })
})

describe('what is refused before anything is drawn', () => {
  test('an output that exists, climbs out, or has no folder', async () => {
    const place = recorded()
    writeFileSync(join(place.from, 'mine.png'), 'mine')
    expect(await refusal(place, { out: 'mine.png' })).toMatch(/^data: .*mine\.png exists/)
    expect(readFileSync(join(place.from, 'mine.png'), 'utf8')).toBe('mine')
    expect(await refusal(place, { out: '../up.png' })).toMatch(/^invalid: The output path \.\.\/up\.png leads out of/)
    expect(await refusal(place, { out: 'none/figure.png' })).toMatch(/^data: The folder .*none does not exist/)
    expect(await refusal(place, { charts: ['loss', 'scores'], out: 'mine.png' })).toMatch(/is a file: several charts take a folder/)
    symlinkSync(join(place.from, 'nowhere'), join(place.from, 'link.png'))
    expect(await refusal(place, { out: 'link.png' })).toMatch(/^data: .*link\.png exists/)
    expect(existsSync(join(place.from, 'nowhere'))).toBe(false)
  })

  test('a size that cannot be drawn, runs that are not there, a measure that none has', async () => {
    const place = recorded()
    expect(await refusal(place, { dpi: 2000 })).toBe('invalid: The resolution is 2000 dpi. It takes 72 to 600 dpi.')
    expect(await refusal(place, { runs: [77] })).toBe('not-found: There is no run 77')
    expect(await refusal(place, { charts: ['accuracy'] })).toMatch(/^invalid: Training accuracy is recorded in none of these runs/)
    expect(readdirSync(place.from)).toEqual([])
  })

  test('a path in full may lead anywhere, a relative one stays below', () => {
    expect(resolveOutput('/elsewhere/figure.png', '/desk')).toBe('/elsewhere/figure.png')
    expect(resolveOutput('a/../figure.png', '/desk')).toBe('/desk/figure.png')
    for (const out of ['..', '../x', 'a/../../x', 'a\0b']) expect(() => resolveOutput(out, '/desk'), out).toThrow(LabError)
  })
})

test('words of the command line', () => {
  expect(parseRuns('1,4-6, 5')).toEqual([1, 4, 5, 6])
  expect(parseCharts('loss,loss-gap,scores')).toEqual(['loss', 'lossGap', 'scores'])
  expect([parseLength('85mm'), parseLength('1200 PX')]).toEqual([{ value: 85, unit: 'mm' }, { value: 1200, unit: 'px' }]) // prettier-ignore
  expect([parseSmoothing('none'), parseSmoothing('ema:0.6'), parseSmoothing('mean:5')]).toEqual([
    { kind: 'none' },
    { kind: 'ema', weight: 0.6 },
    { kind: 'mean', window: 5 },
  ])
  for (const [parse, words] of [[parseRuns, '1,x'], [parseRuns, ''], [parseCharts, 'lossGap'], [parseLength, '85'], [parseLength, '85cm'], [parseSmoothing, 'ema'], [parseSmoothing, 'mean:0']] as const) expect(() => parse(words), words).toThrow() // prettier-ignore
})
