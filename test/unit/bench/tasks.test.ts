import { expect, test } from 'vitest'
import { ratios, sets, tasks } from '../../../bench/tasks/index'
import { activations } from '../../../src/engine/layers/activations/registry'
import { optimizers } from '../../../src/engine/optimizers/registry'

const setOf = (id: string) => tasks.find((task) => task.id === id)?.set

test('every id is there once', () => {
  const ids = tasks.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('every task belongs to a set, and every set has tasks', () => {
  expect([...new Set(tasks.map(({ set }) => set))].sort()).toEqual(sets.map(({ id }) => id).sort())
})

test('both sides of every ratio run in the same interleaved rounds', () => {
  expect(ratios.length).toBeGreaterThan(15)
  expect(ratios.filter(({ of, to }) => setOf(of) === undefined || setOf(of) !== setOf(to))).toEqual([])
})

test('the sweeps have every optimizer and every activation', () => {
  const ids = tasks.map(({ id }) => id)
  expect(ids.filter((id) => id.startsWith('optimizer-'))).toHaveLength(optimizers.length)
  expect(ids.filter((id) => id.startsWith('activation-'))).toHaveLength(activations.length)
})
