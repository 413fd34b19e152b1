/** A table of one's own from the file to a trained network: in the window, and by the built command line. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeIdx } from '../../src/engine/data/encode-idx'
import { seriousFindings } from './accessibility'
import { lab as cli } from './cli-process'
import { type LabPage, openLab } from './lab-page'
import { temporaryFolder } from './lab-server'

/** Points inside and outside of a circle, in German: semicolons and decimal commas. */
const rows = Array.from({ length: 120 }, (_, i) => {
  const [x, y] = [Math.sin(i * 1.7) * (i % 3), Math.cos(i * 2.3) * (i % 3)]
  return `${x.toFixed(3)};${y.toFixed(3)};${Math.hypot(x, y) < 1 ? 'inside' : 'outside'}`.replaceAll('.', ',')
})
/** 40 images of 3 x 5 pixels: a lit row, or a lit column. */
const strokes = Uint8Array.from({ length: 40 * 15 }, (_, i) => {
  const [image, row, column] = [Math.floor(i / 15), Math.floor((i % 15) / 5), i % 5]
  return (image % 2 === 0 ? row === image % 3 : column === image % 5) ? 255 : 0
})

function greyPng(width: number, height: number, grey: number): Uint8Array {
  const picture = new PNG({ width, height })
  for (let i = 0; i < picture.data.length; i++) picture.data[i] = i % 4 === 3 ? 255 : grey
  return PNG.sync.write(picture)
}

const text = `x;y;place\n${rows.join('\n')}\n`

