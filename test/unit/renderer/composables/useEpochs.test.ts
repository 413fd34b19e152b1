/** Recorded epochs and those that arrive, as one series. */
import { createApp, effectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { mergeEpochs, useEpochs } from '../../../../src/renderer/composables/useEpochs'
import { labKey } from '../../../../src/renderer/lab'
import type { EpochRecord } from '../../../../src/engine/training/records'
import { fakeLab, type FakeLab } from '../fake-lab'

const none = { loss: null, accuracy: null }
const record = (epoch: number, loss = 1 / (epoch + 1)): EpochRecord => ({
  epoch,
  train: { loss, accuracy: null },
  validation: none,
  learningRate: 0.1,
  seconds: 0,
  weightDigest: '',
})
const epochsOf = (list: readonly EpochRecord[] | undefined) => list?.map(({ epoch }) => epoch)

describe('merging', () => {
  test('appends what follows', () => {
    expect(epochsOf(mergeEpochs([record(0), record(1)], [record(2), record(3)]))).toEqual([0, 1, 2, 3])
  })
  test('puts what comes late in its place, and takes what comes again once', () => {
    const merged = mergeEpochs([record(0), record(3)], [record(1), record(3, 0.5), record(2)])
    expect(epochsOf(merged)).toEqual([0, 1, 2, 3])
    expect(merged[3]?.train.loss).toBe(0.5)
  })
})

describe('a live series', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function live(lab: FakeLab, runs: () => number[]) {
    const app = createApp({})
    app.provide(labKey, lab.client)
    const scope = effectScope()
    const store = app.runWithContext(() => scope.run(() => useEpochs(runs)))
    if (!store) throw new Error('the scope has ended')
    return { store, scope }
  }

  test('holds what is stored and what arrives meanwhile, each epoch once', async () => {
    const lab = fakeLab({ 'runs.epochs': () => [{ run: 7, epochs: [record(0), record(1)] }] })
    const { store } = live(lab, () => [7])
    lab.emit({ event: 'epochs', data: { run: 7, epochs: [record(1), record(2)] } })
    lab.emit({ event: 'epochs', data: { run: 8, epochs: [record(0)] } })
    await vi.advanceTimersByTimeAsync(200)
    expect(epochsOf(store.series.value.get(7))).toEqual([0, 1, 2])
    expect(store.series.value.has(8)).toBe(false)
    expect(store.loading.value).toBe(false)
  })
  test('fetches again after the connection was lost', async () => {
    let stored = [record(0)]
    const lab = fakeLab({ 'runs.epochs': () => [{ run: 7, epochs: stored }] })
    const { store } = live(lab, () => [7])
    await vi.advanceTimersByTimeAsync(200)
    stored = [record(0), record(1), record(2)]
    lab.reconnect()
    await vi.advanceTimersByTimeAsync(200)
    expect(epochsOf(store.series.value.get(7))).toEqual([0, 1, 2])
  })
  test('asks for many runs in several calls, and listens no more when its scope ends', async () => {
    const lab = fakeLab({ 'runs.epochs': () => [] })
    const { store, scope } = live(lab, () => Array.from({ length: 45 }, (_, i) => i + 1))
    await vi.advanceTimersByTimeAsync(200)
    expect(lab.calls).toEqual(['runs.epochs', 'runs.epochs', 'runs.epochs'])
    scope.stop()
    lab.emit({ event: 'epochs', data: { run: 1, epochs: [record(0)] } })
    await vi.advanceTimersByTimeAsync(200)
    expect(store.series.value.get(1)).toBeUndefined()
  })
  test('says why nothing could be fetched', async () => {
    const { store } = live(fakeLab({}), () => [1])
    await vi.advanceTimersByTimeAsync(200)
    expect(store.failure.value).toMatchObject({ code: 'not-found' })
  })
})
