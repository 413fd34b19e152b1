/** The shared store of run rows. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { packRuns } from '../../../../src/api/run-page'
import { createRunStore } from '../../../../src/renderer/composables/useRuns'
import { fakeLab, pagesOf, runRow } from '../fake-lab'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const ids = (store: ReturnType<typeof createRunStore>) => store.list.value.map(({ id }) => id)

test('rows are fetched, then follow events, newest first', async () => {
  const lab = fakeLab({ 'runs.page': pagesOf([runRow({ id: 1 }), runRow({ id: 2 })]) })
  const store = createRunStore(lab.client)
  expect(store.loaded.value).toBe(false)
  await vi.advanceTimersByTimeAsync(10)
  expect(store.loaded.value).toBe(true)
  lab.emit({ event: 'run', data: runRow({ id: 3, status: 'queued' }) })
  lab.emit({ event: 'run', data: runRow({ id: 1, status: 'done' }) })
  await vi.advanceTimersByTimeAsync(100)
  expect(ids(store)).toEqual([3, 2, 1])
  expect(store.rows.value.get(1)?.status).toBe('done')
})

test('a long list comes in pages, the newest first', async () => {
  const ids = Array.from({ length: 1203 }, (_, k) => 1203 - k)
  const asked: unknown[] = []
  const page = (input: unknown) => {
    asked.push(input)
    const { before = 2000, limit } = input as { before?: number; limit: number }
    return packRuns(
      ids
        .filter((id) => id < before)
        .slice(0, limit)
        .map((id) => runRow({ id })),
    )
  }
  const store = createRunStore(fakeLab({ 'runs.page': page }).client)
  await vi.advanceTimersByTimeAsync(10)
  expect(asked).toMatchObject([{ limit: 200 }, { before: 1004, limit: 1000 }, { before: 4 }, { before: 1 }])
  expect(store.list.value).toHaveLength(1203)
  expect(store.loaded.value).toBe(true)
})

test('what goes to the trash leaves, and comes back when it is restored', async () => {
  const lab = fakeLab({ 'runs.page': pagesOf([runRow({ id: 1 }), runRow({ id: 2 })]) })
  const store = createRunStore(lab.client)
  await vi.advanceTimersByTimeAsync(10)
  store.put([runRow({ id: 2, trashedAt: '2026-11-20T10:00:00.000Z' })])
  expect(ids(store)).toEqual([1])
  store.put([runRow({ id: 2 })])
  expect(ids(store)).toEqual([2, 1])
  lab.emit({ event: 'deleted', data: { runs: [1] } })
  expect(ids(store)).toEqual([2])
})

test('many runs that were changed together come in one message', async () => {
  const lab = fakeLab({ 'runs.page': pagesOf([runRow({ id: 1 }), runRow({ id: 2 })]) })
  const store = createRunStore(lab.client)
  await vi.advanceTimersByTimeAsync(10)
  lab.emit({ event: 'runs', data: packRuns([runRow({ id: 1, note: 'both' }), runRow({ id: 2, trashedAt: '2026-11-20T10:00:00.000Z' })]) })
  expect(ids(store)).toEqual([1])
  expect(store.rows.value.get(1)?.note).toBe('both')
  expect(store.changes.value).toBe(1)
})

test('a row that changed while the list was on its way is not set back', async () => {
  const lab = fakeLab({ 'runs.page': pagesOf([runRow({ id: 1, epochsDone: 10 })]) })
  const store = createRunStore(lab.client)
  lab.emit({ event: 'run', data: runRow({ id: 1, epochsDone: 11 }) })
  await vi.advanceTimersByTimeAsync(100)
  expect(store.rows.value.get(1)?.epochsDone).toBe(11)
})

test('a list that is fetched anew leaves out what is gone, and keeps the rest in sight meanwhile', async () => {
  let stored = [runRow({ id: 1 }), runRow({ id: 2 })]
  const lab = fakeLab({ 'runs.page': (input) => pagesOf(stored)(input) })
  const store = createRunStore(lab.client)
  await vi.advanceTimersByTimeAsync(10)
  stored = [runRow({ id: 2 })]
  lab.reconnect()
  expect(ids(store)).toEqual([2, 1])
  store.put([runRow({ id: 3 })])
  await vi.advanceTimersByTimeAsync(10)
  expect(ids(store)).toEqual([3, 2])
})

test('changes are counted, what is fetched is none', async () => {
  const store = createRunStore(fakeLab({ 'runs.page': pagesOf([runRow({ id: 1 })]) }).client)
  await vi.advanceTimersByTimeAsync(10)
  expect(store.changes.value).toBe(0)
  store.put([runRow({ id: 1, note: 'now' })])
  expect(store.changes.value).toBe(1)
})

test('a lost list is told, and fetched after the reconnection', async () => {
  let works = false
  const lab = fakeLab({
    'runs.page': (input) => {
      if (!works) throw new Error('the disk is gone')
      return pagesOf([runRow({ id: 5 })])(input)
    },
  })
  const store = createRunStore(lab.client)
  await vi.advanceTimersByTimeAsync(10)
  expect(store.failure.value).toEqual({ code: 'internal', message: 'the disk is gone' })
  works = true
  lab.reconnect()
  await vi.advanceTimersByTimeAsync(10)
  expect(ids(store)).toEqual([5])
  expect(store.failure.value).toBeNull()
})
