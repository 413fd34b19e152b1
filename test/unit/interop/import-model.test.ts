import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import type { ModelImportChoice } from '../../../src/api/interop'
import { decodeModel } from '../../../src/engine/models/model-file'
import { createPredictor } from '../../../src/engine/models/predictor'
import { exportModel } from '../../../src/interop/models/export'
import { importModel } from '../../../src/interop/models/import'
import { decodeOnnx, encodeOnnx, type OnnxModel, type OnnxNode } from '../../../src/interop/onnx/proto'
import { float32Tensor } from '../../../src/interop/onnx/values'
import { largestDifference } from './onnx-runtime'
import { blobs, tinyModel } from './tiny-model'

interface Answers {
  inputs: number[][]
  outputs: number[][]
}
const folder = 'test/unit/interop/pytorch'
const expected: Record<string, Answers> = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8'))
const fileOf = (name: string) => new Uint8Array(readFileSync(`${folder}/${name}`))

function outputsOf(file: Uint8Array, inputs: readonly (readonly number[])[], task: 'regression' | 'classification'): Float64Array {
  const { config, parameters } = decodeModel(file)
  return createPredictor(config.network, inputs[0]!.length, parameters, task).predictRows(inputs.flat(), inputs.length)
}

describe('what PyTorch exported', () => {
  const regression: ModelImportChoice = { data: 'linear_map' }
  /** What to make of the outputs of the lab's network, so that they are PyTorch's. */
  type Compared = [
    file: string,
    choice: ModelImportChoice,
    task: 'regression' | 'classification',
    activations: string[],
    as?: (outputs: Float64Array) => ArrayLike<number>,
  ]
  const many = ['relu', 'gelu_erf', 'silu', 'leaky_relu', 'elu', 'tanh', 'sigmoid', 'softplus', 'softplus', 'identity']
  const files: Compared[] = [
    ['flatten.onnx', {}, 'regression', ['relu', 'identity']],
    ['view.onnx', {}, 'classification', ['relu', 'identity'], (p) => p.map(Math.log)],
    ['activations-9.onnx', regression, 'regression', many],
    ['activations-13.onnx', regression, 'regression', many],
    ['activations-17.onnx', regression, 'regression', many],
    ['normalised.onnx', { data: 'blobs' }, 'classification', ['relu', 'identity']],
    ['multiplied.onnx', regression, 'regression', ['tanh', 'identity']],
    ['pair.onnx', { data: 'moons' }, 'classification', ['relu', 'identity'], (pairs) => pairs.filter((_, i) => i % 2 === 1)],
    ['float64.onnx', regression, 'regression', ['tanh', 'identity']],
    ['state.safetensors', { ...regression, activation: { name: 'relu' } }, 'regression', ['relu', 'relu', 'relu', 'relu', 'relu', 'identity']],
  ]

  it.each(files)('%s answers here as there', (name, choice, task, activations, as = (outputs) => outputs) => {
    const { experiment, file } = importModel(fileOf(name), name, choice)
    const { inputs, outputs } = expected[name]!
    expect(experiment.network.layers.map(({ activation }) => activation.name)).toEqual(activations)
    expect(largestDifference(as(outputsOf(file, inputs, task)), outputs.flat())).toBeLessThan(name === 'float64.onnx' ? 1e-12 : 2e-6)
  })

  it('keeps the parameters of activations and of normalisation', () => {
    const { layers } = importModel(fileOf('activations-17.onnx'), 'a.onnx', regression).experiment.network
    expect(layers[3]?.activation).toEqual({ name: 'leaky_relu', negativeSlope: 0.2 })
    expect(layers[4]?.activation).toEqual({ name: 'elu', alpha: 0.7 })
    expect(layers[7]?.activation).toEqual({ name: 'softplus', beta: 1 })
    expect(layers[8]?.activation).toEqual({ name: 'softplus', beta: 2.5 })
    expect(importModel(fileOf('normalised.onnx'), 'n.onnx', { data: 'blobs' }).experiment.network.layers[0]?.batchNorm?.epsilon).toBe(1e-5)
  })

  it('becomes a model of the data that its shape fits', () => {
    const digits = importModel(fileOf('flatten.onnx'), 'my digits.onnx', {})
    expect(digits.experiment).toMatchObject({
      name: 'my digits',
      data: { source: 'mnist' },
      loss: { name: 'cross_entropy' },
      validation: { kind: 'test' },
      kernels: 'fast',
    })
    expect(digits.origin).toBe('ONNX, opset 13, made by pytorch 1.13.0')
    expect(importModel(fileOf('pair.onnx'), 'p.onnx', { data: 'xor', name: 'Mine' }).experiment).toMatchObject({
      name: 'Mine',
      loss: { name: 'bce_with_logits' },
    })
    expect(importModel(fileOf('float64.onnx'), 'f.onnx', regression).experiment).toMatchObject({ precision: 'float64', kernels: 'reference' })
  })

  it.each<[string, ModelImportChoice, string]>([
    ['convolution.onnx', {}, 'convolution.onnx, node "/0/Conv" (Conv): this operator is not read; fully connected networks of these are: Gemm'],
    ['residual.onnx', {}, 'residual.onnx, node "/Add" (Add): it joins two paths'],
    ['pair.onnx', {}, 'The network has 2 inputs and 1 output: choose the data that it is scored on, one of'],
    ['pair.onnx', { data: 'mnist' }, 'which does not fit mnist: choose'],
    ['state.safetensors', {}, 'state.safetensors holds the weights of 6 layers, but not what stands between them: choose the activation'],
  ])('%s with %o is refused by name', (name, choice, message) => {
    expect(() => importModel(fileOf(name), name, choice)).toThrow(message)
  })
})

