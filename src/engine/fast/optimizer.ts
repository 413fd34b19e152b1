/** The optimizer on the fast kernels: any rule, for parameters that lie in their memory. */
import type { OptimizerState } from '../optimizers/optimizer'
import { rulesOf, type OptimizerConfig, type Rule } from '../optimizers/registry'
import type { RuleSource } from '../optimizers/rule'
import { FLUSH_EVERY } from './assembly/full-batch-codes'
import type { Pointer } from './exports'
import type { FastInstance } from './module'
import type { FastParameter } from './parameter'
import { setRule } from './rules'

/** The averages of one parameter in the order of its rule, 0 where the rule has fewer. */
export interface FastAverages {
  readonly a: Pointer
  readonly b: Pointer
  readonly c: Pointer
}

/**
 * A step is `begin` and then, for each parameter, `update`; or, where the gradient is never written down, `setRuleFor` and a kernel that
 * applies the rule itself.
 */
export class FastOptimizer implements OptimizerState {
  /** Steps taken. */
  steps = 0
  private readonly weightSource: RuleSource<Rule>
  /** Of what is no weight: the same without weight decay where that spares biases. */
  private readonly spareSource: RuleSource<Rule>
  private readonly memory: Float64Array
  private readonly pointers: readonly FastAverages[]
  private views: readonly Float32Array[] = []
  /** The rules of the step that `begin` began. */
  private current: { weight: Rule; spare: Rule } | null = null
  /** The one of them that the kernels have. */
  private set: Rule | null = null

  /** Allocates the averages; `ready` must be called before the first step. */
  constructor(
    config: OptimizerConfig,
    decayBiases: boolean,
    private readonly parameters: readonly FastParameter[],
    private readonly instance: FastInstance,
  ) {
    this.weightSource = rulesOf(config)
    this.spareSource = decayBiases ? this.weightSource : rulesOf({ ...config, weightDecay: 0 })
    this.memory = Float64Array.from(this.weightSource.initialMemory)
    const { averages } = this.weightSource
    const allocate = (count: number, index: number) => (index < averages ? instance.memory.allocateFloats(count) : 0)
    this.pointers = parameters.map(({ count }) => ({ a: allocate(count, 0), b: allocate(count, 1), c: allocate(count, 2) }))
  }

  /** Fills the averages with what they begin with and makes their views. */
  ready(): void {
    const { initialAverage } = this.weightSource
    const order = ['a', 'b', 'c'] as const
    const places = order.flatMap((name) => this.parameters.map(({ count }, k) => ({ pointer: this.averages(k)[name], count })))
    this.views = places.filter(({ pointer }) => pointer !== 0).map(({ pointer, count }) => this.instance.memory.floats(pointer, count))
    for (const view of this.views) view.fill(initialAverage)
  }

  /** All averages, the first of every parameter, then the second and the third, and what the rule remembers besides; a checkpoint writes into them. */
  get vectors(): readonly (Float32Array | Float64Array)[] {
    return this.memory.length > 0 ? [...this.views, this.memory] : this.views
  }

  /** Takes the constants of the next step. */
  begin(learningRate: number): void {
    const t = ++this.steps
    const { memory, weightSource, spareSource } = this
    weightSource.advance(t, memory)
    const weight = weightSource.rule({ t, learningRate, memory })
    this.current = { weight, spare: spareSource === weightSource ? weight : spareSource.rule({ t, learningRate, memory }) }
    this.set = null
    if (t % FLUSH_EVERY === 0) this.flush()
  }

  /** Gives the kernels the rule of this step for this parameter. */
  setRuleFor({ isWeight }: FastParameter): void {
    if (this.current === null) throw new Error('a step must begin before its rule is asked for')
    const rule = isWeight ? this.current.weight : this.current.spare
    if (rule === this.set) return
    setRule(this.instance.kernels, rule)
    this.set = rule
  }

  averages(k: number): FastAverages {
    const averages = this.pointers[k]
    if (averages === undefined) throw new RangeError(`there are ${this.pointers.length} parameters, none has number ${k}`)
    return averages
  }

  /** Steps parameter k along its gradient. */
  update(k: number): void {
    const { a, b, c } = this.averages(k)
    const parameter = this.parameters[k]!
    this.setRuleFor(parameter)
    this.instance.kernels.updateParameter(parameter.weight, parameter.gradient, a, b, c, parameter.count)
  }

  private flush(): void {
    for (const [k, parameter] of this.parameters.entries()) {
      const { a, b, c } = this.averages(k)
      this.setRuleFor(parameter)
      this.instance.kernels.flushAverages(a, b, c, parameter.count)
    }
  }
}
