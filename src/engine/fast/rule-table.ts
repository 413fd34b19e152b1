/** The rules of steps that follow one another in one call, as rows of numbers that the kernels read; steps with the same rule share a row. */
import type { Rule } from '../optimizers/registry'
import { ADAGRAD, ADAM, LION, MOMENTUM, NADAM, RMSPROP, RULE_NUMBERS, SGD } from './assembly/full-batch-codes'
import { setRule, type RuleSetters } from './rules'

/** Takes a rule where the kernels would, and writes it down in their order of arguments. */
export class RuleTable implements RuleSetters {
  private row = 0

  /** @param numbers room for as many rows as there are steps */
  constructor(private readonly numbers: Float64Array) {}

  /** From the next epoch of the call on, or the first, the rule is this one. */
  write(index: number, rule: Rule): void {
    this.row = index * RULE_NUMBERS
    setRule(this, rule)
  }

  /** The epoch of the call before which the rule that was written last ends. */
  endAt(epoch: number): void {
    this.numbers[this.row + 1] = epoch
  }

  setSgd(rate: number, weightDecay: number): void {
    this.put(SGD, rate, weightDecay)
  }

  setMomentum(rate: number, weightDecay: number, momentum: number, fresh: number, nesterov: number): void {
    this.put(MOMENTUM, rate, weightDecay, momentum, fresh, nesterov)
  }

  setAdagrad(rate: number, weightDecay: number, epsilon: number): void {
    this.put(ADAGRAD, rate, weightDecay, epsilon)
  }

  setRmsprop(rate: number, weightDecay: number, alpha: number, epsilon: number, momentum: number, centred: number): void {
    this.put(RMSPROP, rate, weightDecay, alpha, epsilon, momentum, centred)
  }

  setAdam(rate: number, weightDecay: number, shrink: number, beta1: number, beta2: number, epsilon: number, correction: number, amsgrad: number): void {
    this.put(ADAM, rate, weightDecay, shrink, beta1, beta2, epsilon, correction, amsgrad)
  }

  setNadam(gradientRate: number, meanRate: number, weightDecay: number, beta1: number, beta2: number, epsilon: number, correction: number): void {
    this.put(NADAM, gradientRate, meanRate, weightDecay, beta1, beta2, epsilon, correction)
  }

  setLion(rate: number, shrink: number, beta1: number, beta2: number): void {
    this.put(LION, rate, shrink, beta1, beta2)
  }

  private put(kind: number, a: number, b: number, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0): void {
    const { numbers, row } = this
    numbers[row] = kind
    numbers[row + 2] = a
    numbers[row + 3] = b
    numbers[row + 4] = c
    numbers[row + 5] = d
    numbers[row + 6] = e
    numbers[row + 7] = f
    numbers[row + 8] = g
    numbers[row + 9] = h
  }
}
