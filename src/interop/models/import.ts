/** Makes a model of another program's file one of this lab: a network of the engine, with data that it is scored on and can be trained on. */
import * as z from 'zod'
import { LabError } from '../../api/failure'
import { experimentSchema, trialSchema, type ExperimentConfig } from '../../engine/config/experiment'
import { dataSchema, dataShape, filesOf, type DataConfig, type DataSource } from '../../engine/config/data'
import { readJson } from '../../engine/config/json'
import { baseTrial } from '../../engine/config/trials'
import { limits } from '../../engine/config/limits'
import { firstProblem } from '../../engine/config/validate'
import { DataError } from '../../engine/data/data-error'
import type { Scaling } from '../../engine/data/dataset'
import { isScaled } from '../../engine/data/scaling'
import { sources } from '../../engine/data/sources/registry'
import { isFastActivation } from '../../engine/fast/activation-codes'
import { decodeModel, encodeModel } from '../../engine/models/model-file'
import { decodeSafetensors } from '../../engine/models/safetensors'
import type { NamedTensor } from '../../engine/models/tensors'
import type { ModelImportChoice } from '../../api/interop'
import { readOnnx } from '../onnx/read'
import type { ReadLayer, ReadNetwork } from './read-network'
import { readWeights } from './read-safetensors'

export interface ImportedModel {
  /** One run of it is the model. */
  experiment: ExperimentConfig
  /** The model's own file. */
  file: Uint8Array
  /** Such as "ONNX, opset 13, made by pytorch 1.13". */
  origin: string
}

/**
 * @param fileName decides the format by its ending, and is the model's name where none is chosen
 * @throws DataError for a file that is not read, LabError `invalid` with the field where the choice does not fit it
 */
export function importModel(bytes: Uint8Array, fileName: string, choice: ModelImportChoice): ImportedModel {
  const name = (choice.name ?? fileName.replace(/\.[^.]*$/, '')).trim().slice(0, limits.nameLength) || 'Imported model'
  const own = ownModel(bytes, fileName, name)
  if (own) return own
  const network = scaleInputs(readNetwork(bytes, fileName, choice), choice)
  const data = chooseData(network, choice.data)
  const known = ownData(network)
  const again = known?.config === undefined || data.source !== known.config.source ? null : known
  const seed = again?.seed ?? 1
  const experiment = describeExperiment(network, again?.config ?? data, { name, seed })
  const file = encodeModel({ config: baseTrial(experiment), seed, epoch: 0, parameters: tensorsOf(network), scaling: again?.scaling ?? null })
  // Read as any model is: finite numbers, variances, shapes.
  decodeModel(file, fileName)
  return { experiment, file, origin: network.producer === '' ? network.format : `${network.format}, made by ${network.producer}` }
}

export function isImportable(fileName: string): boolean {
  return /\.(onnx|safetensors)$/i.test(fileName)
}

function readNetwork(bytes: Uint8Array, fileName: string, { activation }: ModelImportChoice): ReadNetwork {
  if (/\.onnx$/i.test(fileName)) return readOnnx(bytes, fileName)
  if (!/\.safetensors$/i.test(fileName)) throw new DataError(fileName, 'name', 'models are read from files that end with .onnx or .safetensors')
  const network = readWeights(bytes, fileName, activation ?? { name: 'identity' })
  if (network.layers.length > 1 && activation === undefined)
    throw new LabError(
      'invalid',
      `${fileName} holds the weights of ${network.layers.length} layers, but not what stands between them: choose the activation`,
      'activation',
    )
  return network
}

