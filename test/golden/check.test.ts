/** The comparison itself can fail: the golden tests are worth as much as it is. */
import { describe, expect, it } from 'vitest'
import { Check } from './check'

describe('Check', () => {
  const check = () => new Check({ abs: 0.1, rel: 0.01 })

  it('allows abs + rel |want| and remembers the largest share of it', () => {
    // 0.1 + 0.01 10 = 0.2
    const within = check()
    within.numbers('y', [10.1, 10], [10, 10])
    expect(within.share).toBeCloseTo(0.5, 10)
    expect(within.compared).toBe(2)
  })

  it('fails on a number out of tolerance, naming it', () => {
    expect(() => check().numbers('y', [10, 10.3], [10, 10])).toThrow('y[1]: got 10.3, expected 10 within 0.2')
  })

  it('fails on what is no finite number, on another count and on another word', () => {
    for (const wrong of [NaN, Infinity]) expect(() => check().number('loss', wrong, 1)).toThrow('loss: got')
    expect(() => check().numbers('y', [1], [1, 2])).toThrow('y: 1 numbers, expected 2')
    expect(() => check().equal('distribution', 'normal', 'uniform')).toThrow('got normal, expected uniform')
  })
})
