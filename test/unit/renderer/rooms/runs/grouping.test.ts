import { expect, test } from 'vitest'
import { groupProgress, groupRuns, groupStatus, matches, singleRuns } from '../../../../../src/renderer/rooms/runs/grouping'
import { runRow } from '../run-row'

test('the trials of one setting of one experiment are a group, in order of seeds', () => {
  const rows = [
    runRow({ id: 4, seed: 2, experiment: 2, tags: ['b', 'a'], seconds: 3 }),
    runRow({ id: 3, seed: 1, experiment: 2, tags: ['a'], seconds: 4, pinned: true, note: 'kept' }),
    runRow({ id: 2, seed: 1, experiment: 1, configDigest: 'b' }),
    runRow({ id: 1, seed: 1, experiment: 1, configDigest: 'a' }),
  ]
  const groups = groupRuns(rows)
  expect(groups.map((group) => group.runs.map((run) => run.id))).toEqual([[3, 4], [2], [1]])
  expect(singleRuns(rows).map((group) => group.runs.length)).toEqual([1, 1, 1, 1])
  expect(groups[0]).toMatchObject({ tags: ['a', 'b'], seconds: 7, pinned: true, note: 'kept' })
})

test('a group says what moves first, then what went wrong', () => {
  const status = (...all: Parameters<typeof runRow>[0][]) => groupStatus(all.map((one) => runRow(one)))
  expect(status({ status: 'done' }, { status: 'running' }, { status: 'queued' })).toEqual({ status: 'running', count: 1 })
  expect(status({ status: 'done' }, { status: 'diverged' }, { status: 'diverged' })).toEqual({ status: 'diverged', count: 2 })
  expect(status({ status: 'done' }, { status: 'done' })).toEqual({ status: 'done', count: 2 })
})

test('a trial that ended early counts with the epochs it did', () => {
  const runs = [runRow({ epochsDone: 10 }), runRow({ status: 'stopped', epochsDone: 4 }), runRow({ status: 'running', epochsDone: 5 })]
  expect(groupProgress(runs)).toEqual({ done: 19, total: 10 + 4 + 10 })
})

test('the search looks at name, tags and note for every word, whatever the case', () => {
  const row = runRow({ name: 'Fig. 4 · MNIST', tags: ['paper'], note: 'wide layers', seed: 3 })
  expect(['', 'mnist', 'PAPER wide', 'fig. 4'].map((search) => matches(row, search))).toEqual([true, true, true, true])
  expect(['xor', 'paper narrow', 'mnist 3'].map((search) => matches(row, search))).toEqual([false, false, false])
})
