/** A layer of your own: a residual block, y = x + f(x), around any modules of the engine; its derivation is checked before it is trained. */
import {
  checkModule,
  createActivation,
  createOptimizer,
  createReferenceKernels,
  createStream,
  initialiseLayer,
  Linear,
  MeanSquaredError,
  Sequential,
  type Kernels,
  type Module,
  type NamedTensor,
  type Parameter,
  type TrainingPass,
  type Vector,
} from '../src/engine/index'

class Residual implements Module {
  readonly parameters: readonly Parameter[]
  readonly tensors: readonly NamedTensor[]
  private readonly output: Vector
  private readonly gradInput: Vector

  constructor(
    kernels: Kernels,
    private readonly inner: Module,
    private readonly size: { inputs: number; capacity: number },
  ) {
    this.parameters = inner.parameters
    this.tensors = inner.tensors
    this.output = kernels.allocate(size.capacity * size.inputs)
    this.gradInput = kernels.allocate(size.capacity * size.inputs)
  }

  forward(x: Vector, rows: number, training?: TrainingPass): Vector {
    const y = this.inner.forward(x, rows, training)
    for (let i = 0; i < rows * this.size.inputs; i++) this.output[i] = x[i]! + y[i]!
    return this.output
  }

  /** Two ways lead from x to y, so two gradients add up: dL/dx = dL/dy + dL/dy f'(x). */
  backward(gradOutput: Vector, rows: number): Vector {
    const inner = this.inner.backward(gradOutput, rows)
    for (let i = 0; i < rows * this.size.inputs; i++) this.gradInput[i] = gradOutput[i]! + inner[i]!
    return this.gradInput
  }

  backwardParameters(gradOutput: Vector, rows: number): void {
    this.inner.backwardParameters(gradOutput, rows)
  }
}

const kernels = createReferenceKernels('float64')
const rows = 32
const size = { inputs: 2, capacity: rows }
const stream = createStream(1, 'data')
const random = (length: number) => Float64Array.from({ length }, () => stream.gaussian())

const initialiser = { name: 'torch_linear_default' } as const
const linears = [1, 2].map((index) => {
  const layer = new Linear(kernels, { name: `linear ${index}`, inputs: 2, outputs: 2, bias: true, capacity: rows })
  initialiseLayer(layer, { initialiser, activation: { name: 'tanh' } }, createStream(1, 'initialisation', index))
  return layer
})
const [first, second] = linears
if (first === undefined || second === undefined) throw new Error('there are two layers')
const block = new Residual(kernels, new Sequential([first, createActivation({ name: 'tanh' }, kernels, size), second]), size)

const report = checkModule({ kernels, module: block, x: random(3 * 2), rows: 3, weights: random(3 * 2) })
console.log(`gradient check: ${report.passed ? 'passed' : 'failed'}, ${report.checked} derivatives`)

// It learns to turn points by a right angle: (a, b) -> (-b, a).
const x = random(rows * 2)
const values = x.map((_, i) => (i % 2 === 0 ? -x[i + 1]! : x[i - 1]!))
const loss = new MeanSquaredError(kernels, 2, 'mean_all')
const optimizer = createOptimizer({ name: 'sgd', learningRate: 0.2, weightDecay: 0 }, block.parameters, kernels)
const gradOutput = kernels.allocate(rows * 2)
for (let epoch = 1; epoch <= 400; epoch++) {
  for (const { gradient } of block.parameters) gradient.fill(0)
  const sum = loss.evaluate(block.forward(x, rows), { labels: new Uint8Array(rows), values }, gradOutput, { rows, batch: rows })
  block.backward(gradOutput, rows)
  optimizer.step(0.2)
  if (epoch % 100 === 0) console.log(`epoch ${epoch}: loss ${(sum / rows).toFixed(4)}`)
}