test('a network that was trained on (x - 0.5) / 2 takes x itself', () => {
  const name = 'activations-13.onnx'
  const { file } = importModel(fileOf(name), name, { data: 'linear_map', mean: 0.5, deviation: 2 })
  const { inputs, outputs } = expected[name]!
  const before = inputs.map((row) => row.map((x) => 2 * x + 0.5))
  expect(largestDifference(outputsOf(file, before, 'regression'), outputs.flat())).toBeLessThan(2e-6)
})

describe("this lab's own files", () => {
  const scaling = { shift: Float64Array.from([0.5, -1]), factor: Float64Array.from([2, 0.25]) }
  const layers = [{ units: 6, activation: 'gelu_tanh', bias: false, batchNorm: true }, { units: 5, activation: { name: 'softplus', beta: 3 } }, { units: 3 }]
  const { file: model } = tinyModel(blobs({ data: { source: 'blobs', classes: 3, scaling: 'standard' }, network: { layers }, batchSize: 10 }), { scaling })

  it.each([true, false])('come back from ONNX with preprocessing %s', (preprocessing) => {
    const { file } = exportModel(model, { choice: { format: 'onnx', preprocessing, softmax: true }, test: null, name: 'blobs' })
    const back = importModel(file, 'blobs.onnx', {})
    // What is in the graph is done by the first weights; otherwise the data is scaled as before.
    expect(back.experiment.data).toMatchObject({ source: 'blobs', scaling: preprocessing ? 'none' : 'standard' })
    const x = [
      [0.3, -0.2],
      [1.5, 4],
    ]
    const scaled = x.map((row) => row.map((value, i) => (value - scaling.shift[i]!) * scaling.factor[i]!))
    const stored = decodeModel(model)
    const wanted = createPredictor(stored.config.network, 2, stored.parameters, 'regression', { scaling }).predictRows(x.flat(), 2)
    expect(largestDifference(outputsOf(back.file, preprocessing ? x : scaled, 'regression'), wanted)).toBeLessThan(1e-5)
  })

  it('come back from safetensors as they were', () => {
    const { file } = exportModel(model, { choice: { format: 'safetensors', preprocessing: false, softmax: false }, test: null, name: 'blobs' })
    const back = importModel(file, 'blobs.safetensors', {})
    expect(decodeModel(back.file)).toEqual(decodeModel(model))
    expect(back.experiment.seeds).toEqual({ list: [1] })
  })
})

