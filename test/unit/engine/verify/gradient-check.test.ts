import { describe, expect, it } from 'vitest'
import type { Vector } from '../../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { Activation, createActivation } from '../../../../src/engine/layers/activation'
import { activations } from '../../../../src/engine/layers/activations/registry'
import { Linear } from '../../../../src/engine/layers/linear'
import type { Module } from '../../../../src/engine/layers/module'
import { Sequential } from '../../../../src/engine/layers/sequential'
import { LogSoftmax } from '../../../../src/engine/layers/log-softmax'
import { Softmax } from '../../../../src/engine/layers/softmax'
import { createLoss } from '../../../../src/engine/losses/registry'
import type { LossConfig } from '../../../../src/engine/config/loss'
import { tanh } from '../../../../src/engine/numbers/tanh'
import { createStream } from '../../../../src/engine/random/stream'
import { checkLoss, checkModule } from '../../../../src/engine/verify/gradient-check'

const kernels = createReferenceKernels('float64')
const rows = 3
const stream = createStream(11, 'data')

/** Normal numbers, none within 0.05 of the ReLU's kink. */
function random(length: number): Float64Array {
  return Float64Array.from({ length }, () => {
    const value = stream.gaussian()
    return value + 0.05 * Math.sign(value)
  })
}

function linear(inputs: number, outputs: number, bias = true): Linear {
  const layer = new Linear(kernels, { name: `linear ${inputs} to ${outputs}`, inputs, outputs, bias, capacity: rows })
  for (const { data } of layer.parameters) data.set(random(data.length))
  return layer
}

const size = { inputs: 4, capacity: rows }
const modules: [string, Module, number, number][] = [
  ['Linear', linear(4, 5), 4, 5],
  ['Linear without bias', linear(4, 5, false), 4, 5],
  ...activations.map((part): [string, Module, number, number] => {
    const [name = ''] = part.schema.shape.name.values
    return [part.title, new Activation(kernels, size, part.create({ name })), 4, 4]
  }),
  ['Softmax', new Softmax(kernels, size), 4, 4],
  ['LogSoftmax', new LogSoftmax(kernels, size), 4, 4],
  [
    'Sequential',
    new Sequential([
      linear(3, 4),
      createActivation({ name: 'tanh' }, kernels, size),
      linear(4, 4),
      createActivation({ name: 'sigmoid' }, kernels, size),
      linear(4, 2),
      new Softmax(kernels, { inputs: 2, capacity: rows }),
    ]),
    3,
    2,
  ],
]

describe('checkModule', () => {
  it.each(modules)('finds the gradients of %s right', (_name, module, inputs, outputs) => {
    const report = checkModule({ kernels, module, x: random(rows * inputs), rows, weights: random(rows * outputs) })
    const parameters = module.parameters.reduce((sum, { data }) => sum + data.length, 0)
    expect(report.checked).toBe(rows * inputs + parameters)
    expect(report.passed, JSON.stringify(report.worst)).toBe(true)
  })

  it('finds a wrong input gradient', () => {
    // The mistake of forgetting the square: 1 - y instead of 1 - y².
    const wrongTanh = new Activation(kernels, size, { value: tanh, derivative: (_x, y) => 1 - y })
    const report = checkModule({ kernels, module: wrongTanh, x: random(rows * 4), rows, weights: random(rows * 4) })
    expect(report.passed).toBe(false)
    expect(report.worst.name).toBe('x')
  })

  it('finds a single wrong number in a parameter gradient', () => {
    class WrongLinear extends Linear {
      override backwardParameters(gradOutput: Vector, count: number): void {
        super.backwardParameters(gradOutput, count)
        this.weight.gradient[3]! *= 1.001
      }
    }
    const layer = new WrongLinear(kernels, { name: 'wrong', inputs: 4, outputs: 2, bias: true, capacity: rows })
    for (const { data } of layer.parameters) data.set(random(data.length))
    const report = checkModule({ kernels, module: layer, x: random(rows * 4), rows, weights: random(rows * 2) })
    expect(report.passed).toBe(false)
    expect(report.worst).toMatchObject({ name: 'wrong.weight', index: 3 })
  })

  it('fails on a gradient that is no number', () => {
    const broken = new Activation(kernels, size, { value: (x) => x, derivative: () => NaN })
    expect(checkModule({ kernels, module: broken, x: random(rows * 4), rows, weights: random(rows * 4) }).passed).toBe(false)
  })

  it('leaves parameters and input as they were', () => {
    const layer = linear(4, 2)
    const x = random(rows * 4)
    const before = [...x, ...layer.weight.data]
    checkModule({ kernels, module: layer, x, rows, weights: random(rows * 2) })
    expect([...x, ...layer.weight.data]).toEqual(before)
  })

  it('asks for float64', () => {
    const single = createReferenceKernels('float32')
    const module = createActivation({ name: 'relu' }, single, size)
    expect(() => checkModule({ kernels: single, module, x: new Float32Array(4), rows: 1, weights: new Float32Array(4) })).toThrow(
      'a gradient check needs float64, got float32',
    )
  })
})

const losses: LossConfig[] = [
  { name: 'mse', reduction: 'mean_all' },
  { name: 'mse', reduction: 'sum' },
  { name: 'mse', reduction: 'sum_outputs_mean_samples' },
  { name: 'cross_entropy', reduction: 'mean', labelSmoothing: 0, classWeights: null },
  { name: 'cross_entropy', reduction: 'sum', labelSmoothing: 0, classWeights: null },
]

describe('checkLoss', () => {
  const targets = { labels: Uint8Array.of(0, 3, 1), values: random(rows * 4) }

  it.each(losses)('finds the gradient of $name with $reduction right', (config) => {
    const report = checkLoss({ kernels, loss: createLoss(config, 4, kernels), output: random(rows * 4), targets, rows })
    expect(report.checked).toBe(rows * 4)
    expect(report.passed, JSON.stringify(report.worst)).toBe(true)
  })

  it('finds the gradient of another reduction wrong', () => {
    const mean = createLoss({ name: 'mse', reduction: 'mean_all' }, 4, kernels)
    const sum = createLoss({ name: 'mse', reduction: 'sum' }, 4, kernels)
    const mixed = { reads: mean.reads, sampleWeights: mean.sampleWeights, evaluate: mean.evaluate.bind(mean), objective: sum.objective.bind(sum) }
    expect(checkLoss({ kernels, loss: mixed, output: random(rows * 4), targets, rows }).passed).toBe(false)
  })
})
