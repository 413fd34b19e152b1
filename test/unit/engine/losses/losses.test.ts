import { describe, expect, it } from 'vitest'
import type { LossConfig } from '../../../../src/engine/config/loss'
import { evaluate } from './evaluate'

describe('mean squared error', () => {
  // Two samples of two outputs, prediction - target = [1, -2] and [0, 3]; squares 1 + 4 and 0 + 9, 14 in all.
  const output = [2, 0, 5, 4]
  const values = [1, 2, 5, 1]

  it('mean_all divides by samples and outputs', () => {
    const { sum, objective, gradient, reads } = evaluate({ name: 'mse', reduction: 'mean_all' }, { output, values, outputs: 2 })
    expect(reads).toBe('values')
    // The losses of the samples, means over their outputs: 5/2 + 9/2; the objective 14/4; the gradient 2 e / 4
    expect(sum).toBe(7)
    expect(objective).toBe(3.5)
    expect(gradient).toEqual([0.5, -1, 0, 1.5])
  })

  it('sum divides by nothing', () => {
    const { sum, objective, gradient } = evaluate({ name: 'mse', reduction: 'sum' }, { output, values, outputs: 2 })
    expect({ sum, objective, gradient }).toEqual({ sum: 14, objective: 14, gradient: [2, -4, 0, 6] })
  })

  it('sum_outputs_mean_samples divides by samples', () => {
    const { sum, objective, gradient } = evaluate({ name: 'mse', reduction: 'sum_outputs_mean_samples' }, { output, values, outputs: 2 })
    expect({ sum, objective, gradient }).toEqual({ sum: 14, objective: 7, gradient: [1, -2, 0, 3] })
  })

  it('scales the gradient of a block by its batch, not by its own rows', () => {
    // The same two rows as part of a batch of 8: 2 e / 8
    expect(evaluate({ name: 'mse', reduction: 'sum_outputs_mean_samples' }, { output, values, outputs: 2, batch: 8 }).gradient).toEqual([0.25, -0.5, 0, 0.75])
  })
})

describe('mean absolute error', () => {
  // Prediction - target = [1, -2], [0, 3]: sizes 1 + 2 + 0 + 3 = 6, signs 1, -1, 0, 1.
  const example = { output: [2, 0, 5, 4], values: [1, 2, 5, 1], outputs: 2 }

  it.each([
    ['mean_all', 3, 1.5, [0.25, -0.25, 0, 0.25]],
    ['sum', 6, 6, [1, -1, 0, 1]],
    ['sum_outputs_mean_samples', 6, 3, [0.5, -0.5, 0, 0.5]],
  ] as const)('with %s follows the sign, which is 0 where the prediction is exact', (reduction, sum, objective, gradient) => {
    expect(evaluate({ name: 'mae', reduction }, example)).toEqual({ reads: 'values', sum, objective, gradient })
  })
})

describe('huber', () => {
  // With delta = 2 and e = [1, -2], [0, 3]: 1/2 + 4/2 + 0 + 2 (3 - 1) = 6.5; slopes 1, -2, 0 and, cut off, 2.
  const example = { output: [2, 0, 5, 4], values: [1, 2, 5, 1], outputs: 2 }

  it.each([
    ['mean_all', 3.25, 1.625, [0.25, -0.5, 0, 0.5]],
    ['sum', 6.5, 6.5, [1, -2, 0, 2]],
    ['sum_outputs_mean_samples', 6.5, 3.25, [0.5, -1, 0, 1]],
  ] as const)('with %s is squared up to delta and absolute beyond', (reduction, sum, objective, gradient) => {
    expect(evaluate({ name: 'huber', reduction, delta: 2 }, example)).toEqual({ reads: 'values', sum, objective, gradient })
  })

  it('shows NaN instead of cutting it off', () => {
    const { sum, gradient } = evaluate({ name: 'huber', reduction: 'sum', delta: 1 }, { output: [NaN], values: [0], outputs: 1 })
    expect([sum, ...gradient]).toEqual([NaN, NaN])
  })
})

