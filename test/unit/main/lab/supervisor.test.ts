import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { LabError } from '../../../../src/api/failure'
import { heartbeatInterval, heartbeatLimit, type TrainerEvent } from '../../../../src/api/trainer'
import { Queries } from '../../../../db/queries'
import { Recorder } from '../../../../db/recorder'
import { checkpoint, epochRecord } from '../../db/fixtures'
import type { RunRow } from '../../../../src/api/records'
import { batch, finished, openLab, started, startRuns, turn, type TestLab } from './fixtures'

async function oneRun(options: Parameters<typeof openLab>[0] = {}): Promise<TestLab & { run: number }> {
  const test = openLab(options)
  const [run = 0] = await startRuns(test)
  return { ...test, run }
}

describe('what the training process reports', () => {
  test('is committed, then acknowledged, then shown', async () => {
    const { client, trainer, lab, run } = await oneRun()
    const seen: unknown[] = []
    lab.subscribe(async (message) => {
      if (message.event !== 'epochs') return
      const acknowledged = trainer.commands('acknowledge').map(({ batch }) => batch)
      const [stored] = await client.call('runs.epochs', { runs: [run] })
      seen.push({ shown: message.data.epochs.length, acknowledged, stored: stored?.epochs.length })
    })
    trainer.report(started(run), batch(run, 41, [0, 1]))
    await turn()
    trainer.report(batch(run, 42, [2]))
    await turn()
    expect(seen).toEqual([
      { shown: 2, acknowledged: [41], stored: 2 },
      { shown: 1, acknowledged: [41, 42], stored: 3 },
    ])
  })

  test('moves the run from queued to done', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run))
    expect(await client.call('runs.get', { run })).toMatchObject({ status: 'running', kernels: 'reference', engineVersion: '1', dataDigest: 'd'.repeat(64) })
    trainer.report(batch(run, 1, [0, 1, 2, 3, 4, 5]), finished(run))
    expect(trainer.shown('run').map(({ status, epochsDone }) => [status, epochsDone])).toEqual([
      ['queued', 0],
      ['running', 0],
      ['running', 5],
      ['done', 5],
    ])
  })

  test('a run that diverged keeps its epochs and says why', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run), batch(run, 1, [0, 1]))
    trainer.report({ type: 'finished', run, status: 'diverged', failure: { code: 'invalid', message: 'The training loss is no finite number in epoch 2' } })
    expect(await client.call('runs.get', { run })).toMatchObject({
      status: 'diverged',
      epochsDone: 1,
      message: 'The training loss is no finite number in epoch 2',
    })
  })

  test('progress is passed on and not stored', async () => {
    const { trainer, run } = await oneRun()
    trainer.report(started(run), { type: 'progress', run, progress: { epoch: 0, batch: 3, batches: 8 } })
    expect(trainer.shown('progress')).toEqual([{ run, epoch: 0, batch: 3, batches: 8 }])
  })

  test('epochs with a gap end the run: nothing false is recorded', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run), batch(run, 1, [0]), batch(run, 2, [2]))
    expect(await client.call('runs.get', { run })).toMatchObject({ status: 'failed', epochsDone: 0, message: expect.stringContaining('epoch 1 is next') })
    expect(trainer.commands('stop')).toEqual([{ type: 'stop', run }])
    trainer.report(batch(run, 3, [3]), finished(run, 'stopped'))
    expect(trainer.commands('acknowledge').map(({ batch }) => batch)).toEqual([1, 2, 3]) // so that the thread is free again
    expect(await client.call('runs.get', { run })).toMatchObject({ status: 'failed' })
  })

  test('other data than at the first start ends the run', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run), batch(run, 1, [0], { checkpoint: checkpoint(0) }), finished(run, 'stopped'))
    await client.call('runs.resume', { runs: [run] })
    trainer.report({ type: 'started', run, kernels: 'reference', engineVersion: '1', dataDigest: 'e'.repeat(64) })
    expect(await client.call('runs.get', { run })).toMatchObject({
      status: 'stopped',
      epochsDone: 0,
      message: expect.stringMatching(/^The data has changed since run 1 first started \(SHA-256 dddddddddddd… then, eeeeeeeeeeee… now\)/),
    })
    // With the old data it goes on; first the thread that has the other data must be rid of it.
    const resuming = client.call('runs.resume', { runs: [run] })
    await turn()
    expect(trainer.commands('start')).toHaveLength(2)
    trainer.report(finished(run, 'stopped'))
    await resuming
    trainer.report(started(run), batch(run, 2, [1]))
    expect(await client.call('runs.get', { run })).toMatchObject({ status: 'running', epochsDone: 1 })
  })

  test('other kernels than before are named, with those before', async () => {
    const { client, trainer, run } = await oneRun()
    const withKernels = (kernels: string): TrainerEvent => ({ type: 'started', run, kernels, engineVersion: '1', dataDigest: 'd'.repeat(64) })
    trainer.report(withKernels('fast'), batch(run, 1, [0]), finished(run, 'stopped'))
    await client.call('runs.resume', { runs: [run] })
    trainer.report(withKernels('reference (this system has no WebAssembly SIMD)'))
    expect(await client.call('runs.get', { run })).toMatchObject({
      status: 'stopped',
      message: expect.stringMatching(/kernels fast; here it would go on with reference \(this system has no WebAssembly SIMD\)/),
    })
    expect(trainer.commands('stop')).toEqual([{ type: 'stop', run }])
  })

  test('epochs that a resumed trial repeats are acknowledged and not shown again; other numbers end the run', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run), batch(run, 1, [0, 1], { checkpoint: checkpoint(0) }), finished(run, 'interrupted'))
    await client.call('runs.resume', { runs: [run] })
    trainer.report(started(run), batch(run, 2, [1]), batch(run, 3, [2]))
    expect(trainer.commands('acknowledge').map(({ batch }) => batch)).toEqual([1, 2, 3])
    expect(trainer.shown('epochs').map(({ epochs }) => epochs.map(({ epoch }) => epoch))).toEqual([[0, 1], [2]])
    trainer.report(finished(run, 'interrupted'))
    await client.call('runs.resume', { runs: [run] })
    trainer.report(started(run), batch(run, 4, [], { epochs: [{ ...epochRecord(1, 0.5), weightDigest: 'f'.repeat(64) }] }))
    expect(await client.call('runs.get', { run })).toMatchObject({
      status: 'failed',
      epochsDone: 2,
      message: expect.stringContaining('Epoch 1 of run 1 came to other numbers'),
    })
  })
})

