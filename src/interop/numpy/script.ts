/**
 * A trained network as one Python file that needs NumPy alone: weights, the forward pass written out layer by layer, and test vectors. Run as
 * a program it prints the largest difference from the engine's outputs and ends with 1 where that is above the tolerance.
 */
import type { ActivationConfig } from '../../engine/config/network'
import { dataShape, filesOf } from '../../engine/config/data'
import { DataError } from '../../engine/data/data-error'
import type { StoredModel } from '../../engine/models/model-file'
import type { NamedTensor } from '../../engine/models/tensors'
import { scalingTensors } from '../../engine/models/scaling-tensors'
import { outputName, type GraphChoice } from '../onnx/write'
import type { Matrix } from '../onnx/run'

export interface ScriptOptions extends GraphChoice {
  /** What the model is called; it becomes a literal of the program, whatever it holds. */
  title: string
  tolerance: number
  /** What the check found, in words. */
  note: string
  /** As the script takes them, see `probeInput`. */
  inputs: Matrix
  /** The engine's. */
  outputs: Matrix
}

export function writeScript(model: StoredModel, options: ScriptOptions): string {
  const { config, parameters, scaling } = model
  const { task } = dataShape(config.data)
  const tensors = [...parameters, ...(options.preprocessing ? scalingTensors(scaling) : [])]
  const answer = outputName(task)
  return `#!/usr/bin/env python3
"""A network of Backprop Lab in NumPy: weights, forward pass and test vectors in one file.

Run it to compare it with the engine that trained it; import it to use it: predict(x) takes (samples, features).
"""
import base64
import math
import sys

import numpy as np

TITLE = ${literal(options.title)}
CHECK = ${literal(options.note)}
TOLERANCE = ${options.tolerance}
DTYPE = np.${config.precision}


def _array(text, shape, dtype):
    return np.frombuffer(base64.b64decode(text), dtype).reshape(shape)


${tensors.map(arrayLines).join('\n')}
${functions(config.network.layers.map(({ activation }) => activation))}

def ${answer}(x):
    """What the network computes${task === 'classification' ? ', before the softmax' : ''}."""
    x = np.asarray(x, np.float64)
${[...preprocessingLines(model, options.preprocessing), ...layerLines(model)].map((line) => `    ${line}`).join('\n')}
    return x


def predict(x):
    """${options.softmax ? 'Probabilities of the classes' : `The ${answer}`}, one row a sample."""
    return ${options.softmax ? (parameterUnits(model) === 1 ? `_pair(${answer}(x))` : `_softmax(${answer}(x))`) : `${answer}(x)`}


${arrayLines({ name: 'test.inputs', shape: [options.inputs.rows, options.inputs.columns], data: options.inputs.values })}
${arrayLines({ name: 'test.outputs', shape: [options.outputs.rows, options.outputs.columns], data: options.outputs.values })}

if __name__ == "__main__":
    difference = float(np.max(np.abs(${answer}(${variable('test.inputs')}).astype(np.float64) - ${variable('test.outputs')})))
    print(f"largest difference from the engine's outputs over {len(${variable('test.inputs')})} samples: {difference:.3g} (tolerance {TOLERANCE:g})")
    sys.exit(0 if difference <= TOLERANCE else 1)
`
}

