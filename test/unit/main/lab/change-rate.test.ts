/** Changing the learning rate of a run: recorded before it takes effect, made again by whoever trains the run anew. */
import { expect, test } from 'vitest'
import { epochRecord, lineExperiment } from '../../db/fixtures'
import { batch, finished, openLab, started, startRuns, turn } from './fixtures'

test('of a running trial: the training process says from which epoch on, and hears that it is stored before the caller does', async () => {
  const test = openLab()
  const [run = 0] = await startRuns(test)
  test.trainer.report(started(run), batch(run, 1, [0, 1]))
  const answer = test.client.call('runs.changeRate', { runs: [run], learningRate: 0.025 })
  await turn()
  expect(test.trainer.commands('changeRate')).toEqual([{ type: 'changeRate', run, learningRate: 0.025, notBefore: 2 }])
  test.trainer.report(batch(run, 2, [], { rateChange: { epoch: 3, learningRate: 0.025 } }))
  expect(test.trainer.commands('acknowledge').at(-1)).toEqual({ type: 'acknowledge', batch: 2 })
  const changes = [{ epoch: 3, learningRate: 0.025, at: expect.any(String) }]
  expect(await answer).toMatchObject([{ id: run, status: 'running', rateChanges: changes }])
  expect(test.trainer.shown('run').at(-1)).toMatchObject({ id: run, rateChanges: changes })
})

test('of a paused run: recorded at once; resumed and verified it is trained with it', async () => {
  const test = openLab()
  const [run = 0] = await startRuns(test)
  test.trainer.report(started(run), batch(run, 1, [0, 1]))
  const paused = test.client.call('runs.pause', { runs: [run] })
  await turn()
  test.trainer.report({ type: 'paused', run })
  await paused
  expect(await test.client.call('runs.changeRate', { runs: [run], learningRate: 0.5 })).toMatchObject([{ status: 'paused', rateChanges: [{ epoch: 2 }] }])
  expect(test.trainer.commands('changeRate')).toEqual([])
  await test.client.call('runs.resume', { runs: [run] })
  const rateChanges = [{ epoch: 2, learningRate: 0.5 }]
  expect(test.trainer.commands('start').map((command) => command.rateChanges)).toEqual([undefined, rateChanges])
  test.trainer.report(started(run), batch(run, 2, [2]), finished(run, 'stopped'))
  await test.client.call('runs.verify', { runs: [run] })
  expect(test.trainer.commands('start').at(-1)).toMatchObject({ rateChanges })
})

test('a trial that ends first has no epoch left for it, and says so', async () => {
  const test = openLab()
  const [run = 0] = await startRuns(test)
  test.trainer.report(started(run), batch(run, 1, [0, 1, 2, 3, 4]))
  const answer = test.client.call('runs.changeRate', { runs: [run], learningRate: 0.5 })
  await turn()
  test.trainer.report(batch(run, 2, [], { epochs: [epochRecord(5, 1)] }), finished(run))
  await expect(answer).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(`Run ${run} was in its last epoch`) })
})

test('a wrong rate has the words of the configuration, and a run that has ended or waits takes none', async () => {
  const test = openLab()
  const [run = 0] = await startRuns(test)
  for (const learningRate of [0, -1, 1e10, NaN, Infinity])
    await expect(test.client.call('runs.changeRate', { runs: [run], learningRate })).rejects.toMatchObject({
      code: 'invalid',
      field: 'learningRate',
      message: expect.stringContaining('Learning rate takes a number above 0 and at most 1000000000'),
    })
  const change = () => test.client.call('runs.changeRate', { runs: [run], learningRate: 0.5 })
  await expect(change()).rejects.toThrow(`Run ${run} is queued: changing the learning rate takes a run that is running or paused`)
  test.trainer.report(started(run), batch(run, 1, [0]), finished(run, 'stopped'))
  await expect(change()).rejects.toThrow(`Run ${run} is stopped: changing the learning rate`)
})

test('an experiment is started with changes, in the order of their epochs', async () => {
  const test = openLab()
  const rateChanges = [{ epoch: 2, learningRate: 0.5 }]
  await test.client.call('experiments.start', { config: lineExperiment(), rateChanges })
  expect(test.trainer.commands('start')).toMatchObject([{ rateChanges }])
  await expect(test.client.call('experiments.start', { config: lineExperiment(), rateChanges: [...rateChanges, ...rateChanges] })).rejects.toMatchObject({
    code: 'invalid',
    field: 'rateChanges',
  })
})