describe('when the disk is full', () => {
  function fillDisk() {
    let full = true
    const record = Recorder.prototype.recordBatch
    const spy = vi.spyOn(Recorder.prototype, 'recordBatch').mockImplementation(function (this: Recorder, ...input) {
      if (full) throw new LabError('data', 'The disk is full: make room, then go on')
      return record.apply(this, input)
    })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => {
      vi.useRealTimers()
      spy.mockRestore()
    })
    return { makeRoom: () => (full = false) }
  }

  test('nothing is acknowledged or shown, the user is told once, and it goes on when there is room', async () => {
    const { client, trainer, run } = await oneRun()
    const { makeRoom } = fillDisk()
    trainer.report(started(run), batch(run, 1, [0]), batch(run, 2, [1]))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(trainer.commands('acknowledge')).toEqual([])
    expect(trainer.shown('epochs')).toEqual([])
    expect(trainer.shown('fault')).toEqual([{ code: 'data', message: expect.stringMatching(`Run ${run} waits.*disk is full`) }])
    // Shown as paused with the reason, in answers and events alike; nothing of the epochs is.
    const waiting = { status: 'paused', message: expect.stringContaining('The disk is full: make room'), epochsDone: 0 }
    expect(await client.call('runs.get', { run })).toMatchObject(waiting)
    expect(await client.call('runs.list', {})).toMatchObject([waiting])
    expect(trainer.shown('run').at(-1)).toMatchObject(waiting)

    makeRoom()
    await vi.advanceTimersByTimeAsync(2000)
    expect(trainer.commands('acknowledge').map(({ batch }) => batch)).toEqual([1, 2])
    expect(await client.call('runs.get', { run })).toMatchObject({ status: 'running', epochsDone: 1 })
    trainer.report(batch(run, 3, [2]), finished(run, 'stopped'))
    expect(await client.call('runs.get', { run })).toMatchObject({ status: 'stopped', epochsDone: 2 })
  })

  test('a command says what it waits for', async () => {
    const { lab, trainer, run } = await oneRun()
    fillDisk()
    trainer.report(started(run), batch(run, 1, [0]))
    expect(await lab.invoke('runs.stop', { runs: [run] })).toMatchObject({ ok: false, code: 'data', message: expect.stringContaining(`Run ${run} waits`) })
  })
})

