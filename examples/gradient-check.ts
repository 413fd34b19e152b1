/** Is a backward pass the derivative of its forward pass? Central differences tell; then a mistake is made on purpose, and they tell that too. */
import { Activation, buildNetwork, checkModule, checkNetwork, createLoss, createReferenceKernels, createStream, networkSchema } from '../src/engine/index'

const kernels = createReferenceKernels('float64')
const rows = 4
const stream = createStream(1, 'data')
const random = (length: number) => Float64Array.from({ length }, () => stream.gaussian())

const config = networkSchema.parse({
  layers: [{ units: 5, activation: 'gelu_erf', batchNorm: true }, { units: 4, activation: 'tanh', dropout: 0.25 }, { units: 3 }],
})
const network = buildNetwork(config, 2, kernels, rows)
for (const { data } of network.modules.parameters) data.set(random(data.length))
const loss = createLoss({ name: 'cross_entropy', reduction: 'mean', labelSmoothing: 0, classWeights: null }, 3, kernels)
const right = checkNetwork({
  kernels,
  module: network.modules,
  loss,
  x: random(rows * 2),
  targets: { labels: Uint8Array.of(0, 2, 1, 2), values: new Float64Array(0) },
  rows,
  // The same seed each time: the same units are dropped in every pass.
  training: () => ({ random: createStream(7, 'dropout') }),
})
console.log(`a network: ${right.passed ? 'passed' : 'failed'}, ${right.checked} derivatives, largest error ${right.worst.error.toExponential(0)}`)

// y = x², whose derivative someone took for x.
const wrong = new Activation(kernels, { inputs: 2, capacity: rows }, { value: (x) => x * x, derivative: (x) => x })
const { passed, worst } = checkModule({ kernels, module: wrong, x: random(rows * 2), rows, weights: random(rows * 2) })
console.log(`a mistake: ${passed ? 'passed' : 'failed'} at ${worst.name}[${worst.index}]: ${worst.analytic.toFixed(3)} instead of ${worst.numeric.toFixed(3)}`)
