/** Verifying: trained anew under a number of its own, compared epoch by epoch, and never recorded. */
import { expect, test } from 'vitest'
import { epochRecord, temporaryFolder } from '../../db/fixtures'
import { batch, finished, openLab, started, startRuns, type TestLab } from './fixtures'

/** A run that ended after epoch 2 of 5. */
async function recordedRun(test: TestLab): Promise<number> {
  const [run = 0] = await startRuns(test)
  test.trainer.report(started(run), batch(run, 1, [0, 1, 2]), finished(run, 'stopped'))
  return run
}

const own = (test: TestLab) => test.trainer.commands('start').at(-1)!.run
const shown = (test: TestLab) => test.trainer.shown('verification').at(-1)

test('equal digests of all recorded epochs are the same run; it ends there, and nothing is recorded', async () => {
  const test = openLab()
  const run = await recordedRun(test)
  expect(await test.client.call('runs.verify', { runs: [run] })).toMatchObject([{ run, status: 'waiting', epochs: 3, compared: 0 }])
  expect(own(test)).toBeLessThan(0)
  test.trainer.report(started(own(test)), batch(own(test), 7, [0, 1]))
  expect(shown(test)).toMatchObject({ run, status: 'running', compared: 2, changes: [] })
  test.trainer.report(batch(own(test), 8, [2, 3]))
  expect(shown(test)).toMatchObject({ status: 'same', compared: 3, difference: null })
  expect(test.trainer.commands('acknowledge').map((command) => command.batch)).toEqual([1, 7, 8])
  expect(test.trainer.commands('stop')).toMatchObject([{ run: own(test) }])
  test.trainer.report(finished(own(test), 'stopped'))
  expect(await test.client.call('runs.verifications', {})).toMatchObject([{ run, status: 'same' }])
  expect((await test.client.call('runs.epochs', { runs: [run] }))[0]!.epochs).toHaveLength(3)
  expect(await test.client.call('runs.get', { run })).toMatchObject({
    status: 'stopped',
    verified: { status: 'same', epochs: 3, difference: null, changes: [], engineVersion: '1', kernels: 'reference' },
  })
  expect(test.trainer.shown('run').every(({ id }) => id === run)).toBe(true)
})

test('what is still reported while the lab closes is answered, and disturbs nothing', async () => {
  const test = openLab()
  const run = await recordedRun(test)
  await test.client.call('runs.verify', { runs: [run] })
  const closed = test.lab.close()
  test.trainer.report(started(own(test)), batch(own(test), 7, [0, 1]))
  expect(test.trainer.commands('acknowledge').at(-1)).toMatchObject({ batch: 7 })
  await closed
  expect(test.trainer.forks).toBe(1)
})

test('the first epoch whose weights are others is named', async () => {
  const test = openLab()
  const run = await recordedRun(test)
  await test.client.call('runs.verify', { runs: [run] })
  const other = { ...epochRecord(1, 0.5), weightDigest: 'f'.repeat(64) }
  test.trainer.report({ type: 'started', run: own(test), kernels: 'fast', engineVersion: '2', dataDigest: 'e'.repeat(64) })
  test.trainer.report(batch(own(test), 7, [0], { epochs: [epochRecord(0, 1), other, epochRecord(2, 1)] }))
  expect(shown(test)).toMatchObject({
    status: 'different',
    compared: 1,
    difference: { epoch: 1, recorded: epochRecord(1, 1).weightDigest, retrained: 'f'.repeat(64) },
    changes: [
      'It was recorded by version 1, this is 2',
      'It was recorded with the kernels reference, here fast ran',
      'The data is not the data that it was recorded with',
    ],
  })
  const { verified } = await test.client.call('runs.get', { run })
  expect(verified).toMatchObject({ status: 'different', epochs: 3, difference: { epoch: 1 }, kernels: 'fast', engineVersion: '2' })
  expect(verified?.changes).toHaveLength(3)
  // Its row was shown with the result, so that no window has to ask for it.
  expect(test.trainer.shown('run').at(-1)).toMatchObject({ id: run, verified })
})

test('one that ends early differs there; one that fails says why; one that is cancelled stops', async () => {
  const test = openLab()
  const run = await recordedRun(test)
  const verify = () => test.client.call('runs.verify', { runs: [run] })
  await verify()
  test.trainer.report(started(own(test)), batch(own(test), 7, [0]), {
    type: 'finished',
    run: own(test),
    status: 'diverged',
    failure: { code: 'invalid', message: 'loss not finite' },
  })
  expect(shown(test)).toMatchObject({ status: 'different', difference: { epoch: 1 }, message: 'Trained anew it ended before epoch 1: loss not finite' })
  await verify()
  test.trainer.report({ type: 'finished', run: own(test), status: 'failed', failure: { code: 'data', message: 'no images' } })
  expect(shown(test)).toMatchObject({ status: 'failed', message: 'no images' })
  await verify()
  await test.client.call('runs.cancelVerify', { runs: [run] })
  expect(shown(test)).toMatchObject({ status: 'cancelled' })
  expect(test.trainer.commands('stop').at(-1)).toMatchObject({ run: own(test) })
  // What is on its way is acknowledged, and changes nothing.
  test.trainer.report(batch(own(test), 9, [0, 1, 2]), finished(own(test), 'stopped'))
  expect(shown(test)).toMatchObject({ status: 'cancelled', compared: 0 })
  await verify()
  test.trainer.exit(9)
  expect(shown(test)).toMatchObject({ status: 'failed', message: 'The training process ended (code 9): try again' })
})

test('a result is there after the next start; what came to no result takes none away', async () => {
  const folder = temporaryFolder()
  const first = openLab({ folder })
  const run = await recordedRun(first)
  await first.client.call('runs.verify', { runs: [run] })
  first.trainer.report(started(own(first)), batch(own(first), 7, [0, 1, 2]), finished(own(first), 'stopped'))
  await first.client.call('runs.verify', { runs: [run] })
  await first.client.call('runs.cancelVerify', { runs: [run] })
  await first.lab.close()
  const next = openLab({ folder })
  expect(await next.client.call('runs.get', { run })).toMatchObject({ verified: { status: 'same', epochs: 3 } })
  expect((await next.client.call('runs.find', { filter: 'verified = same' })).groups).toMatchObject([{ runs: [run] }])
  expect((await next.client.call('runs.find', { filter: 'verified = different' })).groups).toEqual([])
})

test('a run that is gone when its verification ends is no mistake', async () => {
  const test = openLab()
  const run = await recordedRun(test)
  await test.client.call('runs.verify', { runs: [run] })
  await test.client.call('runs.trash', { runs: [run] })
  await test.client.call('runs.delete', { runs: [run] })
  test.trainer.report(started(own(test)), batch(own(test), 7, [0, 1, 2]), finished(own(test), 'stopped'))
  expect(shown(test)).toMatchObject({ status: 'same' })
  expect(test.trainer.shown('fault')).toEqual([])
})

test('a run that trains, or has recorded nothing, is not verified', async () => {
  const test = openLab()
  const [run = 0] = await startRuns(test)
  await expect(test.client.call('runs.verify', { runs: [run] })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('is queued') })
  test.trainer.report(finished(run, 'stopped'))
  await expect(test.client.call('runs.verify', { runs: [run] })).rejects.toThrow('no recorded epoch')
})