describe('binary cross-entropy', () => {
  // Logits ln 3 and -ln 3: p = 3/4 and 1/4. Both are asked to be 1: losses ln 4/3 and ln 4, slopes p - 1.
  const example = { output: [Math.log(3), -Math.log(3)], labels: [1, 1], outputs: 1 }

  it('reads classes 0 and 1 as no and yes', () => {
    const { reads, sum, objective, gradient } = evaluate({ name: 'bce_with_logits', reduction: 'mean_all' }, example)
    expect(reads).toBe('values')
    expect(sum).toBeCloseTo(Math.log(4 / 3) + Math.log(4), 14)
    expect(objective).toBeCloseTo((Math.log(4 / 3) + Math.log(4)) / 2, 14)
    for (const [i, slope] of [-1 / 8, -3 / 8].entries()) expect(gradient[i]).toBeCloseTo(slope, 15)
  })

  it('takes targets between no and yes, output by output', () => {
    // t = 1/4 at p = 1/4: the slope vanishes and the loss is the entropy 1/4 ln 4 + 3/4 ln 4/3. t = 0 at x = 0: ln 2, slope 1/2.
    const { sum, gradient } = evaluate({ name: 'bce_with_logits', reduction: 'sum' }, { output: [-Math.log(3), 0], values: [0.25, 0], outputs: 2 })
    expect(sum).toBeCloseTo(Math.log(4) / 4 + (3 / 4) * Math.log(4 / 3) + Math.LN2, 14)
    expect(gradient[0]).toBeCloseTo(0, 15)
    expect(gradient[1]).toBe(0.5)
  })

  it('stays finite where the probability rounds to 0 or 1, and keeps the digits of a small loss', () => {
    const config = { name: 'bce_with_logits', reduction: 'sum' } as const
    expect(evaluate(config, { output: [1000, -1000], values: [0, 1], outputs: 1 })).toMatchObject({ sum: 2000, gradient: [1, -1] })
    // ln(1 + e^-40) is e^-40 to all digits, though 1 + e^-40 rounds to 1.
    const { sum } = evaluate(config, { output: [40], values: [1], outputs: 1 })
    expect(Math.abs(sum / Math.exp(-40) - 1)).toBeLessThan(1e-15)
  })
})

