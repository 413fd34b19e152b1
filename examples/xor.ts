/** XOR from the textbook's parts: forward pass, loss, backward pass and step, in one visible loop. */
import { adam, BinaryCrossEntropy, createActivation, createReferenceKernels, createStream, initialiseLayer, Linear, Sequential } from '../src/engine/index'

const kernels = createReferenceKernels('float64')
const rows = 4
const x = Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1)
const targets = { labels: new Uint8Array(rows), values: Float64Array.of(0, 1, 1, 0) }

const tanh = { name: 'tanh' } as const
const hidden = new Linear(kernels, { name: 'hidden', inputs: 2, outputs: 4, bias: true, capacity: rows })
const output = new Linear(kernels, { name: 'output', inputs: 4, outputs: 1, bias: true, capacity: rows })
const network = new Sequential([hidden, createActivation(tanh, kernels, { inputs: 4, capacity: rows }), output])
const initialiser = { name: 'xavier_uniform', gain: 1 } as const
for (const [index, layer] of [hidden, output].entries()) initialiseLayer(layer, { initialiser, activation: tanh }, createStream(1, 'initialisation', index))

const loss = new BinaryCrossEntropy(kernels, 1, 'mean_all')
const gradOutput = kernels.allocate(rows)
const optimizer = adam.create({ name: 'adam' }, network.parameters, kernels)
for (let epoch = 1; epoch <= 500; epoch++) {
  network.zeroGradients()
  const sum = loss.evaluate(network.forward(x, rows), targets, gradOutput, { rows, batch: rows })
  network.backward(gradOutput, rows)
  optimizer.step(0.05)
  if (epoch % 100 === 0) console.log(`epoch ${epoch}: loss ${(sum / rows).toFixed(4)}`)
}
const logits = network.forward(x, rows)
for (let row = 0; row < rows; row++) console.log(`${x[2 * row]} xor ${x[2 * row + 1]} = ${logits[row]! > 0 ? 1 : 0}`)
