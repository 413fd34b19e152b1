/** Forking: a new experiment whose runs begin with weights that an earlier run has kept. */
import { expect, test } from 'vitest'
import { lineExperiment, model } from '../../db/fixtures'
import { batch, finished, openLab, started, startRuns, type TestLab } from './fixtures'

async function keptRun(test: TestLab): Promise<number> {
  const [run = 0] = await startRuns(test)
  test.trainer.report(started(run), batch(run, 1, [0, 1, 2], { models: [model('last', 2, [9]), model('epoch', 1, [7, 7])] }), finished(run, 'stopped'))
  return run
}

test('the new run is given the weights, says where they come from, and hands them on', async () => {
  const test = openLab()
  const run = await keptRun(test)
  const config = lineExperiment({ optimizer: { name: 'adam', learningRate: 0.2 } })
  const { experiment, runs } = await test.client.call('experiments.start', { config, from: { run, kind: 'epoch', epoch: 1 } })
  expect(runs[0]).toMatchObject({ origin: { run, epoch: 1 } })
  expect(test.trainer.commands('start').map(({ initial }) => initial && [...initial])).toEqual([undefined, [7, 7]])

  const more = await test.client.call('experiments.extend', { experiment: experiment.id, seeds: { list: [2] } })
  expect(more.runs[0]).toMatchObject({ seed: 2, origin: { run, epoch: 1 } })
  expect([...test.trainer.commands('start').at(-1)!.initial!]).toEqual([7, 7])

  // The weights outlive the run that they come from.
  await test.client.call('runs.trash', { runs: [run] })
  await test.client.call('runs.delete', { runs: [run] })
  const again = await test.client.call('experiments.start', { config, from: { run: runs[0]!.id, kind: 'initial' } })
  expect(again.runs[0]).toMatchObject({ origin: { run, epoch: 1 } })
  expect([...test.trainer.commands('start').at(-1)!.initial!]).toEqual([7, 7])
})

test('weights that were not kept, or do not fit, are refused before anything is recorded', async () => {
  const test = openLab()
  const run = await keptRun(test)
  const start = (changes: Parameters<typeof lineExperiment>[0], kind: 'last' | 'best' | 'epoch' | 'initial', epoch?: number) =>
    test.client.call('experiments.start', { config: lineExperiment(changes), from: { run, kind, ...(epoch === undefined ? {} : { epoch }) } })
  await expect(start({}, 'epoch', 2)).rejects.toThrow('has no model of epoch 2')
  await expect(start({}, 'initial')).rejects.toThrow('drew its own weights')
  const wider = { network: { layers: [{ units: 2 }, { units: 1 }] } }
  await expect(start(wider, 'last')).rejects.toMatchObject({ code: 'invalid', field: 'network.layers' })
  await expect(start({ network: { layers: [{ units: 1, bias: false }] } }, 'last')).rejects.toMatchObject({ field: 'network.layers.0.bias' })
  await expect(start({ sweep: [{ field: 'network.layers.0.units', values: [1] }] }, 'last')).rejects.toMatchObject({ field: 'sweep.0.field' })
  expect(await test.client.call('runs.list', {})).toHaveLength(1)
})

test('what began with kept weights is no recorded trial of its configuration', async () => {
  const test = openLab()
  const run = await keptRun(test)
  await test.client.call('experiments.start', { config: lineExperiment(), from: { run, kind: 'last' } })
  const rows = await test.client.call('runs.list', {})
  expect(new Set(rows.map(({ configDigest }) => configDigest)).size).toBe(1)
  expect(rows.filter(({ origin }) => origin === null).map(({ id }) => id)).toEqual([run])
})