describe('a run that waits for the disk', () => {
  test('goes on at once when it is resumed and there is room', async () => {
    const { lab, client, trainer, run } = await oneRun()
    let full = true
    const record = Recorder.prototype.recordBatch
    const spy = vi.spyOn(Recorder.prototype, 'recordBatch').mockImplementation(function (this: Recorder, ...input) {
      if (full) throw new LabError('data', 'The disk is full: make room, then go on')
      return record.apply(this, input)
    })
    onTestFinished(() => spy.mockRestore())
    trainer.report(started(run), batch(run, 1, [0]))
    expect(await lab.invoke('runs.resume', { runs: [run] })).toMatchObject({ ok: false, code: 'data', message: expect.stringContaining('still waits') })
    full = false
    expect(await client.call('runs.resume', { runs: [run] })).toMatchObject([{ id: run, status: 'running', epochsDone: 0 }])
    expect(trainer.commands('acknowledge').map(({ batch }) => batch)).toEqual([1])

    full = true
    trainer.report(batch(run, 2, [1]))
    expect(trainer.shown('run').at(-1), 'shown as it is, when it waits again at once').toMatchObject({ status: 'paused', epochsDone: 0 })
  })
})

describe('commands', () => {
  test('pause answers when the run is paused, and resume takes up its checkpoint', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run), batch(run, 1, [0, 1]))
    const pausing = client.call('runs.pause', { runs: [run] })
    expect(trainer.commands('pause')).toEqual([{ type: 'pause', run }])
    trainer.report(batch(run, 2, [2], { checkpoint: checkpoint(2, [7, 8, 9]) }), { type: 'paused', run })
    expect(await pausing).toMatchObject([{ id: run, status: 'paused', epochsDone: 2 }])

    expect(await client.call('runs.resume', { runs: [run] })).toMatchObject([{ id: run, status: 'queued', epochsDone: 2 }])
    expect(trainer.commands('start').at(-1)).toMatchObject({ run, checkpoint: Uint8Array.of(7, 8, 9) })
    trainer.report(started(run), batch(run, 3, [3]))
    expect(await client.call('runs.get', { run })).toMatchObject({ status: 'running', epochsDone: 3 })
  })

  test('a run that ends before it is paused is answered as it ended', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run), batch(run, 1, [0]))
    const pausing = client.call('runs.pause', { runs: [run] })
    trainer.report(batch(run, 2, [1, 2, 3, 4, 5]), finished(run))
    expect(await pausing).toMatchObject([{ status: 'done' }])
  })

  test('trials that end while somebody presses a key do not keep the others from being stopped', async () => {
    const test = openLab()
    const { client, trainer } = test
    const [ended = 0, running = 0] = await startRuns(test, 2)
    trainer.report(started(ended), started(running), batch(ended, 1, [0, 1, 2, 3, 4, 5]), finished(ended))
    const stopping = client.call('runs.stop', { runs: [ended, running] })
    expect(trainer.commands('stop')).toEqual([{ type: 'stop', run: running }])
    trainer.report(finished(running, 'stopped'))
    expect((await stopping).map(({ status }) => status)).toEqual(['done', 'stopped'])
  })

  test('resume waits for a pause that is under way', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run))
    const pausing = client.call('runs.pause', { runs: [run] })
    const resuming = client.call('runs.resume', { runs: [run] })
    trainer.report(batch(run, 1, [0], { checkpoint: checkpoint(0) }), { type: 'paused', run })
    await pausing
    expect(await resuming).toMatchObject([{ status: 'queued' }])
    expect(trainer.commands('start')).toHaveLength(2)
  })

  test('the last wish counts: resume gives way to a stop that is asked for while it waits, and a stop to a resume', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run))
    const pausing = client.call('runs.pause', { runs: [run] })
    const overtaken = client.call('runs.resume', { runs: [run] })
    const stopping = client.call('runs.stop', { runs: [run] })
    trainer.report(batch(run, 1, [0], { checkpoint: checkpoint(0) }), { type: 'paused', run })
    for (const answer of [pausing, overtaken, stopping]) expect(await answer).toMatchObject([{ status: 'stopped' }])
    expect(trainer.commands('start')).toHaveLength(1)

    await client.call('runs.resume', { runs: [run] })
    trainer.report(started(run))
    const stoppingAgain = client.call('runs.stop', { runs: [run] })
    const resuming = client.call('runs.resume', { runs: [run] })
    trainer.report(finished(run, 'stopped'))
    expect(await stoppingAgain).toMatchObject([{ status: 'stopped' }])
    expect(await resuming).toMatchObject([{ status: 'queued' }])
    expect(trainer.commands('start')).toHaveLength(3)
  })

  test('a pause is answered with the run as it ended, though a resume takes it up in the same moment', async () => {
    const outcomes: unknown[] = []
    // The run ends after so many steps of the resume's and the pause's own way to it: in one of them between the two.
    for (let steps = 0; steps < 12; steps++) {
      const { client, trainer, run } = await oneRun()
      trainer.report(started(run))
      const status = async (answer: Promise<RunRow[]>) =>
        answer.then(
          ([row]) => row?.status,
          () => 'refused',
        )
      const resumed = status(client.call('runs.resume', { runs: [run] }))
      const paused = status(client.call('runs.pause', { runs: [run] }))
      for (let k = 0; k < steps; k++) await Promise.resolve()
      trainer.report(finished(run, 'interrupted'))
      outcomes.push(`${await resumed} ${await paused}`)
    }
    expect(new Set(outcomes)).toContain('queued interrupted')
    expect(outcomes).not.toContain('queued queued')
  })

  test('stop ends queued, running and paused runs', async () => {
    const test = openLab()
    const { client, trainer } = test
    const [running = 0, paused = 0, queued = 0] = await startRuns(test, 3)
    trainer.report(started(running), started(paused))
    const pausing = client.call('runs.pause', { runs: [paused] })
    trainer.report({ type: 'paused', run: paused })
    await pausing
    const stopping = client.call('runs.stop', { runs: [running, paused, queued, paused] })
    expect(trainer.commands('stop').map(({ run }) => run)).toEqual([running, queued])
    trainer.report(finished(queued, 'stopped'), finished(running, 'stopped'))
    expect((await stopping).map(({ status }) => status)).toEqual(['stopped', 'stopped', 'stopped', 'stopped'])
  })

  test('a pause that a stop overtakes is a stop', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run))
    const [pausing, stopping] = [client.call('runs.pause', { runs: [run] }), client.call('runs.stop', { runs: [run] })]
    trainer.report({ type: 'paused', run }) // it had paused before it heard of the stop
    expect(await pausing).toMatchObject([{ status: 'stopped' }])
    expect(await stopping).toMatchObject([{ status: 'stopped' }])
  })

  test('an interrupted run is left as it is by a stop, and keeps what it says', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run), batch(run, 1, [0, 1]))
    trainer.exit(137)
    expect(await client.call('runs.stop', { runs: [run] })).toMatchObject([{ status: 'stopped', epochsDone: 1, message: expect.stringContaining('137') }])
    expect(await client.call('runs.resume', { runs: [run] })).toMatchObject([{ status: 'queued' }])
  })

  test('a stopped run without a checkpoint repeats its epochs from the start, and keeps them', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run), batch(run, 1, [0, 1]), finished(run, 'stopped'))
    expect(await client.call('runs.resume', { runs: [run] })).toMatchObject([{ status: 'queued', epochsDone: 1, last: { epoch: 1 } }])
    expect(trainer.commands('start').at(-1)).toMatchObject({ run, checkpoint: null })
  })

  test('what is not possible now says what the run is', async () => {
    const { lab, trainer, run } = await oneRun()
    const conflict = (word: string) => ({ ok: false, code: 'conflict', message: expect.stringContaining(`Run ${run} is ${word}`) })
    expect(await lab.invoke('runs.resume', { runs: [run] })).toMatchObject(conflict('queued'))
    expect(await lab.invoke('runs.trash', { runs: [run] })).toMatchObject(conflict('queued'))
    trainer.report(started(run))
    expect(await lab.invoke('runs.resume', { runs: [run] })).toMatchObject(conflict('running'))
    trainer.report(batch(run, 1, [0, 1, 2, 3, 4, 5]), finished(run))
    for (const op of ['runs.pause', 'runs.stop', 'runs.resume']) expect(await lab.invoke(op, { runs: [run] })).toMatchObject(conflict('done'))
    expect(trainer.commands('pause')).toEqual([])
  })

  test('a damaged checkpoint costs time alone: the user is told, and the run repeats from its start', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run), batch(run, 1, [0, 1], { checkpoint: checkpoint(1) }), finished(run, 'interrupted'))
    const spy = vi.spyOn(Queries.prototype, 'getCheckpoint').mockImplementation(() => {
      throw new LabError('data', `The checkpoint of run ${run} is damaged: its SHA-256 does not match`)
    })
    onTestFinished(() => spy.mockRestore())
    expect(await client.call('runs.resume', { runs: [run] })).toMatchObject([{ status: 'queued', epochsDone: 1 }])
    expect(trainer.commands('start').at(-1)).toMatchObject({ run, checkpoint: null })
    expect(trainer.shown('fault')).toEqual([{ code: 'data', message: expect.stringMatching(/damaged.*repeats its epochs from the start; none is lost/) }])
  })

  test('a run in the trash, or of another version, is not resumed', async () => {
    const { lab, client, trainer, run } = await oneRun()
    trainer.report({ type: 'started', run, kernels: 'reference', engineVersion: '0.9', dataDigest: 'd'.repeat(64) })
    trainer.report(batch(run, 1, [0], { checkpoint: checkpoint(0) }), finished(run, 'stopped'))
    expect(await lab.invoke('runs.resume', { runs: [run] })).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/version 0\.9, this is version 1/),
    })
    await client.call('runs.trash', { runs: [run] })
    expect(await lab.invoke('runs.resume', { runs: [run] })).toMatchObject({ code: 'conflict', message: expect.stringContaining('trash') })
  })
})

