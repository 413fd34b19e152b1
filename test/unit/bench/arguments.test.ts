import { describe, expect, test } from 'vitest'
import { helpText, readArguments, UsageError } from '../../../bench/arguments'
import type { Task, TaskSet } from '../../../bench/task'

const sets: TaskSet[] = [
  { id: 'epoch', group: 'epoch', title: 'an epoch', usual: true },
  { id: 'batch', group: 'sweep', title: 'batch sizes', usual: false },
  { id: 'depth', group: 'sweep', title: 'depths', usual: false },
]
const task = (id: string, set: string): Task => ({ id, set, title: id, unit: 's', in: 'thread', prepare: () => () => 1 })
const tasks = [
  task('epoch-fast', 'epoch'),
  task('epoch-fast-dense', 'epoch'),
  task('batch-32-fast', 'batch'),
  task('batch-32-pytorch', 'batch'),
  task('depth-1', 'depth'),
]

const read = (...args: string[]) => readArguments(args, tasks, sets)
const chosen = (...args: string[]) => read(...args).chosen.map(({ id }) => id)

test('without arguments: the usual sets, five rounds, a table', () => {
  expect(chosen()).toEqual(['epoch-fast', 'epoch-fast-dense'])
  expect(read()).toMatchObject({ json: false, help: false, save: false, document: null, rounds: 5 })
})

test('--all takes every set', () => {
  expect(chosen('--all')).toHaveLength(tasks.length)
})

describe('--only', () => {
  test('takes an id as just that, though others begin with it', () => {
    expect(chosen('--only', 'epoch-fast')).toEqual(['epoch-fast'])
  })

  test('takes the beginning of ids up to a dash', () => {
    expect(chosen('--only', 'batch-32')).toEqual(['batch-32-fast', 'batch-32-pytorch'])
    expect(() => chosen('--only', 'batch-3')).toThrow(new UsageError('There is no measurement "batch-3"'))
  })

  test('takes a set and a group', () => {
    expect(chosen('--only', 'depth')).toEqual(['depth-1'])
    expect(chosen('--only', 'sweep')).toEqual(['batch-32-fast', 'batch-32-pytorch', 'depth-1'])
  })

  test('takes several words, in the order of the tasks and each task once', () => {
    expect(chosen('--only', 'depth-1', 'batch', 'batch-32-fast')).toEqual(['batch-32-fast', 'batch-32-pytorch', 'depth-1'])
  })
})

describe('wrong use', () => {
  test.each(['0', '-1', '1.5', 'many'])('--rounds %s', (rounds) => {
    expect(() => read(`--rounds=${rounds}`)).toThrow(UsageError)
  })

  test('an unknown option', () => {
    expect(() => read('--fast')).toThrow(UsageError)
  })
})

test('the help names every id, and marks what is not usual', () => {
  const help = helpText(tasks, sets)
  for (const { id } of tasks) expect(help).toContain(id)
  expect(help).toMatch(/^ {2}\* batch \(sweep\)/m)
  expect(help).toMatch(/^ {4}epoch \(epoch\)/m)
})
