import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { createPredictor } from '../../../src/engine/models/predictor'
import { decodeModel } from '../../../src/engine/models/model-file'
import { decodeSafetensors } from '../../../src/engine/models/safetensors'
import type { ModelExportChoice } from '../../../src/api/interop'
import { exportModel } from '../../../src/interop/models/export'
import { decodeOnnx } from '../../../src/interop/onnx/proto'
import { readScript } from '../../../src/interop/numpy/script'
import { probeInput, probeOf } from '../../../src/interop/models/probe'
import { fastKernels } from '../../../src/trainer/kernels'
import { imageFolder, readTestImages } from '../../../src/trainer/image-files'
import { largestDifference, runRuntime } from './onnx-runtime'
import { blobs, tinyModel } from './tiny-model'
import { trainDigits } from './trained'

const { data: images } = readTestImages('mnist', imageFolder('mnist'))
const bytes = images.features.values.subarray(0, images.samples * 784)
const shades = Float64Array.from(bytes, (byte) => byte / 255)

function enginesAnswers(file: Uint8Array, rows: number, task: 'regression' | 'classification'): Float64Array {
  const { config, parameters, scaling } = decodeModel(file)
  return createPredictor(config.network, 784, parameters, task, { scaling, fast: fastKernels }).predictRows(shades.subarray(0, rows * 784), rows)
}

describe('the network of figure 4 in ONNX Runtime, over the 10,000 test images', () => {
  let model: Uint8Array
  beforeAll(() => {
    model = trainDigits()
  })

  it('has the same logits to 1e-5', async () => {
    const { file, check } = exportModel(model, { choice: { format: 'onnx', preprocessing: false, softmax: false }, test: images, name: 'digits' })
    const logits = await runRuntime(file, { rows: 10_000, columns: 784, values: shades })
    const difference = largestDifference(logits, enginesAnswers(model, 10_000, 'regression'))
    expect(difference).toBeLessThan(1e-5)
    // The file itself says what was found when it was written.
    expect(check.largestDifference).toBeLessThan(1e-5)
    expect(Number(decodeOnnx(file, 'digits').metadata.get('check.largest_difference'))).toBe(check.largestDifference)
  })

  it('takes bytes and gives probabilities where both are included', async () => {
    const { file } = exportModel(model, { choice: { format: 'onnx', preprocessing: true, softmax: true }, test: images, name: 'digits' })
    const probabilities = await runRuntime(file, { rows: 10_000, columns: 784, values: bytes })
    expect(largestDifference(probabilities, enginesAnswers(model, 10_000, 'classification'))).toBeLessThan(1e-5)
  })
})

it('the pretrained model, whose normalised layers lift its logits to 30, agrees to float32 of that size', async () => {
  const model = new Uint8Array(readFileSync('resources/digits.safetensors'))
  const { file, check } = exportModel(model, { choice: { format: 'onnx', preprocessing: false, softmax: false }, test: images, name: 'digits' })
  const rows = 1000
  const logits = await runRuntime(file, { rows, columns: 784, values: shades.subarray(0, rows * 784) })
  expect(largestDifference(logits, enginesAnswers(model, rows, 'regression'))).toBeLessThan(1e-6 * check.largestOutput)
})

const scaling = { shift: Float64Array.from([0.5, -1]), factor: Float64Array.from([2, 0.25]) }
const parametrised = [
  { units: 4, activation: { name: 'leaky_relu', negativeSlope: 0.3 } },
  { units: 4, activation: { name: 'elu', alpha: 0.7 } },
  { units: 4, activation: { name: 'softplus', beta: 2.5 } },
]

const written = ['identity', 'relu', 'leaky_relu', 'elu', 'gelu_erf', 'gelu_tanh', 'silu', 'sigmoid', 'tanh', 'softplus']

/** Networks of every activation, with and without normalisation, scaling, a bias and a pair of classes. */
const kinds: [string, Uint8Array][] = [
  ...written.map((name): [string, Uint8Array] => {
    const layers = [{ units: 6, activation: name, bias: false, batchNorm: true }, { units: 5, activation: name }, { units: 3 }]
    return [name, tinyModel(blobs({ network: { layers }, batchSize: 10 })).file]
  }),
  ['other parameters', tinyModel(blobs({ network: { layers: [...parametrised, { units: 3 }] } })).file],
  ['scaled features', tinyModel(blobs({ data: { source: 'blobs', classes: 3, scaling: 'standard' } }), { scaling }).file],
  [
    'a single logit',
    tinyModel(blobs({ data: { source: 'moons' }, network: { layers: [{ units: 4, activation: 'relu' }, { units: 1 }] }, loss: 'bce_with_logits' })).file,
  ],
  ['float64', tinyModel(blobs({ precision: 'float64' })).file],
]

