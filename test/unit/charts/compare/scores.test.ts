import { describe, expect, test } from 'vitest'
import { adviseSeeds, widthFactor } from '../../../../src/charts/compare/enough-seeds'
import { effectBoxes, scoreBoxes } from '../../../../src/charts/compare/finals'
import { groupScores, rankScores, type GroupScore } from '../../../../src/charts/compare/scores'
import { recordedGroups } from './recorded'

const ending = (...values: number[]) => values.map((value) => [{ trainAccuracy: 0.1 }, { trainAccuracy: 0.99 }, { trainAccuracy: value }])
const data = recordedGroups({ base: ending(0.5, 0.6, 0.7, 0.8), better: ending(0.7, 0.8, 0.9, 1), few: ending(0.2) })
const scores = (changes: { kind?: 'last' | 'best'; baseline?: string | null } = {}) =>
  groupScores(data.groups, { measure: 'accuracy', part: 'train', kind: 'last', baseline: 'base', curvesOf: data.curvesOf, ...changes })

describe('scores', () => {
  test('the last value of every trial, their middle, and the difference to the baseline', () => {
    const [base, better, few] = scores() as [GroupScore, GroupScore, GroupScore]
    // The middle half of 0.7 0.8 0.9 1 is 0.8 and 0.9.
    expect(better.iqm).toBeCloseTo(0.85, 12)
    expect(better.difference?.value).toBeCloseTo(0.2, 12)
    // Every pair of seeds differs by 0.2: no resample can say anything else.
    expect(better.difference?.interval?.low).toBeCloseTo(0.2, 12)
    expect(better.difference?.paired).toBe(true)
    // Of 16 pairs, 0.7 beats 0.5 and 0.6 and ties with 0.7 (2.5), 0.8 wins 3.5, the others 4 each.
    expect(better.improvement).toBe(14 / 16)
    expect([base.best, better.best, few.best]).toEqual([false, true, false])
    expect([base.difference, few.difference?.interval]).toEqual([null, null])
    expect(rankScores([base, better, few], 'accuracy').map(({ group }) => group.key)).toEqual(['better', 'base', 'few'])
  })

  test('the best value is that of the best epoch', () => {
    expect(scores({ kind: 'best' })[0]!.trials[0]).toMatchObject({ seed: 1, epoch: 1, value: 0.99 })
  })

  test('of a loss, lower is better', () => {
    const low = recordedGroups({ a: [[{ trainLoss: 1 }]], b: [[{ trainLoss: 2 }]] })
    const both = groupScores(low.groups, { measure: 'loss', part: 'train', kind: 'last', baseline: 'b', curvesOf: low.curvesOf })
    expect(both.map(({ best, improvement }) => [best, improvement])).toEqual([
      [true, 1],
      [false, null],
    ])
  })
})

describe('enough seeds', () => {
  test('fewer than four of a group have no interval', () => {
    expect(adviseSeeds(scores())).toMatchObject({ verdict: 'few', n: 1 })
  })

  test('a difference with its whole interval on one side is enough', () => {
    const [base, better] = scores() as [GroupScore, GroupScore]
    expect(adviseSeeds([base, better])).toMatchObject({ verdict: 'separated', n: 4, open: [], needed: null })
  })

  test('one that includes zero asks for as many seeds as would narrow it below the difference', () => {
    const [base, better] = scores() as [GroupScore, GroupScore]
    const difference = { value: 0.1, interval: { low: -0.1, high: 0.3 }, probability: 0.6, n: { a: 4, b: 4 }, paired: true }
    // Half the width is 0.2, twice the difference: four times the four seeds.
    expect(adviseSeeds([base, { ...better, difference }])).toMatchObject({ verdict: 'undecided', open: ['better'], needed: 16 })
    const tiny = { ...difference, value: 0.001, interval: { low: -0.199, high: 0.201 } }
    expect(adviseSeeds([base, { ...better, difference: tiny }]).needed).toBeNull()
    expect(widthFactor(15, 60)).toBe(0.5)
  })
})

test('boxes hold a mark a trial, by group or by the value of a field', () => {
  const all = scores()
  expect(scoreBoxes(all).map(({ label, values, quartiles }) => [label, values.length, quartiles?.median.toFixed(6) ?? null])).toEqual([
    ['base', 4, '0.650000'],
    ['better', 4, '0.850000'],
    ['few', 1, null],
  ])
  const byField = effectBoxes(all, ({ group }) => (group.key === 'few' ? 'adam' : 'sgd'))
  expect(byField.map(({ label, values }) => [label, values.length])).toEqual([
    ['sgd', 8],
    ['adam', 1],
  ])
})
