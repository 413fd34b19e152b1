import { describe, expect, it } from 'vitest'
import { allKernels, dataFor, open, runToEnd, xorTrial } from './small-trials'

const none = { loss: null, accuracy: null }

describe.each(allKernels)('an evaluation on the %s kernels', (kernels) => {
  it('is before the first epoch, after every k-th and after the last, and null in between', () => {
    const records = (evaluateEvery: number) => runToEnd(open(xorTrial({ kernels, epochs: 8, evaluateEvery }))).records
    const every = records(1)
    expect(every.every(({ validation }) => validation.loss !== null && validation.accuracy !== null)).toBe(true)
    for (const [k, evaluated] of [
      [3, [0, 3, 6, 8]],
      [4, [0, 4, 8]],
      [100, [0, 8]],
    ] as const) {
      const expected = every.map((record) => (evaluated.some((epoch) => epoch === record.epoch) ? record : { ...record, validation: none }))
      expect(records(k)).toEqual(expected)
    }
  })

  it('of no validation data is none', () => {
    const config = xorTrial({ kernels, epochs: 4, evaluateEvery: 2 })
    const { records } = runToEnd(open(config, { data: dataFor(config, 1, { validation: false }) }))
    expect(records.map(({ validation }) => validation)).toEqual([none, none, none, none, none])
  })
})
