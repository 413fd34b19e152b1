/** The lab with the real training process: real forks, threads, kills and files. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createClient, type LabClient } from '../../../../src/api/client'
import { isFinal, type RunRow } from '../../../../src/api/records'
import type { TrainerProcess } from '../../../../src/api/trainer'
import { experimentSchema, type ExperimentConfig, type ExperimentInput } from '../../../../src/engine/config/experiment'
import { decodeModel } from '../../../../src/engine/models/model-file'
import { createLab, type Lab } from '../../../../src/main/lab/lab'
import { forkTrainer } from '../../../../src/main/loopback/fork'
import { digestParameters, sha256 } from '../../../../src/trainer/digests'
import { buildTrainer, type BuiltTrainer } from '../../trainer/built'
import { temporaryFolder } from '../../db/fixtures'

let built: BuiltTrainer
beforeAll(async () => (built = await buildTrainer()))
afterAll(() => built.remove())

function xor(changes: Partial<ExperimentInput> = {}): ExperimentConfig {
  return experimentSchema.parse({
    name: 'XOR',
    data: { source: 'xor', samples: 32 },
    network: { layers: [{ units: 4, activation: 'tanh' }, { units: 2 }] },
    loss: 'cross_entropy',
    optimizer: { name: 'adam', learningRate: 0.01 },
    batchSize: 8,
    epochs: 20,
    ...changes,
  })
}

/** Longer than any test. */
// The fast kernels would be through with them in a moment.
const long = (changes: Partial<ExperimentInput> = {}) => xor({ epochs: 100_000, kernels: 'reference', ...changes })

function open(folder = temporaryFolder()) {
  const processes: TrainerProcess[] = []
  const lab: Lab = createLab({
    shell: 'terminal',
    folder,
    program: 'the test',
    version: '0.1.0',
    forkTrainer: (onEvent, onExit) => {
      const process = forkTrainer(built.trainer)(onEvent, onExit)
      processes.push(process)
      return process
    },
    versions: { electron: null, chrome: null },
  })
  onTestFinished(() => lab.close())
  const client = createClient({ kind: 'loopback', invoke: (op, input) => lab.invoke(op, input), subscribe: (listener) => lab.subscribe(listener) })
  return { lab, client, processes }
}

async function start(client: LabClient, config: ExperimentConfig): Promise<number[]> {
  return (await client.call('experiments.start', { config })).runs.map(({ id }) => id)
}

/** The run's row as soon as it fits. */
async function until(client: LabClient, run: number, fits: (row: RunRow) => boolean): Promise<RunRow> {
  const { promise, resolve } = Promise.withResolvers<RunRow>()
  const end = client.on('run', (row) => {
    if (row.id === run && fits(row)) resolve(row)
  })
  const now = await client.call('runs.get', { run })
  if (fits(now)) resolve(now)
  return promise.finally(end)
}

async function digests(client: LabClient, run: number): Promise<string[]> {
  const [recorded] = await client.call('runs.epochs', { runs: [run] })
  expect(recorded?.epochs.map(({ epoch }) => epoch)).toEqual(recorded?.epochs.map((_, i) => i))
  return recorded?.epochs.map(({ weightDigest }) => weightDigest) ?? []
}

