/** Another learning rate while a run trains, recorded with it; and a played trial that is kept as a run with the rates that it had. */
import { expect, test } from 'vitest'
import { seriousFindings } from './accessibility'
import { openLab } from './lab-page'
import { tinyExperiment } from './tiny-experiment'

test('Run changes the rate of a trial by keyboard, the playground keeps its own as a run, and Runs tells both apart', async () => {
  const lab = await openLab()
  const { page, client } = lab
  page.setDefaultTimeout(15_000)
  // Longer than the test on the readable kernels, however slow the browser is; it is stopped.
  const long = { ...tinyExperiment.config, data: { source: 'xor' as const, samples: 2000 }, kernels: 'reference' as const, epochs: 100_000 }
  const { runs } = await client.call('experiments.start', { config: long })
  const run = runs[0]!.id
  await page.goto(`${lab.origin}/#/run/${runs[0]!.experiment}`)
  await page.getByRole('button', { name: 'Rate 0.1' }).focus()
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: 'Learning rate' })
  await field.fill('0')
  await page.getByText('Learning rate takes a number above 0').waitFor()
  expect(await page.getByRole('button', { name: 'Change seed 1' }).isDisabled()).toBe(true)
  await field.fill('0.05')
  expect(await seriousFindings(page)).toEqual([])
  await field.press('Enter')
  await page.getByText('Learning rate changed, seed 1: 0.05 from epoch').waitFor()
  await page.getByRole('button', { name: 'Rate 0.05' }).waitFor()
  const [stopped] = await client.call('runs.stop', { runs: [run] })
  expect(stopped!.rateChanges).toMatchObject([{ learningRate: 0.05 }])
  const [recorded] = await client.call('runs.epochs', { runs: [run] })
  const { epoch: from } = stopped!.rateChanges[0]!
  expect(recorded!.epochs.map(({ learningRate }) => learningRate)).toEqual(recorded!.epochs.map(({ epoch }) => (epoch < from ? 0.1 : 0.05)))

  await page.goto(`${lab.origin}/#/inspect/${run}`)
  await page.getByRole('group', { name: 'What to look at' }).getByRole('button', { name: 'Live' }).click()
  const keep = page.getByRole('button', { name: 'Keep as a run' })
  expect(await keep.isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'One epoch' }).click()
  await page.getByText('epoch 1, batch 0 of').waitFor()
  await page.getByLabel('Learning rate').fill('0.5')
  await page.getByLabel('Learning rate').press('Enter')
  await page.getByText('rate 0.5, from epoch 2 on').waitFor()
  await page.getByRole('button', { name: 'One epoch' }).click()
  await page.getByText('epoch 2, batch 0 of').waitFor()
  await keep.click()
  await page.getByText('Learning rate changed, seed 1: 0.5 from epoch 2 on').waitFor()
  const [kept] = await client.call('runs.list', { limit: 1 })
  expect(kept).toMatchObject({ name: 'Tiny XOR · played', epochs: 2, seed: 1, rateChanges: [{ epoch: 2, learningRate: 0.5 }] })

  await page.goto(`${lab.origin}/#/runs`)
  await page.getByRole('img', { name: 'Learning rate 0.5 from epoch 2 on' }).or(page.getByLabel('Learning rate 0.5 from epoch 2 on')).first().waitFor()
  expect(await seriousFindings(page)).toEqual([])
  expect(lab.problems).toEqual([])
  expect(lab.foreignRequests).toEqual([])
  await lab.close()
})
