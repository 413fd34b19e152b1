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
  await dialog.getByRole('combobox').first().click()
  await page.getByRole('option', { name: 'Two moons (moons)' }).click()
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
  expect(lab.problems).toEqual([])
  expect(lab.foreignRequests).toEqual([])
})

test('it is verified like any run, and a fork trains on with its weights', async () => {
  const { client } = lab
  const verified = new Promise<string>((resolve) =>
    client.on('verification', ({ status }) => (status === 'waiting' || status === 'running' ? undefined : resolve(status))),
  )
  await client.call('runs.verify', { runs: [1] })
  expect(await verified).toBe('same')
  const { config } = await client.call('runs.get', { run: 1 })
  const done = new Promise<void>((resolve) => client.on('run', ({ id, status }) => (id === 2 && status === 'done' ? resolve() : undefined)))
  await client.call('experiments.start', { config: { ...config, name: 'On', epochs: 2 }, from: { run: 1, kind: 'last' } })
  await done
  expect(await client.call('runs.get', { run: 2 })).toMatchObject({ epochsDone: 2, origin: { run: 1, epoch: 0 } })
  const [imported, fork] = await client.call('runs.epochs', { runs: [1, 2] })
  expect(fork!.epochs[0]!.weightDigest).toBe(imported!.epochs[0]!.weightDigest)
  expect(fork!.epochs[2]!.weightDigest).not.toBe(imported!.epochs[0]!.weightDigest)
})
