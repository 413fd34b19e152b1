/** Where a small problem lies in the memory of the kernels: its samples side by side, all of its parameters one after the other. */
import type { LayerConfig } from '../config/network'
import { activationCode, type ActivationCode } from './activation-codes'
import { padded, type Pointer } from './exports'

/** Samples of a block: their rows through a small network stay in the nearest cache. */
export const blockSamples = 256

const floatBytes = Float32Array.BYTES_PER_ELEMENT

/** Rows of samples: features, targets, and what the loss and the score need besides. */
export interface SampleRows {
  features: Pointer
  targets: Pointer
  /** Of each sample, the sum of its targets; read by the cross-entropy. */
  mass: Pointer
  labels: Pointer
  /** Real samples. */
  samples: number
  /** From a row to the next. */
  bytes: number
}

export interface LayerRows {
  inputs: number
  units: number
  activation: ActivationCode
  weight: Pointer
  /** 0 where there is none. */
  bias: Pointer
  gradWeight: Pointer
  gradBias: Pointer
  sums: Pointer
  /** f(sums); the same rows where f is the identity. */
  output: Pointer
  /** dL/d output, then dL/d sums. */
  delta: Pointer
}

export interface FullBatchLayout {
  layers: readonly LayerRows[]
  /** The training data. */
  blocks: readonly SampleRows[]
  /** Samples from elsewhere, one block of them at a time. */
  guest: SampleRows
  /** Weights and biases, then the optimizer's averages of them. */
  parameters: Pointer
  gradients: Pointer
  /** Learned numbers. */
  count: number
  /** The same with the padding behind them. */
  stride: number
  /** The first byte behind all. */
  end: Pointer
}

export interface ProblemShape {
  layers: readonly LayerConfig[]
  inputs: number
  samples: number
  /** Numbers that the optimizer keeps for each parameter. */
  averages: number
}

/** @param start where there is room */
export function layOut({ layers, inputs, samples, averages }: ProblemShape, start: Pointer): FullBatchLayout {
  let end = start
  const take = (floats: number): Pointer => {
    const pointer = end
    end += padded(floats) * floatBytes
    return pointer
  }
  const widths = layers.map(({ units }, index) => ({ inputs: layers[index - 1]?.units ?? inputs, units }))
  const count = layers.reduce((sum, { units, bias }, index) => sum + units * (widths[index]!.inputs + (bias ? 1 : 0)), 0)
  const stride = padded(count)
  const parameters = take(stride * (1 + averages))
  const gradients = take(stride)

  const outputs = layers.at(-1)?.units ?? 0
  const takeSamples = (size: number): SampleRows => {
    const row = padded(size)
    return { features: take(inputs * row), targets: take(outputs * row), mass: take(row), labels: take(row), samples: size, bytes: row * floatBytes }
  }
  const blocks = Array.from({ length: Math.ceil(samples / blockSamples) }, (_, i) => takeSamples(Math.min(blockSamples, samples - i * blockSamples)))
  const guest = takeSamples(blockSamples)

  let offset = 0
  const laidOut = layers.map(({ units, bias, activation }, index) => {
    const width = widths[index]!.inputs
    const weightAt = offset
    const biasAt = weightAt + units * width
    offset = biasAt + (bias ? units : 0)
    const sums = take(units * blockSamples)
    return {
      inputs: width,
      units,
      activation: activationCode(activation),
      weight: parameters + weightAt * floatBytes,
      bias: bias ? parameters + biasAt * floatBytes : 0,
      gradWeight: gradients + weightAt * floatBytes,
      gradBias: gradients + biasAt * floatBytes,
      sums,
      output: activation.name === 'identity' ? sums : take(units * blockSamples),
      delta: take(units * blockSamples),
    }
  })
  return { layers: laidOut, blocks, guest, parameters, gradients, count, stride, end }
}
