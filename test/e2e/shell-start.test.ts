/** How the Electron shell starts and ends, as the stand-in hears it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseName } from '../../db/data-folder'
import type { RunEpochs, RunRow } from '../../src/api/records'
import { startLabServer, temporaryFolder } from './lab-server'
import { openStandin, startStandin } from './shell-standin'
import { tinyExperiment } from './tiny-experiment'

let folder = ''
let remove: () => void
beforeEach(() => ({ folder, remove } = temporaryFolder()))
afterEach(() => remove())

it('ends at once where the lab is open already, and touches nothing', async () => {
  const second = startStandin(folder, { STANDIN_SECOND: '1' })
  expect(await second.exit).toBe(0)
  expect(second.reports.map(({ standin }) => standin)).not.toContain('window')
})

it('brings its window to the front when it is started again', async () => {
  const shell = await openStandin(folder)
  await shell.standin.act('secondInstance')
  expect(await shell.standin.report('focus')).toBeDefined()
  expect(await shell.quit()).toBe(0)
})

it('says who holds the database, and ends with 1', async () => {
  const server = await startLabServer(folder)
  const shell = startStandin(folder)
  expect(await shell.exit).toBe(1)
  const box = await shell.report('showErrorBox')
  expect(box['content']).toContain(`Backprop Lab (browser) (process ${server.process.pid})`)
  expect(await server.close()).toBe(0)
})

it('keeps what is no database beside the new one, and says so until that is read', async () => {
  const text = 'this is no database, but somebody’s text'.repeat(100)
  writeFileSync(join(folder, databaseName), text)
  const shell = await openStandin(folder)
  await shell.page.getByRole('alert').getByText('The database was damaged').waitFor()
  expect(await shell.quit()).toBe(0)
  const [kept = ''] = readdirSync(folder).filter((name) => name.startsWith(`${databaseName}.damaged-`))
  expect(readFileSync(join(folder, kept), 'utf8')).toBe(text)
})

it('says what is wrong with its command line', async () => {
  const shell = startStandin(folder, { LAB_PORT: 'many' })
  expect(await shell.exit).toBe(1)
  expect((await shell.report('showErrorBox'))['content']).toContain('The port is "many"')
})

it('closes window, training and database in order when its window is closed or it is told to end', async () => {
  const closed = await openStandin(folder)
  closed.standin.process.send({ action: 'closeWindow', id: 0 })
  expect(await closed.standin.exit).toBe(0)
  expect(closed.standin.reports.map(({ standin }) => standin).filter((type) => type === 'closed' || type === 'quit')).toEqual(['closed', 'quit'])

  const told = await openStandin(folder)
  told.standin.process.kill('SIGTERM')
  expect(await told.standin.exit).toBe(0)
})

it('ends in the middle of a training that goes on where it stopped', async () => {
  const shell = await openStandin(folder)
  // The fast kernels would be through with any number of epochs in a moment.
  const long = { config: { ...tinyExperiment.config, epochs: 100_000, kernels: 'reference' } }
  await shell.page.evaluate(async (experiment) => {
    const begun = new Promise<void>((resolve) => {
      window.lab?.subscribe((message) => {
        if (message.event === 'epochs') resolve()
      })
    })
    const started = await window.lab?.invoke('experiments.start', experiment)
    if (started?.ok !== true) throw new Error(started?.message)
    await begun
  }, long as unknown)
  await shell.standin.act('answer', { button: 'Pause and quit' })
  expect(await shell.quit()).toBe(0)

  const reopened = await openStandin(folder)
  const rows = await reopened.page.evaluate(() => window.lab?.invoke('runs.list', {}))
  const [run] = rows?.ok === true ? (rows.value as RunRow[]) : []
  expect(run?.status).toBe('interrupted')
  const stored = await reopened.page.evaluate(() => window.lab?.invoke('runs.epochs', { runs: [1] }))
  const epochs = stored?.ok === true ? (stored.value as RunEpochs[])[0]?.epochs.map(({ epoch }) => epoch) : []
  expect(epochs).toEqual(Array.from({ length: (run?.epochsDone ?? 0) + 1 }, (_, epoch) => epoch))
  expect(await reopened.quit()).toBe(0)
})

it('saves a picture that the page made, and several in a folder that the user chooses', async () => {
  const shell = await openStandin(folder)
  await shell.page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['picture'], { type: 'image/png' }))
    link.download = 'chart.png'
    link.click()
  })
  const download = await shell.standin.report('download')
  expect(download).toMatchObject({ allowed: true, name: 'chart.png' })
  expect(download['url']).toMatch(/^blob:app:\/\/lab\//)

  const save = () =>
    shell.page.evaluate(() => window.lab?.invoke('files.save', { name: 'Rates', files: [{ name: 'loss.svg', bytes: new TextEncoder().encode('<svg/>') }] }))
  expect(await save()).toEqual({ ok: true, value: { folder: null } })
  await shell.standin.act('choose', { paths: [folder] })
  expect(await save()).toEqual({ ok: true, value: { folder: join(folder, 'Rates') } })
  expect(readFileSync(join(folder, 'Rates', 'loss.svg'), 'utf8')).toBe('<svg/>')
  expect(await shell.quit()).toBe(0)
})
