import { describe, expect, it } from 'vitest'
import { above, atLeast, atMost, below, fromTo, sideOf, strictlyBetween } from '../../../src/report/claims/region'
import { regionText } from '../../../src/report/claims/words'
import { measurementText } from '../../../src/report/judge'
import type { Unit } from '../../../src/report/claims'

const text = (unit: Unit, value: number | null, interval: [number, number] | null = null, n = 15) =>
  measurementText({ name: '', unit, value, interval: interval && { low: interval[0], high: interval[1] }, n })

describe('a measurement in words', () => {
  it('has its unit, interval and n', () => {
    expect(text('accuracy', 0.9661, [0.9642, 0.968])).toBe('0.966 [0.964, 0.968], n = 15')
    expect(text('points', 0.0029, [0.0021, 0.0037])).toBe('+0.29 points [+0.21, +0.37], n = 15')
    expect(text('points', -0.0006, [-0.0015, 0.0003])).toBe('−0.06 points [−0.15, +0.03], n = 15')
    expect(text('share', 0.981, [0.9797, 0.9826], 100)).toBe('98.1 % [98.0, 98.3], n = 100')
    expect(text('ratio', 14.04, [13.1, 15], 100)).toBe('14.0 [13.1, 15.0], n = 100')
    expect(text('ratio', 0, [0, 3.14159e-8], 100)).toBe('0 [0, 3.14e−8], n = 100')
    expect(text('epochs', -2.25, [-3, -1.96])).toBe('−2.3 epochs [−3.0, −2.0], n = 15')
    expect(text('seconds', -0.0213, [-0.03, -0.01])).toBe('−0.0213 s [−0.0300, −0.0100], n = 15')
    expect(text('loss', 1234.5, [1000, 2000])).toBe('1235 [1000, 2000], n = 15')
  })

  it('says where there is no interval, and where there is no number', () => {
    expect(text('r2', 0.99991, null, 1)).toBe('0.9999, one trial, no interval')
    expect(text('slope', -1.2341, null, 1)).toBe('−1.234, one trial, no interval')
    expect(text('accuracy', 0.97, null, 3)).toBe('0.970, n = 3, no interval')
    expect(text('points', null, null, 3)).toBe('cannot be computed, n = 3')
    expect(text('points', null, null, 0)).toBe('not recorded')
  })

  it('gives no sign to what rounds to zero', () => {
    expect(text('points', -0.00001, [-0.00002, 0.00001])).toBe('0.00 points [0.00, 0.00], n = 15')
  })
})

describe('a limit in words', () => {
  it('is as it was settled', () => {
    expect(regionText(atLeast(0.9), 'share')).toBe('at least 90 %')
    expect(regionText(above(0.005), 'points')).toBe('above 0.5 points')
    expect(regionText(below(0.01), 'points')).toBe('below 1 point')
    expect(regionText(below(0), 'epochs')).toBe('below 0')
    expect(regionText(atMost(1e-6), 'ratio')).toBe('at most 1e−6')
    expect(regionText(fromTo(0.001, 0.009), 'points')).toBe('within 0.1 to 0.9 points')
    expect(regionText(strictlyBetween(0, 0.005), 'points')).toBe('above 0 and below 0.5 points')
  })
})

describe('an interval against a region', () => {
  const side = (low: number, high: number, region: ReturnType<typeof above>) => sideOf({ low, high }, region)

  it('lies inside, outside or across', () => {
    expect([side(1, 2, above(0)), side(-2, -1, above(0)), side(-1, 1, above(0))]).toEqual(['inside', 'outside', 'across'])
    expect([side(0.95, 0.96, fromTo(0.955, 0.975)), side(0.96, 0.97, fromTo(0.955, 0.975)), side(0.98, 0.99, fromTo(0.955, 0.975))]).toEqual([
      'across',
      'inside',
      'outside',
    ])
    // Wider than the region on both sides.
    expect(side(0, 1, strictlyBetween(0.2, 0.3))).toBe('across')
  })

  it('minds whether the limit itself belongs to the region', () => {
    expect([side(0.9, 1, atLeast(0.9)), side(0.8, 0.9, atLeast(0.9))]).toEqual(['inside', 'across'])
    expect([side(0, 1, above(0)), side(-1, 0, above(0)), side(0, 0, above(0))]).toEqual(['across', 'outside', 'outside'])
    expect([side(0, 0.05, atMost(0.05)), side(0.05, 0.06, atMost(0.05))]).toEqual(['inside', 'across'])
  })
})
