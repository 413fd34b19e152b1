import { expect, test } from 'vitest'
import { measureSet } from '../../../bench/measure'
import type { Task, TaskSet } from '../../../bench/task'

const set: TaskSet = { id: 'set', group: 'set', title: 'a set', usual: true }

function harness(rounds: number) {
  const calls: string[] = []
  const failures: string[] = []
  const task = (id: string, run: (call: number) => number): Task => {
    let call = 0
    const close = async () => void calls.push(`close ${id}`)
    const measure = () => {
      calls.push(id)
      return run(call++)
    }
    return { id, set: 'set', title: id, unit: 's', in: 'driver', open: async () => ({ run: measure, close }) }
  }
  const images = () => {
    throw new Error('nothing here needs images')
  }
  const options = { rounds, images, progress: () => undefined, note: () => undefined, failed: (message: string) => failures.push(message) }
  return { calls, failures, task, options }
}

test('tasks take turns in every round, and the first round does not count', async () => {
  const { calls, task, options } = harness(2)
  const measured = await measureSet(set, [task('a', (call) => 10 + call), task('b', (call) => 20 + call)], options)
  expect(calls).toEqual(['a', 'b', 'a', 'b', 'a', 'b', 'close a', 'close b'])
  expect(measured.map(({ id, rounds, value }) => ({ id, rounds, value }))).toEqual([
    { id: 'a', rounds: [11, 12], value: 11.5 },
    { id: 'b', rounds: [21, 22], value: 21.5 },
  ])
})

test('a set may have fewer rounds and no warm-up', async () => {
  const { task, options } = harness(5)
  const [measured] = await measureSet({ ...set, rounds: 2, warmUp: false }, [task('a', (call) => call)], options)
  expect(measured?.rounds).toEqual([0, 1])
})

test('a task that fails has no result and keeps nobody from theirs', async () => {
  const { failures, calls, task, options } = harness(2)
  const fails = task('a', (call) => {
    if (call === 1) throw new Error('it broke')
    return 1
  })
  const measured = await measureSet(set, [fails, task('b', () => 2)], options)
  expect(measured.map(({ id }) => id)).toEqual(['b'])
  expect(failures).toEqual(['a failed: it broke'])
  expect(calls.filter((call) => call === 'a')).toHaveLength(2)
})