describe.each(kinds)('a network with %s', (name, model) => {
  it.each([
    { preprocessing: false, softmax: false },
    { preprocessing: true, softmax: true },
  ])('answers in ONNX Runtime as in the engine: %o', async (choice) => {
    const { file } = exportModel(model, { choice: { format: 'onnx', ...choice }, test: null, name })
    const stored = decodeModel(model)
    const probe = probeOf(stored, null)
    const wanted = choice.softmax
      ? createPredictor(stored.config.network, 2, stored.parameters, 'classification', { scaling: stored.scaling }).predictRows(
          probe.features.values,
          probe.features.rows,
        )
      : probe.outputs.values
    const found = await runRuntime(file, probeInput(probe, stored, choice.preprocessing))
    expect(largestDifference(found, wanted)).toBeLessThan(1e-5 * Math.max(1, ...wanted.map(Math.abs)))
  })
})

test('a regression with scaled features keeps the numbers of its targets', async () => {
  const { file: model } = tinyModel({ ...blobs(), data: { source: 'linear_map', inputs: 2, outputs: 3, scaling: 'standard' }, loss: 'mse' }, { scaling })
  const stored = decodeModel(model)
  const probe = probeOf(stored, null)
  const { file } = exportModel(model, { choice: { format: 'onnx', preprocessing: true, softmax: false }, test: null, name: 'map' })
  expect(largestDifference(await runRuntime(file, probe.features), probe.outputs.values)).toBeLessThan(1e-5)
  expect(() => exportModel(model, { choice: { format: 'onnx', preprocessing: true, softmax: true }, test: null, name: 'map' })).toThrow(/map predicts numbers/)
})

test('a safetensors file keeps the model bit for bit and says what the check found', () => {
  const { file: model } = tinyModel(blobs({ data: { source: 'blobs', classes: 3, scaling: 'standard' } }), { scaling })
  const { file, check } = exportModel(model, { choice: { format: 'safetensors', preprocessing: false, softmax: false }, test: null, name: 'blobs' })
  expect(decodeModel(file)).toEqual(decodeModel(model))
  expect(decodeSafetensors(file, 'f').metadata['check.largest_difference']).toBe(String(check.largestDifference))
  expect(() => exportModel(model, { choice: { format: 'safetensors', preprocessing: true, softmax: false }, test: null, name: 'blobs' })).toThrow(
    /holds tensors and no operations/,
  )
})

/** A Python with NumPy, where this machine has one. */
const python = ['python3', '/usr/bin/python3', 'python'].find((program) => spawnSync(program, ['-c', 'import numpy']).status === 0)

describe('a NumPy script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-numpy-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const choice: ModelExportChoice = { format: 'numpy', preprocessing: true, softmax: true }

  it('holds the weights bit for bit', () => {
    const [, model] = kinds[0]!
    const { file } = exportModel(model, { choice, test: null, name: 'x' })
    const [weight] = decodeModel(model).parameters
    expect(readScript(new TextDecoder().decode(file), 'x').get('LAYERS_0_WEIGHT')?.data).toEqual(weight?.data)
  })

  it('is a program whatever the model is called', () => {
    const [, model] = kinds[0]!
    const title = '"""\nimport os # \u2028 \ud83d\ude00'
    const text = new TextDecoder().decode(exportModel(model, { choice, test: null, name: title }).file)
    expect(text).toContain('TITLE = "\\"\\"\\"\\nimport os # \\u2028 \\ud83d\\ude00"\n')
  })

  it.skipIf(python === undefined)('finds the outputs of the engine, and ends with 1 where a weight is another', { timeout: 60_000 }, () => {
    const script = (i: number) => join(folder, `${i}.py`)
    for (const [i, [name, model]] of kinds.entries()) writeFileSync(script(i), exportModel(model, { choice, test: null, name }).file)
    const broken = readFileSync(script(0), 'utf8').replace('    x = x.astype(DTYPE)', '    x = x.astype(DTYPE) + DTYPE(0.01)')
    writeFileSync(script(kinds.length), broken)
    // One Python runs them all, each as a program of its own, and says how each one ends.
    const all = `import runpy
for i in range(${kinds.length + 1}):
    try:
        runpy.run_path(r"${folder}/%d.py" % i, run_name="__main__")
    except SystemExit as end:
        print(end.code)`
    const { stdout, stderr } = spawnSync(python ?? '', ['-c', all], { encoding: 'utf8' })
    expect(stderr).toBe('')
    const lines = stdout.trim().split('\n')
    const endings = lines.filter((_, i) => i % 2 === 1)
    expect(lines[0]).toMatch(/^largest difference from the engine's outputs over 16 samples: [0-9.e-]+ \(tolerance /)
    expect(endings).toEqual([...kinds.map(() => '0'), '1'])
  })
})
