/** Parameter groups: parts of the network that one optimizer treats differently. */
import type { Parameter } from '../layers/module'
import type { Vector } from '../kernels/kernels'
import type { Optimizer, OptimizerState } from './optimizer'

/**
 * Whether the parameter is a weight: a matrix. Biases and the scales and shifts of batch normalisation are vectors; no penalty acts on them,
 * and weight decay does so only where it is asked to.
 */
export function isWeight({ shape }: Pick<Parameter, 'shape'>): boolean {
  return shape.length > 1
}

/** Several optimizers, each for parameters of its own, that step as one. */
export class ParameterGroups implements Optimizer {
  readonly state: OptimizerState

  constructor(private readonly groups: readonly Optimizer[]) {
    this.state = new GroupedState(groups.map(({ state }) => state))
  }

  step(learningRate: number): void {
    for (const group of this.groups) group.step(learningRate)
  }
}

class GroupedState implements OptimizerState {
  readonly vectors: readonly Vector[]

  constructor(private readonly states: readonly OptimizerState[]) {
    this.vectors = states.flatMap(({ vectors }) => vectors)
  }

  get steps(): number {
    return this.states[0]?.steps ?? 0
  }

  set steps(steps: number) {
    for (const state of this.states) state.steps = steps
  }
}