describe('cross-entropy', () => {
  const config = (reduction: 'mean' | 'sum'): Extract<LossConfig, { name: 'cross_entropy' }> => ({
    name: 'cross_entropy',
    reduction,
    labelSmoothing: 0,
    classWeights: null,
  })
  // Logits ln 1, ln 3: probabilities 1/4, 3/4. Classes 1 and 0: losses -ln 3/4 and -ln 1/4.
  const logits = [0, Math.log(3), 0, Math.log(3)]
  const labels = [1, 0]
  const total = Math.log(4 / 3) + Math.log(4)

  it('follows p - onehot, divided by the samples for the mean', () => {
    const { reads, sum, objective, gradient } = evaluate(config('mean'), { output: logits, labels, outputs: 2 })
    expect(reads).toBe('labels')
    expect(sum).toBeCloseTo(total, 14)
    expect(objective).toBeCloseTo(total / 2, 14)
    for (const [i, slope] of [1 / 8, -1 / 8, -3 / 8, 3 / 8].entries()) expect(gradient[i]).toBeCloseTo(slope, 15)
  })

  it('has the same sum of losses, so the same recorded loss, under the sum', () => {
    const { sum, objective, gradient } = evaluate(config('sum'), { output: logits, labels, outputs: 2 })
    expect(sum).toBe(evaluate(config('mean'), { output: logits, labels, outputs: 2 }).sum)
    expect(objective).toBe(sum)
    for (const [i, slope] of [1 / 4, -1 / 4, -3 / 4, 3 / 4].entries()) expect(gradient[i]).toBeCloseTo(slope, 15)
  })

  it('starts at ln K for K equal logits', () => {
    expect(evaluate(config('mean'), { output: new Array<number>(10).fill(0.3), labels: [7], outputs: 10 }).objective).toBeCloseTo(Math.log(10), 14)
  })

  it('reads a distribution as it reads the label that it is certain of', () => {
    const soft = evaluate(config('mean'), { output: logits, values: [0, 1, 1, 0], outputs: 2 })
    const hard = evaluate(config('mean'), { output: logits, labels, outputs: 2 })
    expect(soft).toEqual({ ...hard, reads: 'values' })
  })

  it('follows p - q for a distribution q', () => {
    // p = 1/4, 3/4 and q = 1/2, 1/2: loss -1/2 ln 1/4 - 1/2 ln 3/4, slopes -1/4 and 1/4.
    const { sum, gradient } = evaluate(config('sum'), { output: [0, Math.log(3)], values: [0.5, 0.5], outputs: 2 })
    expect(sum).toBeCloseTo(Math.log(4) / 2 + Math.log(4 / 3) / 2, 14)
    for (const [i, slope] of [-1 / 4, 1 / 4].entries()) expect(gradient[i]).toBeCloseTo(slope, 15)
  })

  it('spreads the smoothed share over all classes, the true one included', () => {
    // e = 0.2, K = 2: the target of class 1 becomes 0.1, 0.9. p = 1/4, 3/4: slopes 0.15, -0.15.
    const smooth = { ...config('sum'), labelSmoothing: 0.2 }
    const { sum, gradient } = evaluate(smooth, { output: [0, Math.log(3)], labels: [1], outputs: 2 })
    expect(sum).toBeCloseTo(0.1 * Math.log(4) + 0.9 * Math.log(4 / 3), 14)
    for (const [i, slope] of [0.15, -0.15].entries()) expect(gradient[i]).toBeCloseTo(slope, 15)
  })

  it('divides the mean of weighted labels by their weights', () => {
    // Weights 1 and 3 of the classes 0 and 1. Labels 1 and 0: losses 3 ln 4/3 and ln 4, objective their sum / (3 + 1).
    const weighted: LossConfig = { ...config('mean'), classWeights: [1, 3] }
    const { sum, objective, gradient } = evaluate(weighted, { output: logits, labels, outputs: 2 })
    expect(sum).toBeCloseTo(3 * Math.log(4 / 3) + Math.log(4), 14)
    expect(objective).toBeCloseTo((3 * Math.log(4 / 3) + Math.log(4)) / 4, 14)
    // 3 (p - onehot) / 4 of row 0, (p - onehot) / 4 of row 1.
    for (const [i, slope] of [3 / 16, -3 / 16, -3 / 16, 3 / 16].entries()) expect(gradient[i]).toBeCloseTo(slope, 15)
  })

  it('divides the mean of weighted distributions by the samples, as PyTorch does', () => {
    // The same rows as distributions: the same losses, divided by 2 samples.
    const weighted: LossConfig = { ...config('mean'), classWeights: [1, 3] }
    const { objective } = evaluate(weighted, { output: logits, values: [0, 1, 1, 0], outputs: 2 })
    expect(objective).toBeCloseTo((3 * Math.log(4 / 3) + Math.log(4)) / 2, 14)
  })

  it('weighs a smoothed target class by class', () => {
    // Weights 1 and 3, e = 0.2, class 1: target 1 x 0.1, 3 x 0.9, which sum to 2.8. p = 1/4, 3/4: slopes 2.8/4 - 0.1 and 2.8 x 3/4 - 2.7.
    const both: LossConfig = { ...config('sum'), labelSmoothing: 0.2, classWeights: [1, 3] }
    const { sum, gradient } = evaluate(both, { output: [0, Math.log(3)], labels: [1], outputs: 2 })
    expect(sum).toBeCloseTo(0.1 * Math.log(4) + 2.7 * Math.log(4 / 3), 14)
    for (const [i, slope] of [0.6, -0.6].entries()) expect(gradient[i]).toBeCloseTo(slope, 14)
  })
})
