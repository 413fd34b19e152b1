import { expect, test } from 'vitest'
import { Silence } from '../../../src/api/silence'

test('the limit is reached after as many ticks as make it up, and anything heard begins anew', () => {
  const silence = new Silence(1000, 3000)
  expect([silence.tick(), silence.tick()]).toEqual([false, false])
  silence.heard()
  expect([silence.tick(), silence.tick(), silence.tick()]).toEqual([false, false, true])
})
