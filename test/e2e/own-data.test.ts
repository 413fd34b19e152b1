/** A table of one's own from the file to a trained network: in the window, and by the built command line. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seriousFindings } from './accessibility'
import { lab as cli } from './cli-process'
import { type LabPage, openLab } from './lab-page'
import { temporaryFolder } from './lab-server'

/** Points inside and outside of a circle, in German: semicolons and decimal commas. */
const rows = Array.from({ length: 120 }, (_, i) => {
  const [x, y] = [Math.sin(i * 1.7) * (i % 3), Math.cos(i * 2.3) * (i % 3)]
  return `${x.toFixed(3)};${y.toFixed(3)};${Math.hypot(x, y) < 1 ? 'inside' : 'outside'}`.replaceAll('.', ',')
})
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
    await lab.page.getByRole('table').first().waitFor()
    expect(lab.problems).toEqual([])
    expect(lab.foreignRequests).toEqual([])
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
