/** The first minute of a new lab: samples are there, Run has the focus, one press each leads to a band, a comparison, the guide and the tour. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { guide, home, rooms } from '../../src/renderer/room-list'
import { seriousFindings } from './accessibility'
import { openLab, type LabPage } from './lab-page'

let lab: LabPage

/** On a busy machine a trial takes its time. */
const patience = { timeout: 30_000 }

beforeAll(async () => {
  lab = await openLab({ samples: true, room: '/' })
  lab.page.setDefaultTimeout(30_000)
})
afterAll(() => lab.close())

test('Home is ready: Run has the focus, and the samples are listed', async () => {
  const { page } = lab
  await page.getByRole('cell', { name: 'Sample: digits, 784-64-32-10', exact: true }).first().waitFor()
  await page.getByRole('cell', { name: 'Sample: XOR, 8 TanH units', exact: true }).first().waitFor()
  await page.getByRole('img', { name: /Before training · seed 1/ }).waitFor()
  await page.getByRole('button', { name: 'epoch 500' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Run')
  expect(await seriousFindings(page)).toEqual([])
})

test('the tour is offered once, points at real controls, and Escape leaves it', async () => {
  const { page } = lab
  await page.getByRole('region', { name: 'A tour' }).getByRole('button', { name: 'Take the tour' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('heading', { name: 'Press Run' }).waitFor()
  expect(await seriousFindings(page)).toEqual([])
  for (const title of ['Three ways to begin', 'Seven rooms, in the order of work', 'Every field explains itself']) {
    await page.keyboard.press('Enter')
    await dialog.getByRole('heading', { name: title }).waitFor()
  }
  await page.waitForURL(/#\/setup/)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await expect.poll(async () => (await lab.client.call('settings.get')).tourSeen, patience).toBe(true)
  await page.goto(`${lab.origin}/#/home`)
  await page.reload()
  await page.getByRole('heading', { name: 'XOR is set up and ready' }).waitFor()
  expect(await page.getByRole('region', { name: 'A tour' }).count()).toBe(0)
  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: 'Take the tour' }).waitFor()
  await page.keyboard.press('Escape')
})

test('Enter runs; twenty seeds are one press, and so is the comparison with ReLU', async () => {
  const { page } = lab
  await page.goto(`${lab.origin}/#/home`)
  await page.reload()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent.trim()), patience).toBe('Run')
  await page.keyboard.press('Enter')
  await page.waitForURL(/#\/run\/\d+/)
  await page.getByRole('button', { name: 'Run 20 seeds' }).click()
  await expect.poll(async () => (await lab.client.call('runs.list', { search: 'XOR' })).filter(({ locked }) => !locked).length, patience).toBe(20)
  const compare = page.getByRole('button', { name: 'Compare with ReLU' })
  await compare.waitFor()
  await page.getByText('20 done').waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await compare.click()
  await page.waitForURL(/#\/compare/)
  await page.getByText('XOR, ReLU').first().waitFor()
  const names = new Set((await lab.client.call('runs.list', {})).filter(({ locked }) => !locked).map(({ name }) => name))
  expect([...names].sort()).toEqual(['XOR', 'XOR, ReLU'])
})

test('a sample can be looked at and set up anew, and nothing offers to change it', async () => {
  const { page } = lab
  await page.goto(`${lab.origin}/#/home`)
  await page.getByRole('link', { name: 'Open Sample: XOR, 8 TanH units' }).click()
  await page.getByText('A sample that ships with the lab').waitFor()
  expect(await page.getByRole('button', { name: 'More seeds' }).count()).toBe(0)
  await page.getByRole('link', { name: 'Set it up anew' }).click()
  await page.getByText('XOR, 8 TanH units', { exact: true }).first().waitFor()
})

test('F1 leads from a field to its place in the guide, whose examples answer', async () => {
  const { page } = lab
  await page.goto(`${lab.origin}/#/setup?preset=fig4`)
  await page.getByLabel('Learning rate').first().focus()
  await page.getByText('Usual: 0.0003 to 0.003.').waitFor()
  await page.keyboard.press('F1')
  await page.getByRole('heading', { name: 'Usual learning rates' }).waitFor()
  expect(page.url()).toContain('/guide/optimizers?at=rates')
  await page.getByText('At the start p = −1.8, loss 1.62.').first().waitFor()
  await page.getByRole('button', { name: 'Step', exact: true }).click()
  await page
    .getByText(/After 1 step p = −1\.2/)
    .first()
    .waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('searchbox', { name: 'Search the guide' }).fill('dropout')
  await page.getByRole('link', { name: /^Dropout/ }).click()
  await page.getByRole('heading', { name: 'Dropout' }).waitFor()
  expect(lab.problems).toEqual([])
  expect(lab.foreignRequests).toEqual([])
})

test('no dialog has a serious finding in either theme', async () => {
  const { page } = lab
  const dialog = page.getByRole('dialog')
  const found: string[] = []
  /** Opens, looks in both themes, and leaves by Escape. */
  async function look(name: string, open: () => Promise<void>): Promise<void> {
    await open()
    await dialog.waitFor()
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      found.push(...(await seriousFindings(page)).map((finding) => `${name}, ${theme}: ${finding}`))
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }
  await page.goto(`${lab.origin}/#/runs`)
  const [own, sample] = [/XOR, ReLU/, /Sample: digits/]
  for (const [action, name] of [
    ['More seeds', own],
    ['Fork from an epoch', sample],
    ['Export model…', sample],
    ['Name, tags, note, colour', own],
  ] as const)
    await look(action, async () => {
      await page
        .getByRole('row', { name })
        .getByRole('button', { name: /^Actions on/ })
        .click()
      await page.getByRole('menuitem', { name: action }).click()
    })
  await look('columns', () => page.getByRole('button', { name: 'Columns' }).click())
  await look('palette', () => page.keyboard.press('Control+k'))
  await page.goto(`${lab.origin}/#/compare`)
  await look('run picker', () => page.getByRole('button', { name: 'Choose runs' }).click())
  expect(found).toEqual([])
})

test('at twice the size every room can be reached in all its parts', async () => {
  const { page } = lab
  await page.setViewportSize({ width: 640, height: 400 })
  for (const { to } of [home, ...rooms, guide]) {
    await page.goto(`${lab.origin}/#${to}`)
    await page.locator('main .room').waitFor()
    const width = await page.evaluate(() => {
      const [main, room] = [document.querySelector('main'), document.querySelector('main .room')]
      // The room scrolls in either direction; around it nothing does.
      return { cut: main !== null && main.scrollWidth > main.clientWidth, scrolls: room !== null && getComputedStyle(room).overflow === 'auto' }
    })
    expect({ to, ...width }).toEqual({ to, cut: false, scrolls: true })
  }
  await page.setViewportSize({ width: 1280, height: 800 })
})
