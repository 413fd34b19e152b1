/** What the Electron shell does beside its window: menu, files that are opened with it, leaving while it trains, its place, its mistakes. */
import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseName } from '../../db/data-folder'
import type { RunRow } from '../../src/api/records'
import { readMistakes } from '../../src/main/mistakes/log'
import { temporaryFolder } from './lab-server'
import { openStandin, type StandinOptions } from './shell-standin'
import { tinyExperiment } from './tiny-experiment'

let folder = ''
let remove: () => void
let open: Awaited<ReturnType<typeof openStandin>>[] = []
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  open = []
})
afterEach(async () => {
  for (const shell of open) await shell.dispose()
  remove()
})

async function openShell(options?: StandinOptions) {
  const shell = await openStandin(folder, options)
  open.push(shell)
  return shell
}
type Shell = Awaited<ReturnType<typeof openShell>>

/** Starts a training that nobody waits for, and answers when it has recorded an epoch. */
function trainLong({ page }: Shell): Promise<void> {
  // The fast kernels would be through with any number of epochs in a moment, and a slow machine takes long to ask its questions.
  const long = { config: { ...tinyExperiment.config, data: { source: 'xor', samples: 5000 }, epochs: 100_000, kernels: 'reference' } }
  return page.evaluate(async (experiment) => {
    const begun = new Promise<void>((resolve) => {
      window.lab?.subscribe((message) => {
        if (message.event === 'epochs') resolve()
      })
    })
    const started = await window.lab?.invoke('experiments.start', experiment)
    if (started?.ok !== true) throw new Error(started?.message)
    await begun
  }, long as unknown)
}

async function statuses({ page }: Shell): Promise<string[]> {
  const rows = await page.evaluate(() => window.lab?.invoke('runs.list', {}))
  return rows?.ok === true ? (rows.value as RunRow[]).map(({ status }) => status) : [JSON.stringify(rows)]
}

it('commands of the menu reach the page, each once, whatever key the page has itself', async () => {
  const { page, standin, quit } = await openShell()
  const menu = (...labels: string[]) => standin.act('menu', { labels })
  const room = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

  await menu('Go', 'Draw')
  await room('Draw')
  await page.keyboard.press('Control+3')
  await room('Runs')
  // What the page handles is none of the menu's keys: it would open, and close again, what it opens.
  for (const key of ['CmdOrCtrl+3', 'CmdOrCtrl+K', 'CmdOrCtrl+,']) expect(await standin.act('key', { accelerator: key }), key).toBeNull()

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await menu('Go', 'Search or command')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')

  await menu('File', 'Settings…')
  await room('Settings')
  await menu('File', 'Export…')
  await page.getByText('Nothing here can be exported').first().waitFor()
  expect(await standin.act('key', { accelerator: 'CmdOrCtrl+N' })).toBe('New setup')
  await room('Setup')

  await menu('Help', 'Copy diagnostics')
  const { text } = await standin.report('clipboard')
  expect(text).toMatch(/^Backprop Lab \d/)
  expect(text).toContain('No mistake was written down.')
  expect(text).not.toContain(folder)
  await page.getByText('Diagnostics are on the clipboard').first().waitFor()
  await menu('Help', 'About Backprop Lab')
  await room('Settings')
  await page.locator('#about').getByText('Electron', { exact: true }).waitFor()
  // The sources name no repository: only a release knows where it lies.
  await menu('Go', 'Draw')
  await room('Draw')
  await menu('Help', 'Check for updates…')
  await room('Settings')
  await page.locator('#about').getByText('This build names no place to look for updates').waitFor()
  expect(await quit()).toBe(0)
})

