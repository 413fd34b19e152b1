/** What modules have in common that have no parameters and give as many outputs as they take inputs. */
import type { Kernels, Vector } from '../kernels/kernels'
import { checkRows, type Module, type ModuleSize } from './module'

/** Owns the memory of the module and checks what it is given; a subclass says the function and its derivative. */
export abstract class SameShape implements Module {
  readonly parameters = []
  readonly tensors = []
  private readonly width: number
  private readonly capacity: number
  /** Filled anew by each pass, so that none allocates; x is the last, which derivatives need. */
  private readonly pass: BackwardPass

  /** @param name how errors call it */
  constructor(
    protected readonly kernels: Kernels,
    { inputs, capacity }: ModuleSize,
    private readonly name: string,
  ) {
    this.width = inputs
    this.capacity = capacity
    const nothing = kernels.allocate(0)
    this.pass = { x: nothing, y: kernels.allocate(capacity * inputs), gradOutput: nothing, gradInput: kernels.allocate(capacity * inputs) }
  }

  forward(x: Vector, rows: number): Vector {
    checkRows(this.name, 'x', x, rows, this.width, this.capacity)
    this.pass.x = x
    this.value(x, this.pass.y, rows, this.width)
    return this.pass.y
  }

  backward(gradOutput: Vector, rows: number): Vector {
    checkRows(this.name, 'dy', gradOutput, rows, this.width, this.capacity)
    this.pass.gradOutput = gradOutput
    this.derivative(this.pass, rows, this.width)
    return this.pass.gradInput
  }

  backwardParameters(): void {
    // There are none.
  }

  /** Writes y = f(x) for (rows, columns). */
  protected abstract value(x: Vector, y: Vector, rows: number, columns: number): void
  /** Writes dL/dx from dL/dy, with x and y = f(x) at hand. */
  protected abstract derivative(pass: BackwardPass, rows: number, columns: number): void
}

/** The vectors of a backward pass, each (rows, columns). */
export interface BackwardPass {
  x: Vector
  y: Vector
  gradOutput: Vector
  gradInput: Vector
}
