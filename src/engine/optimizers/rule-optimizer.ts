/** The reference optimizer. */
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { smallestKept, type Optimizer, type OptimizerState } from './optimizer'
import type { Numbers, RuleSource } from './rule'

/** Any rule with its parameters, number by number. */
export class RuleOptimizer<R> implements Optimizer {
  readonly state: OptimizerState
  private readonly memory: Float64Array
  private readonly numbers: readonly Numbers[]

  /** @param apply changes the numbers of a parameter by one step of the rule */
  constructor(
    private readonly source: RuleSource<R>,
    private readonly apply: (rule: R, numbers: Numbers) => void,
    parameters: readonly Parameter[],
    kernels: Kernels,
  ) {
    const smallest = smallestKept(kernels.precision)
    const averages = Array.from({ length: source.averages }, () => parameters.map(({ data }) => kernels.allocate(data.length).fill(source.initialAverage)))
    this.memory = Float64Array.from(source.initialMemory)
    this.state = { steps: 0, vectors: [...averages.flat(), ...(this.memory.length > 0 ? [this.memory] : [])] }
    this.numbers = parameters.map(({ data, gradient }, k) => ({ data, gradient, averages: averages.map((vectors) => vectors[k]!), smallest }))
  }

  step(learningRate: number): void {
    const t = ++this.state.steps
    this.source.advance(t, this.memory)
    const rule = this.source.rule({ t, learningRate, memory: this.memory })
    for (const numbers of this.numbers) this.apply(rule, numbers)
  }
}
