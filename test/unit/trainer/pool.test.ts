import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { LabError } from '../../../src/api/failure'
import type { TrainerCommand, TrainerEvent } from '../../../src/api/trainer'
import { dataSchema } from '../../../src/engine/config/data'
import { trialSchema, type TrialConfig } from '../../../src/engine/config/experiment'
import type { Dataset } from '../../../src/engine/data/dataset'
import { compressedRows, isSparse } from '../../../src/engine/fast/compress'
import type { DataPart } from '../../../src/trainer/given-data'
import type { LoadedImages } from '../../../src/trainer/image-files'
import { Pool, type PoolOptions, type PoolWorker } from '../../../src/trainer/pool'
import { threadStarter } from '../../../src/trainer/thread'
import { imageFiles, trialsOfEveryKind } from '../engine/training/every-kind'
import { buildTrainer, type BuiltTrainer } from './built'
import { divergingConfig, stoppingConfig, xorConfig } from './fixtures'

let built: BuiltTrainer
beforeAll(async () => (built = await buildTrainer()))
afterAll(() => built.remove())

// The fast kernels would be through with them in a moment.
// With fewer samples these would be through within the seconds that a stuck thread is waited for.
const long = () => ({ ...xorConfig({ epochs: 100_000, samples: 400 }), kernels: 'reference' as const })

function start(run: number, changes: Partial<Extract<TrainerCommand, { type: 'start' }>> = {}): Extract<TrainerCommand, { type: 'start' }> {
  return { type: 'start', run, config: xorConfig(), seed: run, keepEvery: 0, checkpoint: null, ...changes }
}

/** Images in memory that all threads share, as they are when files were read. */
function shared(source: keyof typeof imageFiles): LoadedImages {
  const part = (data: Dataset): DataPart => {
    if (data.features.kind !== 'bytes') throw new Error('images are bytes')
    const values = new Uint8Array(new SharedArrayBuffer(data.features.values.length))
    values.set(data.features.values)
    const features = { kind: 'bytes' as const, values }
    const compressed = isSparse(features, data.inputs) ? { compressed: compressedRows(features, data.inputs) } : {}
    return { data: { ...data, features: { ...features, ...compressed } }, digest: source }
  }
  const { training, test } = imageFiles[source]
  return { training: part(training), test: part(test) }
}

function noImages(source: string): never {
  throw new LabError('data', `no ${source} here`)
}

