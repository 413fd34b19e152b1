import { describe, expect, it } from 'vitest'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { Dropout } from '../../../../src/engine/layers/dropout'
import { Linear } from '../../../../src/engine/layers/linear'
import { Sequential } from '../../../../src/engine/layers/sequential'
import { createStream } from '../../../../src/engine/random/stream'
import { mean } from '../../../../src/engine/statistics/moments'
import { checkModule } from '../../../../src/engine/verify/gradient-check'

const kernels = createReferenceKernels('float64')
const pass = (seed: number) => ({ random: createStream(seed, 'dropout') })

describe('Dropout', () => {
  const size = { inputs: 2, capacity: 2 }

  it('leaves out in training what its words say, and scales up what it keeps', () => {
    const module = new Dropout(kernels, { ...size, probability: 0.75 })
    // A word below 3/4 2^32 leaves out; kept numbers are divided by 1 - 3/4.
    const words = [0xbfffffff, 0xc0000000, 0, 0xffffffff].values()
    const random = { nextUint32: () => words.next().value ?? NaN }
    expect([...module.forward(Float64Array.of(1, 2, 3, 4), 2, { random })]).toEqual([0, 8, 0, 16])
    expect([...module.backward(Float64Array.of(5, 6, 7, 8), 2)]).toEqual([0, 24, 0, 32])
  })

  it('changes nothing in evaluation, forward and backward, also after training', () => {
    const module = new Dropout(kernels, { ...size, probability: 0.5 })
    const x = Float64Array.of(1, 2)
    module.forward(x, 1, pass(1))
    expect([...module.forward(x, 1)]).toEqual([1, 2])
    expect([...module.backward(Float64Array.of(3, 4), 1)]).toEqual([3, 4])
  })

  it('repeats with the same stream, differs with another, and differs from pass to pass', () => {
    const module = new Dropout(kernels, { inputs: 100, capacity: 1, probability: 0.5 })
    const ones = new Float64Array(100).fill(1)
    const draw = (random: ReturnType<typeof createStream>) => [...module.forward(ones, 1, { random })]
    expect(draw(createStream(1, 'dropout'))).toEqual(draw(createStream(1, 'dropout')))
    expect(draw(createStream(1, 'dropout'))).not.toEqual(draw(createStream(2, 'dropout')))
    const stream = createStream(1, 'dropout')
    expect(draw(stream)).not.toEqual(draw(stream))
  })

  it('leaves out its share, and keeps the mean', () => {
    const length = 100_000
    const module = new Dropout(kernels, { inputs: length, capacity: 1, probability: 0.2 })
    const y = module.forward(new Float64Array(length).fill(1), 1, pass(3))
    // Five standard deviations of the share of n draws: 5 sqrt(0.2 0.8 / n) = 0.0063; a kept number is 1.25.
    expect(Math.abs(y.filter((value) => value === 0).length / length - 0.2)).toBeLessThan(0.0063)
    expect(Math.abs(mean(Float64Array.from(y)) - 1)).toBeLessThan(1.25 * 0.0063)
  })

  it('shows NaN even where it would be left out', () => {
    const module = new Dropout(kernels, { inputs: 1, capacity: 1, probability: 0.9 })
    expect(module.forward(Float64Array.of(NaN), 1, { random: { nextUint32: () => 0 } })[0]).toBeNaN()
  })

  it.each([-0.1, 1, NaN])('refuses the probability %d', (probability) => {
    expect(() => new Dropout(kernels, { ...size, probability })).toThrow('Dropout takes a probability from 0 up to, but not including, 1, got')
  })

  it('has the right gradients in both modes, alone and between layers', () => {
    const rows = 3
    const random = createStream(4, 'data')
    const draw = (length: number) => Float64Array.from({ length }, () => random.gaussian())
    const linear = (name: string) => {
      const layer = new Linear(kernels, { name, inputs: 4, outputs: 4, bias: true, capacity: rows })
      for (const { data } of layer.parameters) data.set(draw(data.length))
      return layer
    }
    const dropout = new Dropout(kernels, { inputs: 4, capacity: rows, probability: 0.4 })
    for (const module of [dropout, new Sequential([linear('a'), dropout, linear('b')])]) {
      for (const training of [undefined, () => pass(5)]) {
        const report = checkModule({ kernels, module, x: draw(rows * 4), rows, weights: draw(rows * 4), ...(training && { training }) })
        expect(report.passed, JSON.stringify(report.worst)).toBe(true)
      }
    }
  })
})
