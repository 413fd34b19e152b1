/**
 * Reads a fully connected network out of a safetensors file of weights alone, such as a state_dict of PyTorch: `0.weight`, `fc1.bias` and the
 * like, a name for each module, in the order of their names. What stands between the layers is not in such a file: the caller says it.
 */
import type { ActivationConfig } from '../../engine/config/network'
import { limits } from '../../engine/config/limits'
import { DataError } from '../../engine/data/data-error'
import { quote } from '../../engine/data/describe'
import { decodeSafetensors } from '../../engine/models/safetensors'
import type { NamedTensor } from '../../engine/models/tensors'
import type { ReadLayer, ReadNetwork } from './read-network'

/** PyTorch's. */
const epsilon = 1e-5
/** What a module keeps. */
type Part = 'weight' | 'bias' | 'running_mean' | 'running_var'
type Module = Partial<Record<Part, NamedTensor>>

/**
 * @param activation after every layer but the last
 * @throws DataError that names the tensor at fault, what was expected and what was found
 */
export function readWeights(bytes: Uint8Array, file: string, activation: ActivationConfig): ReadNetwork {
  const { tensors, metadata } = decodeSafetensors(bytes, file, { without: (name) => name.endsWith('num_batches_tracked') })
  const layers: ReadLayer[] = []
  for (const [name, module] of modulesOf(tensors, file)) {
    if (module.weight?.shape.length === 2) layers.push(readLinear(name, module, layers.at(-1), file, activation))
    else readNorm(name, module, layers.at(-1), file)
  }
  const last = layers.at(-1)
  const [first] = layers
  if (first === undefined || last === undefined) throw new DataError(file, 'header', 'it holds no matrix of weights')
  last.activation = { name: 'identity' }
  const types = new Set(tensors.map(({ data }) => (data instanceof Float32Array ? 'float32' : 'float64')))
  const [precision = 'float32'] = types
  if (types.size > 1) throw new DataError(file, 'weights', 'expected all tensors of F32 or all of F64')
  return {
    inputs: first.weight.length / first.units,
    layers,
    tail: 'none',
    precision,
    producer: (metadata['format'] ?? '').slice(0, 60),
    format: 'safetensors',
    metadata: new Map(Object.entries(metadata)),
  }
}

/** By name, numbers in names as numbers: layer 2 stands before layer 10. */
function modulesOf(tensors: readonly NamedTensor[], file: string): [string, Module][] {
  const modules = new Map<string, Module>()
  for (const tensor of tensors) {
    const at = tensor.name.lastIndexOf('.')
    const part = tensor.name.slice(at + 1)
    if (part !== 'weight' && part !== 'bias' && part !== 'running_mean' && part !== 'running_var')
      throw new DataError(file, `tensor ${quote(tensor.name)}`, 'it belongs to no fully connected layer: weight, bias, running_mean and running_var are read')
    const name = tensor.name.slice(0, Math.max(0, at))
    modules.set(name, { ...modules.get(name), [part]: tensor })
  }
  const order = new Intl.Collator('en', { numeric: true })
  return [...modules].sort(([a], [b]) => order.compare(a, b))
}

function readLinear(
  name: string,
  { weight, bias, running_mean }: Module,
  before: ReadLayer | undefined,
  file: string,
  activation: ActivationConfig,
): ReadLayer {
  const place = `tensor ${quote(`${name}.weight`)}`
  const [units = 0, inputs = 0] = weight?.shape ?? []
  if (weight === undefined || running_mean !== undefined || units < 1 || inputs < 1 || units > limits.units)
    throw new DataError(file, place, `expected (units, inputs) with 1 to ${limits.units} units, found ${weight?.shape.join(' x ') ?? 'nothing'}`)
  if (before !== undefined && before.units !== inputs)
    throw new DataError(file, place, `it takes ${inputs} inputs, but the layer before it by name has ${before.units} units: name the layers in their order`)
  if (bias !== undefined && bias.shape.join() !== String(units))
    throw new DataError(file, `tensor ${quote(bias.name)}`, `expected the shape ${units}, found ${bias.shape.join(' x ')}`)
  return { units, weight: weight.data, bias: bias?.data ?? null, norm: null, activation }
}

/** Batch normalisation of the layer before it. */
function readNorm(name: string, { weight, bias, running_mean: mean, running_var: variance }: Module, layer: ReadLayer | undefined, file: string): void {
  const place = `tensors ${quote(`${name}.*`)}`
  if (mean === undefined || variance === undefined)
    throw new DataError(file, place, 'expected a matrix of weights, or a batch normalisation with running_mean and running_var')
  if (layer === undefined || layer.norm !== null) throw new DataError(file, place, 'a batch normalisation is read after a linear layer alone')
  const all = [weight, bias, mean, variance]
  const vectors = all.flatMap((tensor) => (tensor?.shape.join() === String(layer.units) ? [tensor.data] : []))
  const [scale, shift, runningMean, runningVariance] = vectors
  if (!scale || !shift || !runningMean || !runningVariance)
    throw new DataError(file, place, `expected weight, bias, running_mean and running_var of ${layer.units} numbers each`)
  layer.norm = { weight: scale, bias: shift, runningMean, runningVariance, epsilon }
}