/** A file that this lab has written says all itself. */
function ownModel(bytes: Uint8Array, fileName: string, name: string): ImportedModel | null {
  if (!/\.safetensors$/i.test(fileName)) return null
  const { metadata } = decodeSafetensors(bytes, fileName, { without: (tensor) => tensor.endsWith('num_batches_tracked') })
  if (metadata['format'] !== 'backprop-lab-model') return null
  const model = decodeModel(bytes, fileName)
  // It is scored and not trained: what steers its training would make it look like the run that it comes from.
  const untrained = { epochs: 1, schedule: 'constant', earlyStopping: null }
  const experiment = experimentSchema.parse({ ...model.config, ...untrained, name, seeds: { list: [Math.max(1, model.seed)] } })
  return { experiment, file: bytes, origin: `Backprop Lab, seed ${model.seed}, epoch ${model.epoch}` }
}

/**
 * Networks that were trained on (x - mean) / deviation take the data of this lab as it is, once that is in their first weights; so does one of
 * this lab's own that takes bytes.
 */
function scaleInputs(network: ReadNetwork, { mean = 0, deviation = 1 }: ModelImportChoice): ReadNetwork {
  const bytes = network.metadata.get('preprocessing') === 'included' && ownData(network)?.files === true
  const factor = (bytes ? 255 : 1) / deviation
  const shift = -mean / deviation
  if (factor === 1 && shift === 0) return network
  const [first, ...rest] = network.layers
  if (first === undefined) return network
  const { units, weight } = first
  const bias = first.bias?.slice() ?? (shift === 0 ? null : weight.slice(0, units).fill(0))
  if (bias !== null && shift !== 0)
    for (let unit = 0; unit < units; unit++) for (let i = 0; i < network.inputs; i++) bias[unit]! += weight[unit * network.inputs + i]! * shift
  return { ...network, layers: [{ ...first, weight: weight.map((w) => w * factor), bias }, ...rest] }
}

/** What this lab's own ONNX files say of the data: its scaling too, where the graph takes features that are scaled already. */
function ownData({ metadata, inputs }: ReadNetwork): { config: DataConfig; files: boolean; seed: number; scaling: Scaling | null } | null {
  if (metadata.get('format') !== 'backprop-lab-onnx') return null
  const json = readJson(metadata.get('config') ?? '')
  const trial = json.ok ? trialSchema.safeParse(json.value) : null
  if (!trial?.success) return null
  const files = filesOf(trial.data.data) !== null
  const scaled = metadata.get('preprocessing') !== 'included' && isScaled(trial.data.data.scaling, files ? 'bytes' : 'real')
  const scaling = scaled ? readScaling(metadata.get('scaling'), inputs) : null
  if (scaled && scaling === null) return null
  const config = scaled ? trial.data.data : { ...trial.data.data, scaling: 'none' as const }
  const seed = Number(metadata.get('seed'))
  return { config, files, seed: Number.isInteger(seed) && seed >= 1 && seed <= limits.seed ? seed : 1, scaling }
}

const scalingSchema = z.strictObject({ shift: z.array(z.number()), factor: z.array(z.number()) })

/** Null where it is not that of a network of so many inputs. */
function readScaling(text: string | undefined, inputs: number): Scaling | null {
  const json = readJson(text ?? '')
  const parsed = json.ok ? scalingSchema.safeParse(json.value) : null
  if (!parsed?.success || parsed.data.shift.length !== inputs || parsed.data.factor.length !== inputs) return null
  return { shift: Float64Array.from(parsed.data.shift), factor: Float64Array.from(parsed.data.factor) }
}

