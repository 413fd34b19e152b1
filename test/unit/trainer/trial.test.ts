import { describe, expect, test } from 'vitest'
import { decodeModel } from '../../../src/engine/models/model-file'
import { isBetter, type EpochRecord } from '../../../src/engine/training/records'
import { digestParameters, sha256 } from '../../../src/trainer/digests'
import type { TrialStart, WorkerEvent } from '../../../src/trainer/messages'
import { Trial } from '../../../src/trainer/trial'
import { loadTrialData } from '../../../src/trainer/trial-data'
import { divergingConfig, steppingClock, stoppingConfig, trialStart, xorConfig } from './fixtures'

type Batch = Extract<WorkerEvent, { type: 'batch' }>

/** A trial whose clock moves by `step` milliseconds at each look: a batch of training takes three looks. */
function begin(changes: Partial<TrialStart> = {}, step = 1) {
  const start = trialStart(changes)
  const events: WorkerEvent[] = []
  const { data } = loadTrialData(start.config, start.seed, null)
  const trial = new Trial(start, data, { post: (event) => events.push(event), now: steppingClock(step) })
  return {
    trial,
    events,
    batches: () => events.filter((event): event is Batch => event.type === 'batch'),
    records: () => events.flatMap((event) => (event.type === 'batch' ? event.epochs : [])),
    toTheEnd: () => {
      for (;;) {
        const end = trial.slice()
        if (end.kind !== 'more') return end
      }
    },
  }
}

const digests = (records: EpochRecord[]) => records.map(({ weightDigest }) => weightDigest)

