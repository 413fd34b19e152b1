/** Columns that are fetched as they are needed, and epochs that arrive meanwhile. */
import { createApp, effectScope, nextTick, shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CurveColumn, CurveSketch, RunCurves } from '../../../../src/api/curves'
import { LabError } from '../../../../src/api/failure'
import type { EpochRecord } from '../../../../src/engine/training/records'
import { planCalls, useCurves } from '../../../../src/renderer/composables/useCurves'
import { labKey } from '../../../../src/renderer/lab'
import { fakeLab, runRow, type FakeLab } from '../fake-lab'

const record = (epoch: number): EpochRecord => ({
  epoch,
  train: { loss: 10 - epoch, accuracy: null },
  validation: { loss: null, accuracy: null },
  learningRate: 0.1,
  seconds: 0.5,
  weightDigest: '',
})
interface Asked {
  runs: number[]
  columns: CurveColumn[]
}
/** Answers as the lab would where each run has recorded so many epochs. */
const answer =
  (length: () => number) =>
  (input: unknown): RunCurves[] => {
    const { runs, columns } = input as Asked
    const value = (column: CurveColumn, epoch: number) => (column === 'trainLoss' ? 10 - epoch : column === 'seconds' ? 0.5 : Number.NaN)
    const numbers = (column: CurveColumn) => Float64Array.from({ length: length() }, (_, epoch) => value(column, epoch))
    return runs.map((run) => ({ run, first: 0, length: length(), epochs: null, columns: Object.fromEntries(columns.map((one) => [one, numbers(one)])) }))
  }

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function live(lab: FakeLab, runs: readonly number[], { epochsDone = 1, sketched = false } = {}) {
  const columns = shallowRef<CurveColumn[]>(['trainLoss'])
  const rows = runs.map((id) => runRow({ id, epochsDone }))
  const app = createApp({})
  app.provide(labKey, lab.client)
  const scope = effectScope()
  const store = app.runWithContext(() =>
    scope.run(() =>
      useCurves(
        () => rows,
        () => columns.value,
        () => sketched,
      ),
    ),
  )
  if (!store) throw new Error('the scope has ended')
  const losses = (run: number) => [...(store.curves.value.get(run)?.columns.trainLoss ?? [])]
  return { store, scope, columns, losses }
}

