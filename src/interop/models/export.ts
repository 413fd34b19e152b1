/**
 * A stored model as a file for other programs, checked after it was written: the file is read back and evaluated by other code than the
 * engine's, and the largest difference from the engine's outputs is kept in it.
 */
import { LabError } from '../../api/failure'
import type { ExportedModel, ModelCheck, ModelExportChoice } from '../../api/interop'
import { dataShape } from '../../engine/config/data'
import { canonicalJson } from '../../engine/config/canonical'
import type { Dataset } from '../../engine/data/dataset'
import { decodeModel, encodeModel, type StoredModel } from '../../engine/models/model-file'
import { decodeSafetensors, encodeSafetensors } from '../../engine/models/safetensors'
import type { NamedTensor } from '../../engine/models/tensors'
import { readScript, scriptParameters, writeScript } from '../numpy/script'
import { decodeOnnx, encodeOnnx, type OnnxModel } from '../onnx/proto'
import { runOnnx, type Matrix } from '../onnx/run'
import { onnxOfModel, outputName, writtenOpset } from '../onnx/write'
import { probeInput, probeOf, type Probe } from './probe'

/** Rows of test vectors in a script. */
const scriptRows = 16
/** Outputs of up to 1 agree to this; larger ones, which float32 holds less finely, in proportion. */
const relativeTolerance = 1e-5

/**
 * @param bytes the model's own file
 * @param test the test set of a model that learnt from files
 * @param name what messages and files call the model
 * @throws LabError `invalid` where the choice does not fit the model, `data` where the check fails or the model's file is damaged
 */
export function exportModel(bytes: Uint8Array, { choice, test, name }: { choice: ModelExportChoice; test: Dataset | null; name: string }): ExportedModel {
  const model = decodeModel(bytes, name)
  if (choice.softmax && dataShape(model.config.data).task === 'regression')
    throw new LabError('invalid', `${name} predicts numbers: it has no probabilities, so leave the softmax out`, 'softmax')
  if (choice.format === 'safetensors' && (choice.softmax || choice.preprocessing))
    throw new LabError(
      'invalid',
      'A safetensors file holds tensors and no operations: the scaling lies in it as tensors, and there is no softmax to include',
      choice.softmax ? 'softmax' : 'preprocessing',
    )
  const probe = probeOf(model, test)
  const job = { model, choice, probe, name, bytes }
  switch (choice.format) {
    case 'onnx':
      return exportOnnx(job)
    case 'safetensors':
      return exportSafetensors(job)
    case 'numpy':
      return exportScript(job)
  }
}

interface Job {
  model: StoredModel
  choice: ModelExportChoice
  probe: Probe
  name: string
  bytes: Uint8Array
}

function exportOnnx({ model, choice, probe, name }: Job): ExportedModel {
  const write = (check: ModelCheck | null) => encodeOnnx(onnxOfModel(model, choice, describe(model, choice, name, check)))
  const input = probeInput(probe, model, choice.preprocessing)
  const measure = (file: Uint8Array) => compare(outputsOf(decodeOnnx(file, name), input, model), probe.outputs)
  const check = measure(write(null))
  const file = write(check)
  // The file that is handed out is the one that is checked.
  return { file, check: accepted(measure(file), name) }
}

function exportSafetensors({ model, probe, name, bytes }: Job): ExportedModel {
  const { tensors, metadata } = decodeSafetensors(bytes, name)
  const measure = (file: Uint8Array) => {
    const read = decodeModel(file, name)
    return compare(outputsOf(onnxOf(read), probeInput(probe, read, false), read), probe.outputs)
  }
  const check = measure(encodeModel(model))
  const file = encodeSafetensors({ tensors, metadata: { ...metadata, ...Object.fromEntries(checkEntries(check)) } })
  return { file, check: accepted(measure(file), name) }
}

