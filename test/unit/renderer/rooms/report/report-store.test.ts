/** The report's store: what is fetched, judged and fetched again. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LabError } from '../../../../../src/api/failure'
import { figureNumbers, type FigureNumber, type FigureProgress, type RecordedFigure, type VariantProgress } from '../../../../../src/api/report'
import { claims } from '../../../../../src/report/judge'
import { createReportStore } from '../../../../../src/renderer/rooms/report/reportStore'
import { recordFigure } from '../../../report/recordings'
import { fakeLab, runRow } from '../../fake-lab'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const nothing: VariantProgress = { trials: 100, done: 0, diverged: 0, open: 0, broken: 0, missing: 100, epochsDone: 0, epochs: 100, seconds: 0 }
const whole: VariantProgress = { ...nothing, done: 100, missing: 0, epochsDone: 100, seconds: 7 }

/** A lab in which these figures are recorded; the others are empty. */
function labOf(recorded: Map<FigureNumber, { figure: RecordedFigure; progress: Partial<FigureProgress> }>) {
  const asked: unknown[] = []
  const lab = fakeLab({
    'report.state': () => ({ figures: figureNumbers.map((figure) => ({ figure, full: nothing, quick: nothing, ...recorded.get(figure)?.progress })) }),
    'report.figure': (input) => {
      asked.push(input)
      const number = Reflect.get(Object(input), 'figure')
      return [...recorded].find(([figure]) => figure === number)?.[1].figure
    },
    'models.get': () => {
      throw new LabError('not-found', 'The model is gone')
    },
  })
  return { lab, asked, recorded }
}
const few = (variant: 'full' | 'quick' = 'full') => recordFigure(5, { variant, seeds: 5 })

describe('a report without data', () => {
  test('has every claim judged, none with a verdict, and asks for no figure', async () => {
    const { lab, asked } = labOf(new Map())
    const store = createReportStore(lab.client)
    expect(store.progress.value).toBeNull()
    const stop = store.follow()
    await vi.advanceTimersByTimeAsync(2000)
    expect(store.progress.value?.size).toBe(8)
    expect(store.waiting.value).toBe(0)
    expect([...store.judgements.value.values()].map(({ verdict }) => verdict)).toEqual(claims.map(() => null))
    expect(asked).toEqual([])
    stop()
  })

  test('that the lab does not give says why, and comes with the next asking', async () => {
    let up = false
    const { lab } = labOf(new Map())
    const store = createReportStore({
      ...lab.client,
      call: (op, ...input) => (up ? lab.client.call(op, ...input) : Promise.reject(new LabError('closed', 'The lab does not answer'))),
    })
    const stop = store.follow()
    await vi.advanceTimersByTimeAsync(100)
    expect(store.failure.value).toEqual({ code: 'closed', message: 'The lab does not answer' })
    up = true
    store.refresh()
    await vi.advanceTimersByTimeAsync(2000)
    expect(store.failure.value).toBeNull()
    expect(store.judgements.value.size).toBe(20)
    stop()
  })
})

describe('a recorded figure', () => {
  test('is fetched once, drawn and judged; the claims of the others stay without verdict', async () => {
    const { lab, asked } = labOf(new Map([[5, { figure: few(), progress: { full: whole } }]]))
    const store = createReportStore(lab.client)
    const stop = store.follow()
    await vi.advanceTimersByTimeAsync(2000)
    expect(asked).toEqual([{ figure: 5, variant: 'full' }])
    expect(store.figures.value.get(5)?.spec.title).toBe('Figure 5: Activations')
    expect(store.judgements.value.get('5a')).toMatchObject({ verdict: 'not reproduced', quick: false })
    expect(store.judgements.value.get('6a')?.verdict).toBeNull()
    store.refresh()
    await vi.advanceTimersByTimeAsync(2000)
    expect(asked).toHaveLength(1)
    stop()
  })

  test('as a quick look is judged as one', async () => {
    const { lab } = labOf(new Map([[5, { figure: few('quick'), progress: { quick: whole } }]]))
    const store = createReportStore(lab.client)
    const stop = store.follow()
    await vi.advanceTimersByTimeAsync(2000)
    expect(store.judgements.value.get('5a')).toMatchObject({ verdict: 'undecided', quick: true })
    stop()
  })

  test('whose models cannot be asked is shown with the reason', async () => {
    const { lab } = labOf(new Map([[2, { figure: recordFigure(2, { seeds: 5 }), progress: { full: whole } }]]))
    const store = createReportStore(lab.client)
    const stop = store.follow()
    await vi.advanceTimersByTimeAsync(2000)
    expect(store.figures.value.get(2)?.problem).toBe('The model is gone')
    expect(store.judgements.value.get('2b')?.verdict).not.toBeNull()
    stop()
  })

  test('is fetched again when trials were added, soon where all have ended and seldom while they arrive', async () => {
    const entry = { figure: few(), progress: { full: { ...whole, done: 90, open: 10 } } }
    const { lab, asked } = labOf(new Map([[5, entry]]))
    const store = createReportStore(lab.client, () => Date.now())
    const stop = store.follow()
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toHaveLength(1)
    entry.progress.full = { ...whole, done: 95, open: 5 }
    lab.emit({ event: 'run', data: runRow() })
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked).toHaveLength(2)
    entry.progress.full = whole
    lab.emit({ event: 'run', data: runRow({ status: 'done' }) })
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toHaveLength(3)
    stop()
  })

  test('that went to the trash goes, with its verdicts', async () => {
    const entry = { figure: few(), progress: { full: whole } }
    const { lab } = labOf(new Map([[5, entry]]))
    const store = createReportStore(lab.client)
    const stop = store.follow()
    await vi.advanceTimersByTimeAsync(2000)
    entry.progress.full = nothing
    lab.emit({ event: 'run', data: runRow({ trashedAt: '2026-11-20T10:00:00.000Z' }) })
    await vi.advanceTimersByTimeAsync(2000)
    expect(store.figures.value.size).toBe(0)
    expect(store.judgements.value.get('5a')?.verdict).toBeNull()
    stop()
  })
})

test('nobody who follows, nothing is asked; who comes back sees what was shown, and what changed', async () => {
  const { lab } = labOf(new Map([[5, { figure: few(), progress: { full: whole } }]]))
  const store = createReportStore(lab.client)
  const stop = store.follow()
  await vi.advanceTimersByTimeAsync(2000)
  stop()
  const before = lab.calls.length
  lab.emit({ event: 'run', data: runRow() })
  await vi.advanceTimersByTimeAsync(5000)
  expect(lab.calls).toHaveLength(before)
  expect(store.figures.value.has(5)).toBe(true)
  store.follow()()
  store.follow()
  await vi.advanceTimersByTimeAsync(100)
  expect(lab.calls.slice(before)).toEqual(['report.state'])
})
