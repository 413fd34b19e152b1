import { describe, expect, it } from 'vitest'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { createAnswers } from '../../../../src/engine/models/answers'

const kernels = createReferenceKernels('float64')

describe('answers', () => {
  it('are the outputs themselves in regression', () => {
    const answers = createAnswers('regression', 2, kernels, 3)
    expect(answers.width).toBe(2)
    expect([...answers.from(Float64Array.of(1, 2, 3, 4, 5, 6), 2)]).toEqual([1, 2, 3, 4])
  })

  it('are probabilities of the classes', () => {
    const answers = createAnswers('classification', 2, kernels, 1)
    // e^0 : e^ln3 = 1 : 3
    const [first, second] = answers.from(Float64Array.of(0, Math.log(3)), 1)
    expect(first).toBeCloseTo(0.25, 15)
    expect(second).toBeCloseTo(0.75, 15)
  })

  it('are the probabilities of both classes for a single output, the logit of class 1', () => {
    const answers = createAnswers('classification', 1, kernels, 2)
    expect(answers.width).toBe(2)
    // sigmoid(ln 3) = 3/4, sigmoid(0) = 1/2; a second call leaves nothing of the first.
    for (const _ of [1, 2]) {
      const given = [...answers.from(Float64Array.of(Math.log(3), 0), 2)]
      for (const [i, probability] of [0.25, 0.75, 0.5, 0.5].entries()) expect(given[i]).toBeCloseTo(probability, 15)
    }
    expect([...answers.from(Float64Array.of(-1000), 1)]).toEqual([1, 0])
  })
})
