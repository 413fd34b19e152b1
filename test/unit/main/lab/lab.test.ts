import { describe, expect, test, vi } from 'vitest'
import { createLab } from '../../../../src/main/lab/lab'
import { lineExperiment, temporaryFolder } from '../../db/fixtures'
import { batch, FakeTrainer, finished, openLab, started, startRuns } from './fixtures'

describe('a lab', () => {
  test('says what it is', async () => {
    const folder = temporaryFolder()
    const { client } = openLab({ folder, version: '1.2.3' })
    expect(await client.call('app.info')).toMatchObject({
      version: '1.2.3',
      shell: 'terminal',
      workers: 2,
      kernels: 'reference',
      writable: true,
      data: { folder },
    })
  })

  test('starts the training process when it is first needed', async () => {
    const { client, trainer } = openLab()
    await client.call('runs.list', {})
    await client.call('settings.get')
    expect(trainer.forks).toBe(0)
    await client.call('app.info')
    await client.call('app.info')
    expect(trainer.forks).toBe(1)
  })

  test('keeps settings', async () => {
    const { client } = openLab()
    expect(await client.call('settings.set', { theme: 'dark' })).toEqual({ theme: 'dark' })
    expect(await client.call('settings.get')).toEqual({ theme: 'dark' })
  })

  test('stores an experiment with a run for each setting and seed, and gives them to the training process in order', async () => {
    const test = openLab()
    const runs = await startRuns(test, 3)
    const stored = await test.client.call('runs.list', {})
    expect(stored.map(({ id, seed, status }) => [id, seed, status]).reverse()).toEqual(runs.map((id, i) => [id, i + 1, 'queued']))
    expect(test.trainer.commands('start').map(({ run, seed, checkpoint }) => [run, seed, checkpoint])).toEqual(runs.map((id, i) => [id, i + 1, null]))
    expect(test.trainer.shown('run').map(({ id }) => id)).toEqual(runs)
  })

  test('measures a trial by the training process', async () => {
    const test = openLab()
    const [run = 0] = await startRuns(test)
    const { config } = await test.client.call('experiments.get', { experiment: (await test.client.call('runs.get', { run })).experiment })
    const good = test.client.call('experiments.estimate', { config })
    const bad = test.client.call('experiments.estimate', { config })
    test.trainer.report({ type: 'estimateFailed', request: 2, failure: { code: 'busy', message: 'all train' } })
    test.trainer.report({ type: 'estimated', request: 1, secondsPerEpoch: 0.5, batches: 8 })
    expect(await good).toEqual({ secondsPerEpoch: 0.5, batches: 8 })
    await expect(bad).rejects.toMatchObject({ code: 'busy', message: 'all train' })
  })

  test('shows what is edited, trashed and deleted', async () => {
    const test = openLab()
    const [run = 0] = await startRuns(test)
    test.trainer.report(started(run), batch(run, 1, [0]), finished(run, 'stopped'))
    const { client, trainer } = test
    expect(await client.call('runs.update', { runs: [run], patch: { note: 'Look here' } })).toMatchObject({ rows: [{ note: 'Look here' }] })
    expect(trainer.shown('run').at(-1)).toMatchObject({ id: run, note: 'Look here' })
    await client.call('runs.trash', { runs: [run] })
    expect(trainer.shown('run').at(-1)?.trashedAt).not.toBeNull()
    await client.call('runs.restore', { runs: [run] })
    await client.call('runs.trash', { runs: [run] })
    expect(await client.call('runs.delete', { runs: [run] })).toEqual({ deleted: [run] })
    expect(trainer.shown('deleted')).toEqual([{ runs: [run] }])
    await expect(client.call('runs.get', { run })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('shows many runs that are edited together in one message', async () => {
    const test = openLab()
    const started = await test.client.call('experiments.start', { config: lineExperiment({ seeds: { count: 60 } }) })
    const runs = started.runs.map(({ id }) => id)
    const before = test.trainer.shown('run').length
    await test.client.call('runs.update', { runs, patch: { note: 'all' } })
    expect(test.trainer.shown('run')).toHaveLength(before)
    const [page, ...more] = test.trainer.shown('runs')
    expect(more).toEqual([])
    expect(page!.rows.map(({ id, note }) => [id, note])).toEqual(runs.map((id) => [id, 'all']))
  })

  test('a listener that fails does not reach the lab or the others', async () => {
    const error = vi.spyOn(console, 'error').mockReturnValue()
    const { lab, client, trainer } = openLab()
    const endFailing = lab.subscribe(() => {
      throw new Error('closed window')
    })
    const after: string[] = []
    const end = lab.subscribe(({ event }) => after.push(event))
    await startRuns({ lab, client, trainer })
    expect(after).toEqual(['run'])
    end()
    await startRuns({ lab, client, trainer })
    expect(after).toEqual(['run'])
    expect(error).toHaveBeenCalledTimes(2)
    endFailing()
    error.mockRestore()
  })
})

describe('closing', () => {
  test('ends training first, keeps what it still reports, and marks the rest as interrupted', async () => {
    const folder = temporaryFolder()
    const test = openLab({ folder })
    const [first = 0, second = 0, third = 0] = await startRuns(test, 3)
    test.trainer.report(started(first), batch(first, 1, [0, 1]))
    test.trainer.report(started(second), batch(second, 2, [0]))
    const pausing = test.client.call('runs.pause', { runs: [second] })
    test.trainer.report({ type: 'paused', run: second })
    await pausing
    test.trainer.orderly = false
    const closed = test.lab.close()
    expect(test.trainer.commands('shutdown')).toHaveLength(1)
    test.trainer.report(batch(first, 3, [2]))
    test.trainer.exit(0)
    await closed
    expect(test.trainer.commands('acknowledge').map(({ batch }) => batch)).toEqual([1, 2, 3])

    const { client } = openLab({ folder, mode: 'read' })
    const runs = await client.call('runs.list', {})
    expect(runs.map(({ id, status, epochsDone }) => [id, status, epochsDone])).toEqual([
      [third, 'interrupted', 0],
      [second, 'interrupted', 0],
      [first, 'interrupted', 2],
    ])
  })

  test('does not wait for a training process that hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const test = openLab()
    await startRuns(test)
    test.trainer.orderly = false
    const closed = test.lab.close()
    await vi.advanceTimersByTimeAsync(2000)
    await closed
    vi.useRealTimers()
    expect(test.trainer.killed).toBe(1)
  })

  test('answers nothing afterwards, and may be asked for twice', async () => {
    const { lab } = openLab()
    await Promise.all([lab.close(), lab.close()])
    expect(await lab.invoke('runs.list', {})).toEqual({ ok: false, code: 'closed', message: 'The lab is closed' })
  })

  test('frees who waits for a run', async () => {
    const test = openLab()
    const [run = 0] = await startRuns(test)
    const stopping = test.lab.invoke('runs.stop', { runs: [run] })
    await test.lab.close()
    expect(await stopping).toMatchObject({ ok: false, code: 'closed' })
  })
})

describe('beside a lab that writes', () => {
  test('a second writer is refused with the name of the first', () => {
    const folder = temporaryFolder()
    openLab({ folder, program: 'the first' })
    expect(() => openLab({ folder, program: 'the second' })).toThrow(
      expect.objectContaining({ code: 'busy', message: expect.stringContaining(`the first (process ${process.pid})`) }),
    )
  })

  test('a reader sees what is stored and changes nothing', async () => {
    const folder = temporaryFolder()
    const writer = openLab({ folder, program: 'the first' })
    const [run = 0] = await startRuns(writer)
    const { lab, client, trainer } = openLab({ folder, mode: 'read' })
    expect(await client.call('runs.get', { run })).toMatchObject({ id: run, status: 'queued' })
    expect(await client.call('app.info')).toMatchObject({ writable: false, workers: 0 })
    const config = (await client.call('experiments.get', { experiment: 1 })).config
    for (const [op, input] of [
      ['experiments.start', { config }],
      ['experiments.estimate', { config }],
      ['runs.stop', { runs: [run] }],
      ['runs.delete', { runs: [run] }],
      ['settings.set', { theme: 'dark' }],
    ] as const) {
      expect(await lab.invoke(op, input)).toMatchObject({ ok: false, code: 'busy', message: expect.stringContaining('the first') })
    }
    expect(trainer.forks).toBe(0)
    await writer.lab.close()
    expect(await lab.invoke('runs.delete', { runs: [run] })).toMatchObject({ ok: false, code: 'busy', message: expect.stringContaining('opened to read') })
  })

  test('there must be something to read', () => {
    const options = {
      shell: 'terminal',
      program: 'the test',
      version: '1',
      forkTrainer: new FakeTrainer().fork,
      versions: { electron: null, chrome: null },
    } as const
    expect(() => createLab({ ...options, folder: temporaryFolder(), mode: 'read' })).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})
