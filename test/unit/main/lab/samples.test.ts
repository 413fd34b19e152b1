/** The sample runs of a new lab: there once, locked, and back when they are asked for. */
import { expect, test } from 'vitest'
import { isSample } from '../../../../src/api/samples'
import { lineExperiment, temporaryFolder } from '../../db/fixtures'
import { openLab } from './fixtures'

/** They come in after the start: a busy machine takes its time. */
const patient = { timeout: 20_000 }

test('a new database holds them, locked and with all that belongs to them', async () => {
  const { client } = openLab({ samples: true })
  expect(await client.call('app.info')).toMatchObject({ samplesComing: true })
  await expect.poll(async () => (await client.call('runs.list', {})).length, patient).toBe(25)
  await expect.poll(async () => (await client.call('app.info')).samplesComing, patient).toBe(false)
  const runs = await client.call('runs.list', {})
  expect(runs.every(isSample)).toBe(true)
  expect(runs.every(({ status, name }) => status === 'done' && name.startsWith('Sample: '))).toBe(true)
  const [xor, digits] = [runs.at(-1)!, runs[0]!]
  expect((await client.call('models.list', { run: xor.id })).filter(({ kind }) => kind === 'epoch').length).toBeGreaterThan(3)
  expect((await client.call('models.get', { run: digits.id, kind: 'best', reads: 'digits' })).file.length).toBeGreaterThan(200_000)
  expect(digits.last?.validation.accuracy).toBeGreaterThan(0.96)
  await expect(client.call('runs.trash', { runs: [xor.id] })).rejects.toThrow('unlock it first')
  await expect(client.call('runs.update', { runs: [xor.id], patch: { note: 'mine' } })).rejects.toThrow('unlock it first')

  const extend = (experiment: number) => client.call('experiments.extend', { experiment, seeds: { list: [1000] } })
  await expect(extend(xor.experiment)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('is a sample'), field: 'experiment' })
  expect(await client.call('runs.list', {})).toHaveLength(25)
  // Once unlocked it is an experiment like any other.
  await client.call('runs.update', { runs: runs.filter(({ experiment }) => experiment === xor.experiment).map(({ id }) => id), patch: { locked: false } })
  expect((await extend(xor.experiment)).runs.map(({ seed }) => seed)).toEqual([1000])
})

test('who removed them is not given them again, but can ask for them', async () => {
  const folder = temporaryFolder()
  const first = openLab({ folder, samples: true })
  await expect.poll(async () => (await first.client.call('runs.list', {})).length, patient).toBe(25)
  const ids = (await first.client.call('runs.list', {})).map(({ id }) => id)
  await first.client.call('runs.update', { runs: ids, patch: { locked: false } })
  await first.client.call('runs.trash', { runs: ids })
  await first.client.call('runs.delete', { runs: ids.slice(0, 24) })
  await first.lab.close()

  const second = openLab({ folder, samples: true })
  expect(await second.client.call('app.info')).toMatchObject({ samplesComing: false })
  await second.client.call('experiments.start', { config: lineExperiment() })
  expect((await second.client.call('runs.list', {})).map(({ name }) => name)).toEqual([lineExperiment().name])
  const report = await second.client.call('samples.add', {})
  expect([report.added.length, report.present.length]).toEqual([24, 1])
  expect((await second.client.call('runs.list', {})).filter(isSample)).toHaveLength(25)
})

test('a database that holds runs is left as it is', async () => {
  const folder = temporaryFolder()
  const first = openLab({ folder })
  await first.client.call('experiments.start', { config: lineExperiment() })
  await first.lab.close()
  const second = openLab({ folder, samples: true })
  await second.lab.close()
  const third = openLab({ folder })
  expect(await third.client.call('runs.list', {})).toHaveLength(1)
})