describe('in the window', () => {
  let lab: LabPage
  beforeAll(async () => {
    lab = await openLab({ colorScheme: 'light' })
    lab.page.setDefaultTimeout(15_000)
  })
  afterAll(async () => {
    await lab.close()
  })

  const drop = async (name: string, content: string) => {
    const transfer = await lab.page.evaluateHandle(
      ([fileName, body]) => {
        const data = new DataTransfer()
        data.items.add(new File([body ?? ''], fileName ?? ''))
        return data
      },
      [name, content],
    )
    await lab.page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
  }
  const dialog = () => lab.page.getByRole('dialog')

  test('a file that is wrong is told with its line and column, and nothing is kept', async () => {
    await lab.page.getByRole('button', { name: 'Run 1 trial', exact: true }).waitFor()
    // The data that comes with the lab has a card, too.
    await lab.page.getByRole('button', { name: 'Details' }).click()
    await dialog().getByText('SHA-256 with seed 1').waitFor()
    expect(await seriousFindings(lab.page)).toEqual([])
    await lab.page.keyboard.press('Escape')
    await drop('circle.csv', text.replace(rows[4] ?? '', 'NaN;1;inside'))
    await dialog().getByRole('button', { name: 'Import', exact: true }).click()
    await dialog().getByText('circle.csv, line 6, column "x": a value is missing (found "NaN")').waitFor()
    expect(await lab.client.call('datasets.list', {})).toEqual([])
    await dialog().getByRole('button', { name: 'Cancel' }).click()
  })

  test('a table is previewed, imported, and trained on to the end', async () => {
    await drop('circle.csv', text)
    await dialog()
      .getByRole('columnheader', { name: /^place/ })
      .waitFor()
    expect(await dialog().getByLabel('Delimiter').textContent()).toBe('Semicolon')
    expect(await seriousFindings(lab.page)).toEqual([])
    await dialog().getByRole('button', { name: 'Import', exact: true }).click()
    await lab.page.getByText('120 samples, 2 features, 2 classes').first().waitFor()
    await lab.page.getByRole('button', { name: 'Details' }).click()
    await dialog().getByText('Imported from circle.csv', { exact: false }).waitFor()
    expect(await seriousFindings(lab.page)).toEqual([])
    await dialog().locator('footer, [data-slot="footer"]').getByRole('button', { name: 'Close' }).click()
    await lab.page.getByRole('button', { name: 'Run 1 trial', exact: true }).click()
    await lab.page.getByText('Epoch 50 of 50', { exact: true }).waitFor()
    // The boundary is drawn over the table's own points.
    await lab.page.getByRole('region', { name: 'Controls' }).getByText('kernels: fast').waitFor()
    const [run] = await lab.client.call('runs.list', {})
    expect([run?.status, run?.config.data.source]).toEqual(['done', 'table'])
    await lab.page.evaluate((id) => (location.hash = `/inspect/${id}`), run?.id)
    // The names of the file, not the numbers of classes; each axis by its own column.
    await lab.page.getByRole('columnheader', { name: 'outside' }).waitFor()
    await lab.page.getByRole('button', { name: 'Boundary' }).click()
    await lab.page.getByText('→ x: ', { exact: false }).waitFor()
    await lab.page.getByText('inside', { exact: true }).waitFor()
    // The same table is played with.
    await lab.page.getByRole('button', { name: 'Live', exact: true }).click()
    await lab.page.getByText('epoch 0, batch 0 of 3').waitFor()
    await lab.page.getByText('→ x: ', { exact: false }).waitFor()
    await lab.page.getByRole('button', { name: 'One epoch' }).click()
    await lab.page.getByText('epoch 1, batch 0 of 3').waitFor()
    await lab.page.getByRole('application').focus()
    await lab.page.keyboard.press('ArrowRight')
    await lab.page.getByText('sample 0 moved to').waitFor()
    await lab.page.getByRole('button', { name: 'Add noise' }).click()
    await lab.page.getByText('noise of 0.1 deviations of each column').waitFor()
    expect(await seriousFindings(lab.page)).toEqual([])
    // What is seen becomes a data set, which says where it is from.
    await lab.page.getByRole('button', { name: 'Keep as a data set' }).click()
    await lab.page.getByText('circle, seed 1, played is kept: 120 samples.').first().waitFor()
    const played = { from: 'circle', seed: 1, of: 120, moved: 1, noise: { times: 1, deviation: 0.1 } }
    expect((await lab.client.call('datasets.list', {}))[0]).toMatchObject({ name: 'circle, seed 1, played', samples: 120, source: { played } })
    await lab.page.getByRole('button', { name: 'Begin an experiment' }).click()
    await lab.page.getByRole('button', { name: 'Details' }).click()
    await dialog().getByText('samples of circle, seed 1').waitFor()
    await dialog().getByText('1 sample was moved.').waitFor()
    await lab.page.keyboard.press('Escape')
    expect(lab.problems).toEqual([])
    expect(lab.foreignRequests).toEqual([])
  })

  test('two IDX files are told apart, refused by name and byte, imported, and seen in Inspect', async () => {
    const { folder, remove } = temporaryFolder()
    try {
      await lab.page.evaluate(() => (location.hash = '/setup'))
      const [images, labels] = [join(folder, 'strokes-images'), join(folder, 'strokes-labels')]
      writeFileSync(images, encodeIdx([40, 3, 5], strokes))
      writeFileSync(
        labels,
        encodeIdx(
          [40],
          Uint8Array.from({ length: 40 }, (_, i) => i % 2),
        ).with(2, 9),
      )
      const choose = () => lab.page.getByLabel('Import a file').setInputFiles([labels, images])
      await choose()
      await dialog().getByText('Not chosen yet').waitFor()
      expect(await seriousFindings(lab.page)).toEqual([])
      await lab.page.keyboard.press('Escape')
      writeFileSync(labels, encodeIdx([39], new Uint8Array(39)))
      await choose()
      await dialog().getByRole('button', { name: 'Import', exact: true }).click()
      await dialog().getByText('expected 40 labels for the images of strokes-images', { exact: false }).waitFor()
      await lab.page.keyboard.press('Escape')
      writeFileSync(
        labels,
        encodeIdx(
          [40],
          Uint8Array.from({ length: 40 }, (_, i) => i % 2),
        ),
      )
      await choose()
      await dialog().getByRole('button', { name: 'Import', exact: true }).click()
      await lab.page.getByText('40 samples, 15 features, 2 classes').first().waitFor()
      await lab.page.getByRole('button', { name: 'Details' }).click()
      await dialog().getByRole('img', { name: 'The first 16 images' }).waitFor()
      await lab.page.keyboard.press('Escape')
      await lab.page.getByRole('button', { name: 'Run 1 trial', exact: true }).click()
      await lab.page.getByText('Epoch 50 of 50', { exact: true }).waitFor()
      const [run] = await lab.client.call('runs.list', {})
      await lab.page.evaluate((id) => (location.hash = `/inspect/${id}`), run?.id)
      await lab.page.getByRole('gridcell').first().getByRole('button').click()
      // The samples of a cell as images of 3 x 5 pixels.
      await lab.page.locator('canvas[width="5"][height="3"]').first().waitFor()
      expect(lab.problems).toEqual([])
    } finally {
      remove()
    }
  })

  test('a folder of pictures is imported at the size that is chosen', async () => {
    const { folder, remove } = temporaryFolder()
    try {
      await lab.page.evaluate(() => (location.hash = '/setup'))
      for (const [k, name] of ['dark', 'light'].entries()) {
        mkdirSync(join(folder, 'greys', name), { recursive: true })
        for (const i of [1, 2, 3]) writeFileSync(join(folder, 'greys', name, `${i}.png`), greyPng(64, 48, 120 * k + 10 * i))
      }
      await lab.page.getByLabel('Import a folder').setInputFiles(join(folder, 'greys'))
      await dialog().getByText('6 pictures in 2 folders of greys', { exact: false }).waitFor()
      // Smaller than the pictures, in their shape.
      await dialog().getByText('The first has 64 × 48.', { exact: false }).waitFor()
      expect(await dialog().getByLabel('Height').inputValue()).toBe('24')
      expect(await seriousFindings(lab.page)).toEqual([])
      await dialog().getByRole('button', { name: 'Import', exact: true }).click()
      await lab.page.getByText('6 samples, 768 features, 2 classes').first().waitFor()
      expect(lab.problems).toEqual([])
    } finally {
      remove()
    }
  })
})

test('from a terminal: imported, trained on, and refused while it is gone', async () => {
  const { folder, remove } = temporaryFolder()
  try {
    const file = join(folder, 'circle.csv')
    writeFileSync(file, text)
    const run = (...words: string[]) => cli('--data-dir', join(folder, 'data'), ...words)
    const imported = await run('data', 'import', file, '--json')
    expect([imported.err, imported.code]).toEqual(['', 0])
    const { data } = JSON.parse(imported.out)
    const trained = await run('train', '--table', 'circle', '--epochs', '2', '--seeds', '2', '--json')
    expect([trained.code, trained.out.match(/"status":"done"/g)?.length]).toEqual([0, 2])
    const listed = await run('data', 'list', '--json')
    expect(JSON.parse(listed.out).data[0].digest).toBe(data.digest)
    const used = await run('data', 'remove', 'circle')
    expect([used.code, used.err]).toEqual([1, expect.stringContaining('2 runs train on this data set')])
    expect((await run('data', 'remove', 'circle', '--even-if-used')).code).toBe(0)
    const gone = await run('train', '--table', 'circle')
    expect([gone.code, gone.err]).toEqual([1, expect.stringContaining('There is no data set "circle"')])
    expect((await run('data', 'import', file, '--task', 'guess')).code).toBe(2)
  } finally {
    remove()
  }
})