describe('when the training process dies', () => {
  test('what it trained is interrupted with its epochs, what waited goes to a new one', async () => {
    const test = openLab()
    const { client, trainer } = test
    const [running = 0, waiting = 0] = await startRuns(test, 2)
    trainer.report(started(running), batch(running, 1, [0, 1]))
    const pausing = client.call('runs.pause', { runs: [running] })
    trainer.exit(137)
    expect(await pausing).toMatchObject([{ status: 'interrupted', epochsDone: 1, message: expect.stringContaining('code 137') }])
    await turn()
    expect(trainer.forks).toBe(2)
    expect(trainer.commands('start').map(({ run }) => run)).toEqual([running, waiting, waiting])
    trainer.report(started(waiting))
    expect(await client.call('runs.get', { run: waiting })).toMatchObject({ status: 'running' })
  })

  test('an interrupted run goes on from its checkpoint, and keeps the epochs after it', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.report(started(run), batch(run, 1, [0, 1], { checkpoint: checkpoint(1, [5]) }), batch(run, 2, [2, 3]))
    trainer.exit(1)
    expect(await client.call('runs.get', { run })).toMatchObject({ status: 'interrupted', epochsDone: 3 })
    expect(await client.call('runs.resume', { runs: [run] })).toMatchObject([{ epochsDone: 3 }])
    expect(trainer.commands('start').at(-1)).toMatchObject({ checkpoint: Uint8Array.of(5) })
  })

  test('one that dies before it trains is not started for ever', async () => {
    const { client, trainer, run } = await oneRun()
    trainer.exit(1)
    await turn()
    expect(trainer.forks).toBe(1)
    expect(await client.call('runs.get', { run })).toMatchObject({ status: 'interrupted' })
    expect(trainer.shown('fault')).toMatchObject([{ code: 'internal', message: expect.stringContaining('code 1') }])
    await client.call('runs.resume', { runs: [run] })
    expect(trainer.forks).toBe(2)
  })

  test('who waits for an estimate is told', async () => {
    const { lab, client, trainer, run } = await oneRun()
    const { config } = await client.call('experiments.get', { experiment: (await client.call('runs.get', { run })).experiment })
    const estimate = lab.invoke('experiments.estimate', { config })
    trainer.exit(1)
    expect(await estimate).toMatchObject({ ok: false, code: 'closed' })
  })

  test('a silent one is ended, a living one is not', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { client, trainer, run } = await oneRun()
    await turn()
    trainer.report(started(run))
    for (let time = 0; time < 2 * heartbeatLimit; time += heartbeatInterval) {
      vi.advanceTimersByTime(heartbeatInterval)
      trainer.report({ type: 'heartbeat' })
    }
    expect(trainer.killed).toBe(0)
    vi.advanceTimersByTime(heartbeatLimit + heartbeatInterval)
    await turn()
    expect(trainer.killed).toBeGreaterThan(0)
    expect(await client.call('runs.get', { run })).toMatchObject({ status: 'interrupted', message: expect.stringContaining('silent') })
  })

  test('a lab that was asleep itself does not blame the training process', async () => {
    let now = 0
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
    onTestFinished(() => {
      vi.useRealTimers()
      clock.mockRestore()
    })
    const { trainer, run } = await oneRun()
    trainer.report(started(run))
    now = 3_600_000 // an hour in one step: the timer comes late
    vi.advanceTimersByTime(heartbeatInterval)
    expect(trainer.killed).toBe(0)
    for (let i = 0; i <= heartbeatLimit / heartbeatInterval; i++) {
      now += heartbeatInterval
      vi.advanceTimersByTime(heartbeatInterval)
    }
    expect(trainer.killed).toBeGreaterThan(0)
  })
})
