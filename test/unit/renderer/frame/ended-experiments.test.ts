import { expect, it } from 'vitest'
import { endedExperiments, openExperiments } from '../../../../src/renderer/frame/useEndedExperiments'
import { runRow } from '../fake-lab'

const before = [
  runRow({ id: 1, experiment: 1, status: 'done' }),
  runRow({ id: 2, experiment: 2, status: 'running' }),
  runRow({ id: 3, experiment: 2, status: 'queued' }),
  runRow({ id: 4, experiment: 3, status: 'paused' }),
]

it('an experiment has ended when its last open trial has', () => {
  const open = openExperiments(before)
  expect(open).toEqual(new Set([2, 3]))
  const half = before.map((row) => (row.id === 2 ? { ...row, status: 'diverged' as const } : row))
  expect(endedExperiments(open, half)).toEqual([])
  const whole = half.map((row) => (row.id === 3 ? { ...row, status: 'done' as const } : row))
  expect(endedExperiments(open, whole).map((runs) => runs.map(({ id, status }) => `${id} ${status}`))).toEqual([['2 diverged', '3 done']])
})

it('one that is gone, and one that had ended before, is not told', () => {
  expect(endedExperiments(openExperiments(before), [before[0]!])).toEqual([])
  expect(endedExperiments(new Set(), before)).toEqual([])
})
