/** From the start of the lab to a figure in a file, without a mouse. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFigureFile } from '../../src/report/read-figure'
import { openLab, type LabPage } from './lab-page'

let lab: LabPage

beforeAll(async () => {
  lab = await openLab()
  lab.page.setDefaultTimeout(30_000)
})
afterAll(() => lab.close())

/** What stands in the focus, as a screen reader would name it. */
function focusedName(): Promise<string> {
  return lab.page.evaluate(() => {
    const focused = document.activeElement
    const labelled = focused?.getAttribute('aria-labelledby')?.split(' ').map((id) => document.getElementById(id)?.textContent) // prettier-ignore
    const labels = focused instanceof HTMLElement && 'labels' in focused && focused.labels instanceof NodeList ? [...focused.labels].map((label) => label.textContent) : [] // prettier-ignore
    return (focused?.getAttribute('aria-label') ?? labelled?.join(' ') ?? (labels.join(' ') || focused?.textContent) ?? '').trim()
  })
}

/** Presses Tab until the focus is on what bears the name. */
async function tabTo(name: RegExp, most = 150): Promise<void> {
  const passed: string[] = []
  for (let pressed = 0; pressed <= most; pressed++) {
    const now = await focusedName()
    if (name.test(now)) return
    passed.push(now.slice(0, 40))
    await lab.page.keyboard.press('Tab')
  }
  throw new Error(`${most} times Tab does not lead to ${String(name)}; passed: ${[...new Set(passed)].join(' | ')}`)
}

test('set up, run, compare, export: keys alone lead to the file', async () => {
  const { page } = lab
  const { keyboard } = page
  await page.getByRole('button', { name: /^Run \d+ trials?$/ }).waitFor()
  await tabTo(/^Run \d+ trials?$/)
  await keyboard.press('Enter')
  await page.waitForURL(/#\/run\/\d+/)
  await page.getByText('Done', { exact: true }).first().waitFor()

  await keyboard.press('Control+4')
  await page.getByRole('button', { name: 'Choose runs' }).waitFor()
  await tabTo(/^Choose runs$/)
  await keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('searchbox').waitFor()
  await page.getByRole('dialog').getByRole('checkbox').first().waitFor()
  await tabTo(/XOR/)
  await keyboard.press('Space')
  await tabTo(/^Add to the comparison$/)
  await keyboard.press('Enter')
  await page.getByRole('img', { name: /loss by epoch, one curve/ }).waitFor()

  // The values under the keys, then the figure.
  await tabTo(/loss: arrow keys/)
  await keyboard.press('ArrowRight')
  await page.getByText('at epoch 0', { exact: true }).waitFor()
  await keyboard.press('Escape')
  // Round the page: the button stands before the charts.
  await tabTo(/^Export figure$/)
  await keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('img').waitFor()
  await tabTo(/^SVG$/)
  await keyboard.press('Enter')
  await tabTo(/^Title$/)
  await keyboard.press('Control+a')
  await keyboard.type('By keys alone')
  await tabTo(/^Save SVG$/)
  const [download] = await Promise.all([page.waitForEvent('download'), keyboard.press('Enter')])
  const file = readFileSync(await download.path())
  expect(download.suggestedFilename()).toBe('By-keys-alone.svg')
  expect(file.toString()).toMatch(/<text [^>]*>By keys alone<\/text>/)
  expect(readFigureFile(file, 'by-keys.svg')).toMatchObject({ ok: true, value: { title: 'By keys alone' } })
  await page.getByText('By-keys-alone.svg is saved').first().waitFor()
  expect(lab.problems).toEqual([])
})
