/** How the Electron shell starts and ends, as the stand-in hears it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseName } from '../../db/data-folder'
import { startLabServer, temporaryFolder } from './lab-server'
import { openStandin, startStandin } from './shell-standin'

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

it('says so where the database is none, and leaves it alone', async () => {
  writeFileSync(join(folder, databaseName), 'this is no database, but somebody’s text'.repeat(100))
  const shell = startStandin(folder)
  expect(await shell.exit).toBe(1)
  expect((await shell.report('showErrorBox'))['content']).toContain(databaseName)
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

it('saves a picture that the page made', async () => {
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
  expect(await shell.quit()).toBe(0)
})