it('shows files that are opened with it, runs nothing, and adds an archive when it is told to', async () => {
  const archive = join(folder, 'seeds & rates.bplab')
  copyFileSync('test/fuzz/corpus/archive/accepted/two-runs.bplab', archive)
  const shell = await openShell({ words: [archive] })
  const { page, standin } = shell
  const dialog = page.getByRole('dialog', { name: 'Add runs of an archive?' })
  await dialog.getByText('2 runs of').waitFor()
  expect(await statuses(shell)).toEqual([])
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect(await statuses(shell)).toEqual([])

  // From the menu, where it stands by its name now.
  await standin.act('menu', { labels: ['File', 'Open recent', 'seeds && rates.bplab'] })
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect(await statuses(shell)).toHaveLength(2)

  // macOS gives files by an event, a second start by its own words.
  expect(await standin.act('openFile', { path: resolve('test/fuzz/corpus/onnx/accepted/activations-13.onnx') })).toBe(true)
  await page.getByRole('dialog', { name: 'Import a model' }).getByRole('button', { name: 'Cancel' }).click()
  expect(await standin.act('openFile', { path: resolve('test/fuzz/corpus/dataset/accepted/table.bpdata') })).toBe(true)
  const bringing = page.getByRole('dialog', { name: 'Import a data set' })
  await bringing.getByText('rows: 12 samples, 3 features').waitFor()
  await bringing.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByText('is imported: ').first().waitFor()
  await bringing.waitFor({ state: 'hidden' })
  writeFileSync(join(folder, 'broken.bplab'), 'no archive')
  await standin.act('secondInstance', { additionalData: { files: [join(folder, 'broken.bplab'), '/etc/passwd', join(folder, 'missing.svg')] } })
  await page.getByText('this is no archive of Backprop Lab').first().waitFor()
  await page.getByText('missing.svg cannot be read').first().waitFor()
  expect(await statuses(shell)).toHaveLength(2)
  expect(standin.reports.filter(({ standin: type }) => type === 'addRecentDocument')).toHaveLength(6)
  expect(await shell.quit()).toBe(0)
})

it('asks whoever leaves while it trains: stay, go on without a window, stop', async () => {
  const shell = await openShell()
  const { page, standin } = shell
  await trainLong(shell)
  expect(await standin.report('progressBar')).toMatchObject({ progress: expect.any(Number) })

  await standin.act('answer', { button: 'Keep open' })
  await standin.act('closeWindow')
  expect(await standin.report('showMessageBox')).toMatchObject({ message: 'A trial is not finished.' })
  // The window that was asked to close still hears what trains.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        window.lab?.subscribe((message) => {
          if (message.event === 'epochs') resolve()
        })
      }),
  )

  await standin.act('answer', { button: 'Go on in the background' })
  await standin.act('closeWindow')
  await standin.report('hide')
  await standin.report('tray')
  expect(await statuses(shell)).toEqual(['running'])
  await standin.act('clickTray')
  await standin.report('trayGone')

  await standin.act('answer', { button: 'Stop and quit' })
  standin.process.send({ action: 'quit', id: 0 })
  expect(await standin.exit).toBe(0)
  const again = await openShell()
  expect(await statuses(again)).toEqual(['stopped'])
  // One that is paused, or cut off by a computer that shuts down, is offered again; of that nobody is asked.
  await trainLong(again)
  await again.standin.act('shutdown').catch(() => undefined)
  expect(await again.standin.exit).toBe(0)
  expect(again.standin.reports.some(({ standin: type }) => type === 'showMessageBox')).toBe(false)

  const last = await openShell()
  await last.page.getByRole('region', { name: 'Runs that were cut off' }).getByRole('button', { name: 'Resume' }).waitFor()
  expect(await last.quit()).toBe(0)
})

it('opens where it stood, as far as a display still shows that', async () => {
  const first = await openShell()
  expect((await first.standin.report('window'))['options']).toMatchObject({ x: 320, y: 120, width: 1280, height: 800 })
  await first.standin.act('moveWindow', { bounds: { x: 600, y: 30, width: 1100, height: 900 } })
  expect(await first.quit()).toBe(0)

  const second = await openShell()
  expect((await second.standin.report('window'))['options']).toMatchObject({ x: 600, y: 30, width: 1100, height: 900 })
  expect(await second.quit()).toBe(0)

  const small = JSON.stringify([{ id: 1, workArea: { x: 0, y: 25, width: 1024, height: 743 }, scaleFactor: 2 }])
  const third = await openShell({ env: { STANDIN_DISPLAYS: small } })
  expect((await third.standin.report('window'))['options']).toMatchObject({ x: 0, y: 25, width: 1024, height: 743 })
  expect(await third.quit()).toBe(0)
})

it('writes its mistakes down, loads a window that crashed again, and ends in order after one of its own', async () => {
  const { page, standin } = await openShell()
  await standin.act('gone', { details: { type: 'GPU', reason: 'crashed', exitCode: 11 } })
  await standin.act('rendererGone', { details: { reason: 'oom', exitCode: 5 } })
  await standin.report('reload')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await standin.act('throwInMain', { message: `Planted beside ${folder}` })
  expect(await standin.exit).toBe(1)
  expect((await standin.report('showErrorBox'))['content']).toContain(join('logs', 'mistakes.log'))
  expect(existsSync(join(folder, databaseName))).toBe(true)
  expect(existsSync(join(folder, `${databaseName}-wal`))).toBe(false)
  expect(readMistakes(folder, 9).map(({ where, name }) => `${where}: ${name}`)).toEqual([
    'GPU process: crashed',
    'window: oom',
    'main process, uncaught: TypeError',
  ])
})
