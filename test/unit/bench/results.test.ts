import { expect, test } from 'vitest'
import { growth } from '../../../bench/growth'
import { createReport, slug, tableOf } from '../../../bench/report'
import { computeRatios, summarise } from '../../../bench/statistics'

const ours = summarise({ id: 'epoch-fast', title: 'ours', unit: 's' }, [0.2, 0.1, 0.4])
const theirs = summarise({ id: 'epoch-pytorch', title: 'theirs', unit: 's' }, [0.4, 0.5, 0.4])
const wanted = [
  { id: 'epoch-against-pytorch', of: 'epoch-pytorch', to: 'epoch-fast' },
  { id: 'epoch-against-sklearn', of: 'epoch-sklearn', to: 'epoch-fast' },
]

test('the value is the median of the rounds', () => {
  expect(ours.value).toBe(0.2)
  expect(summarise(theirs, [1, 2, 4, 3]).value).toBe(2.5)
})

test('a ratio is one of medians, with its value in each round; one whose side is missing is left out', () => {
  // 0.4 / 0.2 of the medians; 0.4 / 0.2, 0.5 / 0.1 and 0.4 / 0.4 in the rounds.
  expect(computeRatios(wanted, [ours, theirs])).toEqual([{ ...wanted[0], value: 2, rounds: [2, 5, 1] }])
})

test('the object for programs has what the README says and no more', () => {
  const report = createReport([ours, theirs], computeRatios(wanted, [ours, theirs]))
  expect(Object.keys(report)).toEqual(['machine', 'versions', 'results', 'ratios'])
  expect(report.results[0]).toEqual({ id: 'epoch-fast', value: 0.2, unit: 's', rounds: [0.2, 0.1, 0.4] })
  expect(report.ratios).toEqual([{ ...wanted[0], value: 2 }])
  expect(report.versions['node']).toBe(process.versions.node)
})

test('a line of the table has median, unit, lowest and highest round', () => {
  const [first, , ratio] = tableOf([ours, theirs], computeRatios(wanted, [ours, theirs]))
  expect(first).toMatch(/^epoch-fast +0\.200 s +\[0\.100, 0\.400\] +ours$/)
  expect(ratio).toMatch(/^epoch-against-pytorch +2\.00 x +\[1\.00, 5\.00\] +epoch-pytorch \/ epoch-fast$/)
})

test('a processor becomes a part of a file name', () => {
  expect(slug('Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz 8 cores')).toBe('intel-core-i7-8650u-cpu-1-90ghz-8-cores')
})

test('growth is relative to the smallest size, in order of size', () => {
  const results = [
    { id: 'samples-30000', value: 0.3 },
    { id: 'samples-7500', value: 0.1 },
    { id: 'batch-32-pytorch', value: 9 },
    { id: 'depth-1', value: 1 },
  ]
  expect(growth(results).map(({ label, points }) => ({ label, points }))).toEqual([{ label: 'images', points: [{ x: 1, y: 1 }, { x: 4, y: expect.closeTo(3) }] }]) // prettier-ignore
})