/** Python reads JSON's strings as its own once they are ASCII: nothing in a title ends the literal. */
function literal(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function variable(name: string): string {
  return name.replaceAll('.', '_').toUpperCase()
}

function arrayLines({ name, shape, data }: NamedTensor): string {
  const type = data instanceof Float32Array ? '<f4' : '<f8'
  const text = toBase64(data).replace(/.{1,120}/g, '$&\n')
  return `${variable(name)} = _array("""\n${text}""", (${shape.map((size) => `${size},`).join(' ')}), "${type}")`
}

function toBase64(data: Float32Array | Float64Array): string {
  const bytes = new Uint8Array(data.byteLength)
  const view = new DataView(bytes.buffer)
  if (data instanceof Float32Array) data.forEach((value, i) => view.setFloat32(4 * i, value, true))
  else data.forEach((value, i) => view.setFloat64(8 * i, value, true))
  let text = ''
  // A multiple of three bytes at a time, so that the pieces join.
  for (let at = 0; at < bytes.length; at += 24_576) text += btoa(String.fromCharCode(...bytes.subarray(at, at + 24_576)))
  return text
}

function parameterUnits({ config }: StoredModel): number {
  return config.network.layers.at(-1)?.units ?? 0
}

function preprocessingLines({ config, scaling }: StoredModel, included: boolean): string[] {
  if (!included) return []
  return [
    ...(filesOf(config.data) === null ? [] : ['x = x / 255.0']),
    ...(scaling === null ? [] : [`x = (x - ${variable('scaling.shift')}) * ${variable('scaling.factor')}`]),
  ]
}

function layerLines({ config }: StoredModel): string[] {
  const lines = config.network.layers.flatMap((layer, i) => {
    const name = (part: string) => variable(`layers.${i}.${part}`)
    const linear = `x = x @ ${name('weight')}.T${layer.bias ? ` + ${name('bias')}` : ''}`
    const norm =
      layer.batchNorm === null
        ? []
        : [
            `x = (x - ${name('norm.running_mean')}) / np.sqrt(${name('norm.running_var')} + DTYPE(${layer.batchNorm.epsilon})) * ${name('norm.weight')} + ${name('norm.bias')}`,
          ]
    const activation = layer.activation.name === 'identity' ? [] : [`x = ${call(layer.activation)}`]
    return [linear, ...norm, ...activation]
  })
  return ['x = x.astype(DTYPE)', ...lines]
}

function call(activation: ActivationConfig): string {
  const name = `_${activation.name}`
  switch (activation.name) {
    case 'leaky_relu':
      return `${name}(x, DTYPE(${activation.negativeSlope}))`
    case 'elu':
      return `${name}(x, DTYPE(${activation.alpha}))`
    case 'softplus':
      return `${name}(x, DTYPE(${activation.beta}))`
    default:
      return `${name}(x)`
  }
}

/** An activation that is not among them is refused before, when its ONNX operators are asked for. */
const definitions: Partial<Record<ActivationConfig['name'], string>> = {
  relu: 'def _relu(x):\n    return np.maximum(x, 0)',
  leaky_relu: 'def _leaky_relu(x, slope):\n    return np.where(x > 0, x, slope * x)',
  elu: 'def _elu(x, alpha):\n    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))',
  sigmoid: 'def _sigmoid(x):\n    return (1 / (1 + np.exp(-np.clip(x.astype(np.float64), -700, 700)))).astype(DTYPE)',
  tanh: 'def _tanh(x):\n    return np.tanh(x)',
  silu: 'def _silu(x):\n    return x * _sigmoid(x)',
  gelu_erf: 'def _gelu_erf(x):\n    return (0.5 * x * (1 + np.vectorize(math.erf, otypes=[np.float64])(x / math.sqrt(2)))).astype(DTYPE)',
  gelu_tanh: 'def _gelu_tanh(x):\n    return x * _sigmoid(2 * math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x))',
  softplus: 'def _softplus(x, beta):\n    return np.logaddexp(0, beta * x) / beta',
}

function functions(activations: readonly ActivationConfig[]): string {
  const used = new Set(activations.map(({ name }) => name))
  if (used.has('silu') || used.has('gelu_tanh')) used.add('sigmoid')
  const common = [
    'def _softmax(x):\n    powers = np.exp(x - np.max(x, axis=1, keepdims=True))\n    return powers / np.sum(powers, axis=1, keepdims=True)',
    'def _pair(x):\n    """A single logit tells class 1 from class 0."""\n    return _softmax(np.concatenate([np.zeros_like(x), x], axis=1))',
  ]
  const own = [...used].flatMap((name) => definitions[name] ?? [])
  return [...common, ...own].map((text) => `\n${text}\n`).join('\n')
}

/**
 * The arrays of a script that `writeScript` has made, as they stand in its text.
 * @throws DataError that names the array whose numbers do not fill its shape
 */
export function readScript(text: string, file: string): Map<string, NamedTensor> {
  const arrays = new Map<string, NamedTensor>()
  for (const [, name = '', encoded = '', shape = '', type = ''] of text.matchAll(/^([A-Z0-9_]+) = _array\("""\n([^"]*)""", \(([0-9, ]+)\), "(<f[48])"\)$/gm)) {
    const sizes = shape.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]))
    const bytes = Uint8Array.from(atob(encoded.replaceAll('\n', '')), (unit) => unit.charCodeAt(0))
    const items = sizes.reduce((product, size) => product * size, 1)
    const width = type === '<f4' ? 4 : 8
    if (bytes.length !== items * width) throw new DataError(file, name, `expected ${items * width} bytes, found ${bytes.length}`)
    const view = new DataView(bytes.buffer)
    const data =
      width === 4
        ? Float32Array.from({ length: items }, (_, i) => view.getFloat32(4 * i, true))
        : Float64Array.from({ length: items }, (_, i) => view.getFloat64(8 * i, true))
    arrays.set(name, { name, shape: sizes, data })
  }
  return arrays
}

/** The parameters of a model as its script has them. */
export function scriptParameters(arrays: ReadonlyMap<string, NamedTensor>, parameters: readonly NamedTensor[], file: string): NamedTensor[] {
  return parameters.map(({ name }) => {
    const array = arrays.get(variable(name))
    if (array === undefined) throw new DataError(file, variable(name), 'it is missing')
    return { ...array, name }
  })
}
