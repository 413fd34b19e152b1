import { expect, test } from 'vitest'
import { groupCurves } from '../../../../src/charts/compare/group-curves'
import { ofRecords } from '../../../../src/charts/compare/trial-curves'
import { epochsOf } from './recorded'

const trial = (...losses: (number | null)[]) => ({ curves: ofRecords(epochsOf(losses.map((trainLoss) => ({ trainLoss })))), steps: 1 })
const state = { x: 'epoch', centre: 'iqm', span: 'quartiles', showTrials: false, smoothing: { kind: 'none' } } as const
const options = { label: 'Adam', slot: 2, part: 'train', measure: 'loss', secondary: false, state } as const

test('one trial is a line, few are hairlines under their mean, many a band alone', () => {
  const kinds = (count: number, showTrials = false) =>
    groupCurves({ ...options, state: { ...state, showTrials }, trials: Array.from({ length: count }, () => trial(2, 1)) }).map((one) =>
      one.kind === 'band' ? `band n=${one.n}` : (one.emphasis ?? 'main'),
    )
  expect(kinds(0)).toEqual([])
  expect(kinds(1)).toEqual(['main'])
  expect(kinds(3)).toEqual(['trial', 'trial', 'trial', 'band n=3'])
  expect(kinds(4)).toEqual(['band n=4'])
  expect(kinds(4, true)).toEqual(['trial', 'trial', 'trial', 'trial', 'band n=4'])
})

test('trials that have no such value do not count', () => {
  expect(groupCurves({ ...options, trials: [trial(2, 1), trial(null, null)] })).toMatchObject([{ kind: 'line', label: 'Adam', slot: 2 }])
  expect(groupCurves({ ...options, measure: 'accuracy', trials: [trial(2, 1)] })).toEqual([])
})