describe('a graph that is not of this kind is refused with the name of what is wrong', () => {
  const sound = () =>
    decodeOnnx(exportModel(tinyModel(blobs()).file, { choice: { format: 'onnx', preprocessing: false, softmax: false }, test: null, name: 'n' }).file, 'n')
  const node = (operator: string, inputs: string[], output: string): OnnxNode => ({ operator, name: 'new', inputs, outputs: [output], attributes: new Map() })
  const cases: [string, (model: OnnxModel) => unknown, string][] = [
    ['an unknown operator', ({ graph }) => graph.nodes.unshift(node('Cast', ['features'], 'cast')), 'node "new" (Cast): this operator is not read'],
    [
      'a missing input',
      ({ graph }) => graph.nodes.unshift(node('Relu', ['nothing'], 'r')),
      'node "new" (Relu): its input "nothing" is computed by no node before it',
    ],
    ['a value made twice', ({ graph }) => graph.nodes.push(node('Relu', ['logits'], 'logits')), 'its output "logits" is there already'],
    [
      'what follows a softmax',
      ({ graph }) => graph.nodes.push(node('Softmax', ['logits'], 's'), node('Relu', ['s'], 't')),
      'node "new" (Relu): nothing can follow the softmax',
    ],
    ['two outputs', ({ graph }) => graph.outputs.push(graph.outputs[0]!), 'outputs: expected one output, found 2'],
    ['an input of bytes', ({ graph }) => Object.assign(graph.inputs[0]!, { type: 'int64' }), 'input "features": expected float32 or float64, found int64'],
    [
      'weights of other inputs',
      ({ graph }) => Object.assign(graph.inputs[0]!, { shape: ['n', 7] }),
      'node "layers.0" (Gemm): its weights take 2 inputs, but 7 come in',
    ],
    [
      'a constant of other units',
      ({ graph }) => {
        graph.initializers.push(float32Tensor('c', [4], [1, 2, 3, 4]))
        graph.nodes.push(node('Add', ['logits', 'c'], 'a'))
      },
      'node "new" (Add): its input "c" of shape 4 is not one number for each of 3 units',
    ],
    [
      'an activation of no name',
      ({ graph }) => {
        graph.nodes.push(node('Mul', ['logits', 'logits'], 'square'))
        Object.assign(graph.outputs[0]!, { name: 'square' })
      },
      'output "square": what is computed from the units of layer 2 is none of the activations identity, relu',
    ],
    [
      'more layers than are read',
      ({ graph }) => {
        graph.initializers.push(float32Tensor('w', [3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1]))
        for (let i = 0; i < 20; i++) graph.nodes.push(node('MatMul', [i === 0 ? 'logits' : `m${i - 1}`, 'w'], `m${i}`))
      },
      'it would be layer 17; at most 16 are read',
    ],
  ]

  it.each(cases)('%s', (_, change, message) => {
    const model = sound()
    change(model)
    expect(() => importModel(encodeOnnx(model), 'n.onnx', { data: 'blobs' })).toThrow(message)
  })

  it('values in another file are not read', () => {
    // TensorProto.data_location (field 14) = EXTERNAL, appended to the first initializer.
    const tensor = [0x08, 0x01, 0x10, 0x01, 0x42, 0x01, 0x77, 0x70, 0x01]
    const graph = [0x2a, tensor.length, ...tensor]
    expect(() => importModel(Uint8Array.from([0x08, 0x08, 0x3a, graph.length, ...graph]), 'n.onnx', {})).toThrow(
      'n.onnx, tensor "w": its values lie in another file, which is not read: save the model as one file',
    )
  })

  it('a tensor says how many bytes its shape takes before anything is made of it', () => {
    // dims 1,000,000 x 1,000,000 of float32 without data.
    const tensor = [0x08, 0xc0, 0x84, 0x3d, 0x08, 0xc0, 0x84, 0x3d, 0x10, 0x01, 0x42, 0x01, 0x77]
    const graph = [0x2a, tensor.length, ...tensor]
    expect(() => importModel(Uint8Array.from([0x3a, graph.length, ...graph]), 'n.onnx', {})).toThrow(
      'n.onnx, tensor "w": expected 4000000000000 bytes for the shape 1000000 x 1000000 of float32, found 0',
    )
  })

  it('what is no message names the byte', () => {
    expect(() => importModel(Uint8Array.from([0x3a, 0x7f]), 'n.onnx', {})).toThrow(/^n\.onnx, byte 1: this is no message of Protocol Buffers/)
    expect(() => importModel(new Uint8Array(), 'n.onnx', {})).toThrow('n.onnx, byte 0: expected one graph, found 0: is this an ONNX file?')
  })
})