describe('a trial in slices', () => {
  test('reports every epoch once, row 0 first, several in one batch', () => {
    const { toTheEnd, batches, records } = begin()
    expect(toTheEnd()).toEqual({ kind: 'done', message: null })
    expect(records().map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(batches().length).toBeGreaterThan(1)
    expect(batches().length).toBeLessThan(11)
  })

  test('comes to the same weights in slices of any length', () => {
    const [short, long] = [begin({}, 20), begin({}, 0.01)]
    short.toTheEnd()
    long.toTheEnd()
    expect(digests(short.records())).toEqual(digests(long.records()))
    expect(long.batches()).toHaveLength(1)
  })

  test('reports a change of its rate, trains with it, and comes to the same weights from its start and from a checkpoint', () => {
    const changed = begin()
    changed.trial.slice()
    changed.trial.changeRate({ learningRate: 0.5, notBefore: 1 })
    const { rateChange } = changed.batches().at(-1)!
    // The slice ended within an epoch, whose rest has the same rate.
    expect(rateChange).toEqual({ epoch: changed.records().at(-1)!.epoch + 2, learningRate: 0.5 })
    changed.trial.leaveCheckpoint()
    const { state } = changed.batches().at(-1)!.checkpoint!
    changed.toTheEnd()
    expect(changed.records().at(-1)).toMatchObject({ epoch: 10, learningRate: 0.5 })
    const [again, resumed] = [begin({ rateChanges: [rateChange!] }), begin({ rateChanges: [rateChange!], checkpoint: state })]
    again.toTheEnd()
    resumed.toTheEnd()
    expect(digests(again.records())).toEqual(digests(changed.records()))
    expect(digests(resumed.records())).toEqual(digests(changed.records()).slice(-resumed.records().length))
    const plain = begin()
    plain.toTheEnd()
    expect(plain.records().at(-1)!.weightDigest).not.toBe(changed.records().at(-1)!.weightDigest)
  })

  test('another seed comes to other weights', () => {
    const [first, second] = [begin(), begin({ seed: 2 })]
    first.toTheEnd()
    second.toTheEnd()
    expect(second.records().at(-1)?.weightDigest).not.toBe(first.records().at(-1)?.weightDigest)
  })

  test('stores the last and the best model with the last batch, as they were after their epochs', () => {
    const { toTheEnd, batches, records } = begin()
    toTheEnd()
    const models = batches().at(-1)?.models ?? []
    const all = records()
    const best = all.reduce((best, record) => (isBetter(record, best) ? record : best))
    expect(models.map(({ kind, epoch }) => [kind, epoch])).toEqual([
      ['last', 10],
      ['best', best.epoch],
    ])
    for (const { file, epoch, sha256: digest } of models) {
      const model = decodeModel(file)
      expect(digest).toBe(sha256(file))
      expect(model).toMatchObject({ epoch, seed: 1, config: xorConfig() })
      expect(digestParameters(model.parameters)).toBe(all[epoch]?.weightDigest)
    }
  })

  test('stores models of a long trial about once a second', () => {
    const { toTheEnd, batches } = begin({ config: xorConfig({ epochs: 400 }) })
    toTheEnd()
    // 400 epochs of 4 batches are about 1600 batches, some 3 to 4 looks at the clock each: 5 to 7 seconds by the trial's clock.
    const withModels = batches().filter(({ models }) => models.length > 0).length
    expect(withModels).toBeGreaterThanOrEqual(4)
    expect(withModels).toBeLessThanOrEqual(9)
    expect(batches().length).toBeGreaterThan(50)
  })

  test('keeps every third model where that is asked for', () => {
    const { toTheEnd, batches, records } = begin({ keepEvery: 3 })
    toTheEnd()
    const kept = batches().flatMap(({ models }) => models.filter(({ kind }) => kind === 'epoch'))
    expect(kept.map(({ epoch }) => epoch)).toEqual([3, 6, 9])
    for (const { file, epoch } of kept) expect(digestParameters(decodeModel(file).parameters)).toBe(records()[epoch]?.weightDigest)
  })

  test('says where it stands after each slice', () => {
    const { trial, events } = begin({}, 7)
    trial.slice()
    expect(events.at(-1)).toMatchObject({ type: 'progress', run: 1, progress: { batches: 4 } })
  })

  test('left at any slice, it goes on from its checkpoint to the same bits', () => {
    const whole = begin({}, 4)
    whole.toTheEnd()
    for (let slices = 0; slices < 12; slices++) {
      const first = begin({}, 4)
      for (let i = 0; i < slices; i++) first.trial.slice()
      first.trial.leaveCheckpoint()
      const checkpoint = first.batches().at(-1)?.checkpoint ?? null
      expect(checkpoint?.sha256).toBe(sha256(checkpoint?.state ?? new Uint8Array()))
      const second = begin({ checkpoint: checkpoint?.state ?? null }, 4)
      second.toTheEnd()
      expect(digests([...first.records(), ...second.records()]), `after ${slices} slices`).toEqual(digests(whole.records()))
    }
  })

  test('killed after any report, it goes on from the last checkpoint, repeats the same bits and comes to the same models', () => {
    // About 3.5 looks at the clock a batch, 4 batches an epoch, 3 ms a look: 12 seconds by the trial's clock.
    const config = xorConfig({ epochs: 300 })
    const whole = begin({ config }, 3)
    whole.toTheEnd()
    const checkpoints = whole.batches().filter(({ checkpoint }) => checkpoint !== null)
    expect(checkpoints.length).toBeGreaterThan(2)
    const stored = (batches: Batch[], kind: 'last' | 'best') => batches.flatMap(({ models }) => models.filter((model) => model.kind === kind)).at(-1)
    for (const killedAfter of checkpoints.map((batch) => whole.batches().indexOf(batch))) {
      for (const survived of [killedAfter, killedAfter + 3]) {
        const before = whole.batches().slice(0, survived + 1)
        const last = before.findLast(({ checkpoint }) => checkpoint !== null)
        const second = begin({ config, checkpoint: last?.checkpoint?.state ?? null }, 3)
        second.toTheEnd()
        const [first, ...rest] = second.records()
        expect(first?.epoch).toBe((last?.checkpoint?.epoch ?? NaN) + 1)
        expect(digests([first!, ...rest])).toEqual(digests(whole.records()).slice(first?.epoch))
        for (const kind of ['last', 'best'] as const) {
          const wanted = stored(whole.batches(), kind)
          expect(stored([...before, ...second.batches()], kind)).toEqual(wanted)
        }
      }
    }
  })

  test('leaves a checkpoint every two seconds, or later where it costs more', () => {
    const at = (step: number) => {
      const { toTheEnd, batches } = begin({ config: xorConfig({ epochs: 400 }) }, step)
      toTheEnd()
      return batches().filter(({ checkpoint }) => checkpoint !== null).length
    }
    // About 3.5 looks a batch and 1600 batches: 5.6 seconds at a millisecond a look, 28 at five.
    expect(at(1)).toBeGreaterThanOrEqual(2)
    expect(at(1)).toBeLessThanOrEqual(3)
    expect(at(5)).toBeGreaterThan(9)
    expect(at(5)).toBeLessThanOrEqual(14)
  })

  test('remembers over a pause which model was best', () => {
    const first = begin({ config: xorConfig({ epochs: 40 }) }, 0.5)
    first.trial.slice()
    first.trial.leaveCheckpoint()
    const second = begin({ config: xorConfig({ epochs: 40 }), checkpoint: first.batches().at(-1)?.checkpoint?.state ?? null }, 0.5)
    second.toTheEnd()
    const records = [...first.records(), ...second.records()]
    const best = records.reduce((best, record) => (isBetter(record, best) ? record : best))
    const stored = [...first.batches(), ...second.batches()].flatMap(({ models }) => models.filter(({ kind }) => kind === 'best'))
    expect(stored.at(-1)?.epoch).toBe(best.epoch)
  })

  test('a rate that is too high ends it with words, and keeps the last finite model', () => {
    const { toTheEnd, batches, records } = begin({ config: divergingConfig() })
    expect(toTheEnd()).toMatchObject({ kind: 'diverged', failure: { message: expect.stringContaining('no finite number') } })
    const last = batches()
      .at(-1)
      ?.models.find(({ kind }) => kind === 'last')
    expect(last?.epoch).toBe(records().at(-1)?.epoch)
    expect(records().length).toBeLessThan(1001)
    for (const { train } of records()) expect(Number.isFinite(train.loss)).toBe(true)
  })

  describe('with early stopping', () => {
    const config = stoppingConfig()

    test('ends with words, and with a last model that is its best and says of which epoch', () => {
      const { toTheEnd, batches, records } = begin({ config })
      const best = () => records().reduce((best, record) => (isBetter(record, best) ? record : best))
      const end = toTheEnd()
      const words = new RegExp(`^Stopped early after epoch ${records().at(-1)?.epoch} of 400: .*; the weights are those of epoch ${best().epoch}, `)
      expect(end).toEqual({ kind: 'done', message: expect.stringMatching(words) })
      const last = batches()
        .flatMap(({ models }) => models)
        .findLast(({ kind }) => kind === 'last')
      expect(last?.epoch).toBe(best().epoch)
      const model = decodeModel(last?.file ?? new Uint8Array())
      expect(model.epoch).toBe(best().epoch)
      expect(digestParameters(model.parameters)).toBe(best().weightDigest)
    })

    test('left at any slice, it comes to the same end', () => {
      const whole = begin({ config }, 4)
      const end = whole.toTheEnd()
      for (let slices = 0; slices < 12; slices++) {
        const first = begin({ config }, 4)
        for (let i = 0; i < slices; i++) first.trial.slice()
        first.trial.leaveCheckpoint()
        const second = begin({ config, checkpoint: first.batches().at(-1)?.checkpoint?.state ?? null }, 4)
        expect(second.toTheEnd()).toEqual(end)
        expect(digests([...first.records(), ...second.records()])).toEqual(digests(whole.records()))
      }
    })
  })

  test('a checkpoint of another trial is refused', () => {
    const first = begin()
    first.trial.leaveCheckpoint()
    const state = first.batches().at(-1)?.checkpoint?.state ?? null
    expect(() => begin({ seed: 2, checkpoint: state })).toThrow(/trial/)
  })
})
