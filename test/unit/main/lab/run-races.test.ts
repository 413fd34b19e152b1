/** Whatever is asked for, reported, and goes wrong, in any order: each run has one final status, no epoch after it, and never two threads. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mayFollow } from '../../../../db/run-states'
import { Recorder } from '../../../../db/recorder'
import { openStore } from '../../../../db/store'
import { createClient, type LabClient } from '../../../../src/api/client'
import { LabError } from '../../../../src/api/failure'
import { isFinal, type RunStatus } from '../../../../src/api/records'
import { createLab, type Lab } from '../../../../src/main/lab/lab'
import { lineExperiment } from '../../db/fixtures'
import { PlayedTrainer } from './played-trainer'
import { turn } from './fixtures'

const epochs = 8

/** `at` chooses the run, or the trial that is on a thread. */
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('start' as const), count: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const, 'stop' as const), at: fc.nat(4) }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('step' as const), at: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('thread dies' as const), at: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('process dies' as const, 'disk full' as const, 'room' as const, 'wait' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
/** Several at once cross what the training process says meanwhile. */
const action = fc.array(step, { minLength: 1, maxLength: 3 })

class World {
  readonly trainer = new PlayedTrainer()
  readonly runs: number[] = []
  readonly faults: string[] = []
  /** The answers of the lab that are still to come. */
  readonly open = new Set<Promise<unknown>>()
  readonly lab: Lab
  readonly client: LabClient
  diskFull = false
  readonly #status = new Map<number, RunStatus>()
  readonly #shown = new Map<number, number>()

  constructor(folder: string) {
    this.lab = createLab({
      shell: 'terminal',
      folder,
      program: 'the test',
      version: '1',
      forkTrainer: this.trainer.fork,
      versions: { electron: null, chrome: null },
    })
    this.client = createClient({ kind: 'terminal', invoke: this.lab.invoke, subscribe: this.lab.subscribe })
    this.client.on('run', ({ id, status }) => {
      const before = this.#status.get(id) ?? 'queued'
      if (before !== status && !mayFollow(before, status)) this.faults.push(`run ${id} was ${before} and is ${status}`)
      this.#status.set(id, status)
    })
    this.client.on('epochs', ({ run, epochs: records }) => {
      if (isFinal(this.#status.get(run) ?? 'queued')) this.faults.push(`an epoch of run ${run} is shown after it was ${this.#status.get(run)}`)
      for (const { epoch } of records) {
        if (epoch !== (this.#shown.get(run) ?? -1) + 1) this.faults.push(`epoch ${epoch} of run ${run} is shown after ${this.#shown.get(run)}`)
        this.#shown.set(run, epoch)
      }
    })
  }

  async take(action: Step): Promise<void> {
    switch (action.do) {
      case 'start': {
        const started = await this.client.call('experiments.start', { config: lineExperiment({ epochs, seeds: { count: action.count } }) })
        this.runs.push(...started.runs.map(({ id }) => id))
        break
      }
      case 'pause':
      case 'resume':
      case 'stop':
        this.#ask(`runs.${action.do}`, action.at)
        break
      case 'step':
        this.trainer.step(action.at)
        break
      case 'thread dies':
        this.trainer.threadDies(action.at)
        break
      case 'process dies':
        this.trainer.die()
        break
      case 'disk full':
      case 'room':
        this.diskFull = action.do === 'disk full'
        break
      case 'wait':
        await vi.advanceTimersByTimeAsync(2000)
        break
    }
  }

  #ask(op: 'runs.pause' | 'runs.resume' | 'runs.stop', at: number): void {
    const run = this.runs[at % Math.max(1, this.runs.length)]
    if (run === undefined) return
    const answer = this.client.call(op, { runs: [run] }).then(
      ([row]) => {
        const heard = op === 'runs.resume' || (row && (isFinal(row.status) || (op === 'runs.pause' && row.status === 'paused')))
        if (!heard) this.faults.push(`${op} answers with a run that is ${row?.status}`)
      },
      (error: unknown) => {
        if (!(error instanceof LabError) || !['conflict', 'data', 'closed'].includes(error.code)) this.faults.push(String(error))
      },
    )
    this.open.add(answer)
    void answer.finally(() => this.open.delete(answer))
  }

  /** What must be true at any time. */
  async check(): Promise<void> {
    expect([...this.trainer.violations, ...this.faults], 'what must never happen').toEqual([])
    if (this.runs.length === 0) return
    for (const { run, epochs: stored } of await this.client.call('runs.epochs', { runs: this.runs })) {
      expect(stored.map(({ epoch }) => epoch)).toEqual(stored.map((_, i) => i))
      expect(stored.length - 1, `run ${run} lost an acknowledged epoch`).toBeGreaterThanOrEqual(this.trainer.acknowledged.get(run) ?? -1)
      expect(stored.length - 1).toBe(this.#shown.get(run) ?? -1)
    }
    for (const { id, status, epochsDone } of await Promise.all(this.runs.map((run) => this.client.call('runs.get', { run })))) {
      expect(status, `run ${id} was shown as something else`).toBe(this.#status.get(id))
      if (status === 'done') expect(epochsDone).toBe(epochs)
    }
  }
}

test('one final status for each run, no epoch after it, nothing acknowledged is lost, never two threads', { timeout: 300_000 }, async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const record = Recorder.prototype.recordBatch
  let world: World | null = null
  const spy = vi.spyOn(Recorder.prototype, 'recordBatch').mockImplementation(function (this: Recorder, ...input) {
    if (world?.diskFull) throw new LabError('data', 'The disk is full: make room, then go on')
    return record.apply(this, input)
  })
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 80, size: 'max' }), async (actions) => {
        const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-races-'))
        world = new World(folder)
        const { client, lab, runs, open, trainer, faults } = world
        try {
          for (const steps of [[{ do: 'start', count: 2 } as const], ...actions]) {
            await Promise.all(steps.map((one) => world?.take(one)))
            await turn()
            await world.check()
          }
          const closing = lab.close()
          await vi.advanceTimersByTimeAsync(60_000)
          await closing
          await turn()
          expect(open.size, 'somebody still waits for an answer').toBe(0)
          expect([...trainer.violations, ...faults]).toEqual([])
          await expect(client.call('runs.list', {})).rejects.toThrow('closed')
          const store = openStore({ folder, mode: 'write', program: 'the test' })
          try {
            expect(store.interrupted).toEqual([])
            for (const { status } of store.queries.getRuns(runs)) expect(isFinal(status)).toBe(true)
          } finally {
            store.close()
          }
        } finally {
          await lab.close()
          rmSync(folder, { recursive: true, force: true })
        }
      }),
      // Shrinking would outlast the time limit; the seed and the actions are in the report.
      { numRuns: 30, endOnFailure: true, includeErrorInReport: true },
    )
  } finally {
    spy.mockRestore()
    vi.useRealTimers()
  }
})