describe('live curves', () => {
  test('hold what is stored and what arrives meanwhile, each epoch once', async () => {
    const lab = fakeLab({ 'runs.curves': answer(() => 2) })
    const { store, losses } = live(lab, [7])
    lab.emit({ event: 'epochs', data: { run: 7, epochs: [record(1), record(2)] } })
    lab.emit({ event: 'epochs', data: { run: 8, epochs: [record(0)] } })
    await vi.advanceTimersByTimeAsync(200)
    expect(losses(7)).toEqual([10, 9, 8])
    expect(store.curves.value.has(8)).toBe(false)
    lab.emit({ event: 'epochs', data: { run: 7, epochs: [record(3)] } })
    await vi.advanceTimersByTimeAsync(500)
    expect(losses(7)).toEqual([10, 9, 8, 7])
  })

  test('fetch a column more when it is needed, and all anew of a run that has gone on', async () => {
    let length = 2
    const asked: CurveColumn[][] = []
    const lab = fakeLab({
      'runs.curves': (input) => {
        asked.push((input as Asked).columns)
        return answer(() => length)(input)
      },
    })
    const { store, columns, losses } = live(lab, [7])
    await vi.advanceTimersByTimeAsync(200)
    columns.value = ['trainLoss', 'seconds']
    await vi.advanceTimersByTimeAsync(200)
    expect(asked).toEqual([['trainLoss'], ['seconds']])
    length = 3
    columns.value = ['trainLoss', 'seconds', 'learningRate']
    await vi.advanceTimersByTimeAsync(200)
    expect(losses(7)).toEqual([10, 9, 8])
    expect([...store.curves.value.get(7)!.columns.seconds!]).toEqual([0.5, 0.5, 0.5])
  })

  test('of a run that cannot be read the reason is kept, and the others are there', async () => {
    const lab = fakeLab({
      'runs.curves': (input) => {
        if ((input as Asked).runs.includes(8)) throw new LabError('data', 'Run 8 is damaged')
        return answer(() => 1)(input)
      },
    })
    const { store, losses } = live(lab, [7, 8, 9])
    await vi.advanceTimersByTimeAsync(200)
    expect([losses(7), losses(8), losses(9)]).toEqual([[10], [], [10]])
    expect([...store.failures.value]).toEqual([[8, { code: 'data', message: 'Run 8 is damaged' }]])
    expect(store.loading.value).toBe(false)
  })

  test('of more than one answer are there as sketches first, and whole when all have come', async () => {
    const sketch = { epochs: Float64Array.of(0, 5), values: Float64Array.of(10, 5) }
    const held: (() => void)[] = []
    const lab = fakeLab({
      'runs.sketches': (input): CurveSketch[] => (input as Asked).runs.map((run) => ({ run, column: 'trainLoss', ...sketch })),
      'runs.curves': (input) => new Promise((resolve) => held.push(() => resolve(answer(() => 2)(input)))),
    })
    const { store, losses } = live(lab, [7, 8], { epochsDone: 200_000, sketched: true })
    await vi.advanceTimersByTimeAsync(200)
    expect(store.curves.value.get(7)).toEqual({ epochs: new Float64Array(0), columns: {}, sketches: { trainLoss: sketch } })
    expect([store.loading.value, held.length]).toEqual([true, 2])
    for (const answerNow of held) answerNow()
    await vi.advanceTimersByTimeAsync(200)
    expect([losses(7), losses(8), store.loading.value]).toEqual([[10, 9], [10, 9], false])
    expect(store.curves.value.get(7)).not.toHaveProperty('sketches')
  })

  test('of runs that give no sketch come whole', async () => {
    const lab = fakeLab({
      'runs.sketches': () => {
        throw new LabError('data', 'Run 8 is damaged')
      },
      'runs.curves': answer(() => 2),
    })
    const { store, losses } = live(lab, [7, 8], { epochsDone: 200_000, sketched: true })
    await vi.advanceTimersByTimeAsync(200)
    expect([losses(7), losses(8), store.failures.value.size]).toEqual([[10, 9], [10, 9], 0])
  })

  test('are fetched again after a lost connection, and no more when the scope has ended', async () => {
    let length = 1
    const lab = fakeLab({ 'runs.curves': answer(() => length) })
    const { scope, losses } = live(lab, [7])
    await vi.advanceTimersByTimeAsync(200)
    length = 3
    lab.reconnect()
    await vi.advanceTimersByTimeAsync(200)
    expect(losses(7)).toEqual([10, 9, 8])
    scope.stop()
    lab.emit({ event: 'epochs', data: { run: 7, epochs: [record(3)] } })
    await vi.advanceTimersByTimeAsync(1000)
    await nextTick()
    expect(losses(7)).toEqual([10, 9, 8])
  })
})

test('runs are asked for together as long as the answer is of bounded size', () => {
  const row = (id: number, epochsDone: number) => ({ id, epochsDone })
  // 100,000 values a run: two fit into one answer of 250,000.
  const lacking = [1, 2, 3].map((id) => ({ row: row(id, 49_999), columns: ['trainLoss', 'seconds'] as const }))
  expect(planCalls(lacking).map(({ runs }) => runs)).toEqual([[1, 2], [3]])
  expect(planCalls([{ row: row(4, 999_999), columns: ['trainLoss', 'seconds'] }]).map(({ columns }) => columns)).toEqual([['trainLoss'], ['seconds']])
  expect(planCalls([{ row: row(5, 10), columns: [] }])).toEqual([])
})
