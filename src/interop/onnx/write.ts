/** A trained network as an ONNX graph in float32: the operators of each layer, written out so that any runtime of opset 17 knows them. */
import { LabError } from '../../api/failure'
import type { ActivationConfig } from '../../engine/config/network'
import { dataShape, filesOf } from '../../engine/config/data'
import type { StoredModel } from '../../engine/models/model-file'
import type { NamedTensor } from '../../engine/models/tensors'
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor } from './proto'
import { float32Tensor } from './values'

/** BatchNormalization has its present form since 15; 17 is read by every runtime since 2022. */
export const writtenOpset = 17
const irVersion = 8

/** What of a model's way from raw features to answers is part of the graph. */
export interface GraphChoice {
  /** Raw features go in, bytes of images as 0 to 255, and are scaled as training did; otherwise features that are scaled already. */
  preprocessing: boolean
  /** Probabilities come out; otherwise logits. Regression has neither. */
  softmax: boolean
}

/** Names of the graph's values. */
export const graphNames = { input: 'features', logits: 'logits', outputs: 'outputs', probabilities: 'probabilities' } as const

/** The network's own outputs, before a softmax. */
export function outputName(task: 'classification' | 'regression'): string {
  return task === 'classification' ? graphNames.logits : graphNames.outputs
}

/**
 * @param metadata further entries of the file, which any reader of ONNX shows
 * @throws RangeError where a softmax is asked for of a model that predicts numbers
 */
export function onnxOfModel(model: StoredModel, { preprocessing, softmax }: GraphChoice, metadata: ReadonlyMap<string, string> = new Map()): OnnxModel {
  const { config, parameters } = model
  const { inputs, task } = dataShape(config.data)
  if (softmax && task === 'regression') throw new RangeError('a model that predicts numbers has no probabilities')
  const graph = new GraphBuilder(parameters)
  let value: string = graphNames.input
  if (preprocessing) value = addPreprocessing(graph, value, model)
  for (const [i, layer] of config.network.layers.entries()) {
    const name = `layers.${i}`
    const tensors = [graph.parameter(`${name}.weight`), ...(layer.bias ? [graph.parameter(`${name}.bias`)] : [])]
    value = graph.add('Gemm', name, [value, ...tensors], [['transB', { kind: 'whole', value: 1 }]])
    if (layer.batchNorm !== null) {
      const norm = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => graph.parameter(`${name}.norm.${part}`))
      value = graph.add('BatchNormalization', `${name}.norm`, [value, ...norm], [['epsilon', { kind: 'float', value: layer.batchNorm.epsilon }]])
    }
    value = addActivation(graph, `${name}.activation`, value, layer.activation)
  }
  const units = config.network.layers.at(-1)?.units ?? 0
  const answer = outputName(task)
  graph.rename(value, answer)
  if (softmax) addProbabilities(graph, answer, units)
  return {
    irVersion,
    opset: writtenOpset,
    producer: 'Backprop Lab',
    graph: {
      name: 'network',
      nodes: graph.nodes,
      initializers: graph.initializers,
      inputs: [{ name: graphNames.input, type: 'float32', shape: ['samples', inputs] }],
      outputs: [{ name: softmax ? graphNames.probabilities : answer, type: 'float32', shape: ['samples', softmax ? Math.max(2, units) : units] }],
    },
    metadata: new Map(metadata),
  }
}

/** Byte / 255 for images, then (x - shift) factor where the data is scaled. */
function addPreprocessing(graph: GraphBuilder, input: string, { config, scaling }: StoredModel): string {
  let value = input
  if (filesOf(config.data) !== null) value = graph.add('Div', 'preprocessing.shade', [value, graph.scalar('preprocessing.levels', 255)])
  if (scaling === null) return value
  value = graph.add('Sub', 'preprocessing.shift', [value, graph.vector('scaling.shift', scaling.shift)])
  return graph.add('Mul', 'preprocessing.scale', [value, graph.vector('scaling.factor', scaling.factor)])
}