/** Throws a LabError `invalid` that names what would fit. */
function chooseData(network: ReadNetwork, wanted: string | undefined): DataConfig {
  const fitting = sources.flatMap(({ schema }) => fit(schema.shape.source.value, network) ?? [])
  const units = network.layers.at(-1)?.units ?? 0
  const shape = `${network.inputs} inputs and ${units} output${units === 1 ? '' : 's'}`
  if (fitting.length === 0) throw new LabError('invalid', `The network has ${shape}: no data of this lab has such a shape`, 'data')
  const names = fitting.map(({ source }) => source).join(', ')
  if (wanted !== undefined) {
    const chosen = fitting.find(({ source }) => source === wanted)
    if (!chosen) throw new LabError('invalid', `The network has ${shape}, which does not fit ${wanted}: choose ${names}`, 'data')
    return chosen
  }
  const own = fitting.find(({ source }) => source === ownData(network)?.config.source)
  const [first, ...more] = fitting
  const digits = fitting.find(({ source }) => source === 'mnist')
  const chosen = own ?? digits ?? (more.length === 0 ? first : undefined)
  if (!chosen) throw new LabError('invalid', `The network has ${shape}: choose the data that it is scored on, one of ${names}`, 'data')
  return chosen
}

/** The source with the sizes of the network, or null. */
function fit(source: DataSource, network: ReadNetwork): DataConfig | null {
  const units = network.layers.at(-1)?.units ?? 0
  const sizes: Record<string, unknown>[] = [{}, { classes: units }, { inputs: network.inputs, outputs: units }]
  for (const size of sizes) {
    const parsed = dataSchema.safeParse({ source, ...size })
    if (!parsed.success) continue
    const { task, inputs, outputs } = dataShape(parsed.data)
    const fits = task === 'classification' ? outputs === units || (units === 1 && outputs === 2) : outputs === units && network.tail === 'none'
    if (inputs === network.inputs && fits) return parsed.data
  }
  return null
}

/** Throws a LabError `invalid` with the field where no experiment can have this network. */
function describeExperiment(network: ReadNetwork, data: DataConfig, { name, seed }: { name: string; seed: number }): ExperimentConfig {
  const { task } = dataShape(data)
  const images = filesOf(data) !== null
  const last = network.layers.length - 1
  const single = network.layers[last]?.units === 1
  const layers = network.layers.map(({ units, bias, norm, activation }, i) => ({
    units,
    bias: bias !== null,
    batchNorm: norm === null ? null : { epsilon: norm.epsilon },
    // The loss applies the sigmoid itself, and the answers do.
    activation: i === last && single && task === 'classification' && activation.name === 'sigmoid' ? ({ name: 'identity' } as const) : activation,
  }))
  const fast = network.precision === 'float32' && layers.every(({ activation }) => isFastActivation(activation))
  const parsed = experimentSchema.safeParse({
    name,
    data,
    network: { layers },
    loss: task === 'regression' ? 'mse' : single ? 'bce_with_logits' : 'cross_entropy',
    optimizer: { name: 'adam', learningRate: 0.001 },
    batchSize: images ? 128 : 'full',
    epochs: 1,
    seeds: seed === 1 ? { count: 1 } : { list: [seed] },
    validation: images ? { kind: 'test' } : { kind: 'none' },
    kernels: fast ? 'fast' : 'reference',
    precision: network.precision,
  })
  if (parsed.success) return parsed.data
  const { field, message } = firstProblem(parsed.error)
  throw new LabError('invalid', `The network cannot be one of this lab: ${message}`, field)
}

function tensorsOf({ inputs, layers }: ReadNetwork): NamedTensor[] {
  return layers.flatMap((layer, i) => tensorsOfLayer(layer, `layers.${i}`, layers[i - 1]?.units ?? inputs))
}

function tensorsOfLayer({ units, weight, bias, norm }: ReadLayer, name: string, inputs: number): NamedTensor[] {
  const vector = (part: string, data: NamedTensor['data']): NamedTensor => ({ name: `${name}.${part}`, shape: [units], data })
  return [
    { name: `${name}.weight`, shape: [units, inputs], data: weight },
    ...(bias === null ? [] : [vector('bias', bias)]),
    ...(norm === null
      ? []
      : [
          vector('norm.weight', norm.weight),
          vector('norm.bias', norm.bias),
          vector('norm.running_mean', norm.runningMean),
          vector('norm.running_var', norm.runningVariance),
        ]),
  ]
}
