/** How large signals are, layer by layer, in a deep network that has just been drawn. */
import { createActivation, createReferenceKernels, createStream, initialiseLayer, Linear, populationDeviation } from '../../../../engine/index'

const width = 64
const rows = 32

/**
 * The standard deviation of the input and of what each layer answers, for weights of deviation `factor` / sqrt(width).
 * @param layers of `width` units each
 */
export function signalSizes(activation: 'relu' | 'tanh', factor: number, layers: number): number[] {
  const kernels = createReferenceKernels('float64')
  const inputs = createStream(1, 'data')
  let signal = kernels.allocate(rows * width)
  for (let i = 0; i < signal.length; i++) signal[i] = inputs.gaussian()
  const sizes = [populationDeviation(Float64Array.from(signal))]
  for (let layer = 0; layer < layers; layer++) {
    const linear = new Linear(kernels, { name: `layers.${layer}`, inputs: width, outputs: width, bias: false, capacity: rows })
    const bend = createActivation({ name: activation }, kernels, { inputs: width, capacity: rows })
    const drawn = { initialiser: { name: 'he_normal' as const, gain: factor }, activation: { name: activation } }
    initialiseLayer({ ...linear, inputs: width, outputs: width, weight: linear.weight, bias: null }, drawn, createStream(1, 'initialisation', layer))
    signal = bend.forward(linear.forward(signal, rows), rows)
    sizes.push(populationDeviation(Float64Array.from(signal)))
  }
  return sizes
}
