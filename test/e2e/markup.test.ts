/** Markup in everything that a user can name is text in every room, and so are letters that turn the direction of writing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLab, type LabPage } from './lab-page'
import { tinyExperiment } from './tiny-experiment'

const image = '<img src=x onerror="window.harmed=1">'
const script = '<script>window.harmed=1</script>{{constructor.constructor("window.harmed=1")()}}'
const link = 'javascript:window.harmed=1'
const bidi = '\u202egnp.exe\u2066'

let lab: LabPage
let experiment = 0

beforeAll(async () => {
  lab = await openLab()
  const done = new Promise<void>((resolve) => lab.client.on('run', ({ status }) => (status === 'done' ? resolve() : undefined)))
  const started = await lab.client.call('experiments.start', {
    config: { ...tinyExperiment.config, name: `${image} ${bidi}`, sweep: [{ field: 'optimizer.learningRate', values: [0.1], labels: [`${image} label`] }] },
  })
  experiment = started.experiment.id
  await done
  const note = `${script}\n${link}\n${'x'.repeat(9000)}`
  await lab.client.call('runs.update', { runs: [1], patch: { tags: [image.slice(0, 40), link.slice(0, 40)], note } })
})
afterAll(() => lab.close())

test.each([
  ['runs', '/runs'],
  ['runs, searched', `/runs?q=${encodeURIComponent('<img')}`],
  ['run', '/run/1'],
  ['setup of it', '/setup?experiment=1'],
  ['compare', '/compare?runs=1'],
  ['draw', '/draw'],
  ['report', '/report'],
  ['settings', '/settings'],
])('in %s', async (_room, path) => {
  const { page, origin } = lab
  expect(experiment).toBe(1)
  await page.goto(`${origin}/#${path}`)
  await page.reload()
  await page.locator('main').waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate(() => 'harmed' in window)).toBe(false)
  expect(await page.locator('img[src="x"], a[href^="javascript:"], main script').count()).toBe(0)
})

test('the words are shown as they were written', async () => {
  await lab.page.goto(`${lab.origin}/#/runs`)
  await lab.page.getByText(image).first().waitFor()
})

test('nothing was refused by the content policy, because nothing was tried; nothing was asked for elsewhere', () => {
  expect(lab.problems).toEqual([])
  expect(lab.foreignRequests).toEqual([])
})
