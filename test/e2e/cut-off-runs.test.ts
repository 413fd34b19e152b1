/** A lab that was killed while it trained: the next one offers to go on, once, and what is left is not offered again. */
import { afterEach, expect, test } from 'vitest'
import { findPreset } from '../../src/engine/config/presets'
import type { ExperimentInput } from '../../src/engine/config/experiment'
import { seriousFindings } from './accessibility'
import { startCli } from './cli-process'
import { openLab, type LabPage } from './lab-page'
import { temporaryFolder } from './lab-server'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const long: ExperimentInput = { ...findPreset('fig3')!.config, name: 'XOR, cut off', epochs: 100_000, kernels: 'reference', seeds: { count: 2 } }
const ending: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

async function killedFolder(): Promise<string> {
  const { folder, remove } = temporaryFolder()
  ending.push(remove)
  writeFileSync(join(folder, 'long.json'), JSON.stringify(long))
  const running = startCli('train', '--config', join(folder, 'long.json'), '--json', '--data-dir', folder)
  await running.line()
  running.process.kill('SIGKILL')
  await running.finished
  return folder
}

async function open(folder: string): Promise<LabPage> {
  const lab = await openLab({ folder })
  lab.page.setDefaultTimeout(30_000)
  return lab
}

test('resumes with one press, and the offer is gone', { timeout: 180_000 }, async () => {
  const lab = await open(await killedFolder())
  ending.push(() => lab.close())
  const offer = lab.page.getByRole('region', { name: 'Runs that were cut off' })
  await offer.getByText('XOR, cut off: 2 trials were cut off before their end.').waitFor()
  expect(await seriousFindings(lab.page)).toEqual([])
  const before = (await lab.client.call('runs.get', { run: 1 })).epochsDone
  await offer.getByRole('button', { name: 'Resume' }).click()
  await offer.waitFor({ state: 'detached' })
  await expect.poll(async () => (await lab.client.call('runs.get', { run: 1 })).epochsDone, { timeout: 60_000 }).toBeGreaterThan(before)
  await lab.client.call('runs.stop', { runs: [1, 2] })
  expect(lab.problems).toEqual([])
})

test('leaves them as they are, and does not ask again', { timeout: 180_000 }, async () => {
  const folder = await killedFolder()
  const lab = await open(folder)
  const offer = lab.page.getByRole('region', { name: 'Runs that were cut off' })
  await offer.getByRole('button', { name: 'Leave' }).click()
  await offer.waitFor({ state: 'detached' })
  expect((await lab.client.call('runs.list', {})).map(({ status }) => status)).toEqual(['stopped', 'stopped'])
  await lab.close()

  const next = await open(folder)
  ending.push(() => next.close())
  await next.page.getByRole('link', { name: 'Runs' }).click()
  await next.page.getByText('XOR, cut off').first().waitFor()
  expect(await next.page.getByRole('region', { name: 'Runs that were cut off' }).count()).toBe(0)
})
