/** Modules in order: the output of each is the input of the next. */
import type { Vector } from '../kernels/kernels'
import type { NamedTensor } from '../models/tensors'
import type { Module, Parameter, TrainingPass } from './module'

/** y = fₙ(... f₂(f₁(x))). */
export class Sequential implements Module {
  readonly parameters: readonly Parameter[]
  readonly tensors: readonly NamedTensor[]

  constructor(readonly modules: readonly Module[]) {
    this.parameters = modules.flatMap((module) => module.parameters)
    this.tensors = modules.flatMap((module) => module.tensors)
  }

  forward(x: Vector, rows: number, training?: TrainingPass): Vector {
    let y = x
    for (const module of this.modules) y = module.forward(y, rows, training)
    return y
  }

  /** The chain rule, from the last module to the first: the gradient of a module's input is that of its predecessor's output. */
  backward(gradOutput: Vector, rows: number): Vector {
    return this.backwardTo(0, gradOutput, rows)
  }

  backwardParameters(gradOutput: Vector, rows: number): void {
    this.modules[0]?.backwardParameters(this.backwardTo(1, gradOutput, rows), rows)
  }

  /** Backward through the modules from the last down to the given one. */
  private backwardTo(first: number, gradOutput: Vector, rows: number): Vector {
    let gradient = gradOutput
    for (let i = this.modules.length - 1; i >= first; i--) gradient = this.modules[i]!.backward(gradient, rows)
    return gradient
  }

  /** Before the first backward pass of a batch. */
  zeroGradients(): void {
    for (const parameter of this.parameters) parameter.gradient.fill(0)
  }
}