describe('a lab that trains', () => {
  test('records what it shows, and the models that belong to it', async () => {
    const { client } = open()
    const shown = new Map<number, number[]>()
    client.on('epochs', ({ run, epochs }) => shown.set(run, [...(shown.get(run) ?? []), ...epochs.map(({ epoch }) => epoch)]))
    const runs = await start(client, xor({ seeds: { count: 3 }, keepModels: { every: 10 } }))
    for (const run of runs) {
      const row = await until(client, run, ({ status }) => isFinal(status))
      expect(row).toMatchObject({ status: 'done', epochsDone: 20, message: null })
      const weights = await digests(client, run)
      expect(shown.get(run)).toEqual(weights.map((_, epoch) => epoch))
      const models = await client.call('models.list', { run })
      expect(models.map(({ kind, epoch }) => [kind, epoch])).toEqual([['last', 20], ['best', row.best?.epoch], ['epoch', 10], ['epoch', 20]]) // prettier-ignore
      for (const { kind, epoch } of models) {
        const { file, sha256: digest } = await client.call('models.get', { run, kind, epoch })
        expect(sha256(file)).toBe(digest)
        expect(digestParameters(decodeModel(file).parameters)).toBe(weights[epoch])
      }
    }
  })

  test('a run that stops early is done, says why, and keeps the model that it ended with', async () => {
    const { client } = open()
    const config = long({
      optimizer: { name: 'adam', learningRate: 0.1 },
      validation: { kind: 'holdout', fraction: 0.25 },
      evaluateEvery: 3,
      accumulationSteps: 2,
      earlyStopping: { patience: 4 },
    })
    const [run = 0] = await start(client, config)
    const row = await until(client, run, ({ status }) => isFinal(status))
    const best = row.best?.epoch ?? NaN
    expect(row).toMatchObject({ status: 'done', epochsDone: best + 4 * 3 })
    expect(row.message).toBe(
      `Stopped early after epoch ${best + 12} of 100000: no gain in validation accuracy in 4 evaluations; the weights are those of epoch ${best}, the best by validation accuracy`,
    )
    const [recorded] = await client.call('runs.epochs', { runs: [run] })
    for (const { epoch, validation } of recorded?.epochs ?? []) expect(validation.accuracy === null, `epoch ${epoch}`).toBe(epoch % 3 !== 0)
    const models = await client.call('models.list', { run })
    expect(models.map(({ kind, epoch }) => [kind, epoch])).toEqual([['last', best], ['best', best]]) // prettier-ignore
    const { file } = await client.call('models.get', { run, kind: 'last', epoch: best })
    expect(digestParameters(decodeModel(file).parameters)).toBe((await digests(client, run))[best])
  })

  test('a killed training process costs no recorded epoch, and the run goes on to the same bits', async () => {
    const { client, processes } = open()
    const [run = 0] = await start(client, long())
    await until(client, run, ({ epochsDone }) => epochsDone > 0)
    await client.call('runs.pause', { runs: [run] })
    await client.call('runs.resume', { runs: [run] })
    const paused = (await client.call('runs.get', { run })).epochsDone
    await until(client, run, ({ epochsDone }) => epochsDone > paused)
    process.kill(processes[0]?.pid ?? 0, 'SIGKILL')
    const row = await until(client, run, ({ status }) => isFinal(status))
    expect(row).toMatchObject({ status: 'interrupted', message: expect.stringContaining('code 137') })
    const before = await digests(client, run)
    expect(before).toHaveLength(row.epochsDone + 1)

    const [resumed] = await client.call('runs.resume', { runs: [run] })
    expect(resumed?.epochsDone).toBe(row.epochsDone) // what is trained again from the checkpoint is compared with it
    await until(client, run, ({ epochsDone }) => epochsDone > row.epochsDone)
    expect(await client.call('runs.stop', { runs: [run] })).toMatchObject([{ status: 'stopped' }])
    expect((await digests(client, run)).slice(0, before.length)).toEqual(before)
    expect(processes).toHaveLength(2)
  })

  test('a changed learning rate is repeated to the same bits: after a kill, by a run that is started with it, and by a verification', async () => {
    const { client, processes } = open()
    const [run = 0] = await start(client, long())
    await until(client, run, ({ epochsDone }) => epochsDone > 0)
    const [changed] = await client.call('runs.changeRate', { runs: [run], learningRate: 0.05 })
    const { epoch, learningRate } = changed!.rateChanges[0]!
    await until(client, run, ({ epochsDone }) => epochsDone > epoch)
    process.kill(processes[0]?.pid ?? 0, 'SIGKILL')
    const cut = await until(client, run, ({ status }) => isFinal(status))
    await client.call('runs.resume', { runs: [run] })
    await until(client, run, ({ epochsDone }) => epochsDone > cut.epochsDone)
    const [stopped] = await client.call('runs.stop', { runs: [run] })
    const went = await digests(client, run)

    const { runs } = await client.call('experiments.start', {
      config: xor({ epochs: stopped!.epochsDone, kernels: 'reference' }),
      rateChanges: [{ epoch, learningRate }],
    })
    await until(client, runs[0]!.id, ({ status }) => isFinal(status))
    expect(await digests(client, runs[0]!.id)).toEqual(went)
    const [recorded] = await client.call('runs.epochs', { runs: [run] })
    expect(recorded!.epochs.map((one) => one.learningRate)).toEqual(recorded!.epochs.map((one) => (one.epoch < epoch ? 0.01 : 0.05)))

    const verified = until(client, run, (row) => row.verified !== null)
    await client.call('runs.verify', { runs: [run] })
    expect(await verified).toMatchObject({ verified: { status: 'same', epochs: went.length } })
  })

  test('a closed lab leaves a checkpoint from which another goes on to the same bits', async () => {
    const folder = temporaryFolder()
    const first = open(folder)
    const [run = 0] = await start(first.client, long())
    await until(first.client, run, ({ epochsDone }) => epochsDone > 0)
    await first.lab.close()

    const { client } = open(folder)
    const left = await client.call('runs.get', { run })
    expect(left.status).toBe('interrupted')
    const [resumed] = await client.call('runs.resume', { runs: [run] })
    expect(resumed?.epochsDone).toBe(left.epochsDone) // nothing has to be trained again
    await until(client, run, ({ epochsDone }) => epochsDone > left.epochsDone)
    await client.call('runs.stop', { runs: [run] })
    const went = await digests(client, run)

    const [whole = 0] = await start(client, long())
    await until(client, whole, ({ epochsDone }) => epochsDone >= left.epochsDone + 20)
    await client.call('runs.stop', { runs: [whole] })
    const expected = await digests(client, whole)
    const common = Math.min(went.length, expected.length)
    expect(common).toBeGreaterThan(left.epochsDone + 1)
    expect(went.slice(0, common)).toEqual(expected.slice(0, common))
  })

  test('estimates while nothing trains', async () => {
    const { client } = open()
    expect((await client.call('experiments.estimate', { config: xor() })).secondsPerEpoch).toBeGreaterThan(0)
  })
})

describe('the training process', () => {
  test('ends when it is asked to, and what is sent to it afterwards goes nowhere', async () => {
    const ready = Promise.withResolvers<string>()
    const exits: number[] = []
    const { promise, resolve } = Promise.withResolvers<number>()
    const child = forkTrainer(built.trainer)(
      (event) => ready.resolve(event.type),
      (code) => {
        exits.push(code)
        resolve(code)
      },
    )
    expect(await ready.promise).toBe('ready')
    child.post({ type: 'shutdown' })
    expect(await promise).toBe(0)
    child.post({ type: 'shutdown' })
    expect(exits).toEqual([0])
  })

  test('ends when its host is gone', async () => {
    const child = fork(built.trainer, [], { serialization: 'advanced', execArgv: [] })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child, 'message')
    child.disconnect()
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('an entry that is not there is an exit like any other', async () => {
    const { promise, resolve } = Promise.withResolvers<number>()
    forkTrainer(`${built.trainer}.missing`)(() => undefined, resolve)
    expect(await promise).not.toBe(0)
  })
})
