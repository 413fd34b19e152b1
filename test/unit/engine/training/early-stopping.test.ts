import { describe, expect, it } from 'vitest'
import type { EarlyStoppingConfig } from '../../../../src/engine/config/early-stopping'
import { EarlyStopping } from '../../../../src/engine/training/early-stopping'
import { isBetter, type EpochRecord, type EpochScore } from '../../../../src/engine/training/records'
import { allKernels, dataFor, digest, open, runToEnd, xorTrial } from './small-trials'

type Settings = NonNullable<EarlyStoppingConfig>
const settings: Settings = { patience: 2, minimumGain: 0, restoreBest: true }

function score(epoch: number, loss: number, accuracy: number | null = null): EpochScore {
  return { epoch, train: { loss, accuracy: null }, validation: { loss: accuracy === null ? null : 1, accuracy } }
}

/** Shows it the training losses of epochs 0, 1, 2, ... until it stops; the only weight is the number of the epoch. */
function watch(losses: number[], changes: Partial<Settings> = {}) {
  const weight = Float64Array.of(0)
  const stopping = new EarlyStopping({ ...settings, ...changes }, { state: [weight] })
  for (const [epoch, loss] of losses.entries()) {
    weight[0] = epoch
    stopping.observe(score(epoch, loss))
    if (stopping.isOver) return { stopping, weight, last: epoch }
  }
  return { stopping, weight, last: losses.length - 1 }
}

describe('patience', () => {
  it('is how many evaluated epochs in a row bring no gain', () => {
    // Gains in epochs 1, 2 and 4; none in 3; none in 5 and 6: two in a row.
    expect(watch([5, 4, 3, 3, 2, 2, 2, 1]).last).toBe(6)
    expect(watch([5, 4, 3, 3, 2, 2, 2, 1], { patience: 1 }).last).toBe(3)
    expect(watch([5, 4, 3, 3, 2, 2, 2, 1], { patience: 3 }).last).toBe(7)
  })

  it('counts a gain only above the minimum, and sums up small ones', () => {
    // From 5, the reference: 4.7 gains 0.3 and does not count; 4.4 gains 0.6 and does; 4.2 and 4 gain 0.2 and 0.4 and do not.
    expect(watch([5, 4.7, 4.4, 4.2, 4, 0], { minimumGain: 0.5 }).last).toBe(4)
    // A gain of exactly the minimum is none.
    expect(watch([5, 4.5, 4.5, 0], { minimumGain: 0.5 }).last).toBe(2)
  })
})

describe('the best weights', () => {
  it('come back, from the epoch that the records call best even where its gain did not count', () => {
    const { stopping, weight, last } = watch([5, 4, 3.9, 3.95, 0], { minimumGain: 0.5 })
    expect(last).toBe(3)
    expect(stopping.restore(last)).toBe(2)
    expect(weight[0]).toBe(2)
  })

  it('stay where they are when they are not asked for, and take no memory', () => {
    const { stopping, weight, last } = watch([5, 4, 6, 7], { restoreBest: false })
    expect(stopping.best).toEqual([])
    expect(stopping.restore(last)).toBe(3)
    expect(weight[0]).toBe(3)
  })

  it('are in one copy, taken once', () => {
    const { stopping } = watch([5])
    const copies = [...stopping.best]
    for (let epoch = 1; epoch < 5; epoch++) stopping.observe(score(epoch, 5 - epoch))
    expect(stopping.best.every((copy, k) => copy === copies[k])).toBe(true)
  })
})

describe('the end in words', () => {
  it('says why, by which measure and with which weights', () => {
    expect(watch([5, 4, 6, 7]).stopping.describeEnd(3, 10)).toBe(
      'Stopped early after epoch 3 of 10: no gain in training loss in 2 evaluations; the weights are those of epoch 1, the best by training loss',
    )
    expect(watch([5, 4, 6, 7], { restoreBest: false, minimumGain: 0.01, patience: 1 }).stopping.describeEnd(2, 10)).toBe(
      'Stopped early after epoch 2 of 10: no gain in training loss above 0.01 in 1 evaluation',
    )
    const stopping = new EarlyStopping(settings, { state: [] })
    stopping.observe(score(0, 1, 0.5))
    stopping.observe(score(1, 1, 0.7))
    stopping.observe(score(2, 1, 0.6))
    expect(stopping.describeEnd(2, 2)).toBe('All 2 epochs are done; the weights are those of epoch 1, the best by validation accuracy')
  })

  it('says nothing of a trial that ends with its last epoch and its last weights', () => {
    expect(watch([3, 2, 1]).stopping.describeEnd(2, 2)).toBeNull()
    expect(watch([1, 2, 3], { restoreBest: false }).stopping.describeEnd(2, 2)).toBeNull()
  })
})

describe.each(allKernels)('a trial with early stopping on the %s kernels', (kernels) => {
  const config = xorTrial({ kernels, epochs: 200, optimizer: { name: 'adam', learningRate: 0.05 }, earlyStopping: { patience: 4 } })
  const bestOf = (records: EpochRecord[]) => records.reduce((best, record) => (isBetter(record, best) ? record : best))

  it('ends with the weights of its best epoch, after the patience is used up', () => {
    const session = open(config)
    const { records, end } = runToEnd(session)
    const best = bestOf(records)
    expect(records.length).toBeLessThan(200)
    expect(records.at(-1)?.epoch).toBe(best.epoch + 4)
    expect(end).toMatchObject({ kind: 'done', ending: { epoch: best.epoch, message: expect.stringContaining('Stopped early') } })
    expect(digest(session.parameters())).toBe(best.weightDigest)
    expect(best.weightDigest).not.toBe(records.at(-1)?.weightDigest)
    expect(session.advance(() => false)).toEqual(end)
  })

  it('has the weights of the last epoch until that is reported', () => {
    const session = open(config)
    const { length } = runToEnd(open(config)).records
    for (let i = 0; i < length; i++) {
      const outcome = session.advance(() => false)
      expect(outcome.kind === 'epoch' && outcome.record.weightDigest).toBe(digest(session.parameters()))
    }
  })

  it('trains as without it until then', () => {
    const watched = runToEnd(open(config)).records
    const unwatched = runToEnd(open({ ...config, earlyStopping: null })).records
    expect(unwatched.length).toBe(201)
    expect(watched).toEqual(unwatched.slice(0, watched.length))
  })

  it('has no ending to tell of when the last epoch is the best', () => {
    const falling = xorTrial({ kernels, epochs: 3, earlyStopping: { patience: 2 }, batchSize: 'full' })
    const data = dataFor(falling, 1, { validation: false })
    expect(runToEnd(open(falling, { data })).end).toEqual({ kind: 'done' })
  })

  it('gets its best weights back after all its epochs too', () => {
    const patient = { ...config, epochs: 12, earlyStopping: { ...settings, patience: 1000 } }
    const session = open(patient)
    const { records, end } = runToEnd(session)
    const best = bestOf(records)
    expect(records).toHaveLength(13)
    expect(best.epoch).toBeLessThan(12)
    expect(end).toMatchObject({ ending: { epoch: best.epoch, message: expect.stringContaining('All 12 epochs are done') } })
    expect(digest(session.parameters())).toBe(best.weightDigest)
  })

  it('waits for evaluations where not every epoch has one', () => {
    const seldom = { ...config, evaluateEvery: 5, earlyStopping: { ...settings, patience: 2 } }
    const { records } = runToEnd(open(seldom))
    const best = bestOf(records)
    expect(best.epoch % 5).toBe(0)
    expect(records.at(-1)?.epoch).toBe(best.epoch + 10)
  })
})
