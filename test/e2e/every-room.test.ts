/** Every room of the list, empty and with a run: no console error, no breach of the content policy, no request to elsewhere. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guide, home, rooms } from '../../src/renderer/room-list'
import { openLab, type LabPage } from './lab-page'
import { tinyExperiment } from './tiny-experiment'

/** Opens each room by its address and waits until it stands. */
async function visitAll({ page, origin }: LabPage): Promise<void> {
  for (const { to } of [home, ...rooms, guide]) {
    await page.goto(`${origin}/#${to}`)
    await page.reload()
    await page.locator('main .room').waitFor()
  }
}

describe.each(['en-GB', 'de-DE'])('in %s', (locale) => {
  let lab: LabPage
  beforeAll(async () => {
    lab = await openLab({ locale })
  })
  afterAll(() => lab.close())

  test('every room stands without data', async () => {
    await visitAll(lab)
    expect(lab.problems).toEqual([])
    expect(lab.foreignRequests).toEqual([])
  })

  test('and with a run', async () => {
    const { runs } = await lab.client.call('experiments.start', tinyExperiment)
    await expect.poll(async () => (await lab.client.call('runs.get', { run: runs[0]!.id })).status).toBe('done')
    await visitAll(lab)
    expect(lab.problems).toEqual([])
    expect(lab.foreignRequests).toEqual([])
  })

  test('the watch can fail: a planted error and a forbidden script are seen', async () => {
    await lab.page.evaluate(() => {
      console.error('planted')
      const script = document.createElement('script')
      script.textContent = 'globalThis.planted = 1'
      document.body.append(script)
    })
    await expect.poll(() => lab.problems.length).toBe(2)
    expect(lab.problems[0]).toContain('planted')
    expect(lab.problems[1]).toContain('Content Security Policy')
  })
})
