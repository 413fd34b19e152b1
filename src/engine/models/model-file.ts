/**
 * A trained network as one file that explains itself: its parameters as safetensors, and in the metadata the configuration that made
 * them, the seed and the epoch. Any reader of safetensors can use the weights; nothing in the file can run.
 */
import { canonicalJson } from '../config/canonical'
import { dataShape } from '../config/data'
import { trialSchema, type TrialConfig } from '../config/experiment'
import { readJson } from '../config/json'
import { limits } from '../config/limits'
import { firstProblem } from '../config/validate'
import { DataError } from '../data/data-error'
import type { Scaling } from '../data/dataset'
import { describeValue, quote } from '../data/describe'
import { readConfidence, type Confidence } from './confidence'
import { decodeSafetensors, encodeSafetensors } from './safetensors'
import { scalingTensors, takeScaling } from './scaling-tensors'
import type { NamedTensor } from './tensors'

/** A trained network with where it came from. */
export interface StoredModel {
  config: TrialConfig
  seed: number
  /** The parameters are those after this epoch; 0 is the untrained network. */
  epoch: number
  /** Weights, biases and running statistics, layer by layer. */
  parameters: NamedTensor[]
  /** How features are scaled before the network sees them; null where they are taken as they are. */
  scaling: Scaling | null
  /** How far its confidence can be trusted; null where that was not measured. */
  confidence: Confidence | null
}

const FORMAT = 'backprop-lab-model'
const VERSION = '1'
/** What batch normalisation adds to a layer. */
const normTensors = ['norm.weight', 'norm.bias', 'norm.running_mean', 'norm.running_var']

/** The bytes of a model's file: safetensors that `decodeModel` and any other reader of that format can read. */
export function encodeModel({
  config,
  seed,
  epoch,
  parameters,
  scaling = null,
  confidence = null,
}: Readonly<Pick<StoredModel, 'config' | 'seed' | 'epoch'>> & {
  parameters: readonly NamedTensor[]
  scaling?: Scaling | null
  confidence?: Confidence | null
}): Uint8Array {
  const measured = confidence === null ? {} : { confidence: canonicalJson(confidence) }
  const metadata = { format: FORMAT, formatVersion: VERSION, config: canonicalJson(config), seed: String(seed), epoch: String(epoch), ...measured }
  return encodeSafetensors({ tensors: [...parameters, ...scalingTensors(scaling)], metadata })
}

/**
 * Reads a model and checks it whole: the configuration against the schema, the parameters against the network it describes.
 * @param file what messages call it
 * @throws DataError that names the field or tensor, what was expected and what was found
 */
export function decodeModel(bytes: Uint8Array, file = 'model file'): StoredModel {
  const { tensors, metadata } = decodeSafetensors(bytes, file)
  if (metadata['format'] !== FORMAT) throw new DataError(file, 'metadata', 'this is no model of Backprop Lab: its format is missing')
  if (metadata['formatVersion'] !== VERSION)
    throw new DataError(
      file,
      'metadata',
      `expected format version ${VERSION}, found ${describeValue(metadata['formatVersion'])}: a newer file needs a newer Backprop Lab`,
    )
  const config = readConfig(metadata['config'], file)
  const seed = readWhole('seed', metadata['seed'], limits.seed, file)
  const epoch = readWhole('epoch', metadata['epoch'], limits.epochs, file)
  const { scaling, others } = takeScaling(config.data, dataShape(config.data).inputs, tensors, file)
  const confidence = readConfidence(metadata['confidence'], file)
  return { config, seed, epoch, parameters: matchParameters(config, others, file), scaling, confidence }
}

function readConfig(text: string | undefined, file: string): TrialConfig {
  if (text === undefined) throw new DataError(file, 'configuration', 'it is missing')
  const json = readJson(text)
  if (!json.ok) throw new DataError(file, 'configuration', json.problems[0]?.message ?? 'expected JSON')
  const parsed = trialSchema.safeParse(json.value)
  if (parsed.success) return parsed.data
  const { field, message } = firstProblem(parsed.error)
  throw new DataError(file, `configuration, ${field || 'top level'}`, message)
}

function readWhole(field: string, text: string | undefined, max: number, file: string): number {
  const value = text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : NaN
  if (!(value <= max)) throw new DataError(file, field, `expected a whole number from 0 to ${max}, found ${describeValue(text)}`)
  return value
}

/** The tensors that the network has, in its order: no more, no fewer, of the right shapes and precision. */
function matchParameters(config: TrialConfig, tensors: readonly NamedTensor[], file: string): NamedTensor[] {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]))
  const expected = tensorShapes(config)
  const extra = tensors.find(({ name }) => !expected.some((parameter) => parameter.name === name))
  if (extra) throw new DataError(file, `tensor ${quote(extra.name)}`, 'the network has no such parameter')
  return expected.map(({ name, shape }) => {
    const tensor = byName.get(name)
    if (!tensor) throw new DataError(file, `tensor "${name}"`, 'it is missing')
    if (tensor.shape.join() !== shape.join())
      throw new DataError(file, `tensor "${name}"`, `expected the shape ${shape.join(' x ')}, found ${tensor.shape.join(' x ') || 'a single number'}`)
    const precision = tensor.data instanceof Float32Array ? 'float32' : 'float64'
    if (precision !== config.precision) throw new DataError(file, `tensor "${name}"`, `expected ${config.precision}, found ${precision}`)
    // Only finite models are stored; one with other numbers would answer with no number.
    const at = tensor.data.findIndex((value) => !Number.isFinite(value))
    if (at !== -1) throw new DataError(file, `tensor "${name}", value ${at}`, `expected a finite number, found ${tensor.data[at]}`)
    // Its root would be no number.
    if (name.endsWith('.running_var') && tensor.data.some((value) => value < 0))
      throw new DataError(file, `tensor "${name}"`, `expected variances, found ${tensor.data.find((value) => value < 0)}`)
    return tensor
  })
}

/** Names and shapes of a network's tensors: weights (out, in), biases (out) and those of batch normalisation (out), counting the linear layers. */
function tensorShapes(config: TrialConfig): { name: string; shape: number[] }[] {
  let inputs = dataShape(config.data).inputs
  return config.network.layers.flatMap((layer, i) => {
    const weight = { name: `layers.${i}.weight`, shape: [layer.units, inputs] }
    inputs = layer.units
    const vectors = [...(layer.bias ? ['bias'] : []), ...(layer.batchNorm === null ? [] : normTensors)]
    return [weight, ...vectors.map((name) => ({ name: `layers.${i}.${name}`, shape: [layer.units] }))]
  })
}
