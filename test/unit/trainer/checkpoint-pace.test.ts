import { expect, test } from 'vitest'
import { CheckpointPace } from '../../../src/trainer/checkpoint-pace'

test('the first comes two seconds after the start, a cheap one two seconds after the last', () => {
  const pace = new CheckpointPace(1000)
  expect([2999, 3000].map((now) => pace.isDue(now))).toEqual([false, true])
  pace.made(3100, 3110) // 10 ms: forty times that are 400 ms
  expect([5109, 5110].map((now) => pace.isDue(now))).toEqual([false, true])
})

test('a dear one is followed by forty times as much training', () => {
  const pace = new CheckpointPace(0)
  pace.made(2000, 2500) // 0.5 s: 20 s of training follow
  expect([22_499, 22_500].map((now) => pace.isDue(now))).toEqual([false, true])
})
