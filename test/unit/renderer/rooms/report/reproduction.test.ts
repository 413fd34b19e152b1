/** What trains for the report, and how long it will take, as the room says it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createApp, effectScope, shallowRef, type EffectScope } from 'vue'
import { LabError } from '../../../../../src/api/failure'
import { labKey } from '../../../../../src/renderer/lab'
import { createProgress, progressKey } from '../../../../../src/renderer/composables/useProgress'
import { createRunStore, runsKey } from '../../../../../src/renderer/composables/useRuns'
import { indexRuns, trialsToDo } from '../../../../../src/renderer/rooms/report/trialsToDo'
import { useReproduction } from '../../../../../src/renderer/rooms/report/useReproduction'
import { useTimeEstimate } from '../../../../../src/renderer/rooms/report/useTimeEstimate'
import { fakeLab, pagesOf, runRow, type FakeLab } from '../../fake-lab'

let scopes: EffectScope[] = []
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  scopes.forEach((scope) => scope.stop())
  scopes = []
  vi.useRealTimers()
})

/** Runs a composable as within an application on this lab. */
function within<T>(lab: FakeLab, use: () => T): T {
  const app = createApp({ render: () => null })
  app.provide(labKey, lab.client).provide(runsKey, createRunStore(lab.client)).provide(progressKey, createProgress(lab.client))
  const scope = effectScope()
  scopes.push(scope)
  const result = scope.run(() => app.runWithContext(use))
  if (result === undefined) throw new Error('the scope has ended')
  return result
}

describe('the estimate', () => {
  const toDo = trialsToDo([3], 'full', indexRuns([]))
  const answers = (estimate: () => unknown) => fakeLab({ 'runs.page': pagesOf([]), 'experiments.estimate': estimate })
  const options = { toDo: () => toDo, workers: () => 2, rows: () => [], wanted: () => true }

  test('is measured once, while it is wanted', async () => {
    const lab = answers(() => ({ secondsPerEpoch: 0.001, batches: 5 }))
    const wanted = shallowRef(false)
    const estimate = within(lab, () => useTimeEstimate({ ...options, wanted: () => wanted.value }))
    await vi.advanceTimersByTimeAsync(10)
    expect(lab.calls.filter((op) => op === 'experiments.estimate')).toHaveLength(0)
    wanted.value = true
    await vi.advanceTimersByTimeAsync(10)
    // 100 trials of 1000 epochs at 1 ms on 2 workers.
    expect(estimate.value).toMatchObject({ kind: 'known', from: 'measured' })
    expect(estimate.value.kind === 'known' ? estimate.value.seconds : 0).toBeCloseTo(50, 9)
    expect(lab.calls.filter((op) => op === 'experiments.estimate')).toHaveLength(1)
  })

  test('is taken from what is recorded where nothing can be measured, and else says why', async () => {
    const busy = () => {
      throw new LabError('busy', 'Everything trains')
    }
    const unknown = within(answers(busy), () => useTimeEstimate(options))
    await vi.advanceTimersByTimeAsync(10)
    expect(unknown.value).toEqual({ kind: 'unknown', message: 'Everything trains' })
    const { config } = toDo.settings[0]!
    const rows = [runRow({ config, status: 'done', epochsDone: 1000, seconds: 2 })]
    const recorded = within(answers(busy), () => useTimeEstimate({ ...options, rows: () => rows }))
    await vi.advanceTimersByTimeAsync(10)
    expect(recorded.value).toMatchObject({ kind: 'known', from: 'recorded' })
    expect(recorded.value.kind === 'known' ? recorded.value.seconds : 0).toBeCloseTo(100, 9)
  })

  test('of nothing is nothing', () => {
    const estimate = within(
      answers(() => null),
      () => useTimeEstimate({ ...options, toDo: () => ({ ...toDo, settings: [] }) }),
    )
    expect(estimate.value).toEqual({ kind: 'nothing' })
  })
})

describe('what trains', () => {
  // The made-up run is a trial of figure 3, of 1000 epochs.
  const trial = (id: number, changes: Partial<ReturnType<typeof runRow>>) => runRow({ id, seed: id, epochs: 1000, ...changes })

  test('is one piece of work until none of it is under way; runs of other experiments are none of it', async () => {
    const other = runRow({ id: 9, configDigest: 'other', config: { ...runRow().config, epochs: 7 }, status: 'running' })
    const lab = fakeLab({ 'runs.page': pagesOf([trial(1, { status: 'running', epochsDone: 500 }), trial(2, { status: 'queued', epochsDone: 0 }), other]) })
    const { summary, open } = within(lab, useReproduction)
    await vi.advanceTimersByTimeAsync(10)
    expect(open.value.map(({ id }) => id).sort()).toEqual([1, 2])
    expect(summary.value).toEqual({ trials: 2, ended: 0, running: 1, paused: false, fraction: 0.25 })
    lab.emit({ event: 'run', data: trial(1, { status: 'done', epochsDone: 1000 }) })
    await vi.advanceTimersByTimeAsync(100)
    expect(summary.value).toMatchObject({ trials: 2, ended: 1, fraction: 0.5 })
    lab.emit({ event: 'run', data: trial(2, { status: 'stopped', epochsDone: 10 }) })
    await vi.advanceTimersByTimeAsync(100)
    expect(summary.value).toMatchObject({ trials: 0, ended: 0, fraction: 0 })
  })

  test('is started for figures in a size', async () => {
    const inputs: unknown[] = []
    const lab = fakeLab({
      'runs.page': pagesOf([]),
      'report.reproduce': (input) => {
        inputs.push(input)
        return { runs: [trial(1, { status: 'queued', epochsDone: 0 })] }
      },
    })
    const { start, summary } = within(lab, useReproduction)
    await start([2, 3], 'quick')
    expect(inputs).toEqual([{ figures: [2, 3], variant: 'quick' }])
    await vi.advanceTimersByTimeAsync(0)
    expect(summary.value.trials).toBe(1)
  })
})
