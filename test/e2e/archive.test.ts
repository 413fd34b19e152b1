/** Runs leave one lab as an archive by the window's button and enter another by button and by being dropped. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { namedSetOfRow } from '../../src/api/datasets'
import { tableExperiment } from '../../src/engine/config/table-experiment'
import { openLab, type LabPage } from './lab-page'
import { tinyExperiment } from './tiny-experiment'

let here: LabPage
let there: LabPage
let file = ''

beforeAll(async () => {
  here = await openLab()
  there = await openLab()
})
afterAll(async () => {
  await here.close()
  await there.close()
})

/** Trains one run of this name to its end. */
async function train({ client }: LabPage, name: string): Promise<void> {
  const done = new Promise<void>((resolve) => client.on('run', ({ status }) => (status === 'done' ? resolve() : undefined)))
  await client.call('experiments.start', { config: { ...tinyExperiment.config, name } })
  await done
}

async function drop(page: Page, path: string): Promise<void> {
  const bytes = [...readFileSync(path)]
  const transfer = await page.evaluateHandle(
    ({ bytes, name }) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(bytes)], name))
      return data
    },
    { bytes, name: basename(path) },
  )
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
}

test('the bulk bar saves an archive of the chosen runs', async () => {
  await train(here, 'Tiny <img src=x onerror=alert(1)>')
  const { page } = here
  await page.goto(`${here.origin}/#/runs`)
  await page.getByRole('checkbox', { name: 'Choose all' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('toolbar').getByRole('button', { name: 'Export', exact: true }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('backprop-lab-run-1.bplab')
  file = await download.path()
  expect(readFileSync(file).toString('latin1', 0, 15)).toBe('SQLite format 3')
  await page.getByText('The archive holds 1 run').first().waitFor()
})

test('the button adds it to another lab, and its markup is text', async () => {
  const { page } = there
  await page.goto(`${there.origin}/#/runs`)
  await page
    .getByLabel('Import archive or model…')
    .first()
    .setInputFiles({ name: 'mine.bplab', mimeType: '', buffer: readFileSync(file) })
  await page.getByText('1 run was added.').first().waitFor()
  await page.getByText('Tiny <img src=x onerror=alert(1)>').first().waitFor()
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  const [run] = await there.client.call('runs.list', {})
  const { bytes } = (await there.client.call('models.list', { run: run!.id }))[0]!
  expect((await there.client.call('models.get', { run: run!.id, kind: 'last' })).file.length).toBe(bytes)
})

test('dropping it again adds nothing; what is no archive is refused in words', async () => {
  const { page } = there
  const named = `${file}.bplab`
  copyFileSync(file, named)
  await drop(page, named)
  await page.getByText('No run was added. 1 was here already.').first().waitFor()
  writeFileSync(named, 'no archive')
  await drop(page, named)
  await page.getByText('this is no archive of Backprop Lab').first().waitFor()
  expect(await there.client.call('runs.list', {})).toHaveLength(1)
})

test("a run on data of one's own is verified in another lab, once its data set was brought along", async () => {
  const rows = `x,y,kind\n${Array.from({ length: 30 }, (_, i) => `${i % 7},${i % 5},${i % 2 ? 'odd' : 'even'}`).join('\n')}\n`
  const { transfer } = await here.client.call('archives.receive', { transfer: null, offset: 0, bytes: new TextEncoder().encode(rows) })
  const { row } = await here.client.call('datasets.import', { transfer, fileName: 'rows.csv', choices: {} })
  const done = new Promise<void>((resolve) => here.client.on('run', ({ status }) => (status === 'done' ? resolve() : undefined)))
  await here.client.call('experiments.start', { config: { ...tableExperiment(namedSetOfRow(row)), epochs: 2 } })
  await done

  const { page } = here
  // What was chosen before is chosen no more.
  await page.reload()
  await page.getByText('rows', { exact: true }).first().waitFor()
  await page.getByRole('checkbox', { name: 'Choose all' }).click()
  const archive = page.waitForEvent('download')
  await page.getByRole('toolbar').getByRole('button', { name: 'Export', exact: true }).click()
  const both = await (await archive).path()
  const set = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the data' }).click()
  expect((await set).suggestedFilename()).toBe('rows.bpdata')
  const saved = await (await set).path()

  copyFileSync(both, `${both}.bplab`)
  await drop(there.page, `${both}.bplab`)
  await there.page
    .getByText(`Not in this lab: rows (${row.digest.slice(0, 12)}), for 1 run.`)
    .first()
    .waitFor()
  copyFileSync(saved, `${saved}.bpdata`)
  await drop(there.page, `${saved}.bpdata`)
  await there.page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click()
  await there.page.getByText('30 samples, 2 features, 2 classes').first().waitFor()
  const run = (await there.client.call('runs.list', {})).find(({ config }) => config.data.source === 'table')
  const ended = new Promise<string>((resolve) =>
    there.client.on('verification', ({ status }) => (status === 'waiting' || status === 'running' ? undefined : resolve(status))),
  )
  await there.client.call('runs.verify', { runs: [run!.id] })
  expect(await ended).toBe('same')
})

test('neither lab had a problem or asked for anything elsewhere', () => {
  for (const lab of [here, there]) expect([lab.problems, lab.foreignRequests]).toEqual([[], []])
})