/** Throws a LabError `conflict` for an activation that is not written here yet. */
function addActivation(graph: GraphBuilder, name: string, x: string, activation: ActivationConfig): string {
  const word: string = activation.name
  const scalar = (part: string, value: number) => graph.scalar(`${name}.${part}`, value)
  const alpha = (value: number): [string, OnnxAttribute][] => [['alpha', { kind: 'float', value }]]
  switch (activation.name) {
    case 'identity':
      return x
    case 'relu':
      return graph.add('Relu', name, [x])
    case 'leaky_relu':
      return graph.add('LeakyRelu', name, [x], alpha(activation.negativeSlope))
    case 'elu':
      return graph.add('Elu', name, [x], alpha(activation.alpha))
    case 'sigmoid':
      return graph.add('Sigmoid', name, [x])
    case 'tanh':
      return graph.add('Tanh', name, [x])
    // x sigmoid(x)
    case 'silu':
      return graph.add('Mul', name, [x, graph.add('Sigmoid', `${name}.gate`, [x])])
    // x (1 + erf(x / sqrt 2)) / 2
    case 'gelu_erf': {
      const erf = graph.add('Erf', `${name}.erf`, [graph.add('Div', `${name}.argument`, [x, scalar('root', Math.SQRT2)])])
      const twice = graph.add('Mul', `${name}.twice`, [x, graph.add('Add', `${name}.share`, [erf, scalar('one', 1)])])
      return graph.add('Mul', name, [twice, scalar('half', 0.5)])
    }
    // x sigmoid(2 sqrt(2/π) x (1 + 0.044715 x²))
    case 'gelu_tanh': {
      const square = graph.add('Mul', `${name}.square`, [graph.add('Mul', `${name}.x2`, [x, x]), scalar('cubic', 0.044715)])
      const inner = graph.add('Mul', `${name}.inner`, [x, graph.add('Add', `${name}.one_plus`, [square, scalar('one', 1)])])
      const gate = graph.add('Sigmoid', `${name}.gate`, [graph.add('Mul', `${name}.argument`, [inner, scalar('slope', 2 * Math.sqrt(2 / Math.PI))])])
      return graph.add('Mul', name, [x, gate])
    }
    // log(1 + e^(βx)) / β
    case 'softplus': {
      if (activation.beta === 1) return graph.add('Softplus', name, [x])
      const scaled = graph.add('Mul', `${name}.scaled`, [x, scalar('beta', activation.beta)])
      return graph.add('Div', name, [graph.add('Softplus', `${name}.softplus`, [scaled]), scalar('beta', activation.beta)])
    }
    default:
      throw new LabError('conflict', `Models with the activation ${word} cannot leave for other programs yet: its operators are not written`)
  }
}

/** A single logit tells class 1 from class 0: its sigmoid is the probability of 1, that of its negative the probability of 0. */
function addProbabilities(graph: GraphBuilder, logits: string, units: number): void {
  if (units > 1) {
    graph.rename(graph.add('Softmax', 'probabilities', [logits], [['axis', { kind: 'whole', value: 1 }]]), graphNames.probabilities)
    return
  }
  const none = graph.add('Sigmoid', 'probability.0', [graph.add('Neg', 'probability.0.logit', [logits])])
  const one = graph.add('Sigmoid', 'probability.1', [logits])
  graph.rename(graph.add('Concat', 'probabilities', [none, one], [['axis', { kind: 'whole', value: 1 }]]), graphNames.probabilities)
}

/** Nodes and initializers in the making; each node gives one value, of its own name and `_out`. */
class GraphBuilder {
  readonly nodes: OnnxNode[] = []
  readonly initializers: OnnxTensor[] = []

  constructor(private readonly parameters: readonly NamedTensor[]) {}

  add(operator: string, name: string, inputs: string[], attributes: [string, OnnxAttribute][] = []): string {
    const output = `${name}_out`
    this.nodes.push({ operator, name, inputs, outputs: [output], attributes: new Map(attributes) })
    return output
  }

  parameter(name: string): string {
    const tensor = this.parameters.find((parameter) => parameter.name === name)
    if (tensor === undefined) throw new RangeError(`the model has no ${name}`)
    return this.#initialise(float32Tensor(name, [...tensor.shape], tensor.data))
  }

  vector(name: string, values: ArrayLike<number>): string {
    return this.#initialise(float32Tensor(name, [values.length], values))
  }

  scalar(name: string, value: number): string {
    return this.#initialise(float32Tensor(name, [], [value]))
  }

  /** Gives a value another name, wherever it is used. */
  rename(from: string, to: string): void {
    const renamed = (names: string[]) => names.map((name) => (name === from ? to : name))
    for (const node of this.nodes) Object.assign(node, { inputs: renamed(node.inputs), outputs: renamed(node.outputs) })
  }

  #initialise(tensor: OnnxTensor): string {
    if (!this.initializers.some(({ name }) => name === tensor.name)) this.initializers.push(tensor)
    return tensor.name
  }
}