function exportScript({ model, choice, probe, name }: Job): ExportedModel {
  // Refuses what is not written for other programs.
  onnxOf(model)
  const input = probeInput(probe, model, choice.preprocessing)
  const tolerance = toleranceOf(probe.outputs)
  const write = (note: string) =>
    new TextEncoder().encode(
      writeScript(model, { ...choice, title: name, tolerance, note, inputs: firstRows(input, scriptRows), outputs: firstRows(probe.outputs, scriptRows) }),
    )
  const measure = (file: Uint8Array) => {
    const arrays = readScript(new TextDecoder().decode(file), name)
    const vector = (part: string) => arrays.get(`SCALING_${part}`)?.data
    const [shift, factor] = [vector('SHIFT'), vector('FACTOR')]
    const scaling = shift instanceof Float64Array && factor instanceof Float64Array ? { shift, factor } : null
    const parameters = scriptParameters(arrays, model.parameters, name)
    return compare(outputsOf(onnxOf({ ...model, parameters, scaling }, choice.preprocessing), input, model), probe.outputs)
  }
  const check = measure(write(''))
  const file = write(`largest difference ${check.largestDifference} over ${check.samples} samples when the file was written`)
  return { file, check: accepted(measure(file), name) }
}

/** The graph without a softmax, of scaled features unless the preprocessing is wanted: float64 stays what the graph has of it. */
function onnxOf(model: Omit<StoredModel, 'parameters'> & { parameters: NamedTensor[] }, preprocessing = false): OnnxModel {
  return onnxOfModel(model, { preprocessing, softmax: false })
}

function outputsOf(onnx: OnnxModel, input: Matrix, { config }: StoredModel): Matrix {
  const name = outputName(dataShape(config.data).task)
  const outputs = runOnnx(onnx, input).get(name)
  if (outputs === undefined) throw new RangeError(`the graph has no ${name}`)
  return outputs
}

function compare(found: Matrix, wanted: Matrix): ModelCheck {
  let largestDifference = 0
  for (let i = 0; i < wanted.values.length; i++) {
    const difference = Math.abs(found.values[i]! - wanted.values[i]!)
    // No number is as far off as can be.
    largestDifference = Math.max(largestDifference, Number.isNaN(difference) ? Infinity : difference)
  }
  return { samples: wanted.rows, largestDifference, largestOutput: largestOf(wanted), tolerance: toleranceOf(wanted) }
}

function largestOf({ values }: Matrix): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
}

function toleranceOf(outputs: Matrix): number {
  return Number((relativeTolerance * Math.max(1, largestOf(outputs))).toPrecision(3))
}

function accepted(check: ModelCheck, name: string): ModelCheck {
  const { largestDifference, tolerance } = check
  if (largestDifference <= tolerance) return check
  throw new LabError(
    'data',
    `The file of ${name} does not compute what the engine does: outputs differ by up to ${largestDifference}, at most ${tolerance} is allowed. Nothing was written`,
  )
}

function firstRows({ rows, columns, values }: Matrix, most: number): Matrix {
  const count = Math.min(rows, most)
  return { rows: count, columns, values: values.slice(0, count * columns) }
}

function checkEntries({ samples, largestDifference, largestOutput, tolerance }: ModelCheck): [string, string][] {
  return [
    ['check.samples', String(samples)],
    ['check.largest_difference', String(largestDifference)],
    ['check.largest_output', String(largestOutput)],
    ['check.tolerance', String(tolerance)],
  ]
}

/** What an ONNX file says of itself. */
function describe({ config, seed, epoch, scaling }: StoredModel, choice: ModelExportChoice, name: string, check: ModelCheck | null): Map<string, string> {
  return new Map([
    ['name', name],
    ['format', 'backprop-lab-onnx'],
    ['opset', String(writtenOpset)],
    ['config', canonicalJson(config)],
    ['seed', String(seed)],
    ['epoch', String(epoch)],
    ['preprocessing', choice.preprocessing ? 'included' : 'not included'],
    ['softmax', choice.softmax ? 'included' : 'not included'],
    ...(scaling !== null && !choice.preprocessing
      ? [['scaling', JSON.stringify({ shift: [...scaling.shift], factor: [...scaling.factor] })] satisfies [string, string]]
      : []),
    ...(check === null ? [] : checkEntries(check)),
  ])
}
