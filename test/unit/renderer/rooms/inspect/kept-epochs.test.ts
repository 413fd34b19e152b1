import { describe, expect, it } from 'vitest'
import type { ModelKind, ModelRow } from '../../../../../src/api/records'
import { keptEpochs, someOf } from '../../../../../src/renderer/rooms/inspect/keptEpochs'

function model(kind: ModelKind, epoch: number): ModelRow {
  return { run: 1, kind, epoch, sha256: `${epoch}`, bytes: 1 }
}

describe('keptEpochs', () => {
  it('has each epoch once, in order, and asks for the model that stays', () => {
    // The last and the best model of a run that trains become others; that of an epoch does not.
    const kept = keptEpochs([model('last', 30), model('best', 20), model('epoch', 10), model('epoch', 20)])
    expect(kept.map(({ epoch, kinds }) => [epoch, kinds])).toEqual([
      [10, ['epoch']],
      [20, ['best', 'epoch']],
      [30, ['last']],
    ])
    expect(kept.map((one) => one.model.kind)).toEqual(['epoch', 'epoch', 'last'])
  })
})

describe('someOf', () => {
  it('takes the first, the last and some between', () => {
    expect(someOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4)).toEqual([0, 3, 6, 9])
    expect(someOf([1, 2], 4)).toEqual([1, 2])
  })
})
