import { describe, expect, it } from 'vitest'
import type { LossConfig } from '../../../../src/engine/config/loss'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { createLoss } from '../../../../src/engine/losses/registry'

const kernels = createReferenceKernels('float64')

function evaluate(config: LossConfig, output: number[], given: { labels?: number[]; values?: number[] }, outputs: number, batch?: number) {
  const rows = output.length / outputs
  const loss = createLoss(config, outputs, kernels)
  const gradient = new Float64Array(output.length)
  const targets = { labels: Uint8Array.from(given.labels ?? []), values: Float64Array.from(given.values ?? []) }
  const sum = loss.evaluate(Float64Array.from(output), targets, gradient, { rows, batch: batch ?? rows })
  return { reads: loss.reads, sum, objective: loss.objective(sum, batch ?? rows), gradient: [...gradient] }
}

describe('mean squared error', () => {
  // Two samples of two outputs, prediction - target = [1, -2] and [0, 3]; squares 1 + 4 and 0 + 9, 14 in all.
  const output = [2, 0, 5, 4]
  const values = [1, 2, 5, 1]

  it('mean_all divides by samples and outputs', () => {
    const { sum, objective, gradient, reads } = evaluate({ name: 'mse', reduction: 'mean_all' }, output, { values }, 2)
    expect(reads).toBe('values')
    // The losses of the samples, means over their outputs: 5/2 + 9/2; the objective 14/4; the gradient 2 e / 4
    expect(sum).toBe(7)
    expect(objective).toBe(3.5)
    expect(gradient).toEqual([0.5, -1, 0, 1.5])
  })

  it('sum divides by nothing', () => {
    const { sum, objective, gradient } = evaluate({ name: 'mse', reduction: 'sum' }, output, { values }, 2)
    expect({ sum, objective, gradient }).toEqual({ sum: 14, objective: 14, gradient: [2, -4, 0, 6] })
  })

  it('sum_outputs_mean_samples divides by samples', () => {
    const { sum, objective, gradient } = evaluate({ name: 'mse', reduction: 'sum_outputs_mean_samples' }, output, { values }, 2)
    expect({ sum, objective, gradient }).toEqual({ sum: 14, objective: 7, gradient: [1, -2, 0, 3] })
  })

  it('scales the gradient of a block by its batch, not by its own rows', () => {
    // The same two rows as part of a batch of 8: 2 e / 8
    expect(evaluate({ name: 'mse', reduction: 'sum_outputs_mean_samples' }, output, { values }, 2, 8).gradient).toEqual([0.25, -0.5, 0, 0.75])
  })
})

describe('cross-entropy', () => {
  const config = (reduction: 'mean' | 'sum'): LossConfig => ({ name: 'cross_entropy', reduction, labelSmoothing: 0, classWeights: null })
  // Logits ln 1, ln 3: probabilities 1/4, 3/4. Classes 1 and 0: losses -ln 3/4 and -ln 1/4.
  const logits = [0, Math.log(3), 0, Math.log(3)]
  const labels = [1, 0]
  const total = Math.log(4 / 3) + Math.log(4)

  it('follows p - onehot, divided by the samples for the mean', () => {
    const { reads, sum, objective, gradient } = evaluate(config('mean'), logits, { labels }, 2)
    expect(reads).toBe('labels')
    expect(sum).toBeCloseTo(total, 14)
    expect(objective).toBeCloseTo(total / 2, 14)
    for (const [i, slope] of [1 / 8, -1 / 8, -3 / 8, 3 / 8].entries()) expect(gradient[i]).toBeCloseTo(slope, 15)
  })

  it('has the same sum of losses, so the same recorded loss, under the sum', () => {
    const { sum, objective, gradient } = evaluate(config('sum'), logits, { labels }, 2)
    expect(sum).toBe(evaluate(config('mean'), logits, { labels }, 2).sum)
    expect(objective).toBe(sum)
    for (const [i, slope] of [1 / 4, -1 / 4, -3 / 4, 3 / 4].entries()) expect(gradient[i]).toBeCloseTo(slope, 15)
  })

  it('starts at ln K for K equal logits', () => {
    expect(evaluate(config('mean'), new Array<number>(10).fill(0.3), { labels: [7] }, 10).objective).toBeCloseTo(Math.log(10), 14)
  })
})