/** A thread that does this when it is given a trial. */
function badThread(does: string): URL {
  const script = `import { parentPort } from 'node:worker_threads'; parentPort.on('message', ({ type }) => { if (type === 'trial') { ${does} } })`
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`)
}

interface TestPool extends Partial<Pick<PoolOptions, 'workers' | 'loadImages' | 'patience'>> {
  acknowledge?: boolean
  /** Entry of the first thread, in place of the product's. */
  first?: URL
}

/** A pool of real threads; a host that acknowledges every batch, unless it is told not to. */
function openPool({ workers = 2, acknowledge = true, loadImages = noImages, patience, first }: TestPool = {}) {
  const events: TrainerEvent[] = []
  const threads: PoolWorker[] = []
  const waiting = new Set<() => void>()
  const pool = new Pool({
    workers,
    startWorker: (onEvent, onExit) => {
      const thread = threadStarter(threads.length === 0 && first ? first : built.worker, 64)(onEvent, onExit)
      threads.push(thread)
      return thread
    },
    emit: (event) => {
      events.push(event)
      if (event.type === 'batch' && acknowledge) pool.handle({ type: 'acknowledge', batch: event.batch })
      for (const look of waiting) look()
    },
    loadImages,
    loadStored: ({ digest }) => noImages(digest),
    ...(patience && { patience }),
  })
  onTestFinished(async () => void (await Promise.all(threads.map((thread) => thread.terminate()))))

  /** The first event that fits, past or to come. */
  function seen<T extends TrainerEvent['type']>(type: T, fits: (event: Extract<TrainerEvent, { type: T }>) => boolean = () => true) {
    const isIt = (event: TrainerEvent): event is Extract<TrainerEvent, { type: T }> => event.type === type
    return new Promise<Extract<TrainerEvent, { type: T }>>((resolve) => {
      const look = () => {
        const found = events.filter(isIt).find(fits)
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  }
  const finished = (run: number) => seen('finished', (event) => event.run === run)
  return { pool, events, threads, seen, finished }
}

function digestsOf(events: TrainerEvent[], run: number): string[] {
  return events.flatMap((event) => (event.type === 'batch' && event.run === run ? event.epochs.map(({ weightDigest }) => weightDigest) : []))
}

describe('a pool of threads', () => {
  test('one, two and four threads come to the same bits', async () => {
    const outcomes = await Promise.all(
      [1, 2, 4].map(async (workers) => {
        const { pool, events, finished } = openPool({ workers })
        const runs = [1, 2, 3, 4, 5, 6]
        for (const run of runs) pool.handle(start(run))
        const endings = await Promise.all(runs.map(finished))
        expect(endings.map(({ status }) => status)).toEqual(runs.map(() => 'done'))
        return runs.map((run) => digestsOf(events, run))
      }),
    )
    expect(outcomes[0]?.map((digests) => digests.length)).toEqual([11, 11, 11, 11, 11, 11])
    expect(new Set(outcomes[0]?.map((digests) => digests.at(-1))).size).toBe(6)
    expect(outcomes[1]).toEqual(outcomes[0])
    expect(outcomes[2]).toEqual(outcomes[0])
  })

  test.each(['fast', 'reference'] as const)('every kind of trial comes to the same bits on one, two and four threads, with the %s kernels', async (kernels) => {
    const trials = Object.values(trialsOfEveryKind)
    const outcomes = await Promise.all(
      [1, 2, 4].map(async (workers) => {
        const { pool, events, finished } = openPool({ workers, loadImages: shared })
        for (const [i, config] of trials.entries()) pool.handle(start(i + 1, { config: { ...config, kernels }, seed: 1 }))
        const endings = await Promise.all(trials.map((_, i) => finished(i + 1)))
        expect(endings.map(({ status }) => status)).toEqual(trials.map(() => 'done'))
        expect(events.flatMap((event) => (event.type === 'started' ? [event.kernels] : []))).toEqual(trials.map(() => kernels))
        return trials.map((_, i) => digestsOf(events, i + 1))
      }),
    )
    expect(outcomes[0]?.map((digests) => digests.length)).toEqual(trials.map(({ epochs }) => epochs + 1))
    expect(outcomes[1]).toEqual(outcomes[0])
    expect(outcomes[2]).toEqual(outcomes[0])
  })

  test('takes trials in the order given and begins no more than it has threads', async () => {
    const { pool, events, threads, finished } = openPool({ workers: 1 })
    for (const run of [3, 1, 2]) pool.handle(start(run))
    await finished(2)
    expect(events.flatMap((event) => (event.type === 'started' || event.type === 'finished' ? [[event.type, event.run]] : []))).toEqual([
      ['started', 3],
      ['finished', 3],
      ['started', 1],
      ['finished', 1],
      ['started', 2],
      ['finished', 2],
    ])
    expect(threads).toHaveLength(1)
  })

  test('pauses a trial with a checkpoint from which it goes on to the same bits', async () => {
    const { pool, events, seen, finished } = openPool()
    pool.handle(start(1, { config: long() }))
    await seen('batch')
    pool.handle({ type: 'pause', run: 1 })
    await seen('paused')
    const last = events.findLast((event) => event.type === 'batch')
    const checkpoint = last?.type === 'batch' ? (last.checkpoint?.state ?? null) : null
    const before = digestsOf(events, 1).length
    expect(checkpoint).not.toBeNull()

    pool.handle(start(1, { config: long(), checkpoint }))
    await seen('batch', (event) => event.epochs.some(({ epoch }) => epoch === before + 20))
    pool.handle({ type: 'stop', run: 1 })
    expect((await finished(1)).status).toBe('stopped')
    const resumed = digestsOf(events, 1)

    pool.handle(start(2, { config: long(), seed: 1 }))
    await seen('batch', (event) => event.run === 2 && event.epochs.some(({ epoch }) => epoch >= before + 20))
    expect(digestsOf(events, 2).slice(0, before + 20)).toEqual(resumed.slice(0, before + 20))
  })

  test('pauses and stops trials that still wait', async () => {
    const { pool, events, seen, finished } = openPool({ workers: 1 })
    pool.handle(start(1, { config: long() }))
    pool.handle(start(2))
    pool.handle(start(3))
    pool.handle({ type: 'pause', run: 2 })
    pool.handle({ type: 'stop', run: 3 })
    await seen('paused', ({ run }) => run === 2)
    expect((await finished(3)).status).toBe('stopped')
    pool.handle({ type: 'stop', run: 1 })
    await finished(1)
    expect(events.some((event) => event.type === 'started' && event.run !== 1)).toBe(false)
  })

  test('sends only a few batches ahead of the disk, and hears a stop meanwhile', async () => {
    const { pool, events, seen, finished } = openPool({ acknowledge: false })
    pool.handle(start(1, { config: long() }))
    await seen('batch', ({ batch }) => batch === 3)
    pool.handle({ type: 'stop', run: 1 })
    const last = await seen('batch', ({ checkpoint }) => checkpoint !== null)
    expect(last.batch).toBe(4)
    expect(events.some((event) => event.type === 'finished')).toBe(false)
    for (const batch of [1, 2, 3, 4]) pool.handle({ type: 'acknowledge', batch })
    expect((await finished(1)).status).toBe('stopped')
  })

  test('a dead thread interrupts its trial alone, and the next gets a new one', async () => {
    const { pool, threads, seen, finished } = openPool({ workers: 1 })
    pool.handle(start(1, { config: long() }))
    pool.handle(start(2))
    await seen('batch')
    await threads[0]?.terminate()
    expect(await finished(1)).toMatchObject({ status: 'interrupted', failure: { message: expect.stringContaining('thread') } })
    expect((await finished(2)).status).toBe('done')
    expect(threads).toHaveLength(2)
  })

  test.each([
    ['is stuck', 'for (;;);', 'stuck'],
    ['explodes', `setTimeout(() => { throw new Error('it burst') })`, 'it burst'],
    ['takes more memory than there is', 'const all = []; for (;;) all.push(new Array(100000).fill({}))', 'memory limit'],
  ])(
    'a thread that %s is ended, its trial interrupted; the others go on, and the next trial gets a new thread',
    async (_, does, reason) => {
      const { pool, threads, events, seen, finished } = openPool({ workers: 2, first: badThread(does), patience: () => 5000 })
      pool.handle(start(1, { config: long() }))
      pool.handle(start(2, { config: long() }))
      pool.handle(start(3))
      expect(await finished(1)).toMatchObject({ status: 'interrupted', failure: { message: expect.stringContaining(reason) } })
      expect((await finished(3)).status).toBe('done')
      const before = digestsOf(events, 2).length
      await seen('batch', ({ run, epochs }) => run === 2 && epochs.some(({ epoch }) => epoch > before))
      expect(threads).toHaveLength(3)
      expect(events.filter((event) => event.type === 'finished').map(({ run }) => run)).toEqual([1, 3])
      // The patience passes in seconds that no faster machine shortens, and a stuck thread takes a whole processor meanwhile.
    },
    60_000,
  )

  test('a thread that waits for the disk is not taken for stuck', async () => {
    const { pool, events, seen, finished } = openPool({ workers: 2, acknowledge: false, first: badThread('for (;;);'), patience: () => 3000 })
    pool.handle(start(1, { config: long() }))
    pool.handle(start(2, { config: long() }))
    await seen('batch', ({ batch }) => batch === 3)
    // Both are silent from now on, but for the answers to what they are asked.
    expect((await finished(1)).status).toBe('interrupted')
    expect(events.some((event) => event.type === 'finished' && event.run === 2)).toBe(false)
    pool.handle({ type: 'stop', run: 2 })
    for (const event of events) if (event.type === 'batch') pool.handle({ type: 'acknowledge', batch: event.batch })
    const last = await seen('batch', ({ checkpoint, batch }) => checkpoint !== null && batch > 3)
    pool.handle({ type: 'acknowledge', batch: last.batch })
    expect((await finished(2)).status).toBe('stopped')
  }, 60_000)

  test('what a trial cannot have ends it alone', async () => {
    const { pool, finished } = openPool({ workers: 1 })
    const config = { ...xorConfig(), data: dataSchema.parse('mnist') }
    pool.handle(start(1, { config }))
    pool.handle(start(2, { checkpoint: Uint8Array.of(1, 2, 3) }))
    pool.handle(start(3, { config: divergingConfig() }))
    expect(await finished(1)).toMatchObject({ status: 'failed', failure: { code: 'data', message: 'no mnist here' } })
    expect(await finished(2)).toMatchObject({ status: 'failed', failure: { code: 'data', message: expect.stringContaining('damaged') } })
    expect(await finished(3)).toMatchObject({ status: 'diverged', failure: { message: expect.stringContaining('no finite number') } })
  })

  test('a trial that stops early is done, and says why', async () => {
    const { pool, finished } = openPool({ workers: 1 })
    pool.handle(start(1, { config: stoppingConfig() }))
    pool.handle(start(2))
    expect(await finished(1)).toEqual({
      type: 'finished',
      run: 1,
      status: 'done',
      failure: null,
      message: expect.stringMatching(
        /^Stopped early after epoch \d+ of 400: no gain in validation accuracy in 5 evaluations; the weights are those of epoch \d+/,
      ),
    })
    expect(await finished(2)).toEqual({ type: 'finished', run: 2, status: 'done', failure: null })
  })

  test('one and four threads hold out the same samples', async () => {
    const config: TrialConfig = { ...xorConfig(), validation: { kind: 'holdout', fraction: 0.25, stratified: true } }
    const outcomes = await Promise.all(
      [1, 4].map(async (workers) => {
        const { pool, events, finished } = openPool({ workers })
        const runs = [1, 2, 3, 4]
        for (const run of runs) pool.handle(start(run, { config }))
        await Promise.all(runs.map(finished))
        const data = runs.map((run) => events.flatMap((event) => (event.type === 'started' && event.run === run ? [event.dataDigest] : [])))
        const scores = runs.map((run) =>
          events.flatMap((event) => (event.type === 'batch' && event.run === run ? event.epochs.map((one) => one.validation) : [])),
        )
        return { data, scores, digests: runs.map((run) => digestsOf(events, run)) }
      }),
    )
    expect(outcomes[1]).toEqual(outcomes[0])
    expect(outcomes[0]?.scores.flat().every(({ accuracy }) => accuracy !== null)).toBe(true)
    expect(new Set(outcomes[0]?.data.flat()).size).toBe(4)
  })

  test('data that cannot be ends its trial alone, in one sentence that names row, class or field', async () => {
    const { pool, finished } = openPool({ workers: 1 })
    const holdout = { kind: 'holdout' as const, fraction: 0.25, stratified: true }
    // Four samples of three classes: 2, 1 and 1.
    const blobs = { data: dataSchema.parse({ source: 'blobs', samples: 4, classes: 3 }), network: { layers: [{ units: 3 }] }, batchSize: 'full' as const }
    pool.handle(start(1, { config: trialSchema.parse({ ...xorConfig(), ...blobs, validation: holdout }) }))
    pool.handle(start(2, { config: { ...xorConfig(), batchSize: 17 } }))
    pool.handle(start(3, { config: { ...xorConfig(), validation: { ...holdout, fraction: 0.01 } } }))
    expect(await finished(1)).toMatchObject({
      status: 'failed',
      failure: { code: 'data', message: expect.stringMatching(/^holdout split, class \d: expected at least 2 samples, one for each part, found 1/) },
    })
    expect(await finished(2)).toMatchObject({
      status: 'failed',
      failure: { code: 'invalid', field: 'batchSize', message: 'Batch size is 17 but the data has 16 training samples' },
    })
    expect(await finished(3)).toMatchObject({
      status: 'failed',
      failure: { code: 'data', message: 'holdout split, 16 samples: a part is empty: 16 for training, 0 for validation' },
    })
  })

  test('measures an epoch while a thread is free, and says so when none is', async () => {
    const { pool, seen } = openPool({ workers: 1 })
    pool.handle({ type: 'estimate', request: 7, config: xorConfig(), seed: 1 })
    const { secondsPerEpoch, batches } = await seen('estimated', ({ request }) => request === 7)
    expect(secondsPerEpoch).toBeGreaterThan(0)
    expect(batches).toBeGreaterThan(0)
    pool.handle(start(1, { config: long() }))
    pool.handle({ type: 'estimate', request: 8, config: xorConfig(), seed: 1 })
    expect((await seen('estimateFailed', ({ request }) => request === 8)).failure.code).toBe('busy')
  })

  test('closes when every running trial has left a checkpoint, without an end', async () => {
    const { pool, events, seen } = openPool({ workers: 2 })
    for (const run of [1, 2, 3]) pool.handle(start(run, { config: long() }))
    await seen('batch', ({ run }) => run === 1)
    await seen('batch', ({ run }) => run === 2)
    await pool.close()
    const left = events.flatMap((event) => (event.type === 'batch' && event.checkpoint !== null ? [event.run] : []))
    expect(left.toSorted()).toEqual([1, 2])
    expect(events.some((event) => event.type === 'finished' || event.type === 'paused')).toBe(false)
  })
})
