/** A model of another program enters the lab by being dropped on the window, and leaves it by the menu of its run. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeOnnx } from '../../src/interop/onnx/proto'
import { openLab, type LabPage } from './lab-page'

let lab: LabPage
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

test('a network of PyTorch is imported, scored and exported again, with what the check found', async () => {
  const { page, origin, client } = lab
  await page.goto(`${origin}/#/runs`)
  await page.getByLabel('Import archive or model…').first().waitFor({ state: 'attached' })
  const bytes = [...readFileSync('test/unit/interop/pytorch/pair.onnx')]
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(content)], 'pair.onnx'))
    return data
  }, bytes)
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Two classes')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  // Several sources of data have two features and two classes: the lab asks which.
  await dialog.getByRole('alert').filter({ hasText: 'choose the data that it is scored on, one of' }).waitFor()
  await page.screenshot({ path: '/tmp/ip-import.png' })
  await dialog.getByRole('combobox').first().click()
  await page.getByRole('option', { name: 'Two moons' }).click()
  const done = new Promise<void>((resolve) => client.on('run', ({ status }) => (status === 'done' ? resolve() : undefined)))
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await done
  await page.getByText('Two classes is run 1.').first().waitFor()
  expect((await client.call('runs.list', {}))[0]).toMatchObject({ name: 'Two classes', status: 'done', epochsDone: 0, tags: ['imported'] })

  await page
    .getByRole('button', { name: /^Actions on Two classes/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Export model…' }).click()
  await dialog.getByLabel('With softmax').click()
  await page.screenshot({ path: '/tmp/ip-export.png' })
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('Two-classes-seed-1-epoch-0.onnx')
  const { graph, metadata } = decodeOnnx(new Uint8Array(readFileSync(await download.path())), 'download')
  expect(graph.outputs.map(({ name }) => name)).toEqual(['probabilities'])
  expect(Number(metadata.get('check.largest_difference'))).toBeLessThan(1e-5)
  await page
    .getByText(/differ from the engine’s by at most [0-9.e-]+/)
    .first()
    .waitFor()
  await page.screenshot({ path: '/tmp/ip-done.png' })
  expect(lab.problems).toEqual([])
  expect(lab.foreignRequests).toEqual([])
})
